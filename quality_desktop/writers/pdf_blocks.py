"""Blocks of the tree as pieces of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    CertifiedCopy,
    CornerLetterhead,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    Paragraph,
    Run,
    Signature,
    Table,
)
from quality_desktop.writers.grid import place
from quality_desktop.writers.hyphenation import loosened
from quality_desktop.writers.lines import Shape
from quality_desktop.writers.measures import (
    caption_of,
    fitted,
    heading_runs,
    leads_on,
    rows_kept,
    stays_whole,
)
from quality_desktop.writers.pdf_flow import DoubleRule, Gap, TextBlock
from quality_desktop.writers.pdf_pictures import PictureBlock
from quality_desktop.writers.pdf_tables import Box, Grid, GridLook, GridRow
from quality_desktop.writers.requisites import (
    copy_table,
    corner_details,
    corner_names,
    executor_lines,
    gap_between,
    letterhead_details,
    letterhead_names,
    signature_table,
)
from quality_desktop.writers.styles import AFTER_TABLE, POINTS_PER_MM
from quality_desktop.writers.text import clean, printed_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quality_desktop.documents.model import Block, Orientation, Row, Section
    from quality_desktop.writers.grid import Placed
    from quality_desktop.writers.lines import Breaker
    from quality_desktop.writers.pdf_flow import Flow
    from quality_desktop.writers.requisites import BareTable
    from quality_desktop.writers.styles import Profile, Style, TableLook

    Grids = dict[tuple[int, Orientation], tuple[Table, Grid]]
    """Tables laid out already, by identity and page; a table is kept, so that no other gets its identity."""

_BARE = GridLook()


class BlockTranslator:
    """Translates the blocks of one section."""

    def __init__(
        self, section: Section, *, breaker: Breaker, profile: Profile, grids: Grids
    ) -> None:
        self._section = section
        self._grids = grids
        self._breaker = breaker
        self._profile = profile
        self._page = profile.pages[section.orientation]
        self._width = self._page.text_width * POINTS_PER_MM

    def flows(self) -> list[Flow]:
        """Pieces of the section in order, without its foot."""
        flows: list[Flow] = []
        before: Block | None = None
        for index, block in enumerate(self._section.blocks):
            gap = gap_between(before, block, profile=self._profile)
            if gap:
                flows.append(Gap(height=gap))
            before = block
            for flow in self._block(block, self._section.blocks[index + 1 :]):
                flows.append(_without_shared_space(flows[-1] if flows else None, flow))
        return [*flows, *_after_last(before)]

    def foot(self) -> Flow | None:
        """The executor mark, or nothing."""
        lines = executor_lines(self._section)
        if not lines:
            return None
        return self._text(
            (Run("\n".join(lines)),), self._profile.styles["executor"], width=self._width
        )

    def _block(self, block: Block, following: Sequence[Block]) -> Iterator[Flow]:
        match block:
            case Paragraph():
                yield self._paragraph(block, following)
            case Table():
                yield self._table(block)
            case Figure():
                yield from self._figure(block, following)
            case LetterheadBlock():
                yield from self._letterhead(block)
            case CornerLetterhead():
                yield from self._corner(block)
            case AppendixMark() | Addressee():
                yield from self._right_block(block)
            case Signature():
                yield from self._signature(block)
            case CertifiedCopy():
                yield from self._copy(block)
            case ExecutorMark():
                return  # printed by ``foot``
            case _:
                assert_never(block)

    def _paragraph(self, paragraph: Paragraph, following: Sequence[Block]) -> TextBlock:
        style = self._profile.styles[paragraph.style]
        runs = heading_runs(paragraph, width=self._width, profile=self._profile)
        if leads_on(paragraph, following, profile=self._profile, width=self._width):
            style = replace(style, is_kept_with_next=True)
        return self._text(
            runs, style, width=self._width, outline=paragraph.text if style.is_outlined else ""
        )

    def _figure(self, figure: Figure, following: Sequence[Block]) -> Iterator[Flow]:
        width, height = fitted(figure, page=self._page, profile=self._profile)
        caption = caption_of(figure)
        yield PictureBlock(
            image=figure.image,
            alt=clean(figure.alt).replace("\n", " "),
            width=width * POINTS_PER_MM,
            height=height * POINTS_PER_MM,
            room=self._width,
            is_kept_with_next=caption is not None,
        )
        if caption is not None:
            yield self._paragraph(caption, following)

    def _text(
        self,
        runs: Sequence[Run],
        style: Style,
        *,
        width: float,
        outline: str = "",
        inset: float = 0,
    ) -> TextBlock:
        shape = Shape(
            width=width,
            left=inset + style.left_indent * POINTS_PER_MM,
            first=style.first_indent * POINTS_PER_MM,
        )
        return TextBlock(
            lines=self._breaker.lines(runs, size=style.size, is_bold=style.is_bold, shape=shape),
            size=style.size,
            leading=style.leading,
            align=style.align,
            before=style.space_before,
            after=style.space_after,
            is_kept_with_next=style.is_kept_with_next,
            together=style.together,
            outline=clean(outline).replace("\n", " "),
        )

    def _letterhead(self, block: LetterheadBlock) -> Iterator[Flow]:
        width = self._page.text_width
        yield self._bare(letterhead_names(block, width=width, profile=self._profile), kept=True)
        yield DoubleRule(width=self._width)
        yield self._bare(letterhead_details(block, width=width, profile=self._profile), kept=True)

    def _corner(self, block: CornerLetterhead) -> Iterator[Flow]:
        width = self._page.text_width
        if block.left is not None:
            yield self._bare(corner_names(block, width=width, profile=self._profile), kept=True)
            yield DoubleRule(width=self._width)
        yield self._bare(corner_details(block, width=width, profile=self._profile), kept=True)

    def _right_block(self, block: AppendixMark | Addressee) -> Iterator[Flow]:
        inset = (self._page.text_width - self._profile.requisite_width) * POINTS_PER_MM
        style = self._profile.styles["appendix-mark"]
        for line in block.lines:
            yield self._text((Run(clean(line)),), style, width=self._width, inset=inset)

    def _signature(self, block: Signature) -> Iterator[Flow]:
        yield Gap(height=self._profile.signature_gap, is_tied_to_text=True)
        yield self._bare(signature_table(block, width=self._page.text_width), tied=True)

    def _copy(self, block: CertifiedCopy) -> Iterator[Flow]:
        yield Gap(height=self._profile.signature_gap, is_tied_to_text=True)
        yield self._bare(copy_table(block, width=self._page.text_width), tied=True)

    def _bare(self, table: BareTable, *, tied: bool = False, kept: bool = False) -> Grid:
        widths = tuple(width * POINTS_PER_MM for width in table.widths)
        rows = []
        for row in table.rows:
            boxes = (
                Box(
                    blocks=tuple(
                        self._text((Run(line),), self._profile.styles[style], width=widths[column])
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

    def _table(self, table: Table) -> Grid:
        key = (id(table), self._section.orientation)
        if key not in self._grids:
            self._grids[key] = (table, self._laid_out(table))
        return self._grids[key][1]

    def _laid_out(self, table: Table) -> Grid:
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
                    self._profile.styles[paragraph.style],
                    width=room,
                )
                for paragraph in placed.paragraphs
            ),
            column=placed.column,
            column_span=placed.column_span,
            row_span=placed.row_span,
            vertical="middle" if is_middle else "top",
        )


def _after_last(block: Block | None) -> Iterator[Flow]:
    """The room of the thin paragraph that DOCX needs after a table at the end of a section."""
    if isinstance(block, Table):
        yield Gap(height=AFTER_TABLE, is_tied_to_text=True)


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


def _without_shared_space(before: Flow | None, flow: Flow) -> Flow:
    """Space between two paragraphs is the larger of theirs, not the sum, as in word processors."""
    if not isinstance(before, TextBlock) or not isinstance(flow, TextBlock):
        return flow
    shared = min(before.after, flow.before)
    return replace(flow, before=flow.before - shared) if shared else flow
