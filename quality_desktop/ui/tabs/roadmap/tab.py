"""«Планы и сроки»: a plan with its sections, dates by months, and how far every row is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from quality_desktop.domain.records import Id
from quality_desktop.services.roadmaps import plans
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.actions import RoadmapActions
from quality_desktop.ui.tabs.roadmap.files import PlanFiles
from quality_desktop.ui.tabs.roadmap.page import PlanPage, PlansAnswer
from quality_desktop.ui.tabs.roadmap.papers import NO_TABLE
from quality_desktop.ui.tabs.roadmap.side import RoadmapSide


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
        self._year = scope.year
        self.page = PlanPage(operations, environment)
        self.panel = RoadmapSide(environment.look, self)
        self._actions = RoadmapActions(self, self.page)
        self._files = PlanFiles(self, self.page, self.panel)
        self.page.line_changed.connect(self._show_side)
        self.page.plan_wanted.connect(self.mark_stale)
        self.panel.progress_requested.connect(self._actions.ask_progress)
        self.build(self.page, side=self.panel)

    @override
    def refresh(self) -> None:
        if self.scope.year != self._year:
            self._year, self.page.plan = self.scope.year, None  # another year has its own plan
        wanted, year, direction = self.page.plan, self._year, self.scope.direction
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
        page = self.page
        if page.model.filter.is_on:
            page.bar.show_all()
        column = page.model.column_of(field)
        page.grid.select_line(Id(UUID(record)), 1 if column is None else column)

    def paste_when_empty(self) -> bool:
        """Show what a copied table would become as the first plan; False when there is a plan."""
        if not self.page.empty.isVisible():
            return False
        if not self.page.grid.paste_table():
            self.page.refuse(NO_TABLE)
        return True

    def _show(self, answer: PlansAnswer) -> None:
        if not self.page.show_answer(answer):
            self.refresh()
            return
        view = answer.view
        self.panel.setVisible(view is not None)
        self.show_problems(() if view is None else view.problems)
        self._show_side()
        self.page.open_new_line()

    def _show_side(self) -> None:
        self._actions.follow_selection()
        self.panel.show_line(self.page.current_line, self.page.model.today)
        self._files.ask_soon()


def _answer(store: Store, wanted: Id | None, year: int, direction: Id | None) -> PlansAnswer:
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
    return PlansAnswer(plans=found, view=view, today=date.today())
