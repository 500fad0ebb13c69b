"""Actions of the tab «Планы и сроки»: rows, sections, progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from quality_desktop.domain.records import new_id
from quality_desktop.services.roadmaps import rows
from quality_desktop.services.roadmaps.plans import PROGRESS
from quality_desktop.ui.dialogs.plan_progress import PlanProgressDialog
from quality_desktop.ui.models.roadmap import PROGRESS_ICONS
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.moves import RowMoves
from quality_desktop.ui.tabs.roadmap.page import PlanPage
from quality_desktop.ui.tabs.roadmap.papers import PlanPapers
from quality_desktop.ui.widgets.messages import Answer


class RoadmapActions(QObject):
    """What can be done with the rows of a plan besides typing into them.

    Attributes:
        tool_row: The main actions.
        papers: Actions with whole plans: load, copy, save, print.
    """

    def __init__(self, tab: Tab, page: PlanPage) -> None:
        super().__init__(tab)
        self._tab = tab
        self._page = page
        self.papers = PlanPapers(tab, page)
        self.add = tab.new_action("Добавить строку", "plus", Shortcut.ADD)
        self.section = tab.new_action("Добавить раздел", "sitemap")
        self.done = tab.new_action("Отметить выполненной", "circle-check", Shortcut.MARK_DONE)
        self.progress = tab.new_action("Отметить ход…", "checklist")
        self._moves = RowMoves(tab, page)
        self.remove = tab.new_action("Удалить строку", "trash", Shortcut.REMOVE)
        self.tool_row = (
            self.add,
            self.section,
            self.done,
            self.papers.load,
            self.papers.next_year,
            self.papers.output.save,
            self.papers.output.print,
        )
        for action, act in (
            (self.add, self._add),
            (self.section, self._add_section),
            (self.done, self._mark_done),
            (self.progress, self.ask_progress),
            (self.remove, self._remove),
        ):
            action.triggered.connect(lambda _=False, act=act: act())
        page.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.grid.customContextMenuRequested.connect(self._open_menu)
        self.follow_selection()

    def follow_selection(self) -> None:
        """Offer what can be done with the chosen line."""
        line, has_plan = self._page.current_line, self._page.model.view is not None
        is_row = line is not None and line.row is not None
        for action in (self.add, self.section):
            action.setEnabled(has_plan)
        for action in (self.done, self.progress):
            action.setEnabled(is_row)
        self._moves.follow_selection()
        self.remove.setEnabled(line is not None)
        self.remove.setText("Удалить строку" if is_row else "Удалить раздел")
        self.papers.follow_plan(has_plan=has_plan)

    def ask_progress(self) -> None:
        """Ask how the chosen row goes and write it."""
        line = self._page.current_line
        if line is None or line.row is None:
            return
        record = line.row.record
        said = PlanProgressDialog.ask(self._tab, record, today=self._page.model.today)
        if said is not None:
            self._page.do(
                lambda store: rows.describe(
                    store=store,
                    row=record.id,
                    progress=said.progress,
                    done_on=said.done_on,
                    note=said.note,
                    proof=said.proof,
                )
            )

    def mark(self, progress: str) -> None:
        """Mark the chosen rows; done ones are done today."""
        chosen = self._page.model.rows_at(self._page.grid.chosen_places())
        keys = [row.record.id for row in chosen]
        on = self._page.model.today if progress == "done" else None
        if keys:
            self._page.do(lambda store: rows.mark(store=store, rows=keys, progress=progress, on=on))

    def _add(self) -> None:
        page, line = self._page, self._page.current_line
        roadmap = page.plan
        if roadmap is None:
            return
        key = new_id()
        after = None if line is None or line.row is None else line.id
        section = line.id if line is not None and line.row is None else None
        if page.model.filter.is_on:
            page.bar.show_all()  # an empty row passes no filter
        page.open_when_there(key, 1)
        self._page.do(
            lambda store: rows.add_row(
                store=store, roadmap=roadmap, after=after, section=section, key=key
            )
        )

    def _add_section(self) -> None:
        page, line = self._page, self._page.current_line
        roadmap = page.plan
        if roadmap is None:
            return
        key = new_id()
        after = None if line is None or line.row is None else line.id
        page.open_when_there(key, 0)
        self._page.do(
            lambda store: rows.add_section(
                store=store, roadmap=roadmap, title="Новый раздел", after=after, key=key
            )
        )

    def _mark_done(self) -> None:
        self.mark("done")

    def _remove(self) -> None:
        tab, page, line = self._tab, self._page, self._page.current_line
        if line is None:
            return
        if line.row is None:
            section = line.id
            self._page.do(lambda store: rows.remove_section(store=store, section=section))
            return
        keys = [row.record.id for row in page.model.rows_at(page.grid.chosen_places())]
        if len(keys) > 1:
            count = counted(len(keys), "строку", "строки", "строк")
            answers = (
                Answer(key="keep", text="Оставить", is_safe=True),
                Answer(key="remove", text=f"Удалить {count}", is_harmful=True),
            )
            question = f"Удалить из плана {count}?"
            if tab.environment.messages.ask(tab, question, answers) != "remove":
                return
        self._page.do(lambda store: rows.remove(store=store, rows=keys))

    def _open_menu(self, spot: QPoint) -> None:
        tab, page = self._tab, self._page
        menu = QMenu(tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.add, self.section])
        menu.addSeparator()
        for code, word in PROGRESS.items():
            action = menu.addAction(word[:1].upper() + word[1:])
            tab.environment.look.dress(action, PROGRESS_ICONS[code])
            action.setEnabled(self.done.isEnabled())
            action.triggered.connect(self._marker(code))
        menu.addAction(self.progress)
        menu.addSeparator()
        menu.addActions([self._moves.up, self._moves.down])
        menu.addSeparator()
        for text, icon, act in (
            ("Копировать\tCtrl+C", "copy", page.grid.copy),
            ("Вставить\tCtrl+V", "clipboard", page.grid.paste),
        ):
            action = menu.addAction(text)
            tab.environment.look.dress(action, icon)
            action.triggered.connect(act)
        menu.addSeparator()
        menu.addAction(self.remove)
        menu.addActions(list(self.papers.menu_actions))
        menu.popup(page.grid.viewport().mapToGlobal(spot))

    def _marker(self, progress: str) -> Callable[[], None]:
        return lambda: self.mark(progress)
