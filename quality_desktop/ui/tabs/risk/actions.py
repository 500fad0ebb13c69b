"""Actions of the tab «Школы риска»."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.risk.list import RiskListView


class RiskActions(QObject):
    """What can be done with the list, besides its own buttons.

    Attributes:
        tool_row: The main actions.
        find: Opens the search of the view in front, whichever it is; the tab knows which.
    """

    def __init__(self, tab: Tab, schools: RiskListView) -> None:
        super().__init__(tab)
        self._tab = tab
        self._schools = schools
        self.what_if = tab.new_action(
            "Что, если…", "replace", hint="Попробовать другие условия: кто войдёт и кто выйдет"
        )
        self.what_if.setCheckable(True)
        self.reasons = tab.new_action(
            "Раскрыть основания", "list-check", hint="Показать основания у всех школ"
        )
        self.reasons.setCheckable(True)
        self.card = tab.new_action(
            "Карточка школы", "file-text", hint="Всё о школе на одной странице (Enter)"
        )
        self.papers = tab.new_action(
            "Документы…", "printer", hint="Приказ, письма школам, отчёты и планы – в папку"
        )
        self.find = tab.new_action("Найти", "search", hint="Найти в таблице (Ctrl+F)")
        self.tool_row: tuple[QAction, ...] = (
            self.card,
            self.what_if,
            self.reasons,
            self.papers,
            self.find,
        )
        pane = schools.pane
        self.what_if.toggled.connect(pane.show_what_if)
        pane.panels.currentChanged.connect(lambda page: self.what_if.setChecked(page == 1))
        self.reasons.toggled.connect(pane.open_all)
        self.card.triggered.connect(pane.open_card)
        self.papers.triggered.connect(self._write_papers)
        pane.grid.addActions([self.card, self.what_if, self.reasons, self.find])
        pane.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def follow_view(self, *, is_list: bool) -> None:
        """Most of the actions are about the list."""
        for action in (self.card, self.what_if, self.reasons):
            action.setEnabled(is_list)

    def _write_papers(self) -> None:
        from quality_desktop.ui.dialogs.risk_papers import RiskPapers

        tab = self._tab
        RiskPapers.ask(
            tab.window(), tab.operations, tab.scope, tab.environment, year=self._schools.year
        )
