"""Hands for the tab «Школы риска» and its list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.ui.tabs.risk.list import RiskListView
from quality_desktop.ui.tabs.risk.tab import RiskTab
from tests.ui.drivers import PATIENCE_MS, GridDriver, TabDriver, find, type_text


class RiskDriver(TabDriver):
    """What an inspector does with the list."""

    tab: RiskTab

    def __init__(self, qtbot: QtBot, tab: RiskTab) -> None:
        super().__init__(qtbot, tab)
        self.tab = tab

    @override
    def settle(self) -> None:
        super().settle()
        pane = self.tab.list.pane
        self.qtbot.waitUntil(lambda: not pane.what_if.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()
        self.qtbot.waitUntil(lambda: not pane.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()

    @property
    def view(self) -> RiskListView:
        """The first view."""
        return self.tab.list

    @property
    def rows(self) -> GridDriver:
        """The table with the keyboard."""
        return GridDriver(self.qtbot, self.view.pane.grid, self.operations)

    @property
    def titles(self) -> list[str]:
        """Headings of the columns."""
        return [column.title for column in self.view.pane.model.figures]

    @property
    def shown(self) -> list[str]:
        """First cells of the rows, without marks."""
        texts = (self.rows.text(row, 0) for row in range(self.view.pane.model.rowCount()))
        return [text.strip(" ▸▾\u2003") for text in texts]

    def cell(self, school: str, title: str) -> str:
        """What a cell shows."""
        text = self.rows.text(self.shown.index(school), self.titles.index(title))
        return text.replace("\u202f", " ")

    def go(self, school: str) -> None:
        """Put the cursor on a school."""
        self.rows.go(self.shown.index(school), 0)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press a key in the table."""
        self.rows.press(key)
        self.settle()

    def press_button(self, name: str) -> None:
        """Press a button of the list by its object name."""
        find(self.tab, QPushButton, name).click()
        self.settle()

    def try_share(self, share: str) -> None:
        """Type a share into the panel «Что, если…»."""
        line = self.view.pane.what_if.share
        line.setFocus()
        line.selectAll()
        type_text(line, share)
        self.settle()

    def show(self, name: str) -> None:
        """Use the switch of views."""
        self.click(name)
        self.settle()
