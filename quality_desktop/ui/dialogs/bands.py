"""Bands of an indicator: from, up to, name, worth, source; they are judged as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.collection.indicators import Band
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.indicators import definition_checks
from quality_desktop.ui.widgets.naming import named

_TONES: Final = {"": "без оценки", "good": "хорошо", "fair": "внимание", "poor": "плохо"}
_LEVELS: Final = {"own": "управление", "regional": "регион", "federal": "федерация"}
_HEADINGS: Final = ("От", "До", "Название", "Оценка", "Чья", "Источник")
_BOUNDS: Final = "Нижняя граница входит в полосу, верхняя – уже в следующую; пусто – без границы"
_TONE, _LEVEL, _SOURCE = 3, 4, 5


class BandsDialog(QDialog):
    """A small table; every row is a band from the lowest to the highest."""

    def __init__(self, parent: QWidget | None, bands: Sequence[Band], *, calculation: Id) -> None:
        super().__init__(parent)
        self.setObjectName("bandsDialog")
        self.setWindowTitle("Полосы показателя")
        self.resize(860, 320)
        self._calculation = calculation
        self._keys: list[Id] = []
        self.table = named(QTableWidget(0, len(_HEADINGS)), "bandsTable", "Полосы")
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels(_HEADINGS)
        self.table.verticalHeader().hide()
        self.table.setToolTip(_BOUNDS)
        self.table.horizontalHeader().setSectionResizeMode(_SOURCE, QHeaderView.ResizeMode.Stretch)
        self.reason = named(QLabel(wordWrap=True), "bandsReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        self.more = named(QPushButton("Добавить полосу", autoDefault=False), "bandsMore")
        self.less = named(QPushButton("Убрать полосу", autoDefault=False), "bandsLess")
        self.apply = named(QPushButton("Сохранить полосы", default=True), "bandsApply")
        self.more.clicked.connect(lambda _: self._add_after_last())
        self.less.clicked.connect(lambda _: self._remove())
        for band in bands:
            self._add(band)
        self.table.cellChanged.connect(lambda *_: self._check())
        self._lay_out()
        self.table.setFocus()
        self._check()

    @classmethod
    def ask(
        cls, parent: QWidget | None, bands: Sequence[Band], *, calculation: Id
    ) -> tuple[Band, ...] | None:
        """Ask; None when the user changed their mind.

        Args:
            parent: The dialog it belongs to.
            bands: The bands as they are.
            calculation: Whose bands.
        """
        dialog = cls(parent, bands, calculation=calculation)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        made = dialog.bands if is_accepted else None
        dialog.deleteLater()
        return made

    @property
    def bands(self) -> tuple[Band, ...]:
        """What the table says."""
        return tuple(
            Band(
                id=key,
                calculation=self._calculation,
                lower=self._text(row, 0).replace(",", "."),
                upper=self._text(row, 1).replace(",", "."),
                title=self._text(row, 2),
                tone=self._chosen(row, _TONE),
                level=self._chosen(row, _LEVEL),
                source=self._text(row, _SOURCE),
                place=row,
            )
            for row, key in enumerate(self._keys)
        )

    def _text(self, row: int, column: int) -> str:
        item: QTableWidgetItem | None = self.table.item(row, column)
        return "" if item is None else item.text().strip()

    def _chosen(self, row: int, column: int) -> str:
        box = self.table.cellWidget(row, column)
        return str(box.currentData()) if isinstance(box, QComboBox) else ""

    def _add(self, band: Band) -> None:
        row = len(self._keys)
        self._keys.append(band.id)
        self.table.insertRow(row)
        texts = {
            0: band.lower.replace(".", ","),
            1: band.upper.replace(".", ","),
            2: band.title,
            _SOURCE: band.source,
        }
        for column, text in texts.items():
            self.table.setItem(row, column, QTableWidgetItem(text))
        for column, words, value in ((_TONE, _TONES, band.tone), (_LEVEL, _LEVELS, band.level)):
            box = named(QComboBox(), f"band{column}", _HEADINGS[column])
            for code, text in words.items():
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(value)))
            self.table.setCellWidget(row, column, box)

    def _add_after_last(self) -> None:
        """The new band begins where the last one ends."""
        last = self.bands[-1] if self._keys else None
        lower = last.upper if last is not None else ""
        source = last.source if last is not None else "решение управления"
        self._add(Band(id=new_id(), calculation=self._calculation, lower=lower, source=source))
        self._check()

    def _remove(self) -> None:
        row = self.table.currentRow() if self.table.currentRow() >= 0 else len(self._keys) - 1
        if row >= 0:
            del self._keys[row]
            self.table.removeRow(row)
            self._check()

    def _check(self) -> None:
        reason = ""
        try:
            definition_checks.require_bands(self.bands)
        except QualityError as error:
            reason = error.sentence
        self.reason.setText(reason)
        self.apply.setEnabled(not reason)
        self.less.setEnabled(bool(self._keys))

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.more, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.less, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
