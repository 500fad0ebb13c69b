"""Column widths that the user dragged, kept from one start to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.row_delegate import PADDING

_QUIET_MS: Final = 400
"""A drag changes a width many times a second; it is remembered when it rests."""
_NAME_PIXELS: Final = 290
_NAME_SHARE: Final = 4
"""Names take no more than this, and than a quarter of the window."""
_NAME_LETTERS: Final = 12


def keep_widths(grid: GridView, table: str, preferences: Preferences) -> None:
    """Give a table its remembered widths and remember every change of them.

    Args:
        grid: A view that has its model already.
        table: Name of the table in the settings: ``people``.
        preferences: Where widths are remembered.
    """
    known = preferences.settings.column_widths.get(table)
    if known is not None and len(known) == len(grid.widths):
        grid.set_widths(known)
    timer = QTimer(grid, singleShot=True, interval=_QUIET_MS)
    timer.timeout.connect(lambda: preferences.remember_widths(table, grid.widths))
    grid.widths_changed.connect(lambda _widths: timer.start())


def name_width(grid: GridView, names: Iterable[str]) -> int:
    """Wide enough for the longest name, as far as the window has room for it."""
    metrics = grid.fontMetrics()
    longest = max(map(metrics.horizontalAdvance, names), default=0) + 2 * PADDING + 2
    room = min(_NAME_PIXELS, grid.window().width() // _NAME_SHARE)
    return max(min(longest, room), _NAME_LETTERS * metrics.averageCharWidth())


class TableWidths(QObject):
    """Widths of a grid that shows one table or another, remembered for each of them."""

    def __init__(self, grid: GridView, preferences: Preferences) -> None:
        super().__init__(grid)
        self._grid = grid
        self._preferences = preferences
        self._table = ""
        self._resting = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._resting.timeout.connect(self._remember)
        grid.widths_changed.connect(lambda _widths: self._resting.start())

    def apply(self, table: str, usual: tuple[int, ...]) -> None:
        """Show another table.

        Args:
            table: Its name in the settings.
            usual: Widths until the user drags one.
        """
        if self._resting.isActive():
            self._remember()
        self._table = table
        known = self._preferences.settings.column_widths.get(table, ())
        self._grid.set_widths(known if len(known) == len(usual) else usual)
        self._resting.stop()

    def _remember(self) -> None:
        self._resting.stop()
        if self._table:
            self._preferences.remember_widths(self._table, self._grid.widths)
