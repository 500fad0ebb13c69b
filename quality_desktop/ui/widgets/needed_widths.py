"""Columns of texts that share the width of their table by what they have to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from typing_extensions import override

from quality_desktop.ui.widgets.dragged_widths import DraggedWidths
from quality_desktop.ui.widgets.figure_grid import FigureGrid

_AROUND: Final = 30
"""Pixels of a cell beside its text: margins, and the sign of sorting beside a heading."""
_MEASURED: Final = 20
"""The longest texts by letters, of which the widest is looked for: there may be thousands."""


class NeededWidths(QObject):
    """Widths of a table until the user drags one: no column waits empty while another is cut.

    A table that is too narrow gives the name of the row what it needs before the others.
    """

    def __init__(self, grid: FigureGrid, *, name: int = 0) -> None:
        """Look after a table.

        Args:
            grid: A grid over its model.
            name: Place of the column that says what the row is about.
        """
        super().__init__(grid)
        self._grid = grid
        self._name = name
        self._is_chosen = False
        self._waiting = QTimer(self, singleShot=True, interval=0)
        self._waiting.timeout.connect(self.share)
        grid.viewport().installEventFilter(self)  # a scroll bar takes room from it alone
        DraggedWidths(grid).dragged.connect(self._on_dragged)
        grid.figures.modelReset.connect(self._waiting.start)

    def share(self) -> None:
        """Share the room anew; widths that the user chose stay."""
        columns: Sequence[Any] = self._grid.figures.figures
        room = self._grid.viewport().width()
        if columns and room > 0 and not self._is_chosen:
            needs = [self._need(number) for number in range(len(columns))]
            usual = [column.width for column in columns]
            self._grid.set_widths(needed_room(room, usual, needs, name=self._name))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._waiting.start()
        return super().eventFilter(watched, event)

    def _on_dragged(self) -> None:
        self._is_chosen = True

    def _need(self, number: int) -> int:
        column, grid = self._grid.figures.figures[number], self._grid
        texts = sorted({column.text(row) for row in grid.figures.all_rows}, key=len)
        metrics, headings = grid.fontMetrics(), grid.horizontalHeader().fontMetrics()
        widest = max((metrics.horizontalAdvance(one) for one in texts[-_MEASURED:]), default=0)
        shown = Qt.ItemDataRole.DisplayRole
        heading = str(grid.figures.headerData(number, Qt.Orientation.Horizontal, shown) or "")
        return max(widest, headings.horizontalAdvance(heading)) + _AROUND


def needed_room(
    room: int, usual: Sequence[int], needs: Sequence[int], *, name: int = 0
) -> tuple[int, ...]:
    """Widths of columns: what nobody needs goes to the name, and then to the others that are cut.

    Args:
        room: Pixels for all columns.
        usual: The width of each where all are cut.
        needs: Pixels that the longest text of each takes.
        name: Place of the name.
    """
    widths = [min(one, need) for one, need in zip(usual, needs, strict=True)]
    spare = max(room - sum(widths), 0)
    given = min(spare, needs[name] - widths[name])
    widths[name] += given
    spare -= given
    lacking = [need - width for need, width in zip(needs, widths, strict=True)]
    lack = sum(lacking)
    if lack:
        share = min(spare / lack, 1.0)
        widths = [width + int(one * share) for width, one in zip(widths, lacking, strict=True)]
    widths[-1] += max(room - sum(widths), 0)
    return tuple(widths)
