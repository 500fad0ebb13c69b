"""Hands for the views «Результаты работ» and «Показатели», shown alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.storage.store import Store
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.monitoring.indicators import IndicatorsView
from quality_desktop.ui.tabs.monitoring.results import ResultsView
from quality_desktop.ui.widgets.side_panel import SidePanel
from tests.ui.drivers import PATIENCE_MS, Driver, GridDriver, find

T = TypeVar("T")


def side_texts(side: SidePanel) -> str:
    """Everything the panel says."""
    from PySide6.QtWidgets import QLabel

    labels = [label for label in side.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(label.text().replace("\u00a0", " ").replace("\u202f", " ") for label in labels)


class ViewDriver(Driver):
    """A view shown as a window of its own."""

    view: TabView

    def __init__(self, qtbot: QtBot, view: TabView) -> None:
        super().__init__(qtbot, view, view.operations)
        self.view = view
        self._problems: tuple[Problem, ...] = ()
        view.problems_changed.connect(self._keep_problems)
        qtbot.addWidget(view)
        view.resize(1366, 600)
        view.show()
        qtbot.waitExposed(view, timeout=PATIENCE_MS)
        self.settle()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Findings for the list at the bottom of the tab."""
        return self._problems

    def _keep_problems(self, problems: tuple[Problem, ...]) -> None:
        self._problems = problems

    def asked(self, question: Callable[[Store], T]) -> T:
        """The answer of the file."""
        answers: list[T] = []
        self.operations.ask(question, answers.append, owner=self.view)
        self.settle()
        return answers[0]

    def undo(self) -> None:
        """Ctrl+Z."""
        self.operations.undo()
        self.settle()


class ResultsDriver(ViewDriver):
    """What a clerk does with exam results."""

    view: ResultsView

    def __init__(self, qtbot: QtBot, view: ResultsView) -> None:
        self.view = view
        super().__init__(qtbot, view)
        self.view = view

    @override
    def settle(self) -> None:
        super().settle()
        self.qtbot.waitUntil(lambda: not self.view.pane.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()

    @property
    def rows(self) -> GridDriver:
        """The table with the keyboard."""
        return GridDriver(self.qtbot, self.view.pane.grid, self.operations)

    def column(self, title: str) -> int:
        """Number of a column by its heading."""
        return [column.title for column in self.view.pane.model.figures].index(title)

    def row(self, school: str) -> int:
        """Number of a row by its school."""
        return [row.name for row in self.view.pane.model.rows].index(school)

    def cell(self, school: str, title: str) -> str:
        """What a cell shows."""
        return self.rows.text(self.row(school), self.column(title))

    def type(self, school: str, title: str, text: str) -> None:
        """Type into a cell and press Enter."""
        self.rows.edit(self.row(school), self.column(title), text)
        self.settle()

    def total(self, title: str) -> str:
        """The district's figure under a column."""
        return self.view.pane.totals.cells[self.column(title)].text

    def tooltip(self, school: str, title: str) -> str:
        """What the mouse over a cell tells."""
        index = self.rows.index(self.row(school), self.column(title))
        text = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        return text.replace("\u00a0", " ").replace("\u202f", " ")

    def choose(self, box: str, text: str) -> None:
        """Choose in one of the four boxes as a mouse does."""
        from PySide6.QtWidgets import QComboBox

        found = find(self.view, QComboBox, box)
        place = found.findText(text)
        if place < 0:
            raise AssertionError(f"{box} does not offer {text!r}")
        found.setCurrentIndex(place)
        found.activated.emit(place)
        self.settle()

    def offered(self, box: str) -> list[str]:
        """What a box offers."""
        from PySide6.QtWidgets import QComboBox

        found = find(self.view, QComboBox, box)
        return [found.itemText(place) for place in range(found.count())]


class IndicatorsDriver(ViewDriver):
    """What an inspector does with indicators."""

    view: IndicatorsView

    def __init__(self, qtbot: QtBot, view: IndicatorsView) -> None:
        self.view = view
        super().__init__(qtbot, view)
        self.view = view

    @override
    def settle(self) -> None:
        super().settle()
        self.qtbot.waitUntil(lambda: not self.view.pause.isActive(), timeout=PATIENCE_MS)

    @property
    def rows(self) -> GridDriver:
        """The table with the keyboard."""
        return GridDriver(self.qtbot, self.view.grid, self.operations)

    @property
    def titles(self) -> list[str]:
        """Headings of the columns."""
        return [column.title for column in self.view.model.figures]

    def row(self, key: Hashable) -> int:
        """Number of a row by its school or indicator."""
        found = self.view.model.row_of(key)
        if found is None:
            raise AssertionError(f"there is no row {key}")
        return found

    def text(self, row: int, title: str) -> str:
        """What a cell shows."""
        return self.rows.text(row, self.titles.index(title))

    def total(self, title: str) -> str:
        """The district's figure under a column."""
        return self.view.totals.cells[self.titles.index(title)].text
