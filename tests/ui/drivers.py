"""Drivers: what a person does in the window, found by object names; tests speak through them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from quality_desktop.ui.main_window import MainWindow
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tab_list import TabEntry, tab_entries
from quality_desktop.ui.widgets.grid_view import GridView

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 20_000
"""The machine of the tests may be busy; only a failing test ever waits so long."""


def only(*names: str) -> tuple[TabEntry, ...]:
    """Tabs of these names: a window that has not to show the others first opens much faster."""
    return tuple(entry for entry in tab_entries() if entry.name in names)


def wait_idle(qtbot: QtBot, operations: Operations) -> None:
    """Wait until everything that was asked is answered, and what that led to as well."""
    while not operations.is_idle:
        with qtbot.waitSignal(operations.became_idle, timeout=PATIENCE_MS):
            pass


def find(owner: QWidget, kind: type[W], name: str = "") -> W:
    """The widget of a kind and an object name inside another."""
    found = owner.findChild(kind, name) if name else owner.findChild(kind)
    if found is None:
        raise AssertionError(f"{owner.objectName()} has no {kind.__name__} {name!r}")
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Type letters of any alphabet; ``QTest.keyClicks`` knows Latin ones only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


class Driver:
    """A part of the window and the hands that use it."""

    def __init__(self, qtbot: QtBot, widget: QWidget, operations: Operations) -> None:
        self.qtbot = qtbot
        self.widget = widget
        self.operations = operations

    def settle(self) -> None:
        """Wait until everything asked is answered."""
        wait_idle(self.qtbot, self.operations)

    def click(self, name: str) -> None:
        """Click a widget by its object name."""
        self.qtbot.mouseClick(find(self.widget, QWidget, name), Qt.MouseButton.LeftButton)
        self.settle()

    def trigger(self, text: str) -> None:
        """Use an action of the widget by its text."""
        for action in self.widget.actions():
            if action.text().replace("&", "") == text:
                action.trigger()
                self.settle()
                return
        raise AssertionError(f"{self.widget.objectName()} has no action «{text}»")

    def grid(self, name: str = "grid") -> GridDriver:
        """A table of the widget."""
        return GridDriver(self.qtbot, find(self.widget, GridView, name), self.operations)


class TabDriver(Driver):
    """A tab."""

    tab: Tab

    def __init__(self, qtbot: QtBot, tab: Tab) -> None:
        super().__init__(qtbot, tab, tab.operations)
        self.tab = tab

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences of the findings below."""
        return tuple(problem.text for problem in self.tab.problems.problems)


class GridDriver(Driver):
    """A table, used with the keyboard."""

    widget: GridView

    def __init__(self, qtbot: QtBot, grid: GridView, operations: Operations) -> None:
        super().__init__(qtbot, grid, operations)
        self.view = grid

    def index(self, row: int, column: int) -> QModelIndex:
        """A cell."""
        return self.view.model().index(row, column)

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        return str(self.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self.view.select_cell(row, column)

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        """Select a block of cells."""
        self.go(top, left)
        block = QItemSelection(self.index(top, left), self.index(bottom, right))
        self.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key in the table."""
        self.qtbot.keyClick(self.view, key, modifier)
        self.settle()

    def edit(self, row: int, column: int, text: str) -> None:
        """Open the editor of a cell, replace its text and press Enter (Ctrl+Enter in a box)."""
        self.go(row, column)
        self.view.edit(self.index(row, column))
        editor = self.editor()
        self.qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClick(editor, Qt.Key.Key_Delete)
        type_text(editor, text)
        self.leave_editor(editor)
        self.settle()

    def editor(self) -> QWidget:
        """The open editor of a cell."""
        found = [
            child
            for child in self.view.viewport().findChildren(QWidget)
            if child.isVisible() and child.parent() is self.view.viewport()
        ]
        if not found:
            raise AssertionError("no editor is open")
        return found[-1]

    def leave_editor(self, editor: QWidget) -> None:
        """Finish the edit with the key of its kind of editor."""
        modifier = (
            Qt.KeyboardModifier.ControlModifier
            if editor.objectName() == "textEditor"
            else Qt.KeyboardModifier.NoModifier
        )
        self.qtbot.keyClick(editor, Qt.Key.Key_Return, modifier)
        QApplication.sendPostedEvents()


class WindowDriver(Driver):
    """The whole window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window, window.operations)
        self.window = window

    def show_tab(self, name: str) -> Tab:
        """Bring a tab to the front by its object name."""
        tab = self.window.deck.show_tab(name)
        if tab is None:
            raise AssertionError(f"there is no tab {name!r}")
        self.settle()
        return tab

    def undo(self) -> None:
        """Ctrl+Z, from the menu."""
        self.window.menus.undo.trigger()
        self.settle()

    def redo(self) -> None:
        """Ctrl+Y, from the menu."""
        self.window.menus.redo.trigger()
        self.settle()
