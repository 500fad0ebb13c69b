"""Column widths that the user dragged, kept from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.grid_view import GridView

_QUIET_MS = 400


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
    # A drag changes the width many times a second; the settings are written when it rests.
    timer = QTimer(grid, singleShot=True, interval=_QUIET_MS)
    timer.timeout.connect(lambda: preferences.remember_widths(table, grid.widths))
    grid.widths_changed.connect(lambda _widths: timer.start())
