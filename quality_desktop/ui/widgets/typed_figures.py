"""Cells of a table of figures that are typed as words: painted as figures, edited with offers."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from quality_desktop.ui.widgets.field_delegate import FieldDelegate
from quality_desktop.ui.widgets.figure_grid import FigureGrid


class TypedDelegate(FieldDelegate):
    """Edits like the grids of the directory, looks like the cells beside it."""

    def __init__(self, options_role: int, grid: FigureGrid) -> None:
        """Make a delegate for columns of a grid.

        Args:
            options_role: Role under which the model gives texts to offer.
            grid: The grid, whose own delegate paints.
        """
        super().__init__(options_role, grid)
        self._looks = grid.itemDelegate()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self._looks.paint(painter, option, index)
