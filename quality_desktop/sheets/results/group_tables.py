"""Tables of «Группы участников»: regions, districts and schools below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.spelling import words
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, NoNumber, number_at
from quality_desktop.sheets.results.captions import (
    Caption,
    caption_of,
    is_summary,
    is_total,
    names_a_district,
    names_a_school,
)
from quality_desktop.sheets.results.context import Context
from quality_desktop.sheets.results.headings import (
    Head,
    end_of_data,
    head_at,
    rows_with,
    text_of,
    titles_above,
)
from quality_desktop.sheets.results.lines import Lines, numbers_columns, of_table, stray_name
from quality_desktop.sheets.results.occasions import (
    Occasion,
    disagreement,
    from_sheet_name,
    from_titles,
)
from quality_desktop.sheets.results.rows import found

_ANCHOR = "группы участников"
_REGION = {"область", "край", "республика", "все", "вся", "выборка", "россия", "федерация"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A row under the headings.

    Attributes:
        number: Its row, from 0.
        caption: What it is.
        occasion: What its figures are about.
        municipality: District that the row stands under, or empty.
        schools: «Кол-во ОО» of the row, where it is given.
    """

    number: int
    caption: Caption
    occasion: Occasion
    municipality: str = ""
    schools: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """One table of a sheet; several may stand below each other.

    Attributes:
        anchor: Column of the captions, from 0.
        occasion: What the titles above it say.
        problem: Why the table cannot be read, if so.
        lost: Rows with figures that belong to no school and are no sum, and lines between the rows
            that were not understood.
    """

    sheet: Sheet
    head: Head
    anchor: int
    occasion: Occasion
    rows: tuple[GroupRow, ...]
    problem: Problem | None = None
    lost: tuple[Problem, ...] = ()


def group_tables(book: Book, sheets: Sequence[Sheet], context: Context) -> Iterator[GroupTable]:
    """All tables of the sheets, from the top down."""
    for sheet in sheets:
        named = Occasion()
        if book.kind == "xlsx":
            named = from_sheet_name(sheet.name, context.catalogue)
        yield from _of_sheet(sheet, named, context)


def _of_sheet(sheet: Sheet, named: Occasion, context: Context) -> Iterator[GroupTable]:
    places = list(rows_with(sheet, _ANCHOR))
    inherited = Occasion()
    for place, (row, anchor) in enumerate(places):
        head = head_at(sheet, row, anchor)
        last = places[place + 1][0] if place + 1 < len(places) else sheet.height
        titles = titles_above(sheet, row, end_of_data(sheet, row, anchor))
        said = from_titles(titles, context.catalogue)
        differing = disagreement(said, named)
        problem = None
        if differing:
            problem = found(
                sheet.name, row, anchor, f"название листа и шапка говорят разное: {differing}"
            )
        # What was told holds until another is told, in a title or between the rows.
        occasion = of_table(titles, context.catalogue, above=inherited, named=named)
        lines = Lines(sheet=sheet.name, catalogue=context.catalogue)
        rows = tuple(_rows(sheet, head, anchor, last, occasion, lines))
        inherited = lines.hold_on(occasion)
        yield GroupTable(
            sheet=sheet,
            head=head,
            anchor=anchor,
            occasion=occasion,
            rows=rows,
            problem=problem,
            lost=tuple(lines.problems),
        )


def _is_data(sheet: Sheet, row: int, anchor: int, text: str) -> bool:
    filled = sum(bool(text_of(value)) for value in sheet.rows[row][anchor + 1 :])
    return filled > 1 or (filled == 1 and names_a_school(text))


def _holds_schools(schools: CellNumber | NoNumber | None, text: str) -> bool:
    """True for a row with a number of schools; a school itself may be printed with «1»."""
    return isinstance(schools, CellNumber) and (schools.value > 1 or not names_a_school(text))


def _rows(
    sheet: Sheet, head: Head, anchor: int, last: int, occasion: Occasion, lines: Lines
) -> Iterator[GroupRow]:
    column = head.find("кол во оо", "количество оо", "оо")
    municipality = ""
    for number in range(head.first, last):
        text = text_of(sheet.at(number, anchor))
        if not _is_data(sheet, number, anchor, text):
            # «2020 год» between the rows of two years
            line = " ".join(text_of(value) for value in sheet.rows[number][: anchor + 1])
            lines.hear(line.strip(), number, anchor)
            continue
        schools = None if column is None else number_at(sheet, number, column.index)
        caption = caption_of(text)
        is_group = caption is Caption.SCHOOL and _holds_schools(schools, text)
        caption = Caption.GROUP if is_group else caption
        if is_group or (caption is Caption.GROUP and names_a_district(text)):
            municipality = text
        elif caption is Caption.GROUP and _REGION & set(words(text)):
            municipality = ""
        elif caption is Caption.NOTHING and _is_lost(sheet, number, anchor):
            lines.problems.append(found(sheet.name, number, anchor, stray_name(text)))
        if not text or (caption is Caption.SCHOOL and lines.holds_back()):
            continue
        yield GroupRow(
            number=number,
            caption=caption,
            occasion=lines.said.over(occasion),
            municipality=municipality,
            schools=schools.digits if isinstance(schools, CellNumber) else None,
        )


def _is_lost(sheet: Sheet, row: int, anchor: int) -> bool:
    """True for a row with numbers beside a name that is neither a school's nor that of a sum."""
    texts = [text_of(value) for value in sheet.rows[row]]
    name = texts[anchor]
    if any(map(is_total, texts[: anchor + 1])) or is_summary(name) or numbers_columns(texts):
        return False
    numbers = (
        isinstance(number_at(sheet, row, column), CellNumber)
        for column in range(anchor + 1, sheet.width)
    )
    return sum(numbers) > 1
