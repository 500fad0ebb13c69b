"""A table that grows cell by cell, with cells joined to the right and downwards, as a ``Sheet``."""

from __future__ import annotations

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import Area, Limits, Sheet
from quality_desktop.sheets.text_cleaning import clean_text


class JoinedGrid:
    """Cells of one table; rows are begun one after another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows: list[dict[int, str]] = []
        self._areas: list[Area] = []
        self._open: dict[int, Area] = {}
        self._taken: set[tuple[int, int]] = set()
        self._column = 0
        self._width = 0
        self._cells = 0

    def begin_row(self, skipped: int = 0) -> None:
        """Begin the next row; the first columns may be skipped."""
        self._rows.append({})
        self._column = skipped
        if len(self._rows) > self._limits.rows:
            raise FileRefusedError(
                f"в таблице больше {self._limits.rows} строк: разделите её на несколько файлов"
            )

    def add(self, text: str, *, right: int = 1, down: int = 1) -> None:
        """Add a cell that covers so many columns and rows.

        Raises:
            FileRefusedError: The table is wider or fuller than allowed.
        """
        column, row = self._place(right), len(self._rows) - 1
        self._rows[row][column] = clean_text(text).strip()
        if right > 1 or down > 1:
            area = Area(top=row, left=column, bottom=row + down - 1, right=column + right - 1)
            self._areas.append(area)
            if down > 1:
                self._take(area)

    def begin_join(self, text: str, *, right: int = 1) -> None:
        """Add a cell that later rows may go on with ``go_on``."""
        column, row = self._place(right), len(self._rows) - 1
        self._rows[row][column] = clean_text(text).strip()
        self._open[column] = Area(top=row, left=column, bottom=row, right=column + right - 1)

    def go_on(self, text: str, *, right: int = 1) -> None:
        """Add a cell that belongs to the join above it; a text of its own is kept there, too."""
        column = self._place(right)
        area = self._open.get(column)
        if area is None or area.bottom != len(self._rows) - 2:
            self._column = column
            self.begin_join(text, right=right)
            return
        self._open[column] = Area(
            top=area.top, left=area.left, bottom=area.bottom + 1, right=area.right
        )
        if text.strip():
            above = self._rows[area.top][area.left]
            self._rows[area.top][area.left] = f"{above}\n{clean_text(text).strip()}".strip()

    def sheet(self, name: str, caption: str = "") -> Sheet:
        """The table as it stands now."""
        for area in self._open.values():
            self._close(area)
        self._open.clear()
        height = len(self._rows)
        areas = (
            Area(top=a.top, left=a.left, bottom=min(a.bottom, height - 1), right=a.right)
            for a in self._areas
        )
        return Sheet(
            name=name,
            rows=tuple(
                tuple(row.get(column) or None for column in range(self._width))
                for row in self._rows
            ),
            merges=tuple(area for area in areas if area.size > 1),
            caption=caption,
        )

    def _place(self, right: int) -> int:
        """The next free column of the row, and the cursor behind the cell."""
        if not self._rows:
            self.begin_row()
        row = len(self._rows) - 1
        while (row, self._column) in self._taken:
            self._column += 1
        column = self._column
        self._column += right
        self._width = max(self._width, self._column)
        self._cells += 1
        if self._width > self._limits.columns or self._cells > self._limits.cells:
            raise FileRefusedError(
                f"в таблице больше {self._limits.columns} столбцов или {self._limits.cells} ячеек: "
                "разделите её на несколько файлов"
            )
        begun = self._open.get(column)
        if begun is not None and begun.bottom < row - 1:
            self._close(self._open.pop(column))
        return column

    def _close(self, area: Area) -> None:
        if area.size > 1:
            self._areas.append(area)

    def _take(self, area: Area) -> None:
        if area.size > self._limits.merged_cells:
            raise FileRefusedError(f"объединение {area} слишком велико: разъедините ячейки")
        self._taken.update(
            (row, column)
            for row in range(area.top + 1, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        )
