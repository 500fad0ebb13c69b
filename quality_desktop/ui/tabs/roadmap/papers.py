"""Actions with whole plans: made, loaded, copied to another year, saved, printed, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from quality_desktop.domain.planning.table_reading import SourceTable
from quality_desktop.domain.records import new_id
from quality_desktop.services.roadmaps import next_year, plans, printing, table_sources
from quality_desktop.ui.dialogs.load_plan import LoadPlan
from quality_desktop.ui.dialogs.plan_facts import PlanFacts, PlanFactsDialog
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.widgets.messages import Answer

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.jobs import Progress
    from quality_desktop.ui.tabs.roadmap.tab import RoadmapTab

_FORMATS: Final = ("docx", "pdf")
_EXCEL: Final = "Книга Excel (*.xlsx)"


class PlanPapers(QObject):
    """What can be done with a plan as a whole.

    Attributes:
        menu_actions: Actions of the context menu.
    """

    def __init__(self, tab: RoadmapTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.load = tab.new_action("Загрузить из файла…", "folder-open")
        self.next_year = tab.new_action("На другой год…", "calendar")
        self.save = tab.new_action("Сохранить DOCX и PDF…", "device-floppy", Shortcut.SAVE_PAPER)
        self.print = tab.new_action("Печать…", "printer", Shortcut.PRINT)
        self.rename = tab.new_action("Название и год плана…", "pencil")
        self.export = tab.new_action("Сохранить план в Excel…", "table")
        self.remove = tab.new_action("Удалить план", "trash")
        self.menu_actions = (self.rename, self.export, self.remove)
        for action, act in (
            (self.load, self.load_plan),
            (self.next_year, self._copy),
            (self.save, self._save),
            (self.print, self._print),
            (self.rename, self._rename),
            (self.export, self._export),
            (self.remove, self._remove),
        ):
            action.triggered.connect(lambda _=False, act=act: act())
        tab.bar.new.clicked.connect(self.create)
        tab.empty.begin.clicked.connect(self.create)
        tab.empty.load.clicked.connect(self.load_plan)
        tab.grid.table_pasted.connect(self.paste)

    def follow_plan(self, *, has_plan: bool) -> None:
        """Offer what can be done when a plan is chosen."""
        actions = (self.next_year, self.save, self.print, *self.menu_actions)
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
        key = new_id()
        self._tab.choose_when_there(key)
        self._tab.operations.do(
            lambda store: plans.create(store=store, title=said.title, year=said.year, key=key),
            refused=self._tab.refuse,
            owner=self._tab,
        )

    def load_plan(self) -> None:
        """Read a plan from a file."""
        self._ask_load(())

    def paste(self, html: str, lines: Sequence[Sequence[str]]) -> None:
        """Show what a copied table would become."""
        tables = table_sources.read_clipboard(html=html, lines=lines)
        if tables:
            self._ask_load(tables)

    def _ask_load(self, tables: Sequence[SourceTable]) -> None:
        tab = self._tab
        view = tab.model.view
        made = LoadPlan.ask(
            tab, tab.operations, tab.scope, tab.environment,
            into=None if view is None else view.roadmap, tables=tables,
        )  # fmt: skip
        if made is not None:
            tab.choose(made)

    def _rename(self) -> None:
        view = self._tab.model.view
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
            self._tab.operations.do(
                lambda store: plans.change(
                    store=store, roadmap=roadmap.id, title=said.title, year=said.year
                ),
                refused=self._tab.refuse,
                owner=self._tab,
            )

    def _copy(self) -> None:
        view = self._tab.model.view
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
            self._tab.choose_when_there(key)
            self._tab.operations.do(
                lambda store: next_year.copy(store=store, roadmap=roadmap, year=said.year, key=key),
                refused=self._tab.refuse,
                owner=self._tab,
            )

    def _remove(self) -> None:
        tab, view = self._tab, self._tab.model.view
        if view is None:
            return
        answers = (
            Answer(key="keep", text="Оставить план", is_safe=True),
            Answer(key="remove", text="Удалить план", is_harmful=True),
        )
        question = f"Удалить план «{plans.short(view.roadmap.title)}» со всеми строками?"
        if tab.environment.messages.ask(tab, question, answers) == "remove":
            key = view.roadmap.id
            tab.operations.do(
                lambda store: plans.remove(store=store, roadmap=key), refused=tab.refuse, owner=tab
            )

    def _save(self) -> None:
        tab, roadmap = self._tab, self._tab.plan
        if roadmap is None:
            return
        folder = tab.environment.messages.folder(tab, "Куда сохранить план", self._start())
        if folder is None:
            return
        tab.environment.preferences.remember_folder(folder)
        fonts = tab.environment.fonts

        def write(store: Store, progress: Progress) -> tuple[Path, ...]:
            return printing.write(
                store=store,
                roadmap=roadmap,
                folder=folder,
                formats=_FORMATS,
                fonts=fonts,
                progress=progress.report,
            )

        tab.operations.run(write, self._told, title="Сохранение плана", owner=tab)

    def _export(self) -> None:
        tab, view = self._tab, self._tab.model.view
        if view is None:
            return
        roadmap = view.roadmap
        name = printing.file_name(" ".join(roadmap.title.split()), roadmap.year)
        path = tab.environment.messages.file_to_save(
            tab, "Куда сохранить таблицу", self._start() / f"{name}.xlsx", _EXCEL
        )
        if path is None:
            return
        tab.environment.preferences.remember_folder(path.parent)

        def write(store: Store, _progress: Progress) -> tuple[Path, ...]:
            return (printing.export(store=store, roadmap=roadmap.id, path=path),)

        tab.operations.run(write, self._told, title="Сохранение таблицы", owner=tab)

    def _print(self) -> None:
        tab, roadmap = self._tab, self._tab.plan
        if roadmap is None:
            return
        fonts = tab.environment.fonts

        def pages(store: Store, _progress: Progress) -> bytes:
            return printing.pages(store=store, roadmap=roadmap, fonts=fonts)

        tab.operations.run(pages, self._print_pages, title="Составление плана", owner=tab)

    def _print_pages(self, data: bytes) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from quality_desktop.ui.printing import new_printer, print_pages

        tab = self._tab
        printer = new_printer()
        dialog = QPrintDialog(printer, tab)
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == QDialog.DialogCode.Accepted:
            tab.operations.run(
                lambda _store, progress: print_pages(data, printer, progress),
                lambda count: tab.say(f"Отправлено на печать: страниц {count}."),
                title="Печать",
                owner=tab,
            )

    def _told(self, files: tuple[Path, ...]) -> None:
        names = " и ".join(file.name for file in files)
        self._tab.say(f"Сохранено: {names} – папка {files[0].parent}")

    def _start(self) -> Path:
        known = self._tab.environment.settings.last_folder
        return Path(known) if known and Path(known).is_dir() else Path.home()
