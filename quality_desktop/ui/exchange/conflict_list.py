"""The list of disagreements with its terms above and its rule below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.services.exchange import conflicts
from quality_desktop.services.exchange.conflicts import Conflict
from quality_desktop.ui.exchange.conflict_panel import OWN, said
from quality_desktop.ui.exchange.conflict_terms import ConflictTerms, RuleLine
from quality_desktop.ui.exchange.row_list import RowList
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named

_DECIDE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConflictList(QWidget):
    """What is shown, and the keys that decide.

    Attributes:
        model: The disagreements.
        rule: How all that are shown end at once.

    Signals:
        followed: Another disagreement is in hand, or the same one told anew.
        digit_typed: An opinion is chosen by its place; ``OWN`` for a value of one's own.
        decide_wanted: Enter was pressed.
    """

    followed = Signal()
    digit_typed = Signal(int)
    decide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictList")
        self.terms = ConflictTerms()
        self.rows: RowList[Conflict] = RowList(
            "Расхождения", _columns(), key=lambda one: one.place, parent=self
        )
        self.model, self.grid = self.rows.model, self.rows.grid
        self.grid.installEventFilter(self)
        self.count = named(QLabel(), "conflictCount", "Сколько расхождений")
        self.rule = RuleLine()
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.rule)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.terms)
        column.addWidget(self.grid, 1)
        column.addLayout(line)
        self.terms.changed.connect(self._arrange)
        self.grid.place_changed.connect(self.followed)

    @property
    def chosen(self) -> Conflict | None:
        """The disagreement in hand."""
        return self.rows.chosen

    def show_conflicts(self, found: tuple[Conflict, ...]) -> None:
        """Show what people disagree about; the place in the list is kept."""
        row = self.grid.currentIndex().row()
        people = conflicts.authors(found)
        self.terms.show_choices(found, people)
        self.rule.show_people(people)
        self.model.show_table(_columns(), found)
        self._arrange(row)

    def drop(self, conflict: Conflict) -> None:
        """Take a decided one off at once; the next one is in hand then."""
        rest = (one for one in self.model.all_rows if one.place != conflict.place)
        self.show_conflicts(tuple(rest))

    def _arrange(self, row: int = 0) -> None:
        self.model.show_only(self.terms.wants)
        shown, everything = len(self.model.rows), len(self.model.all_rows)
        if shown and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(min(max(row, 0), shown - 1), 0))
        of = "" if shown == everything else f" из {everything}"
        self.count.setText(f"{counted_conflicts(shown)}{of}" if everything else "")
        self.rule.button.setEnabled(bool(shown))
        self.followed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit chooses an opinion, 0 a value of one's own, Enter decides."""
        is_typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is not self.grid or not is_typed or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _DECIDE:
            self.decide_wanted.emit()
            return True
        digit = event.text()
        if len(digit) == 1 and digit in "0123456789":
            self.digit_typed.emit(int(digit) - 1 if digit != "0" else OWN)
            return True
        return super().eventFilter(watched, event)


def counted_conflicts(number: int) -> str:
    """«5 расхождений»."""
    return counted(number, "расхождение", "расхождения", "расхождений")


def _columns() -> tuple[FigureColumn[Conflict], ...]:
    return (
        FigureColumn(key="record", title="Запись", width=240, text=_record, tooltip=_record),
        FigureColumn(key="field", title="Что", width=140, text=lambda one: one.title,
                     tooltip=lambda one: one.title),
        FigureColumn(key="said", title="Кто что записал", width=440,
                     text=lambda one: said(one.opinions), tooltip=lambda one: said(one.opinions)),
    )  # fmt: skip


def _record(one: Conflict) -> str:
    return f"{one.kind_title}: {one.record}"
