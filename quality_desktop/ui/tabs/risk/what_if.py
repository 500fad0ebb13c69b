"""The panel «Что, если…»: other terms of a rule, tried at once, and what other shares would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.at_risk.risk import Repeat
from quality_desktop.domain.figures import printed_exactly
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools.risk import RiskView, Variant
from quality_desktop.services.risk_schools.risk_board import RiskBoard, WhatIf
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tabs.risk.grid import RiskGrid
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PANEL_LEAST_WIDTH

_PAUSE_MS: Final = 250
_ROWS: Final = 5
_REPEATS: Final = {
    Repeat.OFF: "не смотреть",
    Repeat.AND: "и: обязателен и повтор",
    Repeat.OR: "или: хватит и повтора",
}
_SIGNS: Final = {False: "не менее", True: "более"}
_MOST: Final = 999
_SHARE_WIDTH: Final = 48


class WhatIfPanel(QScrollArea):
    """Fields of a rule with a live answer.

    Signals:
        tried: ``WhatIf`` of the fields, shortly after the last change.
    """

    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whatIf")
        self.setAccessibleName("Что, если изменить правило")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setMinimumWidth(PANEL_LEAST_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._is_filling = False
        self._schools: dict[Id, str] = {}
        self.share = named(QLineEdit(), "ifShare")
        self.share.setMinimumWidth(_SHARE_WIDTH)
        self.sign = named(QComboBox(), "ifSign")
        for is_strict, word in _SIGNS.items():
            self.sign.addItem(word, is_strict)
        self.procedures = named(QSpinBox(), "ifProcedures")
        self.repeat = named(QComboBox(), "ifRepeat")
        for repeat, word in _REPEATS.items():
            self.repeat.addItem(word, repeat.value)
        self.least = named(QSpinBox(), "ifLeast")
        for box in (self.procedures, self.least):
            box.setRange(1, _MOST)
        self.sentence = named(QLabel(wordWrap=True), "ifSentence")
        self.model: FigureModel[Variant] = FigureModel(key=lambda one: one.terms.share, parent=self)
        self.grid = RiskGrid(self.model, "Что даст другой порог")
        self.grid.setObjectName("ifVariants")
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.pause.timeout.connect(lambda: self.tried.emit(self.what_if))
        self._lay_out()
        self._connect()

    @property
    def what_if(self) -> WhatIf:
        """What the fields say."""
        return WhatIf(
            share=self.share.text().strip().replace(",", "."),
            procedures=self.procedures.value(),
            min_participants=self.least.value(),
            is_strict=bool(self.sign.currentData()),
            repeat=Repeat(self.repeat.currentData()),
        )

    def show_board(self, board: RiskBoard) -> None:
        """Fill the fields, but never a field that is being typed into, and say what changes."""
        if board.tried is None:
            return
        self._is_filling = True
        if not self.share.hasFocus() and not self.pause.isActive():
            self.share.setText(board.tried.share.replace(".", ","))
        self.sign.setCurrentIndex(int(board.tried.is_strict))
        self.procedures.setValue(board.tried.procedures)
        self.least.setValue(board.tried.min_participants)
        self.repeat.setCurrentIndex(max(self.repeat.findData(board.tried.repeat.value), 0))
        self._is_filling = False
        self.sentence.setText(board.problem or _changes(board))

    def show_variants(self, found: Sequence[Variant], view: RiskView | None) -> None:
        """Show the list under every share.

        Args:
            found: The variants.
            view: The list shown, for the names of schools.
        """
        names = {} if view is None else {s.id: school_name(s) for s in view.schools}
        self._schools = names
        self.model.show_table(self._columns(), found)
        self.grid.set_widths(tuple(column.width for column in self.model.figures))
        self.grid.fit()
        header = self.grid.horizontalHeader().height()
        self.grid.setFixedHeight(header + _ROWS * ROW_HEIGHT + 2 * self.grid.frameWidth() + 2)

    def _columns(self) -> tuple[FigureColumn[Variant], ...]:
        return (
            FigureColumn(
                key="share", title="Порог", width=58, is_number=True,
                text=lambda one: f"{printed_exactly(one.terms.share * 100)}\u202f%",
                worth=lambda one: one.terms.share,
            ),
            FigureColumn(
                key="included", title="В списке", width=70, is_number=True,
                text=lambda one: str(len(one.included)), worth=lambda one: len(one.included),
            ),
            FigureColumn(
                key="enters", title="Входят", width=64, is_number=True,
                text=lambda one: str(len(one.enters) or "—"), worth=lambda one: len(one.enters),
                tooltip=lambda one: self._named(one.enters),
            ),
            FigureColumn(
                key="leaves", title="Выходят", width=68, is_number=True,
                text=lambda one: str(len(one.leaves) or "—"), worth=lambda one: len(one.leaves),
                tooltip=lambda one: self._named(one.leaves),
            ),
        )  # fmt: skip

    def _named(self, schools: Iterable[Id]) -> str:
        return ", ".join(sorted(self._schools.get(school, "") for school in schools))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        share = QHBoxLayout()
        share.setContentsMargins(0, 0, 0, 0)
        share.setSpacing(4)
        share.addWidget(self.sign)
        share.addWidget(self.share)
        share.addWidget(QLabel("%"))
        label = QLabel("&Низких")
        label.setBuddy(self.share)
        form.addRow(label, share)
        form.addRow("&Процедур, не меньше", self.procedures)
        form.addRow("Повтор &два года", self.repeat)
        form.addRow("&Участников, не меньше", self.least)
        title = QLabel("Что даст другой порог")
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.setSpacing(6)
        layout.addLayout(form)
        layout.addWidget(self.sentence)
        layout.addWidget(title)
        layout.addWidget(self.grid)
        layout.addStretch()
        self.setWidget(column)
        for field, name in (
            (self.sign, "Не менее или более"),
            (self.share, "Доля низких результатов, процентов"),
            (self.procedures, "В скольких процедурах, не меньше"),
            (self.repeat, "Низкий результат два года подряд"),
            (self.least, "Сколько участников, не меньше"),
        ):
            field.setAccessibleName(name)
            field.setToolTip(plain_tip(name))

    def _connect(self) -> None:
        self.share.textEdited.connect(lambda _text: self._on_changed())
        for box in (self.sign, self.repeat):
            box.currentIndexChanged.connect(lambda _place: self._on_changed())
        for number in (self.procedures, self.least):
            number.valueChanged.connect(lambda _value: self._on_changed())
        self.grid.activated.connect(lambda index: self._try_variant(index.row()))
        self.grid.opened.connect(self._try_variant)

    def _on_changed(self) -> None:
        if not self._is_filling:
            self.pause.start()

    def forget(self) -> None:
        """What is being typed is not tried any more."""
        self.pause.stop()
        self.share.clearFocus()

    def _try_variant(self, row: int) -> None:
        """Enter or a double click on a share tries it."""
        variant = self.model.rows[row]
        self.share.setText(printed_exactly(variant.terms.share * 100))
        self.pause.stop()
        self.tried.emit(self.what_if)


def _changes(board: RiskBoard) -> str:
    """Who enters and who leaves, by name."""
    view = board.view
    if view is None or board.own is None:
        return ""
    if not board.is_tried:
        return "Показан список по правилу. Измените условие – увидите, кто войдёт и кто выйдет."
    pairs = list(zip(view.schools, view.cases, strict=True))
    entered = [school_name(s) for s, case in pairs if board.enters(case)]
    left = [school_name(s) for s, case in pairs if board.leaves(case)]
    if not entered and not left:
        return "Список тот же, что и по правилу."
    told = (("Войдут", entered), ("Выйдут", left))
    return "\n".join(f"{word} ({len(s)}): {', '.join(s)}." for word, s in told if s)
