"""Tables on pages: header rows repeated, rows cut between lines, every cell closed at a page break."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quality_desktop.writers.pdf_flow import SLACK, split_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.writers.pdf_flow import Pen, TextBlock

_LARGEST_HEADER = 0.5  # a header that takes more of the page is not repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell in lines.

    Attributes:
        blocks: Its paragraphs.
        column: Its first column.
        column_span: Columns it covers.
        row_span: Rows it covers.
        vertical: Where the text stands in a cell that is higher than it.
    """

    blocks: tuple[TextBlock, ...]
    column: int
    column_span: int = 1
    row_span: int = 1
    vertical: Literal["top", "middle", "bottom"] = "top"

    @property
    def text_height(self) -> float:
        """Height of the paragraphs, pt."""
        return sum(block.height for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row: the cells that begin in it.

    Attributes:
        boxes: The cells.
        is_whole: The row is short and is not split across pages.
        is_group: The row must be followed by another one on the same page.
        is_kept: The same of another row.
    """

    boxes: tuple[Box, ...]
    is_whole: bool = False
    is_group: bool = False
    is_kept: bool = False

    @property
    def leads_on(self) -> bool:
        """Never the last row on a page."""
        return self.is_group or self.is_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLook:
    """Measures of a grid, pt; without a rule no line is drawn."""

    side_padding: float = 0
    top_padding: float = 0
    bottom_padding: float = 0
    rule: float = 0

    @property
    def row_extra(self) -> float:
        """What a row is higher than its text."""
        return self.top_padding + self.bottom_padding + self.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table, or the rest of one.

    Attributes:
        widths: Widths of the columns, pt.
        header: Rows printed again on every page.
        rows: The body.
        look: Paddings and rules.
        page_height: Height of the text on a page, pt.
        is_tied_to_text: Must not stand alone on a page (signatures).
        is_kept_with_next: Never the last thing on a page.
    """

    widths: tuple[float, ...]
    header: tuple[GridRow, ...] = ()
    rows: tuple[GridRow, ...]
    look: GridLook
    page_height: float
    is_tied_to_text: bool = False
    is_kept_with_next: bool = False

    @property
    def height(self) -> float:
        """Header and body, pt."""
        return sum(self._heights(self.header)) + sum(self._heights(self.rows)) + self.look.rule

    @property
    def least(self) -> float:
        """The header and all up to something of the first row that may end a page, pt."""
        heights = self._heights(self.rows)
        least = sum(self._heights(self.header)) + self.look.rule
        for row, height in zip(self.rows, heights, strict=True):
            if not row.leads_on:
                return least + (height if row.is_whole else self._least_of(row))
            least += height
        return least

    def split(self, room: float, *, is_forced: bool) -> tuple[Grid | None, Grid | None]:
        """Divide between rows, or between the lines of a high row."""
        heights = self._heights(self.rows)
        header_height = sum(self._heights(self.header))
        if header_height > _LARGEST_HEADER * self.page_height:
            plain = replace(self, header=(), rows=(*self.header, *self.rows))
            return plain.split(room, is_forced=is_forced)
        left = room - header_height - self.look.rule
        fitting = 0
        while fitting < len(heights) and heights[fitting] <= left + SLACK:
            left -= heights[fitting]
            fitting += 1
        if fitting == len(heights):
            return self, None
        if not self.rows[fitting].is_whole:
            parts = self._cut(fitting, left, is_forced=False)
            if parts is not None:
                return parts
        kept = fitting
        while kept and self.rows[kept - 1].leads_on:
            kept -= 1
        if kept:
            return self._between(kept)
        if not is_forced:
            return None, self
        # Even so, lines are forced only into an empty page, never under rows that stand there already.
        parts = self._cut(fitting, left, is_forced=fitting == 0)
        if parts is not None:
            return parts
        return self._between(fitting) if fitting else (self, None)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw cells and rules."""
        edges = [x]
        for width in self.widths:
            edges.append(edges[-1] + width)
        rules: list[tuple[float, float, float, float]] = []
        bottom = top
        for rows in (self.header, self.rows):
            bottom = self._draw_rows(pen, rows, edges, bottom, rules)
        if self.look.rule:
            rules.append((edges[0], bottom, edges[-1], bottom))
            rules.append((edges[-1], top, edges[-1], bottom))
            pen.canvas.setLineWidth(self.look.rule)
            pen.canvas.setLineCap(2)  # square ends close the corners
            pen.canvas.lines(rules)

    def _draw_rows(
        self,
        pen: Pen,
        rows: Sequence[GridRow],
        edges: Sequence[float],
        top: float,
        rules: list[tuple[float, float, float, float]],
    ) -> float:
        heights = self._heights(rows)
        look = self.look
        for index, row in enumerate(rows):
            for box in row.boxes:
                left, right = edges[box.column], edges[box.column + box.column_span]
                height = sum(heights[index : index + box.row_span])
                rules.append((left, top, right, top))
                rules.append((left, top, left, top - height))
                place = top - look.rule - look.top_padding
                free = height - look.row_extra - box.text_height
                if box.vertical != "top":
                    place -= free if box.vertical == "bottom" else free / 2
                for block in box.blocks:
                    block.draw(pen, left + look.side_padding, place)
                    place -= block.height
            top -= heights[index]
        return top

    def _heights(self, rows: Sequence[GridRow]) -> list[float]:
        extra = self.look.row_extra
        heights = [
            extra + max((box.text_height for box in row.boxes if box.row_span == 1), default=0.0)
            for row in rows
        ]
        for index, row in enumerate(rows):
            for box in row.boxes:
                if box.row_span > 1:
                    last = index + box.row_span - 1
                    lacking = box.text_height + extra - sum(heights[index : last + 1])
                    heights[last] += max(0.0, lacking)
        return heights

    def _least_of(self, row: GridRow) -> float:
        firsts = (box.blocks[0].least for box in row.boxes if box.blocks and box.row_span == 1)
        return max(firsts, default=0.0) + self.look.row_extra

    def _between(self, index: int) -> tuple[Grid, Grid]:
        """Divide before a row; cells that reach over the break are divided with it."""
        heights = self._heights(self.rows)
        head_rows, carried = [], []
        for start, row in enumerate(self.rows[:index]):
            boxes = []
            for box in row.boxes:
                rest_rows = start + box.row_span - index
                if rest_rows <= 0:
                    boxes.append(box)
                    continue
                room = sum(heights[start:index]) - self.look.row_extra
                first, rest = split_blocks(box.blocks, room, is_forced=False)
                boxes.append(replace(box, blocks=first, row_span=index - start))
                carried.append(replace(box, blocks=rest, row_span=rest_rows))
            head_rows.append(replace(row, boxes=tuple(boxes)))
        rest_row = replace(self.rows[index], boxes=_in_order(*carried, *self.rows[index].boxes))
        return self._parts(head_rows, (rest_row, *self.rows[index + 1 :]))

    def _cut(self, index: int, left: float, *, is_forced: bool) -> tuple[Grid, Grid] | None:
        """Divide inside a row at a height from its top; None when nothing of it would fit."""
        heights = self._heights(self.rows)
        head_rows: list[GridRow] = []
        tails: list[Box] = []
        own_heads: list[bool] = []
        any_head = False
        for start, row in enumerate(self.rows[: index + 1]):
            boxes = []
            for box in row.boxes:
                rest_rows = start + box.row_span - index
                if rest_rows <= 0:
                    boxes.append(box)
                    continue
                room = sum(heights[start:index]) + left - self.look.row_extra
                first, rest = split_blocks(box.blocks, room, is_forced=is_forced)
                boxes.append(replace(box, blocks=first, row_span=index - start + 1))
                tails.append(replace(box, blocks=rest, row_span=rest_rows))
                any_head = any_head or bool(first)
                if start == index and box.blocks:
                    own_heads.append(bool(first))
            head_rows.append(replace(row, boxes=tuple(boxes)))
        has_head = any(own_heads) if own_heads else any_head
        if not has_head or not any(tail.blocks for tail in tails):
            return None
        rest_row = replace(self.rows[index], boxes=_in_order(*tails))
        return self._parts(head_rows, (rest_row, *self.rows[index + 1 :]))

    def _parts(self, head: Sequence[GridRow], rest: Sequence[GridRow]) -> tuple[Grid, Grid]:
        return (
            replace(self, rows=tuple(head), is_kept_with_next=False),
            replace(self, rows=tuple(rest)),
        )


def _in_order(*boxes: Box) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda box: box.column))
