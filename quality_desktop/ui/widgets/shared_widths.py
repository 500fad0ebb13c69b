"""Columns that share the width of their table until the user drags one; then they are remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from typing_extensions import override

from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.dragged_widths import DraggedWidths
from quality_desktop.ui.widgets.grid_view import GridView

_QUIET_MS = 400
_AROUND = 38
"""Pixels of a cell beside a heading: margins, an icon, initials after a name."""


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
        DraggedWidths(grid).dragged.connect(self._on_dragged)
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
        shares = [
            0.0 if self._grid.isColumnHidden(column) else share
            for column, share in enumerate(self._shares)
        ]
        room = self._grid.viewport().width() - sum(fixed)
        self._grid.set_widths(shared_room(room, shares, self._least(), fixed))

    def _least(self) -> list[int]:
        """Room for the longest word of each heading: narrower columns would cut words."""
        metrics = self._grid.horizontalHeader().fontMetrics()
        model = self._grid.model()
        headings = (
            str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for column in range(len(self._shares))
        )
        return [
            max((metrics.horizontalAdvance(word) for word in heading.split()), default=0) + _AROUND
            for heading in headings
        ]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.share()
        return super().eventFilter(watched, event)

    def _on_dragged(self) -> None:
        self._is_chosen = True
        self._resting.start()


def shared_room(
    room: int, shares: Sequence[float], least: Sequence[int], fixed: Sequence[int]
) -> tuple[int, ...]:
    """Widths of columns: their shares of the room, but none narrower than it may be.

    Args:
        room: Pixels for the columns that have a share.
        shares: Share of each column; 0 for those of fixed width.
        least: The narrowest each column may be.
        fixed: Width of the columns without a share.
    """
    narrow: set[int] = set()
    sharing = {column for column, share in enumerate(shares) if share}
    widths = list(fixed)
    while True:
        rest = room - sum(least[column] for column in narrow)
        whole = sum(shares[column] for column in sharing - narrow) or 1
        for column in sharing:
            part = int(rest * shares[column] / whole)
            widths[column] = least[column] if column in narrow else part
        short = {c for c in sharing - narrow if widths[c] < least[c]}
        if not short:
            return tuple(widths)
        narrow |= short
