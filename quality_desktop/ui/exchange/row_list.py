"""A table of which one row is in hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.needed_widths import NeededWidths

RowT = TypeVar("RowT")


class RowList(Generic[RowT]):
    """Rows of one sort under columns that stay, the last as wide as there is room.

    Attributes:
        model: The rows.
        grid: Shows them.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[FigureColumn[RowT]],
        *,
        key: Callable[[RowT], Hashable],
        parent: QObject,
    ) -> None:
        """Make an empty table.

        Args:
            title: What it holds, for those who hear it.
            columns: Its columns.
            key: Tells rows apart, also after they were asked for again.
            parent: Owner of the model.
        """
        self._columns = tuple(columns)
        self.model: FigureModel[RowT] = FigureModel(key=key, parent=parent)
        self.grid = FigureGrid(self.model, title)
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.model.show_table(self._columns, ())
        self.grid.set_widths(tuple(column.width for column in self._columns))
        NeededWidths(self.grid)

    @property
    def chosen(self) -> RowT | None:
        """The row in hand."""
        row = self.grid.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def show(self, rows: Sequence[RowT], *, first: int = 0) -> None:
        """Show other rows; the one in hand stays so when it is among them.

        Args:
            rows: The rows.
            first: Place of the one that is in hand when there was none.
        """
        self.model.show_table(self._columns, rows)
        if rows and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(first, 0))
