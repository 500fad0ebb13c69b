"""A table of figures whose names get the room that the figures leave, and two lines where it is short."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from typing_extensions import override

from quality_desktop.ui.widgets.dragged_widths import DraggedWidths
from quality_desktop.ui.widgets.figure_grid import TEXT_AIR, FigureGrid
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.row_delegate import PADDING

USUAL_DIGIT: Final = 8
"""Width of «0» in the letters that the widths of columns are given for."""
_AIR: Final = 16
_MOST_GROWTH: Final = 0.4


class NameRoom(QObject):
    """Widths of the columns until the user drags one.

    Columns have the widths they name, larger with larger letters; what is left goes to the names
    in the first column. Where a text still does not fit, all rows have two lines.
    """

    def __init__(self, grid: FigureGrid) -> None:
        """Look after a table.

        Args:
            grid: A grid over its model.
        """
        super().__init__(grid)
        self._grid = grid
        self._is_chosen = False
        self._waiting = QTimer(self, singleShot=True, interval=0)
        self._waiting.timeout.connect(self.share)
        grid.viewport().installEventFilter(self)  # a scroll bar takes room from it alone
        grid.installEventFilter(self)
        grid.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        DraggedWidths(grid).dragged.connect(self._on_dragged)
        grid.figures.modelReset.connect(self._waiting.start)

    def share(self) -> None:
        """Share the room anew; a width that the user chose stays."""
        if self._grid.figures.figures and self._grid.viewport().width() > 0:
            if not self._is_chosen:
                self._grid.set_widths(self._shared())
            self._fit_rows()
            self._grid.fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._waiting.start()
        return super().eventFilter(watched, event)

    def _on_dragged(self) -> None:
        self._is_chosen = True
        self._waiting.start()

    def _shared(self) -> tuple[int, ...]:
        grid, columns = self._grid, self._grid.figures.figures
        scale = max(grid.fontMetrics().horizontalAdvance("0") / USUAL_DIGIT, 1.0)
        widths = [round(column.width * scale) for column in columns]
        free = max(grid.viewport().width() - sum(widths), 0)
        names = min(free, max(self._longest(0) + _AIR - widths[0], 0))
        widths[0] += names
        others = sum(widths[1:])
        if free > names and others:
            growth = min((free - names) / others, _MOST_GROWTH)
            widths[1:] = [int(width * (1 + growth)) for width in widths[1:]]
        return tuple(widths)

    def _longest(self, column: int) -> int:
        metrics, text = self._grid.fontMetrics(), self._grid.figures.figures[column].text
        shown = sorted({text(row) for row in self._grid.figures.all_rows}, key=len)
        # The longest by letters are the widest but for a few pixels, and there may be thousands.
        return max((metrics.horizontalAdvance(one) for one in shown[-20:]), default=0)

    def _fit_rows(self) -> None:
        grid, metrics = self._grid, self._grid.fontMetrics()
        is_long = any(
            self._longest(number) + 2 * PADDING + (TEXT_AIR if number else 0)
            > grid.columnWidth(number)
            for number, column in enumerate(grid.figures.figures)
            if not column.is_number
        )
        line = metrics.lineSpacing()
        height = max(ROW_HEIGHT, line + 2 * PADDING, (2 * line + PADDING + 2) if is_long else 0)
        rows = grid.verticalHeader()
        if rows.defaultSectionSize() != height:
            rows.setMinimumSectionSize(1)
            rows.setDefaultSectionSize(height)
