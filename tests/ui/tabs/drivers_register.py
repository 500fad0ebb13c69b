"""What a secretary does in the register."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.ui.dialogs.addressees import AddresseesDialog
from quality_desktop.ui.tabs.documents.register import RegisterView
from tests.ui.drivers import PATIENCE_MS, Driver, find, type_text


class RegisterDriver(Driver):
    """The register and the hands that use it."""

    view: RegisterView

    def __init__(self, qtbot: QtBot, view: RegisterView) -> None:
        self.view = view
        super().__init__(qtbot, view, view.operations)

    @override
    def settle(self) -> None:
        super().settle()
        self.qtbot.waitUntil(lambda: not self.view.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Number and state of every shown line."""
        return [(one.number, one.status_words) for one in self.view.model.rows]

    def choose(self, number: str) -> None:
        """Put the cursor on a line."""
        row = [one.number for one in self.view.model.rows].index(number)
        self.view.grid.select_cell(row, 1)
        self.settle()

    def is_offered(self, name: str) -> bool:
        """Whether a button can be pressed."""
        return find(self.view, QPushButton, name).isEnabled()

    def note_answers(self, dialog: AddresseesDialog, count: int, number: str) -> None:
        """Note in the open dialog that the first addressees have answered."""
        self.settle()
        dialog.grid.select_cell(0, 0)
        model, selection = dialog.model, dialog.grid.selectionModel()
        for row in range(count):
            selection.select(model.index(row, 0), selection.SelectionFlag.Select)
        type_text(dialog.number, number)
        dialog.answered.click()
        self.settle()
        dialog.reject()
