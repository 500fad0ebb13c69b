"""Cells of a map of shares: the larger the share, the darker the ground; words stay readable."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView
from typing_extensions import override

from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.figure_grid import FigureDelegate
from quality_desktop.ui.widgets.row_delegate import colours_of

_DARKEST: Final = {False: 150, True: 84}
"""Alpha of the ground at ``_FULL`` and above, light and dark: a text on it keeps its contrast."""
_FULL: Final = 60
"""Percent from which the ground gets no darker; shares above it are rare."""


class HeatDelegate(FigureDelegate):
    """Paints a ground under figures of percent, then the figure itself."""

    def __init__(self, model: FigureModel[Any], view: QTableView, *, first: int) -> None:
        """Paint the columns of a map.

        Args:
            model: The map.
            view: The grid.
            first: Number of the first column of percents.
        """
        super().__init__(model, view)
        self._figures = model
        self._first = first

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if index.column() >= self._first:
            self._paint_shade(painter, option, index)
        super().paint(painter, option, index)

    def _paint_shade(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        column = self._figures.figures[index.column()]
        worth = None if column.worth is None else column.worth(self._figures.rows[index.row()])
        if isinstance(worth, Fraction):
            style = style_of(option)
            colours = colours_of(style.palette)
            part = min(max(worth / _FULL, Fraction()), Fraction(1))
            colour = QColor(colours.warning)
            colour.setAlpha(round(_DARKEST[colours.is_dark] * part))
            painter.fillRect(QRect(style.rect), colour)
