"""The controlled dates of a month on a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from quality_desktop.services.deadlines.dates_view import DatesView
from quality_desktop.ui.models.month import MONTHS, MonthModel
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.month_grid import MonthGrid
from quality_desktop.ui.widgets.naming import named

_MONTHS_IN_YEAR = 12


class DatesMonth(QWidget):
    """A month with its name and ways to the others.

    Signals:
        day_chosen: ``datetime.date`` under the cursor.
        day_opened: ``datetime.date`` whose list is wanted.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: DatesView | None = None
        self._month: tuple[int, int] | None = None
        self.model = MonthModel(self)
        self.grid = MonthGrid(self.model)
        self.title = named(QLabel(), "monthTitle", "Месяц")
        font = QFont(self.title.font())
        font.setBold(True)
        self.title.setFont(font)
        self.note = named(QLabel(wordWrap=True), "monthNote", "Замечание о календаре")
        self.back = _arrow("monthBack", "Предыдущий месяц", Qt.ArrowType.LeftArrow)
        self.forth = _arrow("monthForth", "Следующий месяц", Qt.ArrowType.RightArrow)
        self.now = named(QPushButton("Сегодня", autoDefault=False), "monthNow")
        self.back.clicked.connect(lambda: self._step(-1))
        self.forth.clicked.connect(lambda: self._step(1))
        self.now.clicked.connect(self.show_today)
        self.grid.day_chosen.connect(self.day_chosen)
        self.grid.day_opened.connect(self.day_opened)
        line = QHBoxLayout()
        line.setSpacing(4)
        for widget in (self.back, self.title, self.forth, self.now):
            line.addWidget(widget)
        line.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month that are shown."""
        return self._month

    def show_view(self, view: DatesView) -> None:
        """Show an answer of the service; at first the month of today."""
        self._view = view
        if self._month is None:
            self.show_today()
        else:
            self._show()

    def show_today(self) -> None:
        """Go to the month of today and put the cursor on it."""
        if self._view is not None:
            self.show_day(self._view.today)

    def show_day(self, day: date) -> None:
        """Go to the month of a day and put the cursor on it."""
        self._month = (day.year, day.month)
        self._show()
        self.grid.choose(day)

    def _step(self, by: int) -> None:
        if self._month is not None:
            year, month = self._month
            place = year * _MONTHS_IN_YEAR + month - 1 + by
            self._month = (place // _MONTHS_IN_YEAR, place % _MONTHS_IN_YEAR + 1)
            self._show()

    def _show(self) -> None:
        if self._view is None or self._month is None:
            return
        year, month = self._month
        before = self.model.day_at(self.grid.currentIndex())
        self.model.show_month(self._view, year, month)
        if before is not None:
            self.grid.choose(before.day)
        self.title.setText(f"{MONTHS[month - 1]} {year}")
        is_known = self._view.calendar.knows(year)
        self.note.setText("" if is_known else f"Переносы выходных дней за {year} год не внесены.")


def _arrow(name: str, title: str, arrow: Qt.ArrowType) -> QToolButton:
    button = named(QToolButton(autoRaise=True, arrowType=arrow), name, title)
    button.setToolTip(plain_tip(title))
    return button
