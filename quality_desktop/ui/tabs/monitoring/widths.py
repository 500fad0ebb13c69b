"""Widths of the columns of the monitoring grid, remembered for every form."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont, QFontMetrics

from quality_desktop.ui.models.monitoring_table import MonitoringTable
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.tabs.monitoring.delegate import ICON, width_of_absences
from quality_desktop.ui.widgets.column_widths import name_width
from quality_desktop.ui.widgets.grid_view import GridView

_FIGURE_LETTERS: Final = 8
_TEXT_LETTERS: Final = 16
_QUIET_MS: Final = 400
_NUMBERS: Final = ("whole", "decimal", "yes_no")


class FormWidths(QObject):
    """Gives the columns their widths and remembers what the user drags."""

    def __init__(self, grid: GridView, model: MonitoringTable, preferences: Preferences) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = model
        self._preferences = preferences
        # A drag changes the width many times a second; the settings are written when it rests.
        self._resting = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._resting.timeout.connect(self._remember)
        grid.widths_changed.connect(lambda _widths: self._resting.start())
        grid.horizontalHeader().sectionResized.connect(lambda *_: self._resting.start())

    def apply(self) -> None:
        """Set remembered widths of the shown form, else by what its columns hold."""
        known = self._preferences.settings.column_widths.get(self._name)
        usual = self._usual()
        is_known = known is not None and len(known) == len(usual)
        self._grid.set_widths(known if is_known and known else usual)
        self._resting.stop()

    @property
    def _name(self) -> str:
        grid = self._model.sheet.grid
        return "monitoring" if grid is None else f"monitoring_{grid.form.code}"

    def _usual(self) -> tuple[int, ...]:
        grid = self._model.sheet.grid
        if grid is None:
            return ()
        bold = QFont(self._grid.font())
        bold.setBold(True)
        metrics, letter = QFontMetrics(bold), QFontMetrics(self._grid.font()).averageCharWidth()
        answered = max((metrics.horizontalAdvance(t.shown_filled) for t in grid.totals), default=0)
        narrowest = width_of_absences(self._grid.fontMetrics())
        widths = [name_width(self._grid, (row.name for row in grid.rows))]
        for column in grid.columns:
            letters = _FIGURE_LETTERS if column.element.type in _NUMBERS else _TEXT_LETTERS
            words = (self._advance(word) for word in column.title.split())
            figure = max(letters * letter + ICON, narrowest)
            widths.append(max(figure, max(words, default=0) + 12, answered + 10))
        return tuple(widths)

    def _advance(self, word: str) -> int:
        return self._grid.horizontalHeader().fontMetrics().horizontalAdvance(word)

    def _remember(self) -> None:
        if self._model.sheet.grid is not None:
            self._preferences.remember_widths(self._name, self._grid.widths)
