"""A plan as it is worked with: its table, its chosen line, how something is written into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.planning.columns import Column, headings
from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.roadmaps import rows
from quality_desktop.services.roadmaps.plans import PlanView
from quality_desktop.services.roadmaps.rows import CellText
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.roadmap import Line, PlanFilter, RoadmapModel
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.roadmap.bar import PlanBar, PlanEmpty
from quality_desktop.ui.tabs.roadmap.grid import RoadmapGrid
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansAnswer:
    """What the tab asks for at once."""

    plans: tuple[Roadmap, ...]
    view: PlanView | None
    today: date


class PlanPage(QStackedWidget):
    """What stands there before any plan, and the plan under the line of choices.

    Attributes:
        plan: The plan that is shown, or shall be; None while none is chosen.
        model: Its lines.
        grid: Their table.
        bar: The line above.
        empty: What stands there before any plan.
        outcome: What was done, until something else is.

    Signals:
        line_changed: Another line is chosen, or other lines are shown.
        plan_wanted: Another plan is chosen: it must be asked for.
    """

    line_changed = Signal()
    plan_wanted = Signal()

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__()
        self._operations = operations
        self._messages = environment.messages
        look = environment.look
        self.plan: Id | None = None
        self._awaited: Id | None = None
        self._to_open: tuple[Id, int] | None = None
        self.model = RoadmapModel(look, self)
        self.grid = RoadmapGrid(self.model, look, environment.preferences)
        self.bar = PlanBar(look)
        self.empty = PlanEmpty(look)
        self.outcome = named(QLabel(wordWrap=True), "planOutcome", "Что сделано")
        self.outcome.hide()
        self.addWidget(self.empty)
        self.addWidget(self._content())
        self.model.edited.connect(self._write)
        self.model.refused.connect(lambda sentences: self.refuse("\n".join(sentences)))
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self.line_changed.emit())
        self.bar.plan_chosen.connect(self.choose)
        self.bar.filter_changed.connect(self._on_filter)

    @property
    def current_line(self) -> Line | None:
        """The chosen line."""
        index = self.grid.currentIndex()
        return self.model.line_at(index.row()) if index.isValid() else None

    def show_answer(self, answer: PlansAnswer) -> bool:
        """Show a plan; False when one that was waited for is there and must be asked for first."""
        if self._awaited is not None and any(p.id == self._awaited for p in answer.plans):
            self.plan, self._awaited = self._awaited, None
            return False
        view = answer.view
        self.plan = None if view is None else view.roadmap.id
        self.bar.show_plans(answer.plans, self.plan)
        self.bar.show_progress(view, answer.today)
        self.model.show(view, answer.today)
        self.grid.show_co_executors(_has_co_executors(view))
        self.setCurrentIndex(0 if view is None else 1)
        return True

    def choose(self, plan: Id) -> None:
        """Show another plan."""
        self.plan = plan
        self.plan_wanted.emit()

    def choose_when_there(self, plan: Id) -> None:
        """Show a plan as soon as the next answer holds it."""
        self._awaited = plan

    def open_when_there(self, record: Id, column: int) -> None:
        """Open a cell of a new line as soon as it is shown."""
        self._to_open = (record, column)

    def open_new_line(self) -> None:
        """Open the cell that was waited for, when its line is there."""
        if self._to_open is None:
            return
        record, column = self._to_open
        if self.model.row_of(record) is not None:
            self._to_open = None
            self.grid.select_line(record, column)
            self.grid.edit(self.grid.currentIndex())

    def do(self, write: Callable[[Store], Changes]) -> None:
        """Write something of this plan; a refusal is said and what is stored comes back."""
        self._operations.do(write, refused=self.refuse, owner=self)

    def say(self, sentence: str) -> None:
        """Say what was done, until something else is."""
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done, and show what is stored."""
        self.model.forget_pending()
        self._messages.refuse(self, sentence)

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.outcome)
        return content

    def _on_filter(self, wanted: PlanFilter) -> None:
        self.model.show_only(wanted)
        self.line_changed.emit()

    def _write(self, edits: Sequence[Edit[Line]], intent: str) -> None:
        self.say("")
        cells = [
            CellText(
                row=edit.row.id,
                field="section" if edit.row.row is None else edit.column,
                text=str(edit.value or ""),
            )
            for edit in edits
        ]
        title, today = intent[:1].upper() + intent[1:], self.model.today
        self._operations.do(
            lambda store: rows.write(store=store, cells=cells, intent=title, today=today),
            then=self._on_written,
            refused=self.refuse,
            owner=self,
        )

    def _on_written(self, changes: Changes) -> None:
        if not changes:
            self.model.forget_pending()


def _has_co_executors(view: PlanView | None) -> bool:
    if view is None:
        return False
    is_printed = any(each.column is Column.CO_EXECUTORS for each in headings(view.roadmap.columns))
    return is_printed or any(row.record.co_executors for row in view.rows)
