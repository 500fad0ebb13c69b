"""Tables of the tree as grids of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quality_desktop.documents.model import Run
from quality_desktop.writers.grid import place
from quality_desktop.writers.hyphenation import loosened
from quality_desktop.writers.measures import rows_kept, stays_whole
from quality_desktop.writers.pdf_tables import Box, Grid, GridLook, GridRow
from quality_desktop.writers.pdf_text import text_block
from quality_desktop.writers.styles import POINTS_PER_MM
from quality_desktop.writers.text import printed_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quality_desktop.documents.model import Paragraph, Row, StyleName, Table
    from quality_desktop.writers.grid import Placed
    from quality_desktop.writers.lines import Breaker
    from quality_desktop.writers.pdf_flow import TextBlock
    from quality_desktop.writers.requisites import BareTable
    from quality_desktop.writers.styles import (
        PageSetup,
        Profile,
        RequisiteStyle,
        Style,
        TableLook,
    )

_BARE = GridLook()


class TableTranslator:
    """Translates the tables of pages of one size."""

    def __init__(self, *, breaker: Breaker, profile: Profile, page: PageSetup) -> None:
        self._breaker = breaker
        self._profile = profile
        self._page = page
        self._width = page.text_width * POINTS_PER_MM

    def bare(self, table: BareTable, *, tied: bool = False, kept: bool = False) -> Grid:
        """A table without rules: requisites that stand side by side."""
        widths = tuple(width * POINTS_PER_MM for width in table.widths)
        rows = []
        for row in table.rows:
            boxes = (
                Box(
                    blocks=tuple(
                        self._text((Run(line),), style, width=widths[column])
                        for line, style in cell.paragraphs
                    ),
                    column=column,
                    vertical=cell.vertical,
                )
                for column, cell in enumerate(row)
            )
            rows.append(GridRow(boxes=tuple(boxes), is_whole=True))
        return Grid(
            widths=widths,
            rows=tuple(rows),
            look=_BARE,
            page_height=self._page.text_height * POINTS_PER_MM,
            is_tied_to_text=tied,
            is_kept_with_next=kept,
        )

    def ruled(self, table: Table) -> Grid:
        """A table of the text, with its header on every page."""
        widths = _widths(table, self._width)
        page_height = self._page.text_height * POINTS_PER_MM
        kept = rows_kept(table, widths=widths, page_height=page_height, profile=self._profile)
        rows = zip(self._rows(table.rows, widths, is_header=False), kept, strict=True)
        return Grid(
            widths=widths,
            header=tuple(self._rows(table.header, widths, is_header=True)),
            rows=tuple(replace(row, is_kept=is_kept) for row, is_kept in rows),
            look=_ruled(self._profile.table),
            page_height=page_height,
        )

    def _rows(
        self, rows: Sequence[Row], widths: Sequence[float], *, is_header: bool
    ) -> Iterator[GridRow]:
        for row, placed in zip(rows, place(rows, len(widths)), strict=True):
            yield GridRow(
                boxes=tuple(
                    self._box(each, widths, is_middle=is_header or row.is_group)
                    for each in placed
                    if each.cell is not None
                ),
                is_whole=is_header
                or stays_whole(row, placed, widths=widths, profile=self._profile),
                is_group=row.is_group,
            )

    def _box(self, placed: Placed, widths: Sequence[float], *, is_middle: bool) -> Box:
        room = sum(widths[placed.column : placed.column + placed.column_span])
        room -= 2 * self._profile.table.side_padding
        return Box(
            blocks=tuple(
                self._text(
                    _loosened(paragraph, self._profile.styles[paragraph.style], room=room),
                    paragraph.style,
                    width=room,
                )
                for paragraph in placed.paragraphs
            ),
            column=placed.column,
            column_span=placed.column_span,
            row_span=placed.row_span,
            vertical="middle" if is_middle else "top",
        )

    def _text(
        self, runs: Sequence[Run], style: StyleName | RequisiteStyle, *, width: float
    ) -> TextBlock:
        return text_block(runs, self._profile.styles[style], breaker=self._breaker, width=width)


def _widths(table: Table, width: float) -> tuple[float, ...]:
    total = sum(table.widths)
    return tuple(share / total * width for share in table.widths)


def _ruled(look: TableLook) -> GridLook:
    return GridLook(
        side_padding=look.side_padding,
        top_padding=look.top_padding,
        bottom_padding=look.bottom_padding,
        rule=look.rule,
    )


def _loosened(paragraph: Paragraph, style: Style, *, room: float) -> list[Run]:
    """Runs of a paragraph of a cell, as the DOCX has them."""
    free = room - style.left_indent * POINTS_PER_MM
    return [
        replace(
            run,
            text=loosened(
                run.text, room=free, size=style.size, is_bold=style.is_bold or run.is_bold
            ),
        )
        for run in printed_runs(paragraph)
    ]
