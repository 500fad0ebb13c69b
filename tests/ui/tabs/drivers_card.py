"""What a clerk does in the tab «Технологическая карта»."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from quality_desktop.domain.cycle import Status
from quality_desktop.ui.tabs.card.tab import CardTab
from quality_desktop.ui.widgets.state_editor import StateEditor
from tests.ui.drivers import TabDriver
from tests.ui.tabs.drivers_matrix import plain


class CardDriver(TabDriver):
    """The card, the board and the hands that use them."""

    tab: CardTab

    def __init__(self, qtbot: QtBot, tab: CardTab) -> None:
        super().__init__(qtbot, tab)
        self.card = self.grid("cardGrid")
        self.board = self.grid("boardGrid")

    @property
    def side(self) -> str:
        """All words of the panel at the right."""
        labels = self.tab.panel.findChildren(QLabel)
        return plain("\n".join(label.text() for label in labels if not label.isHidden()))

    def choose_direction(self, code: str | None) -> None:
        """Choose a direction at the top of the window, or all of them."""
        board = self.tab.tables.board
        found = [d.id for d in board.directions if d.code == code] if board else []
        self.tab.scope.choose_direction(found[0] if found else None)
        self.settle()

    def open_state(self, row: int, column: int) -> StateEditor:
        """Open the form of a cell of the board."""
        self.board.go(row, column)
        self.tab.tables.board_grid.edit(self.tab.tables.board_grid.currentIndex())
        editor = self.board.editor()
        assert isinstance(editor, StateEditor)
        return editor

    def finish(self, editor: StateEditor) -> None:
        """Press Enter in the form."""
        self.qtbot.keyClick(editor.note, Qt.Key.Key_Return)
        self.settle()

    def trigger_menu(self, text: str) -> None:
        """Choose something in the menu of the chosen cell of the board."""
        self.tab.tables.board_grid.customContextMenuRequested.emit(QPoint(5, 5))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()
        self.settle()

    def mark(self, row: int, column: int, status: Status, due: str | None = None) -> None:
        """Give a cell of the board a state through its form."""
        editor = self.open_state(row, column)
        editor.status.setCurrentIndex(editor.status.findData(status))
        if due is not None:
            editor.due.setText(due)
        self.finish(editor)
