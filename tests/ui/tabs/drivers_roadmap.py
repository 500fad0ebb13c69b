"""What a clerk does in the tab «Планы и сроки»."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from quality_desktop.domain.roadmap import RoadmapRow
from quality_desktop.ui.tabs.roadmap.tab import RoadmapTab
from tests.ui.drivers import TabDriver, find
from tests.ui.tabs.drivers_matrix import plain

HEAD = "№ п/п\tМероприятие\tУчастники\tИсполнители\tСроки\tРезультат"
TABLE = "\n".join(
    (
        HEAD,
        "Организация",
        "1.\tСъезд\tМОУО\tМинистерство\t19 февраля\tМатериалы",
        "2.\tСессия\tМОУО\tРЦОКИО\tМай Август\tДоговоры",
        "Обучение",
        "3.\tКурсы\tОО\tРЦОКИО\tМарт-октябрь 2017 г.\tУдостоверения",
    )
)
TITLE, EXECUTORS, DATES, MONTHS, PROGRESS = 1, 3, 5, 6, 8


class RoadmapDriver(TabDriver):
    """The plan and the hands that use it."""

    tab: RoadmapTab

    def __init__(self, qtbot: QtBot, tab: RoadmapTab) -> None:
        super().__init__(qtbot, tab)
        self.plan = self.grid("roadmapGrid")

    @property
    def lines(self) -> list[str]:
        """Headings of sections and «1. Съезд» from the top."""
        shown = []
        for line in self.tab.page.model.rows:
            row = line.row
            shown.append(line.text("number") if row is None else f"{row.number} {row.record.title}")
        return shown

    @property
    def records(self) -> list[RoadmapRow]:
        """The rows that are shown."""
        return [line.row.record for line in self.tab.page.model.rows if line.row is not None]

    @property
    def side(self) -> str:
        """All words of the panel at the right."""
        labels = self.tab.panel.findChildren(QLabel)
        return plain("\n".join(label.text() for label in labels if not label.isHidden()))

    def line(self, title: str) -> int:
        """Place of a line by its title."""
        return next(n for n, text in enumerate(self.lines) if text.endswith(title))

    def go(self, title: str, column: int = TITLE) -> None:
        """Choose a cell of a line."""
        self.plan.go(self.line(title), column)
        self.settle()

    def copy(self, text: str, html: str = "") -> None:
        """Put something on the clipboard, as Word does."""
        data = QMimeData()
        data.setText(text)
        if html:
            data.setHtml(html)
        QApplication.clipboard().setMimeData(data)

    def press_button(self, name: str) -> None:
        """Press a button of the tab."""
        find(self.tab, QPushButton, name).click()
        self.settle()

    def choose_rows(self, kind: str) -> None:
        """Choose which rows are shown."""
        box = self.tab.page.bar.kind
        box.setCurrentIndex(box.findData(kind))
        box.activated.emit(box.currentIndex())
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key in the table."""
        self.plan.press(key, modifier)
        self.settle()
