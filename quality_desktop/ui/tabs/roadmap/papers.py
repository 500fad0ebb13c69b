"""Actions with whole plans: made, loaded, renamed, copied to another year, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from quality_desktop.domain.planning.table_reading import SourceTable
from quality_desktop.domain.records import new_id
from quality_desktop.services.roadmaps import next_year, plans, table_sources
from quality_desktop.ui.dialogs.load_plan import LoadPlan
from quality_desktop.ui.dialogs.plan_facts import PlanFacts, PlanFactsDialog
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.output import PlanOutput
from quality_desktop.ui.tabs.roadmap.page import PlanPage
from quality_desktop.ui.widgets.messages import Answer

NO_TABLE: Final = "Таблицы в буфере нет: скопируйте её целиком и вставьте снова."


class PlanPapers(QObject):
    """What can be done with a plan as a whole.

    Attributes:
        menu_actions: Actions of the context menu.
    """

    def __init__(self, tab: Tab, page: PlanPage) -> None:
        super().__init__(tab)
        self._tab = tab
        self._page = page
        self.load = tab.new_action("Загрузить из файла…", "folder-open")
        self.next_year = tab.new_action("На другой год…", "calendar")
        self.output = PlanOutput(tab, page)
        self.rename = tab.new_action("Название и год плана…", "pencil")
        self.remove = tab.new_action("Удалить план", "trash")
        self.menu_actions = (self.rename, self.output.export, self.remove)
        for action, act in (
            (self.load, self.load_plan),
            (self.next_year, self._copy),
            (self.rename, self._rename),
            (self.remove, self._remove),
        ):
            action.triggered.connect(lambda _=False, act=act: act())
        page.bar.new.clicked.connect(self.create)
        page.empty.begin.clicked.connect(self.create)
        page.empty.load.clicked.connect(self.load_plan)
        page.grid.table_pasted.connect(self.paste)

    def follow_plan(self, *, has_plan: bool) -> None:
        """Offer what can be done when a plan is chosen."""
        actions = (self.next_year, self.output.save, self.output.print, *self.menu_actions)
        for action in actions:
            action.setEnabled(has_plan)

    def create(self) -> None:
        """Ask what a new plan is called and make it."""
        year = date.today().year
        said = PlanFactsDialog.ask(
            self._tab,
            window_title="Новый план",
            verb="Создать план",
            facts=PlanFacts(title=f"Дорожная карта на {year} год", year=year),
        )
        if said is None:
            return
        key, direction = new_id(), self._tab.scope.direction
        self._page.choose_when_there(key)
        self._page.do(
            lambda store: plans.create(
                store=store, title=said.title, year=said.year, direction=direction, key=key
            )
        )

    def load_plan(self) -> None:
        """Read a plan from a file."""
        self._ask_load(())

    def paste(self, html: str, lines: Sequence[Sequence[str]]) -> None:
        """Show what a copied table would become."""
        self._tab.operations.run(
            lambda _store, _progress: table_sources.read_clipboard(html=html, lines=lines),
            self._show_pasted,
            title="Чтение таблицы",
            owner=self._tab,
            refused=self._page.refuse,
        )

    def _show_pasted(self, tables: tuple[SourceTable, ...]) -> None:
        if tables:
            self._ask_load(tables)
        elif self._page.model.view is None:
            self._page.refuse(NO_TABLE)
        else:
            self._page.say(NO_TABLE)

    def _ask_load(self, tables: Sequence[SourceTable]) -> None:
        tab, page = self._tab, self._page
        view = page.model.view
        made = LoadPlan.ask(
            tab, tab.operations, tab.scope, tab.environment,
            into=None if view is None else view.roadmap, tables=tables,
        )  # fmt: skip
        if made is not None:
            page.choose(made)

    def _rename(self) -> None:
        view = self._page.model.view
        if view is None:
            return
        roadmap = view.roadmap
        said = PlanFactsDialog.ask(
            self._tab,
            window_title="Название и год плана",
            verb="Записать",
            facts=PlanFacts(title=roadmap.title, year=roadmap.year),
        )
        if said is not None:
            self._page.do(
                lambda store: plans.change(
                    store=store, roadmap=roadmap.id, title=said.title, year=said.year
                )
            )

    def _copy(self) -> None:
        view = self._page.model.view
        if view is None:
            return
        roadmap, key = view.roadmap.id, new_id()
        said = PlanFactsDialog.ask(
            self._tab,
            window_title="План на другой год",
            verb="Скопировать план",
            facts=PlanFacts(title=view.roadmap.title, year=view.roadmap.year + 1),
            is_title_asked=False,
            hint="Годы в сроках сдвинутся вместе с планом, месяцы без года останутся. Отметки о ходе не "
            "копируются, снятые строки тоже.",
        )
        if said is not None:
            self._page.choose_when_there(key)
            self._page.do(
                lambda store: next_year.copy(store=store, roadmap=roadmap, year=said.year, key=key)
            )

    def _remove(self) -> None:
        tab, view = self._tab, self._page.model.view
        if view is None:
            return
        answers = (
            Answer(key="keep", text="Оставить план", is_safe=True),
            Answer(key="remove", text="Удалить план", is_harmful=True),
        )
        question = f"Удалить план «{plans.short(view.roadmap.title)}» со всеми строками?"
        if tab.environment.messages.ask(tab, question, answers) == "remove":
            key = view.roadmap.id
            self._page.do(lambda store: plans.remove(store=store, roadmap=key))
