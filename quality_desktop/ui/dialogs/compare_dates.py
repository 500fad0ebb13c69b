"""«Было и стало»: the matrix at two moments, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.directions import Edition
from quality_desktop.domain.responsibility import Difference
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.cycle.responsibility import ROLE_NAMES
from quality_desktop.storage.history import Moment
from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.clipboard import format_cells
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

_NOW: Final = "now"
_OWN_DATE: Final = "own date"


class CompareDates(QDialog):
    """Two moments, and the table of cells that differ between them."""

    def __init__(self, parent: QWidget | None, operations: Operations, edition: Edition) -> None:
        super().__init__(parent)
        self.setObjectName("compareDates")
        self.setWindowTitle("Матрица: было и стало")
        self.resize(900, 520)
        self._operations = operations
        self._edition = edition
        self._round = 0
        self.was = named(QComboBox(), "compareWas", "Было на")
        self.now = named(QComboBox(), "compareNow", "Стало на")
        self.was_day = named(DateEdit(), "compareWasDay", "Было на конец дня")
        self.now_day = named(DateEdit(), "compareNowDay", "Стало на конец дня")
        self.summary = named(QLabel(wordWrap=True), "compareSummary")
        self.summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.model = TableModel(_columns(), key=lambda d: (d.code, d.title, d.role), parent=self)
        self.table = GridView("Что изменилось")
        self.table.setItemDelegate(WrapDelegate(self.table))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.set_widths(tuple(column.width for column in self.model.columns))
        self.model.modelReset.connect(self.table.resizeRowsToContents)
        self.table.widths_changed.connect(lambda _: self.table.resizeRowsToContents())
        self.copy = named(QPushButton("Копировать таблицу"), "compareCopy")
        self.copy.clicked.connect(self.copy_table)
        self._lay_out()
        for box in (self.was, self.now):
            box.currentIndexChanged.connect(self._on_moment_chosen)
        for day in (self.was_day, self.now_day):
            day.edited.connect(self._compare)
        operations.ask(
            lambda store: responsibility.moments(store=store), self._show_moments, owner=self
        )

    @classmethod
    def show_for(cls, parent: QWidget | None, operations: Operations, edition: Edition) -> None:
        """Show the dialog until it is closed.

        Args:
            parent: The window it belongs to.
            operations: Asks the file.
            edition: Edition whose directions are compared.
        """
        dialog = cls(parent, operations, edition)
        dialog.exec()
        dialog.deleteLater()

    def copy_table(self) -> None:
        """Put the differences on the clipboard, for a spreadsheet or a paper."""
        rows = [[column.title for column in self.model.columns]]
        rows.extend([column.text(row) for column in self.model.columns] for row in self.model.rows)
        QGuiApplication.clipboard().setText(format_cells(rows))

    def _show_moments(self, moments: Sequence[Moment]) -> None:
        for box, first in ((self.was, None), (self.now, "Сейчас")):
            box.blockSignals(True)
            box.clear()
            if first is not None:
                box.addItem(first, _NOW)
            for moment in moments:
                box.addItem(
                    f"{moment.at:%d.%m.%Y %H:%M} – {moment.intent} ({moment.author})", moment.at
                )
            box.addItem("Другая дата…", _OWN_DATE)
            box.blockSignals(False)
        # The change before the last one, so that the last one is seen at once.
        self.was.setCurrentIndex(1 if len(moments) > 1 else 0)
        self._on_moment_chosen()

    def _on_moment_chosen(self) -> None:
        self.was_day.setVisible(self.was.currentData() == _OWN_DATE)
        self.now_day.setVisible(self.now.currentData() == _OWN_DATE)
        self._compare()

    def _compare(self) -> None:
        was, now = _moment(self.was, self.was_day), _moment(self.now, self.now_day)
        if was is None or (now is None and self.now.currentData() != _NOW):
            self.model.show_rows(())
            self.copy.setEnabled(False)
            self.summary.setText("Укажите дату: сравнивается состояние на конец этого дня.")
            return
        self._round += 1
        number, edition = self._round, self._edition.id
        self._operations.ask(
            lambda store: responsibility.compare(store=store, edition=edition, was=was, now=now),
            lambda found: self._show_differences(number, found),
            owner=self,
        )

    def _show_differences(self, number: int, found: Sequence[Difference]) -> None:
        if number != self._round:
            return  # another pair of moments was chosen meanwhile
        self.model.show_rows(found)
        self.table.resizeRowsToContents()
        self.copy.setEnabled(bool(found))
        cells = counted(len(found), "ячейка", "ячейки", "ячеек")
        self.summary.setText(f"Изменилось: {cells}." if found else "Матрица не изменилась.")

    def _lay_out(self) -> None:
        moments = QGridLayout()
        for row, (text, box, day) in enumerate(
            (("&Было", self.was, self.was_day), ("&Стало", self.now, self.now_day))
        ):
            label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(box)
            moments.addWidget(label, row, 0)
            moments.addWidget(box, row, 1)
            moments.addWidget(day, row, 2)
            day.setMaximumWidth(140)
            day.hide()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        moments.setColumnStretch(1, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(moments)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)


def _moment(box: QComboBox, day: DateEdit) -> datetime | None:
    """The moment chosen in a box; None for «now» and for a date that is not there yet."""
    chosen = box.currentData(Qt.ItemDataRole.UserRole)
    if isinstance(chosen, datetime):
        return chosen
    if chosen == _OWN_DATE and day.day is not None:
        return datetime.combine(day.day, time.max).astimezone()
    return None


def _columns() -> list[Column[Difference]]:
    return [
        Column(key="code", title="№", text=lambda d: d.code, width=48),
        Column(key="title", title="Направление", text=lambda d: d.title, width=290),
        Column(key="role", title="Ячейка", text=lambda d: ROLE_NAMES[d.role], width=130),
        Column(key="was", title="Было", text=lambda d: ", ".join(d.was) or "—", width=190),
        Column(key="now", title="Стало", text=lambda d: ", ".join(d.now) or "—", width=190),
    ]
