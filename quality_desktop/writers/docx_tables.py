"""Tables of a DOCX: header rows repeated, spans, short rows kept whole."""

from __future__ import annotations

from copy import deepcopy
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from quality_desktop.documents.model import Run
from quality_desktop.writers.docx_base import TABLE_STYLE
from quality_desktop.writers.docx_xml import TWIPS, twips
from quality_desktop.writers.grid import place
from quality_desktop.writers.hyphenation import softened
from quality_desktop.writers.measures import rows_kept, stays_whole
from quality_desktop.writers.requisites import BareCell
from quality_desktop.writers.styles import POINTS_PER_MM
from quality_desktop.writers.text import printed_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from quality_desktop.documents.model import Paragraph, Row, Table
    from quality_desktop.writers.docx_xml import WordXml
    from quality_desktop.writers.grid import Placed
    from quality_desktop.writers.requisites import BareTable
    from quality_desktop.writers.styles import PageSetup, Profile

    Tables = dict[tuple[int, PageSetup, bool], tuple[Table, Element]]
    """Tables written already, by identity; a table is kept, so that no other gets its identity."""


class TableTranslator:
    """Writes tables into the body of a document."""

    def __init__(self, xml: WordXml, profile: Profile, tables: Tables) -> None:
        self._xml = xml
        self._profile = profile
        self._tables = tables

    def table(self, body: Element, table: Table, *, page: PageSetup, is_tied: bool = False) -> None:
        """A ruled table over the whole width; ``is_tied`` keeps its last row with what follows."""
        key = (id(table), page, is_tied)
        if key not in self._tables:
            made = self._written(body, table, page=page, is_tied=is_tied)
            self._tables[key] = (table, deepcopy(made))
            return
        body.append(deepcopy(self._tables[key][1]))

    def _written(self, body: Element, table: Table, *, page: PageSetup, is_tied: bool) -> Element:
        total = sum(table.widths)
        widths = [share / total * page.text_width * POINTS_PER_MM for share in table.widths]
        element = self._start(body, widths, style=TABLE_STYLE)
        page_height = page.text_height * POINTS_PER_MM
        kept = rows_kept(table, widths=widths, page_height=page_height, profile=self._profile)
        last = len(table.rows) - 1
        for row, placed in zip(table.header, place(table.header, len(widths)), strict=True):
            self._row(element, row, placed, widths, is_header=True, is_kept=any(kept[:1]))
        for number, row_and_cells in enumerate(
            zip(table.rows, place(table.rows, len(widths)), strict=True)
        ):
            is_kept = kept[number]
            if number == last:
                is_kept = is_tied and stays_whole(
                    *row_and_cells, widths=widths, profile=self._profile
                )
            self._row(element, *row_and_cells, widths, is_header=False, is_kept=is_kept)
        return element

    def bare(self, body: Element, table: BareTable, *, is_kept: bool) -> None:
        """A table without rules, its rows kept together, and with what follows when asked."""
        widths = [width * POINTS_PER_MM for width in table.widths]
        columns = _whole_widths(widths)
        element = self._start(body, widths)
        xml = self._xml
        for number, row in enumerate(table.rows, start=1):
            is_row_kept = is_kept or number < len(table.rows)
            line = xml.add(element, "tr")
            properties = xml.add(line, "trPr")
            xml.add(properties, "cantSplit")
            if not row:
                height = twips(self._profile.signature_gap)
                xml.add(properties, "trHeight", val=height, hRule="exact")
                row = tuple(BareCell() for _ in columns)
            filled = next((cell for cell in row if cell.paragraphs), row[0])
            for cell, column in zip(row, columns, strict=True):
                place_ = xml.add(line, "tc")
                properties = xml.add(place_, "tcPr")
                xml.add(properties, "tcW", w=str(column), type="dxa")
                if cell.vertical == "bottom":
                    xml.add(properties, "vAlign", val="bottom")
                # An empty cell must not make the row higher than its neighbours do.
                for text, style in cell.paragraphs or (("", filled.style),):
                    properties = xml.paragraph(place_, style, (Run(text),) if text else ())
                    if is_row_kept:
                        xml.add(properties, "keepNext")

    def _start(self, body: Element, widths: Sequence[float], style: str = "") -> Element:
        xml = self._xml
        columns = _whole_widths(widths)
        element = xml.add(body, "tbl")
        properties = xml.add(element, "tblPr")
        if style:
            xml.add(properties, "tblStyle", val=style)
        xml.add(properties, "tblW", w=str(sum(columns)), type="dxa")
        xml.add(properties, "tblInd", w="0", type="dxa")
        xml.add(properties, "tblLayout", type="fixed")
        if not style:  # said here, too: not every word processor reads it from the default style
            margins = xml.add(properties, "tblCellMar")
            for side in ("left", "right"):
                xml.add(margins, side, w="0", type="dxa")
        grid = xml.add(element, "tblGrid")
        for column in columns:
            xml.add(grid, "gridCol", w=str(column))
        return element

    def _row(
        self,
        table: Element,
        row: Row,
        cells: Sequence[Placed],
        widths: Sequence[float],
        *,
        is_header: bool,
        is_kept: bool,
    ) -> None:
        xml = self._xml
        element = xml.add(table, "tr")
        if is_header or stays_whole(row, cells, widths=widths, profile=self._profile):
            properties = xml.add(element, "trPr")
            xml.add(properties, "cantSplit")
            if is_header:
                xml.add(properties, "tblHeader")
        columns = _whole_widths(widths)
        for placed in cells:
            self._cell(
                element,
                placed,
                width=sum(columns[placed.column : placed.column + placed.column_span]),
                is_middle=is_header or row.is_group,
                is_kept=is_kept,
            )

    def _cell(
        self, row: Element, placed: Placed, *, width: int, is_middle: bool, is_kept: bool
    ) -> None:
        xml = self._xml
        element = xml.add(row, "tc")
        properties = xml.add(element, "tcPr")
        xml.add(properties, "tcW", w=str(width), type="dxa")
        if placed.column_span > 1:
            xml.add(properties, "gridSpan", val=str(placed.column_span))
        if placed.cell is None:
            xml.add(properties, "vMerge", val="continue")
        elif placed.row_span > 1:
            xml.add(properties, "vMerge", val="restart")
        if is_middle:
            xml.add(properties, "vAlign", val="center")
        if not placed.paragraphs:
            xml.paragraph(element, "cell")
        room = width / TWIPS - 2 * self._profile.table.side_padding
        for paragraph in placed.paragraphs:
            runs = self._cell_runs(paragraph, room=room)
            properties = xml.paragraph(element, paragraph.style, runs)
            if is_kept:
                xml.add(properties, "keepNext")

    def _cell_runs(self, paragraph: Paragraph, *, room: float) -> list[Run]:
        style = self._profile.styles[paragraph.style]
        free = room - style.left_indent * POINTS_PER_MM
        return [
            Run(
                softened(
                    run.text, room=free, size=style.size, is_bold=style.is_bold or run.is_bold
                ),
                is_bold=run.is_bold,
                is_italic=run.is_italic,
            )
            for run in printed_runs(paragraph)
        ]


def _whole_widths(widths: Sequence[float]) -> list[int]:
    """Widths in twips whose sum is exact: a word processor adds them up."""
    edges = [0, *(int(twips(edge)) for edge in accumulate(widths))]
    return [right - left for left, right in pairwise(edges)]
