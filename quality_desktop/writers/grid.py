"""Where the cells of a table stand when some of them span columns and rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.documents.model import Cell, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.documents.model import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell at its column.

    Attributes:
        cell: The cell; None where a cell of a row above reaches down into this row.
        column: Its first column.
        column_span: Columns it covers.
        row_span: Rows it covers from this row on; rows left to the covering cell when ``cell`` is None.
    """

    cell: Cell | None
    column: int
    column_span: int
    row_span: int

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Content; nothing where a cell from above continues."""
        return self.cell.paragraphs if self.cell is not None else ()


_EMPTY = Cell(paragraphs=(Paragraph(style="cell", runs=()),))


def place(rows: Sequence[Row], columns: int) -> list[tuple[Placed, ...]]:
    """Give every cell its column; a short row is filled up with empty cells.

    A span that reaches out of the table is cut at its edge.

    Raises:
        ValueError: A row holds more cells than the table has columns: the composer is wrong.
    """
    placed_rows: list[tuple[Placed, ...]] = []
    covering: list[Placed] = []
    for index, row in enumerate(rows):
        placed = _place_row(row, covering, columns=columns, rows_left=len(rows) - index)
        placed_rows.append(placed)
        covering = [
            Placed(
                cell=None,
                column=each.column,
                column_span=each.column_span,
                row_span=each.row_span - 1,
            )
            for each in placed
            if each.row_span > 1
        ]
    return placed_rows


def _place_row(
    row: Row, covering: Sequence[Placed], *, columns: int, rows_left: int
) -> tuple[Placed, ...]:
    placed = list(covering)
    taken = {
        column for each in covering for column in range(each.column, each.column + each.column_span)
    }
    column = 0
    for cell in row.cells:
        while column in taken:
            column += 1
        if column >= columns:
            raise ValueError("a row of a table holds more cells than the table has columns")
        span = 1
        while span < cell.column_span and column + span < columns and column + span not in taken:
            span += 1
        placed.append(
            Placed(
                cell=cell,
                column=column,
                column_span=span,
                row_span=max(1, min(cell.row_span, rows_left)),
            )
        )
        column += span
    placed.extend(
        Placed(cell=_EMPTY, column=free, column_span=1, row_span=1)
        for free in range(column, columns)
        if free not in taken
    )
    return tuple(sorted(placed, key=lambda each: each.column))
