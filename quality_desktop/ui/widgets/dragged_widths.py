"""Whether the user himself has dragged the width of a column."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from typing_extensions import override

from quality_desktop.ui.widgets.grid_view import GridView


class DraggedWidths(QObject):
    """Watches the headings of a table: only a drag is a choice.

    A new model, a hidden column and the size of the window change widths too.

    Attributes:
        dragged: The user has changed the width of a column.
    """

    dragged = Signal()

    def __init__(self, grid: GridView) -> None:
        """Watch a table.

        Args:
            grid: A view that has its model already.
        """
        super().__init__(grid)
        self._is_dragging = False
        self._header = grid.horizontalHeader().viewport()
        self._header.installEventFilter(self)
        grid.widths_changed.connect(lambda _widths: self._on_widths_changed())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._is_dragging = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._is_dragging = False
        return super().eventFilter(watched, event)

    def _on_widths_changed(self) -> None:
        if self._is_dragging:
            self.dragged.emit()
