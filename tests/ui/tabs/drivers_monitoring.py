"""What a clerk does in the first view of «Мониторинг»."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.services.entry import monitoring
from quality_desktop.services.entry.monitoring import GridCell
from quality_desktop.storage.store import Store
from quality_desktop.ui.models.monitoring_looks import CellState
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.monitoring.tab import MonitoringTab
from tests.services.monitoring_form import ELEMENTS, FORM, SCHOOLS, YEAR
from tests.ui.drivers import PATIENCE_MS, TabDriver, find, type_text

_NEVER_MS = 86_400_000


class MonitoringDriver(TabDriver):
    """The grid and the hands that use it."""

    tab: MonitoringTab

    def __init__(self, qtbot: QtBot, tab: Tab) -> None:
        if not isinstance(tab, MonitoringTab):
            raise TypeError(tab.name)
        super().__init__(qtbot, tab)
        self.tab = tab
        self.pane = tab.values.pane
        self.model = self.pane.model
        self.cells = self.grid("monitoringGrid")
        # Hints come when a test looks again, and not in the middle of it on a slow machine.
        self.pane.second_look.rest.stop()
        self.pane.second_look.rest.setInterval(_NEVER_MS)

    @override
    def settle(self) -> None:
        """Wait also for the short pause before the panel follows the cursor."""
        super().settle()
        self.qtbot.waitUntil(lambda: not self.pane.pause.isActive(), timeout=PATIENCE_MS)
        super().settle()

    def look_again(self) -> None:
        """Have all schools compared now, and never again without being asked."""
        rest = self.pane.second_look.rest
        rest.stop()
        self.pane.second_look.look_now()
        self.settle()
        rest.stop()
        rest.setInterval(_NEVER_MS)

    def place(self, school: str, code: str) -> tuple[int, int]:
        """Row and column of a cell that is shown."""
        index = self.model.index_of(SCHOOLS[school], ELEMENTS[code])
        if not index.isValid():
            raise AssertionError(f"{school} is not shown")
        return index.row(), index.column()

    def text(self, school: str, code: str) -> str:
        """What a cell shows."""
        return self.cells.text(*self.place(school, code))

    def state(self, school: str, code: str) -> CellState:
        """How a cell is marked."""
        look = self.model.look(self.cells.index(*self.place(school, code)))
        assert look is not None
        return look.state

    def stored(self, school: str, code: str) -> GridCell:
        """What the file holds."""
        answers: list[GridCell] = []

        def question(store: Store) -> GridCell:
            grid = monitoring.grid(store=store, form=FORM, year=YEAR)
            row = next(row for row in grid.rows if row.school.id == SCHOOLS[school])
            return row.cells[[e.id for e in grid.elements].index(ELEMENTS[code])]

        self.operations.ask(question, answers.append, owner=self.tab)
        self.settle()
        return answers[0]

    def answer(self, school: str, code: str) -> Answer:
        """The answer that the file holds."""
        return self.stored(school, code).answer

    def go(self, school: str, code: str) -> None:
        """Choose a cell."""
        self.cells.go(*self.place(school, code))
        self.settle()

    def write(self, school: str, code: str, text: str) -> None:
        """Type over a cell as in a spreadsheet and press Enter."""
        self.go(school, code)
        type_text(self.pane.grid, text[:1])
        editor = self.cells.editor()
        type_text(editor, text[1:])
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)
        QApplication.sendPostedEvents()
        self.settle()

    def paste(self, school: str, code: str, text: str) -> None:
        """Paste a text from a cell on."""
        QApplication.clipboard().setText(text)
        self.go(school, code)
        self.pane.grid.paste()
        self.settle()

    def filter(self, text: str) -> None:
        """Type into the line of the filter."""
        line = find(self.tab.values, QLineEdit, "filterLine")
        line.setText(text)
        self.settle()

    def filter_kind(self, key: str) -> None:
        """Choose a kind of schools."""
        box = self.tab.values.filter.kind_box
        box.setCurrentIndex(box.findData(key))
        self.settle()

    @property
    def schools(self) -> list[str]:
        """Schools that are shown, from top to bottom."""
        return [self.cells.text(row, 0) for row in range(self.model.rowCount())]

    @property
    def side(self) -> str:
        """All words of the panel at the right."""
        labels = self.pane.side.findChildren(QLabel)
        shown = [label.text() for label in labels if not label.isHidden()]
        return "\n".join(shown).replace("\u00a0", " ").replace("\u202f", " ")

    def press_side(self, name: str, number: int = 0) -> None:
        """Press a button of the panel."""
        buttons = self.pane.side.findChildren(QPushButton, name)
        buttons[number].click()
        self.settle()
