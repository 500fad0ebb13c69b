"""Blocks of the tree as elements of a DOCX body."""

from __future__ import annotations

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
from quality_desktop.writers.docx_base import HEADER_RELATION
from quality_desktop.writers.docx_tables import TableTranslator
from quality_desktop.writers.docx_xml import RELATIONSHIPS, mm_twips, twips
from quality_desktop.writers.measures import (
    caption_of,
    fitted,
    heading_runs,
    leads_on,
    table_leads_on,
)
from quality_desktop.writers.requisites import (
    closing_table,
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
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from quality_desktop.documents.model import Block, Section
    from quality_desktop.writers.docx_pictures import Pictures
    from quality_desktop.writers.docx_tables import Tables
    from quality_desktop.writers.docx_xml import WordXml
    from quality_desktop.writers.styles import Profile

# Above and under the double rule; with the rule itself they are as high as in the PDF.
_ABOVE_RULE = 5.0
_UNDER_RULE = 2.0


class SectionTranslator:
    """Writes one section into the body."""

    def __init__(
        self,
        body: Element,
        section: Section,
        *,
        xml: WordXml,
        pictures: Pictures,
        tables: Tables,
        profile: Profile,
    ) -> None:
        self._body = body
        self._section = section
        self._xml = xml
        self._pictures = pictures
        self._profile = profile
        self._page = profile.pages[section.orientation]
        self._tables = TableTranslator(xml, profile, tables)

    def write(self, *, is_first: bool, is_last: bool) -> None:
        """All blocks, the foot, and the page of the section."""
        blocks = self._section.blocks
        for index, block in enumerate(blocks):
            gap = gap_between(blocks[index - 1] if index else None, block, profile=self._profile)
            if gap and not isinstance(block, Figure):
                self._spacer(gap)
            if (
                index
                and isinstance(block, CertifiedCopy)
                and isinstance(blocks[index - 1], Signature)
            ):
                continue  # written with the signature
            self._block(block, blocks[index + 1 :], gap=gap)
        self._foot()
        self._page_properties(is_first=is_first, is_last=is_last)

    def _block(self, block: Block, following: Sequence[Block], *, gap: float) -> None:
        width = self._page.text_width
        is_tied = any(isinstance(after, Signature | CertifiedCopy) for after in following[:1])
        match block:
            case Paragraph():
                self._paragraph(block, following, is_tied=is_tied)
            case Table():
                # The thin paragraph that ends a section must not stand on a page of its own.
                is_tied |= all(isinstance(after, ExecutorMark) for after in following)
                is_tied |= table_leads_on(block, following, page=self._page, profile=self._profile)
                self._tables.table(self._body, block, page=self._page, is_tied=is_tied)
            case Figure():
                self._figure(block, following, gap=gap, is_tied=is_tied)
            case LetterheadBlock():
                self._letterhead(block)
            case CornerLetterhead():
                self._corner(block)
            case AppendixMark() | Addressee():
                self._right_block(block)
            case Signature():
                self._signature(block, following)
            case CertifiedCopy():
                self._spacer(self._profile.signature_gap)
                self._tables.bare(self._body, copy_table(block, width=width), is_kept=False)
            case ExecutorMark():
                return  # written by ``_foot``
            case _:
                assert_never(block)

    def _paragraph(
        self, paragraph: Paragraph, following: Sequence[Block], *, is_tied: bool
    ) -> None:
        width = self._page.text_width * POINTS_PER_MM
        runs = heading_runs(paragraph, width=width, profile=self._profile)
        properties = self._xml.paragraph(self._body, paragraph.style, runs)
        if is_tied or leads_on(paragraph, following, profile=self._profile, width=width):
            self._xml.add(properties, "keepNext")

    def _figure(
        self, figure: Figure, following: Sequence[Block], *, gap: float, is_tied: bool
    ) -> None:
        """The picture in a paragraph of its own, its caption in the next."""
        width, height = fitted(figure, page=self._page, profile=self._profile)
        xml, caption = self._xml, caption_of(figure)
        properties = xml.paragraph(self._body, "caption")
        if caption is not None or is_tied:
            xml.add(properties, "keepNext")
        # Space of the paragraph itself vanishes at the top of a page, as in the PDF.
        xml.add(properties, "spacing", before=twips(gap), after="0")
        # Of the smallest letters, or the line would be higher than the picture by their tails.
        xml.add(xml.add(properties, "rPr"), "sz", val="2")
        run = xml.add(self._body[-1], "r")
        xml.add(xml.add(run, "rPr"), "sz", val="2")
        xml.add(run, "drawing").append(self._pictures.inline(figure, width=width, height=height))
        if caption is not None:
            self._paragraph(caption, following, is_tied=is_tied)

    def _letterhead(self, block: LetterheadBlock) -> None:
        width = self._page.text_width
        names = letterhead_names(block, width=width, profile=self._profile)
        self._tables.bare(self._body, names, is_kept=True)
        self._double_rule()
        details = letterhead_details(block, width=width, profile=self._profile)
        self._tables.bare(self._body, details, is_kept=True)

    def _corner(self, block: CornerLetterhead) -> None:
        width = self._page.text_width
        if block.left is not None:
            names = corner_names(block, width=width, profile=self._profile)
            self._tables.bare(self._body, names, is_kept=True)
            self._double_rule()
        details = corner_details(block, width=width, profile=self._profile)
        self._tables.bare(self._body, details, is_kept=True)

    def _double_rule(self) -> None:
        properties = self._spacer(_ABOVE_RULE)
        borders = self._xml.new("pBdr")
        self._xml.add(
            borders, "bottom", val="thickThinSmallGap", sz="18", space="0", color="000000"
        )
        properties.insert(2, borders)
        self._spacer(_UNDER_RULE)

    def _right_block(self, block: AppendixMark | Addressee) -> None:
        inset = self._page.text_width - self._profile.requisite_width
        for line in block.lines:
            properties = self._xml.paragraph(self._body, "appendix-mark", (Run(clean(line)),))
            self._xml.add(properties, "ind", left=mm_twips(inset))

    def _signature(self, block: Signature, following: Sequence[Block]) -> None:
        width = self._page.text_width
        copy = following[0] if following else None
        table = (
            closing_table(block, copy, width=width)
            if isinstance(copy, CertifiedCopy)
            else signature_table(block, width=width)
        )
        self._spacer(self._profile.signature_gap)
        self._tables.bare(self._body, table, is_kept=bool(executor_lines(self._section)))

    def _foot(self) -> None:
        lines = executor_lines(self._section)
        if not lines:
            return
        self._spacer(AFTER_TABLE)
        properties = self._xml.paragraph(self._body, "executor", (Run("\n".join(lines)),))
        self._xml.add(
            properties,
            "framePr",
            w=mm_twips(self._page.text_width),
            wrap="around",
            vAnchor="margin",
            hAnchor="margin",
            xAlign="left",
            yAlign="bottom",
        )

    def _spacer(self, height: float) -> Element:
        """An empty paragraph of an exact height, kept with what follows; returns its properties."""
        xml = self._xml
        properties = xml.paragraph(self._body, "signature")
        xml.add(properties, "keepNext")
        xml.add(properties, "spacing", before="0", after="0", line=twips(height), lineRule="exact")
        size = xml.add(properties, "rPr")
        xml.add(size, "sz", val="2")
        return properties

    def _page_properties(self, *, is_first: bool, is_last: bool) -> None:
        """The page of the section, in its last paragraph or, for the last section, in the body."""
        xml, page = self._xml, self._page
        end = self._section_end()
        holder = self._body if is_last else end
        properties = xml.add(holder, "sectPr")
        if is_first:
            reference = xml.add(properties, "headerReference", type="default")
            reference.set(f"{{{RELATIONSHIPS}}}id", HEADER_RELATION)
        xml.add(properties, "type", val="nextPage")
        size = xml.add(properties, "pgSz", w=mm_twips(page.width), h=mm_twips(page.height))
        if self._section.orientation == "landscape":
            size.set(f"{{{size.nsmap['w']}}}orient", "landscape")
        xml.add(
            properties,
            "pgMar",
            top=mm_twips(page.top),
            right=mm_twips(page.right),
            bottom=mm_twips(page.bottom),
            left=mm_twips(page.left),
            header=mm_twips(self._profile.header_distance),
            footer=mm_twips(self._profile.header_distance),
            gutter="0",
        )
        if is_first:
            xml.add(properties, "titlePg")

    def _section_end(self) -> Element:
        """Properties of a paragraph that can end a section: the last one, or a thin one after a table."""
        last = self._section.blocks[-1] if self._section.blocks else None
        if isinstance(last, Paragraph | Figure | AppendixMark | Addressee) and not executor_lines(
            self._section
        ):
            return self._body[-1][0]
        return self._spacer(AFTER_TABLE)
