"""A table of figures that is read and not typed into: Enter opens a row, Space unfolds it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from quality_desktop.ui.widgets.figure_grid import FigureGrid

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RiskGrid(FigureGrid):
    """A grid whose rows open.

    Signals:
        opened: Number of the row that Enter was pressed on.
        toggled: Number of the row that Space was pressed on.
    """

    opened = Signal(int)
    toggled = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing is typed here, so both keys are free; a search begins with Ctrl+F."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(row)
        elif row >= 0 and event.key() in _ENTER:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)
