"""What a clerk does in the tab «Матрица ответственности»."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from quality_desktop.domain.responsibility import Role
from quality_desktop.ui.models.matrix_sheet import ROLE_COLUMNS
from quality_desktop.ui.tabs.matrix.tab import MatrixTab
from quality_desktop.ui.widgets.party_line import PartyLine
from quality_desktop.ui.widgets.party_list import PartyList
from tests.ui.drivers import TabDriver, type_text

D = TypeVar("D", bound=QDialog)
COLUMNS = {role: column for column, role in ROLE_COLUMNS.items()}


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\xa0", " ")


def in_dialog(kind: type[D], act: Callable[[D], None]) -> None:
    """Do something in the next modal dialog of a kind, as soon as it is there.

    An error of ``act`` closes the dialog, so that the test goes on and fails by it.
    """

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        except BaseException:
            dialog.reject()
            raise

    QTimer.singleShot(0, look)


class MatrixDriver(TabDriver):
    """The matrix and the hands that use it."""

    tab: MatrixTab

    def __init__(self, qtbot: QtBot, tab: MatrixTab) -> None:
        super().__init__(qtbot, tab)
        self.cells = self.grid("matrixGrid")

    def row(self, code: str) -> int:
        """Row of a direction by its code, or of all directions by an empty one."""
        rows = range(self.tab.model.rowCount())
        if not code:
            return rows[-1]
        return next(row for row in rows if self.cells.text(row, 0) == code)

    def text(self, code: str, role: Role) -> str:
        """What a cell shows."""
        return plain(self.cells.text(self.row(code), COLUMNS[role]))

    def go(self, code: str, role: Role) -> None:
        """Choose a cell."""
        self.cells.go(self.row(code), COLUMNS[role])

    def open_line(self, code: str, role: Role) -> PartyLine:
        """Open the editor of a coordinator or an operator with F2."""
        editor = self._opened(code, role)
        assert isinstance(editor, PartyLine)
        return editor

    def open_list(self, code: str) -> PartyList:
        """Open the list of executors with F2."""
        editor = self._opened(code, Role.EXECUTOR)
        assert isinstance(editor, PartyList)
        return editor

    def write(self, code: str, role: Role, text: str) -> None:
        """Type names over a cell of one line and press Enter."""
        line = self.open_line(code, role)
        line.selectAll()
        type_text(line, text)
        self.enter(line)

    def enter(self, line: PartyLine) -> None:
        """Press Enter: the list of completions takes it when it is open."""
        completions = QApplication.activePopupWidget()
        self.press(completions if line.is_offering and completions else line, Qt.Key.Key_Return)
        self.settle()

    def press(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key in an editor."""
        self.qtbot.keyClick(widget, key, modifier)

    def paste(self, code: str, role: Role, text: str) -> None:
        """Paste a text from a cell on."""
        QApplication.clipboard().setText(text)
        self.go(code, role)
        self.tab.grid.paste()
        self.settle()

    def names(self, editor: PartyList) -> list[str]:
        """Who stands in the open list."""
        return [plain(editor.list.item(row).text()) for row in range(editor.list.count())]

    @property
    def side(self) -> str:
        """All words of the panel at the right."""
        labels = self.tab.panel.findChildren(QLabel)
        return plain("\n".join(label.text() for label in labels if not label.isHidden()))

    def _opened(self, code: str, role: Role) -> QWidget:
        self.go(code, role)
        self.tab.grid.edit(self.tab.grid.currentIndex())
        return self.cells.editor()
