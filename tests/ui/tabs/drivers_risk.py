"""Hands for the views «Партнёры» and «Эффект», shown alone."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.ui.tabs.risk.effect import RiskEffectView
from quality_desktop.ui.tabs.risk.partners import RiskPartnersView
from tests.ui.drivers import PATIENCE_MS, GridDriver
from tests.ui.tabs.drivers_results import ViewDriver, side_texts


class PartnersDriver(ViewDriver):
    """What a clerk does with partners."""

    view: RiskPartnersView

    def __init__(self, qtbot: QtBot, view: RiskPartnersView) -> None:
        self.view = view
        super().__init__(qtbot, view)
        self.view = view

    @override
    def settle(self) -> None:
        super().settle()
        self.qtbot.waitUntil(lambda: not self.view.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()

    @property
    def pairs(self) -> GridDriver:
        """The table of pairs with the keyboard."""
        return GridDriver(self.qtbot, self.view.grid, self.operations)

    @property
    def plan(self) -> GridDriver:
        """The lines of the plan with the keyboard."""
        return GridDriver(self.qtbot, self.view.plan.box.grid, self.operations)

    def row(self, school: str) -> int:
        """Number of a row by its school."""
        return [row.school.short_name for row in self.view.model.rows].index(school)

    def column(self, title: str) -> int:
        """Number of a column by its heading."""
        return [column.title for column in self.view.model.figures].index(title)

    def cell(self, school: str, title: str) -> str:
        """What a cell shows."""
        return self.pairs.text(self.row(school), self.column(title))

    def type(self, school: str, title: str, text: str) -> None:
        """Type into a cell and press Enter."""
        self.pairs.edit(self.row(school), self.column(title), text)
        self.settle()

    def go(self, school: str) -> None:
        """Put the cursor on a school."""
        self.pairs.go(self.row(school), 0)
        self.settle()

    def propose(self) -> None:
        """Press «Подобрать пары»."""
        self.view.propose_button.click()
        self.settle()

    @property
    def said(self) -> str:
        """What the panel says."""
        return side_texts(self.view.side)


class EffectDriver(ViewDriver):
    """What a clerk does with measures."""

    view: RiskEffectView

    def __init__(self, qtbot: QtBot, view: RiskEffectView) -> None:
        self.view = view
        super().__init__(qtbot, view)
        self.view = view

    @override
    def settle(self) -> None:
        super().settle()
        self.qtbot.waitUntil(lambda: not self.view.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()

    @property
    def measures(self) -> GridDriver:
        """The table of measures with the keyboard."""
        return GridDriver(self.qtbot, self.view.measures.grid, self.operations)

    @property
    def schools(self) -> GridDriver:
        """The schools of the measure."""
        return GridDriver(self.qtbot, self.view.grid, self.operations)

    def go(self, row: int) -> None:
        """Put the cursor on a measure."""
        self.measures.go(row, 0)
        self.settle()

    def type(self, row: int, field: str, text: str) -> None:
        """Type into a cell of a measure and press Enter."""
        column = self.view.measures.model.column_of(field)
        assert column is not None
        self.measures.edit(row, column, text)
        self.settle()

    def cell(self, school: str, title: str) -> str:
        """What a cell of a school shows."""
        row = [row.school.short_name for row in self.view.model.rows].index(school)
        column = [column.title for column in self.view.model.figures].index(title)
        return self.schools.text(row, column).replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def about(self) -> str:
        """The finding above the table."""
        return self.view.about.text().replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def said(self) -> str:
        """What the panel says."""
        return side_texts(self.view.side)
