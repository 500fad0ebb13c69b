"""Columns that share the width of their table until the user drags one; then they are remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.grid_view import GridView

_QUIET_MS = 400


class SharedWidths(QObject):
    """Widths of a table: shares of the room, or those that the user has chosen."""

    def __init__(
        self,
        grid: GridView,
        table: str,
        preferences: Preferences,
        *,
        letters: Sequence[int],
        shares: Sequence[float],
    ) -> None:
        """Look after the widths of a table.

        Args:
            grid: A view that has its model already.
            table: Name of the table in the settings: ``matrix``.
            preferences: Where widths are remembered.
            letters: For each column of fixed width how many digits it holds, 0 for the others.
            shares: For each other column its share of the rest; 0 for those of fixed width.
        """
        super().__init__(grid)
        self._grid = grid
        self._table = table
        self._preferences = preferences
        self._letters = tuple(letters)
        self._shares = tuple(shares)
        known = preferences.settings.column_widths.get(table)
        self._is_chosen = known is not None and len(known) == len(shares)
        if known is not None and self._is_chosen:
            grid.set_widths(known)
        self._resting = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._resting.timeout.connect(lambda: preferences.remember_widths(table, grid.widths))
        grid.widths_changed.connect(self._on_widths_changed)
        grid.installEventFilter(self)
        grid.viewport().installEventFilter(self)  # a scroll bar takes room from it alone

    def share(self) -> None:
        """Share the room anew, unless the user has chosen widths."""
        if self._is_chosen:
            return
        digit = self._grid.fontMetrics().horizontalAdvance("0")
        fixed = [
            0 if self._grid.isColumnHidden(column) else letters * digit + 12 if letters else 0
            for column, letters in enumerate(self._letters)
        ]
        room = self._grid.viewport().width() - sum(fixed)
        whole = sum(self._shares) or 1
        self._grid.set_widths(
            tuple(
                int(room * share / whole) if share else width
                for share, width in zip(self._shares, fixed, strict=True)
            )
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.share()
        return super().eventFilter(watched, event)

    def _on_widths_changed(self, _widths: object) -> None:
        # Only a drag is a choice; hiding a column or a new model changes widths too.
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._is_chosen = True
            self._resting.start()
