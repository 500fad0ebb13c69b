"""«Планы и сроки»: a plan with its sections, dates by months, and how far every row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.planning.columns import Column, headings
from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.roadmaps import plans, rows
from quality_desktop.services.roadmaps.plans import PlanView
from quality_desktop.services.roadmaps.rows import CellText
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.roadmap import Line, PlanFilter, RoadmapModel
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.actions import RoadmapActions
from quality_desktop.ui.tabs.roadmap.bar import PlanBar, PlanEmpty
from quality_desktop.ui.tabs.roadmap.files import PlanFiles
from quality_desktop.ui.tabs.roadmap.grid import RoadmapGrid
from quality_desktop.ui.tabs.roadmap.papers import NO_TABLE
from quality_desktop.ui.tabs.roadmap.side import RoadmapSide
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapAnswer:
    """What the tab asks for at once."""

    plans: tuple[Roadmap, ...]
    view: PlanView | None
    today: date


class RoadmapTab(Tab):
    """The tab «Планы и сроки»."""

    title: ClassVar[str] = "Планы и сроки"
    name: ClassVar[str] = "roadmap"
    help_page: ClassVar[str] = "roadmap"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"roadmap", "roadmap_section", "roadmap_row", "attachment", "stored_file"}
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        look = environment.look
        self.plan: Id | None = None
        self._year = scope.year
        self._awaited: Id | None = None
        self._to_open: tuple[Id, int] | None = None
        self.model = RoadmapModel(look, self)
        self.grid = RoadmapGrid(self.model, look, environment.preferences, self)
        self.bar = PlanBar(look, self)
        self.empty = PlanEmpty(look, self)
        self.panel = RoadmapSide(look, self)
        self.outcome = named(QLabel(wordWrap=True), "planOutcome", "Что сделано")
        self.outcome.hide()
        self._actions = RoadmapActions(self)
        self._files = PlanFiles(self)
        self._connect()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._content())
        self.build(self.pages, side=self.panel)

    @property
    def current_line(self) -> Line | None:
        """The chosen line."""
        index = self.grid.currentIndex()
        return self.model.line_at(index.row()) if index.isValid() else None

    @override
    def refresh(self) -> None:
        if self.scope.year != self._year:
            self._year, self.plan = self.scope.year, None  # another year has its own plan
        wanted, year, direction = self.plan, self._year, self.scope.direction
        self.operations.ask(
            lambda store: _answer(store, wanted, year, direction), self._show, owner=self
        )

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions.tool_row

    @override
    def jump_to(self, place: str) -> None:
        kind, _, rest = place.partition(":")
        record, _, field = rest.partition(":")
        if kind != "roadmap_row" or not record:
            return
        if self.model.filter.is_on:
            self.bar.show_all()
        column = self.model.column_of(field)
        self.grid.select_line(Id(UUID(record)), 1 if column is None else column)

    def paste_when_empty(self) -> bool:
        """Show what a copied table would become as the first plan; False when there is a plan."""
        if not self.empty.isVisible():
            return False
        if not self.grid.paste_table():
            self.refuse(NO_TABLE)
        return True

    def choose(self, plan: Id) -> None:
        """Show another plan."""
        self.plan = plan
        self.mark_stale()

    def choose_when_there(self, plan: Id) -> None:
        """Show a plan as soon as the next answer holds it."""
        self._awaited = plan

    def open_when_there(self, record: Id, column: int) -> None:
        """Open a cell of a new line as soon as it is shown."""
        self._to_open = (record, column)

    def say(self, sentence: str) -> None:
        """Say what was done, until something else is."""
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done, and show what is stored."""
        self.model.forget_pending()
        self.environment.messages.refuse(self, sentence)

    def _connect(self) -> None:
        self.model.edited.connect(self._write)
        self.model.refused.connect(lambda sentences: self.refuse("\n".join(sentences)))
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._show_side())
        self.bar.plan_chosen.connect(self.choose)
        self.bar.filter_changed.connect(self._on_filter)
        self.panel.progress_requested.connect(self._actions.ask_progress)

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.outcome)
        return content

    def _show(self, answer: RoadmapAnswer) -> None:
        if self._awaited is not None and any(p.id == self._awaited for p in answer.plans):
            self.plan, self._awaited = self._awaited, None
            self.refresh()
            return
        view = answer.view
        self.plan = None if view is None else view.roadmap.id
        self.bar.show_plans(answer.plans, self.plan)
        self.bar.show_progress(view, answer.today)
        self.model.show(view, answer.today)
        self.grid.show_co_executors(_has_co_executors(view))
        self.pages.setCurrentIndex(0 if view is None else 1)
        self.panel.setVisible(view is not None)
        self.show_problems(() if view is None else view.problems)
        self._show_side()
        self._open_new_line()

    def _open_new_line(self) -> None:
        if self._to_open is None:
            return
        record, column = self._to_open
        if self.model.row_of(record) is not None:
            self._to_open = None
            self.grid.select_line(record, column)
            self.grid.edit(self.grid.currentIndex())

    def _show_side(self) -> None:
        self._actions.follow_selection()
        line = self.current_line
        self.panel.show_line(line, self.model.today)
        self._files.ask_soon()

    def _on_filter(self, wanted: PlanFilter) -> None:
        self.model.show_only(wanted)
        self._show_side()

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
        self.operations.do(
            lambda store: rows.write(store=store, cells=cells, intent=title, today=today),
            then=self._on_written,
            refused=self.refuse,
            owner=self,
        )

    def _on_written(self, changes: Changes) -> None:
        if not changes:
            self.model.forget_pending()


def _answer(store: Store, wanted: Id | None, year: int, direction: Id | None) -> RoadmapAnswer:
    """The plan that was chosen, or one of the school year of the window, or the latest one."""
    found = tuple(
        plan
        for plan in plans.ordered(store=store)
        if direction is None or plan.direction in (None, direction)
    )
    near = [plan.id for plan in found if plan.year in (year, year + 1)]
    keys = [plan.id for plan in found]
    chosen = wanted if wanted in keys else next(iter((*near, *keys)), None)
    view = None if chosen is None else plans.view(store=store, roadmap=chosen)
    return RoadmapAnswer(plans=found, view=view, today=date.today())


def _has_co_executors(view: PlanView | None) -> bool:
    if view is None:
        return False
    is_printed = any(each.column is Column.CO_EXECUTORS for each in headings(view.roadmap.columns))
    return is_printed or any(row.record.co_executors for row in view.rows)
