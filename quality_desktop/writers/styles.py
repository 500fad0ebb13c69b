"""The one table of style values: how a paper looks, for every writer.

Source of the values: GOST R 7.0.97-2025 (margins, sizes, spacing, page numbers, length of a requisite). The
standard is voluntary, so a look is data: an office with a rule of its own gets another ``Profile``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quality_desktop.documents.model import Orientation, StyleName

Align = Literal["left", "centre", "right", "justify"]

RequisiteStyle = Literal[
    "letterhead",  # name of the organisation
    "reference",  # its address and telephones in the letterhead of a letter
    "registration",  # date and number of a letter, the paper it answers
    "addressee",  # to whom a letter goes, beside its letterhead
    "kind-word",  # «ПРИКАЗ»
    "letterhead-detail",  # date, number and place
    "letterhead-date",  # at the left margin of a one-language letterhead
    "letterhead-number",  # at its right margin
    "appendix-mark",
    "signature",
    "signature-name",
    "executor",
    "page-number",
]
"""Styles of requisites; a tree names these by the kind of its block."""

POINTS_PER_MM = 72 / 25.4
AFTER_TABLE = 1.0
"""Height of the thin paragraph that must follow a table at the end of a section in DOCX, pt."""
LEADING = 1.15
"""Height of a line over the size of its letters: «single» spacing of Times New Roman in word processors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Look of a paragraph.

    Attributes:
        title: Name of the style in the word processor.
        size: Size of the letters, pt.
        align: How lines stand between the margins.
        is_bold: The whole paragraph is bold.
        first_indent: Indent of the first line, mm; negative for a hanging mark.
        left_indent: Indent of every line, mm.
        space_before: Space above, pt.
        space_after: Space below, pt.
        is_kept_with_next: Never the last thing on a page.
        is_balanced: Lines are made about equally long.
        is_outlined: A bookmark leads here.
        together: Lines that stay together at either side of a page break.
    """

    title: str
    size: float
    align: Align = "left"
    is_bold: bool = False
    first_indent: float = 0
    left_indent: float = 0
    space_before: float = 0
    space_after: float = 0
    is_kept_with_next: bool = False
    is_balanced: bool = False
    is_outlined: bool = False
    together: int = 2

    @property
    def leading(self) -> float:
        """Height of a line, pt."""
        return self.size * LEADING


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetup:
    """A page and its margins, mm."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text_width(self) -> float:
        """Width between the margins, mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins, mm."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """Measures of tables: paddings of a cell in pt, thickness of rules in pt.

    Attributes:
        side_padding: Left and right of the text.
        top_padding: Above the text.
        bottom_padding: Below the text.
        rule: Thickness of the lines.
        gap: Space between a table and the text around it.
        whole_row_lines: A row of at most so many lines is not split across pages.
    """

    side_padding: float = 4.25
    top_padding: float = 1
    bottom_padding: float = 2
    rule: float = 0.5
    gap: float = 8
    whole_row_lines: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A whole look.

    Attributes:
        styles: Values of every style.
        pages: Page by orientation.
        table: Look of tables.
        header_distance: From the edge of the sheet to the page number, mm.
        requisite_width: Longest line of a corner requisite, mm.
        emblem_width: Room for an emblem between the columns of a letterhead, mm, at least.
        signature_gap: Space above a signature, pt.
    """

    styles: Mapping[StyleName | RequisiteStyle, Style]
    pages: Mapping[Orientation, PageSetup]
    table: TableLook = TableLook()
    header_distance: float = 10
    requisite_width: float = 80
    emblem_width: float = 20
    signature_gap: float = 32

    def with_left_margin(self, left: float) -> Profile:
        """The same look with another left margin, mm: 30 for papers stored longer than ten years."""
        pages = {name: replace(page, left=left) for name, page in self.pages.items()}
        return replace(self, pages=MappingProxyType(pages))


_INDENT = 12.5
_HANGING = 2.91  # the dash and its space at 11 pt
_TITLE_SPACE = 14.0


def _text_styles() -> dict[StyleName | RequisiteStyle, Style]:
    return {
        "heading": Style(
            title="Заголовок к тексту",
            size=14,
            align="centre",
            is_bold=True,
            space_before=18,
            space_after=18,
            is_kept_with_next=True,
            is_balanced=True,
            is_outlined=True,
        ),
        "body": Style(title="Текст документа", size=14, align="justify", first_indent=_INDENT),
        "clause": Style(title="Пункт", size=14, align="justify", first_indent=_INDENT),
        "item": Style(title="Подпункт", size=14, align="justify", first_indent=_INDENT),
        "appendix-title": Style(
            title="Заголовок приложения",
            size=14,
            align="centre",
            is_bold=True,
            space_before=_TITLE_SPACE,
            space_after=_TITLE_SPACE,
            is_kept_with_next=True,
            is_balanced=True,
            is_outlined=True,
        ),
        "subheading": Style(
            title="Подзаголовок",
            size=13,
            is_bold=True,
            first_indent=_INDENT,
            space_before=6,
            space_after=2,
            is_kept_with_next=True,
        ),
        "list": Style(title="Пункт перечня", size=13, align="justify", first_indent=_INDENT),
    }


def _letter_styles() -> dict[StyleName | RequisiteStyle, Style]:
    return {
        "kind": Style(
            title="Вид письма",
            size=14,
            align="centre",
            is_bold=True,
            space_before=18,
            is_kept_with_next=True,
        ),
        "greeting": Style(
            title="Обращение",
            size=14,
            align="centre",
            is_bold=True,
            space_before=18,
            space_after=12,
            is_kept_with_next=True,
        ),
    }


def _cell_styles() -> dict[StyleName | RequisiteStyle, Style]:
    # Word processors divide a row between any of its lines.
    cell = Style(title="Таблица – текст", size=11, together=1)
    centred = replace(cell, title="Таблица – по центру", align="centre")
    section = replace(centred, title="Таблица – раздел", is_kept_with_next=True)
    return {
        "cell": cell,
        "cell-centre": centred,
        "cell-head": replace(centred, title="Таблица – шапка", is_bold=True),
        "cell-group": replace(section, title="Таблица – группа", is_bold=True),
        "cell-section": section,
        "cell-item": replace(
            cell, title="Таблица – перечень", left_indent=_HANGING, first_indent=-_HANGING
        ),
    }


def _figure_styles() -> dict[StyleName | RequisiteStyle, Style]:
    return {
        "caption": Style(
            title="Подпись рисунка",
            size=12,
            align="centre",
            space_before=4,
            space_after=8,
            is_balanced=True,
        )
    }


def _requisite_styles() -> dict[StyleName | RequisiteStyle, Style]:
    return {
        "letterhead": Style(title="Бланк – наименование", size=11, align="centre", is_bold=True),
        "reference": Style(
            title="Бланк – справочные данные", size=10, align="centre", space_before=4
        ),
        "registration": Style(title="Бланк – регистрация письма", size=12, space_before=6),
        "addressee": Style(title="Адресат", size=14, space_before=6),
        "kind-word": Style(
            title="Бланк – вид документа",
            size=14,
            align="centre",
            is_bold=True,
            space_before=6,
            space_after=6,
        ),
        "letterhead-detail": Style(title="Бланк – дата и номер", size=13, align="centre"),
        "letterhead-date": Style(title="Бланк – дата", size=13),
        "letterhead-number": Style(title="Бланк – номер", size=13, align="right"),
        "appendix-mark": Style(title="Гриф приложения", size=12),
        "signature": Style(title="Подпись", size=14),
        "signature-name": Style(title="Подпись – фамилия", size=14, align="right"),
        "executor": Style(title="Исполнитель", size=10),
        "page-number": Style(title="Номер страницы", size=12, align="centre"),
    }


STANDARD = Profile(
    styles=MappingProxyType(
        _text_styles() | _letter_styles() | _cell_styles() | _figure_styles() | _requisite_styles()
    ),
    pages=MappingProxyType(
        {
            "portrait": PageSetup(width=210, height=297, left=20, right=10, top=20, bottom=20),
            "landscape": PageSetup(width=297, height=210, left=20, right=10, top=20, bottom=20),
        }
    ),
)
"""GOST R 7.0.97-2025, an order of an education office."""
