"""Hands for the card of a school at risk, shown alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.ui.tabs.risk.card import RiskCardView
from tests.ui.drivers import GridDriver, find
from tests.ui.tabs.drivers_results import ViewDriver

LEVEL, TEXT, STATUS, DUE, PROOF = range(5)


class RiskCardDriver(ViewDriver):
    """What a clerk does with the card."""

    view: RiskCardView

    def __init__(self, qtbot: QtBot, view: RiskCardView) -> None:
        super().__init__(qtbot, view)
        self.view = view

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Those that are shown, from top to bottom."""
        return self.view.help.model.rows

    @property
    def table(self) -> GridDriver:
        """The table of recommendations."""
        return self.grid("recommendationGrid")

    def page_text(self, name: str = "") -> str:
        """What the left page says, or a section of it."""
        owner = find(self.view.page, QWidget, name) if name else self.view.page
        labels = owner.findChildren(QLabel)
        if isinstance(owner, QLabel):
            labels = [owner]
        text = "\n".join(label.text() for label in labels)
        return text.replace("\u00a0", " ").replace("\u202f", " ")

    def choose_school(self, name: str) -> None:
        """Take a school from the box above."""
        choice = self.view.choice
        choice.setCurrentIndex(choice.findText(name))
        choice.activated.emit(choice.currentIndex())
        self.settle()

    def choose(self, row: int, column: int = TEXT) -> None:
        """Put the cursor on a recommendation."""
        self.table.go(row, column)

    def type_cell(self, row: int, column: int, text: str) -> None:
        """Enter a cell as the grid does at the end of an edit."""
        model = self.view.help.model
        model.setData(model.index(row, column), text, Qt.ItemDataRole.EditRole)
        self.settle()

    def pick(self, button: str, word: str) -> None:
        """Choose an entry of a button's menu."""
        menu = find(self.view, QPushButton, button).menu()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.text() == word)
        action.trigger()
        self.settle()

    def say_factor(self, code: str, word: str) -> None:
        """Say how much a factor matters."""
        choice = find(self.view, QComboBox, f"factor_{code}")
        choice.setCurrentIndex(choice.findText(word))
        choice.activated.emit(choice.currentIndex())
        self.settle()

    def factor(self, code: str) -> str:
        """What the box of a factor shows."""
        return find(self.view, QComboBox, f"factor_{code}").currentText()
