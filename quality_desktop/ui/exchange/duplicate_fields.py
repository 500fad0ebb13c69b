"""Two records side by side: which one stays, and whose value of each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.records import Id
from quality_desktop.services.exchange.duplicates import Entered, FieldChoice, JoinView
from quality_desktop.services.exchange.joining import Side
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named

_CHOSEN, _OTHER = "● ", "○ "
_SIDES: Final = {1: Side.KEPT, 2: Side.OTHER}
"""Column -> whose value stands in it."""
_KEYS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DuplicateFields(QWidget):
    """A table of who added them and of fields; a click or Space takes the value of a side.

    Attributes:
        model: The fields.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicateFields")
        self._choices: dict[tuple[Id, str], Side] = {}
        self._view: JoinView | None = None
        self.model: FigureModel[FieldChoice] = FigureModel(key=_key, parent=self)
        self.grid = FigureGrid(self.model, "Поля двух записей")
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.grid.horizontalHeader().setSectionsClickable(False)
        self.grid.installEventFilter(self)
        self.grid.clicked.connect(self._on_clicked)
        self.follows = named(QLabel(wordWrap=True), "duplicateFollows", "Что ещё перейдёт")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.follows)
        self.show_view(None)

    @property
    def choices(self) -> Mapping[tuple[Id, str], Side]:
        """Whose value each differing field gets."""
        return dict(self._choices)

    def show_view(self, view: JoinView | None) -> None:
        """Show two records, what differs first."""
        self._view = view
        found = () if view is None else view.fields
        self._choices = {_key(one): one.side for one in found if one.differs}
        self._show()
        self.grid.set_widths((220, 300, 300))
        if view is None:
            self.follows.setText("")
            return
        parts = []
        if view.follows:
            parts.append(f"Перейдёт к оставшейся записи: {'; '.join(view.follows)}.")
        if view.dropped:
            parts.append(f"Исчезнет, потому что было о них обеих: {'; '.join(view.dropped)}.")
        self.follows.setText(" ".join(parts) or "На другую запись ничего не ссылается.")

    def take(self, row: int, side: Side) -> None:
        """Take the value of a side for the field of a row; nothing happens where both are equal."""
        one = self.model.rows[row]
        if one.differs:
            self._choices[_key(one)] = side
            self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            self.model.show_table(self._columns("Останется", "Уйдёт"), ())
            return
        rows = [_entered(view), *sorted(view.fields, key=lambda one: not one.differs)]
        columns = self._columns(f"Останется: {view.kept_name}", f"Уйдёт: {view.other_name}")
        self.model.show_table(columns, rows)

    def _columns(self, kept: str, other: str) -> tuple[FigureColumn[FieldChoice], ...]:
        return (
            FigureColumn(key="title", title="Поле", width=240, text=_title, tooltip=_title),
            FigureColumn(key="kept", title=kept, width=330,
                         text=lambda one: self._text(one, Side.KEPT),
                         tooltip=lambda one: one.kept),
            FigureColumn(key="other", title=other, width=330,
                         text=lambda one: self._text(one, Side.OTHER),
                         tooltip=lambda one: one.other),
        )  # fmt: skip

    def _text(self, one: FieldChoice, side: Side) -> str:
        text = one.kept if side is Side.KEPT else one.other
        if not one.differs:
            return text
        mark = _CHOSEN if self._choices[_key(one)] is side else _OTHER
        return f"{mark}{text or 'пусто'}"

    def _on_clicked(self, index: QModelIndex) -> None:
        side = _SIDES.get(index.column())
        if side is not None:
            self.take(index.row(), side)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            index = self.grid.currentIndex()
            side = _SIDES.get(index.column())
            if event.key() in _KEYS and index.isValid() and side is not None:
                self.take(index.row(), side)
                return True
        return super().eventFilter(watched, event)


def _entered(view: JoinView) -> FieldChoice:
    """Who added each of the two: the person to ask which of them is right."""
    return FieldChoice(
        record=view.keep,
        field="",
        group="",
        title="Кто и когда внёс",
        kept=_told(view.kept_entered),
        other=_told(view.other_entered),
        differs=False,
        is_asked=False,
        side=Side.KEPT,
    )


def _told(entered: Entered | None) -> str:
    if entered is None:
        return ""
    intent = f", «{entered.intent}»" if entered.intent else ""
    return f"{entered.author or 'без имени'}, {entered.moment:%d.%m.%Y %H:%M}{intent}"


def _key(one: FieldChoice) -> tuple[Id, str]:
    return one.record, one.field


def _title(one: FieldChoice) -> str:
    return f"{one.group} – {one.title}" if one.group else one.title
