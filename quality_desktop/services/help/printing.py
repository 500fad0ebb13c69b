"""All of the help as one PDF: contents with page numbers, pages in their order, pictures, glossary."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, assert_never

from quality_desktop.documents.model import Block as PaperBlock
from quality_desktop.documents.model import (
    Cell,
    Document,
    Figure,
    Paragraph,
    Row,
    Run,
    Section,
    StyleName,
    Table,
    plain,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.help import blocks
from quality_desktop.services.help.book import Book, Page, read_book
from quality_desktop.writers.files import save
from quality_desktop.writers.manual import MANUAL
from quality_desktop.writers.pdf import PdfWriter

TITLE: Final = "Управление качеством образования. Справка"
_CONTENTS: Final = "Содержание"
_HEADINGS: Final[Mapping[int, StyleName]] = MappingProxyType(
    {1: "heading", 2: "greeting", 3: "subheading"}
)
_DOTS_PER_MM: Final = 6.2
"""Pictures of the window stand about 157 dots to the inch: letters of 13 pixels are 2 mm high."""
_WIDEST: Final = 158.0
_TALLEST: Final = 150.0
_DASH: Final = "–"
_NUMBER_WIDTH: Final = 8
_MOST_ROUNDS: Final = 4
_SIZE_IN_PNG: Final = slice(16, 24)
"""Width and height, where the PNG specification (ISO/IEC 15948, 11.2.2) puts them."""


def write_pdf(*, folder: Path, fonts: Path, path: Path) -> Path:
    """Write the help as a PDF.

    Args:
        folder: Folder of the help.
        fonts: Folder with the bundled font files.
        path: The file; an older one gives way.

    Returns:
        The file.

    Raises:
        QualityError: A page cannot be read, or the file cannot be written.
    """
    book = read_book(folder)
    document = manual(book, _numbers(book, fonts), key=path.stem)
    [written] = save(document, formats=("pdf",), folder=path.parent, fonts=fonts, profile=MANUAL)
    return written


def _numbers(book: Book, fonts: Path) -> Mapping[str, int]:
    """On which page of the paper each page of the help begins.

    The contents stand before the pages that they number, so the numbers are looked up in a first
    layout and the whole is laid out again until they hold.
    """
    writer = PdfWriter(fonts, MANUAL)
    numbers: Mapping[str, int] = {}
    for _round in range(_MOST_ROUNDS):
        found = writer.outline(manual(book, numbers))
        if found == numbers:
            break
        numbers = found
    return numbers


def manual(book: Book, numbers: Mapping[str, int], *, key: str = "help") -> Document:
    """The help as a paper.

    Args:
        book: The help.
        numbers: Title of a page -> number of its first page on paper; unknown ones are left out.
        key: Name of its file.
    """
    sections = [Section(orientation="portrait", blocks=tuple(_front(book, numbers)))]
    for section in book.sections:
        for page in section.pages:
            printed = tuple(_page(book, page))
            sections.append(Section(orientation="portrait", blocks=printed))
    return Document(
        key=key, title=TITLE, author="quality_desktop", subject="Справка", sections=tuple(sections)
    )


def _front(book: Book, numbers: Mapping[str, int]) -> Iterator[PaperBlock]:
    yield Paragraph(style="kind", runs=plain(TITLE))
    yield Paragraph(style="greeting", runs=plain(_CONTENTS))
    rows: list[Row] = []
    for section in book.sections:
        cell = Cell(paragraphs=(_paragraph("cell-section", section.title),), column_span=2)
        rows.append(Row(cells=(cell,), is_group=True))
        rows.extend(_contents_row(page, numbers) for page in section.pages)
    yield Table(widths=(100, _NUMBER_WIDTH), header=(), rows=tuple(rows))


def _contents_row(page: Page, numbers: Mapping[str, int]) -> Row:
    number = str(numbers.get(page.title, ""))
    return Row(
        cells=(
            Cell(paragraphs=(_paragraph("cell", page.title),)),
            Cell(paragraphs=(_paragraph("cell-centre", number),)),
        )
    )


def _page(book: Book, page: Page) -> Iterator[PaperBlock]:
    for block in page.blocks:
        match block:
            case blocks.Heading():
                style = _HEADINGS[block.level]
                yield Paragraph(style=style, runs=plain(blocks.text_of(block.line)))
            case blocks.Paragraph():
                yield Paragraph(style="body", runs=_runs(block.line))
            case blocks.Items():
                yield from _items(block)
            case blocks.Grid():
                yield _table(block)
            case blocks.Picture():
                yield _figure(book.folder, block)
            case _:
                assert_never(block)


def _items(items: blocks.Items) -> Iterator[PaperBlock]:
    for number, line in enumerate(items.lines, start=1):
        mark = f"{number}." if items.is_numbered else _DASH
        yield Paragraph(style="item", runs=_runs(line), mark=mark)


def _table(grid: blocks.Grid) -> Table:
    rows = [_row(cells, "cell") for cells in grid.rows]
    return Table(widths=_widths(grid), header=(_row(grid.header, "cell-head"),), rows=tuple(rows))


def _row(cells: Sequence[blocks.Line], style: StyleName) -> Row:
    return Row(
        cells=tuple(Cell(paragraphs=(Paragraph(style=style, runs=_runs(line)),)) for line in cells)
    )


def _widths(grid: blocks.Grid) -> tuple[float, ...]:
    """Columns as wide as their longest texts ask for, none narrower than a fifth of the others."""
    longest = [
        max(
            len(blocks.text_of(row[place])) for row in (grid.header, *grid.rows) if place < len(row)
        )
        for place in range(len(grid.header))
    ]
    least = max(longest) / 4
    return tuple(max(length**0.8, least**0.8) for length in longest)


def _figure(folder: Path, picture: blocks.Picture) -> Figure:
    image = _read(folder / picture.file)
    dots = struct.unpack(">II", image[_SIZE_IN_PNG])
    width, height = dots[0] / _DOTS_PER_MM, dots[1] / _DOTS_PER_MM
    scale = min(1.0, _WIDEST / width, _TALLEST / height)
    return Figure(
        image=image,
        width=width * scale,
        height=height * scale,
        alt=picture.alt,
        caption=picture.alt,
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise QualityError(
            f"Рисунок справки {path.name} не читается: установите программу заново."
        ) from error


def _runs(line: blocks.Line) -> tuple[Run, ...]:
    return tuple(
        Run(span.text, is_bold=span.is_bold or span.is_code, is_italic=span.is_italic)
        for span in line
    )


def _paragraph(style: StyleName, text: str) -> Paragraph:
    return Paragraph(style=style, runs=plain(text))
