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
from quality_desktop.writers.measures import (
    caption_of,
    fitted,
    heading_runs,
    leads_on,
    table_leads_on,
)
from quality_desktop.writers.pdf_flow import DoubleRule, Gap, TextBlock
from quality_desktop.writers.pdf_grids import TableTranslator
from quality_desktop.writers.pdf_pictures import PictureBlock
from quality_desktop.writers.pdf_text import text_block
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
from quality_desktop.writers.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quality_desktop.documents.model import Block, Orientation, Section
    from quality_desktop.writers.lines import Breaker
    from quality_desktop.writers.pdf_flow import Flow
    from quality_desktop.writers.pdf_tables import Grid
    from quality_desktop.writers.styles import Profile

    Grids = dict[tuple[int, Orientation], tuple[Table, Grid]]
    """Tables laid out already, by identity and page; a table is kept, so that no other gets its identity."""


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
        self._tables = TableTranslator(breaker=breaker, profile=profile, page=self._page)
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
        return text_block(
            (Run("\n".join(lines)),),
            self._profile.styles["executor"],
            breaker=self._breaker,
            width=self._width,
        )

    def _block(self, block: Block, following: Sequence[Block]) -> Iterator[Flow]:
        match block:
            case Paragraph():
                yield self._paragraph(block, following)
            case Table():
                yield self._table(block, following)
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
        return text_block(
            runs,
            style,
            breaker=self._breaker,
            width=self._width,
            outline=paragraph.text if style.is_outlined else "",
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

    def _letterhead(self, block: LetterheadBlock) -> Iterator[Flow]:
        width = self._page.text_width
        yield self._tables.bare(
            letterhead_names(block, width=width, profile=self._profile), kept=True
        )
        yield DoubleRule(width=self._width)
        yield self._tables.bare(
            letterhead_details(block, width=width, profile=self._profile), kept=True
        )

    def _corner(self, block: CornerLetterhead) -> Iterator[Flow]:
        width = self._page.text_width
        if block.left is not None:
            yield self._tables.bare(
                corner_names(block, width=width, profile=self._profile), kept=True
            )
            yield DoubleRule(width=self._width)
        yield self._tables.bare(
            corner_details(block, width=width, profile=self._profile), kept=True
        )

    def _right_block(self, block: AppendixMark | Addressee) -> Iterator[Flow]:
        inset = (self._page.text_width - self._profile.requisite_width) * POINTS_PER_MM
        style = self._profile.styles["appendix-mark"]
        for line in block.lines:
            runs = (Run(clean(line)),)
            yield text_block(runs, style, breaker=self._breaker, width=self._width, inset=inset)

    def _signature(self, block: Signature) -> Iterator[Flow]:
        yield Gap(height=self._profile.signature_gap, is_tied_to_text=True)
        yield self._tables.bare(signature_table(block, width=self._page.text_width), tied=True)

    def _copy(self, block: CertifiedCopy) -> Iterator[Flow]:
        yield Gap(height=self._profile.signature_gap, is_tied_to_text=True)
        yield self._tables.bare(copy_table(block, width=self._page.text_width), tied=True)

    def _table(self, table: Table, following: Sequence[Block]) -> Grid:
        key = (id(table), self._section.orientation)
        if key not in self._grids:
            self._grids[key] = (table, self._tables.ruled(table))
        grid = self._grids[key][1]
        if table_leads_on(table, following, page=self._page, profile=self._profile):
            return replace(grid, is_kept_with_next=True)
        return grid


def _after_last(block: Block | None) -> Iterator[Flow]:
    """The room of the thin paragraph that DOCX needs after a table at the end of a section."""
    if isinstance(block, Table):
        yield Gap(height=AFTER_TABLE, is_tied_to_text=True)


def _without_shared_space(before: Flow | None, flow: Flow) -> Flow:
    """Space between two paragraphs is the larger of theirs, not the sum, as in word processors."""
    if not isinstance(before, TextBlock) or not isinstance(flow, TextBlock):
        return flow
    shared = min(before.after, flow.before)
    return replace(flow, before=flow.before - shared) if shared else flow
