"""Tables with a row per school and a heading per column, whatever stands beside the school.

Year, procedure, subject and grade come from columns, from the headings above the figures («Русский
язык» over «2, 3, 4, 5»), from the lines above the table or between its rows, or from the name of
the sheet. Several tables may stand below each other: what was told holds until another is told.
Read from CSV and XLSX alike; the tables that feed the marks and the scores of regional dashboards
are of this layout too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.school_naming.school_name_parts import code_key, name_parts
from quality_desktop.domain.school_naming.school_name_words import LEGAL_ABBREVIATIONS, LEGAL_WORDS
from quality_desktop.domain.spelling import words
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results.captions import names_a_school
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.heading_sections import Sections, sections_of
from quality_desktop.sheets.results.headings import (
    Head,
    end_of_data,
    head_around,
    text_of,
    titles_above,
)
from quality_desktop.sheets.results.lines import Lines, of_table
from quality_desktop.sheets.results.mark_blocks import NOT_TAKEN
from quality_desktop.sheets.results.occasions import (
    Occasion,
    disagreement,
    from_sheet_name,
    from_titles,
)
from quality_desktop.sheets.results.record_table import RecordTable, read_records
from quality_desktop.sheets.results.result_fields import meaning_of_text
from quality_desktop.sheets.results.rows import TableReading, found
from quality_desktop.sheets.results.side_by_side import parts_of

CODE = "long_table"
TITLE = "Таблица результатов по строкам"
_SCHOOL = ("school_name", "school_code")
_WITHOUT_SCHOOL = ("subject", "grade")
_TITLE_ROWS = 15
_UNREAD = (
    "«{heading}» – не взято: непонятно, что в столбце; если он о школе и годе таблицы, назовите его "
    "«Не преодолели порог», «80–99 баллов», «100 баллов» или «Средний балл»"
)
_LABEL = re.compile(
    r"^\s*(?:оо|оу|школа|наименование (?:оо|школы)|образовательная организация)\s*:\s*",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST_HEADING = 2, 120


@dataclass(frozen=True, slots=True)
class _Block:
    head: Head
    anchor: int
    sections: Sections


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read tables whose headings name a school, participants and marks or the register."""
    readings: list[TableReading] = []
    for sheet in sheets:
        # A text table has no sheet of its own, only the name of its file.
        is_named = book.kind == "xlsx"
        named = from_sheet_name(sheet.name, context.catalogue) if is_named else Occasion()
        parts = [_of_sheet(part, named, context) for part in parts_of(sheet, context.catalogue)]
        # Of tables beside each other none is lost without a word.
        own = parts if all(parts) else [_of_sheet(sheet, named, context)]
        readings.extend(reading for part in own for reading in part)
    return readings


def _of_sheet(sheet: Sheet, named: Occasion, context: Context) -> list[TableReading]:
    readings: list[TableReading] = []
    blocks = list(_blocks(sheet, context, _SCHOOL))
    name = ""
    if not blocks and (name := context.given.school or school_in_titles(sheet)):
        blocks = list(_blocks(sheet, context, _WITHOUT_SCHOOL))
    maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
    inherited = Occasion()
    for place, block in enumerate(blocks):
        last = blocks[place + 1].head.top if place + 1 < len(blocks) else None
        top = block.head.top
        titles = titles_above(sheet, top, end_of_data(sheet, top, block.anchor, 1 if place else 2))
        base = of_table(titles, context.catalogue, above=inherited, named=named)
        lines = Lines(sheet=sheet.name, catalogue=context.catalogue)
        if differing := disagreement(from_titles(titles, context.catalogue), named):
            text = f"название листа и шапка говорят разное: {differing}"
            problem = found(sheet.name, top, block.anchor, text)
            readings.append(maker.reading(base, problems=[problem]))
        else:
            readings.extend(_read(maker, block, base, last, name, lines))
        inherited = lines.hold_on(of_table(titles, context.catalogue, above=inherited))
    return readings


def heads(sheet: Sheet, context: Context) -> tuple[int, ...]:
    """Rows in which headings of this layout begin, for whoever reads other tables of the sheet."""
    return tuple(block.head.top for block in _blocks(sheet, context, _SCHOOL))


def _read(
    maker: TableMaker,
    block: _Block,
    base: Occasion,
    last: int | None,
    school: str,
    lines: Lines,
) -> Sequence[TableReading]:
    sections, head = block.sections, block.head
    if refusal := _refusal(sections):
        column, text = refusal
        return [maker.reading(base, problems=[found(maker.sheet.name, head.top, column, text)])]
    # Beside «Русский язык» a heading that names no subject may be one nobody knows: «Технология».
    if any(about.subject for about, _ in sections.figures):
        base = replace(base, subject="")
    tables = [
        RecordTable(
            top=head.top,
            first=head.first,
            last=last,
            columns={**sections.shared, **columns},
            scores=sections.scores,
            base=about.over(base),
            school_name=school,
            is_headed=bool(about.subject),
        )
        for about, columns in sections.figures
    ]
    readings = read_records(maker, *tables, lines=lines)
    told = (*readings[0].problems, *_left_out(maker.sheet, block))
    readings[0] = replace(readings[0], problems=told)
    return readings


def _refusal(sections: Sections) -> tuple[int, str] | None:
    """Column and sentence where nobody can tell what the figures are of."""
    if sections.refusal or not sections.doubled:
        return sections.refusal
    column, other, heading = sections.doubled
    return column, (
        f"столбцы «{heading}» стоят дважды (ещё в {other}), и не сказано, о чём каждый: "
        "допишите над ними предмет, класс или год"
    )


def _left_out(sheet: Sheet, block: _Block) -> Iterator[Problem]:
    for column, heading in block.sections.left_out:
        text = NOT_TAKEN.format(heading=heading)
        yield found(sheet.name, block.head.top, column, text, Severity.WARNING)
    for column, heading in block.sections.unread:
        text = _UNREAD.format(heading=heading)
        yield found(sheet.name, block.head.first - 1, column, text, Severity.WARNING)


def school_in_titles(sheet: Sheet) -> str:
    """The only school that a line of its own names at the top of a sheet; empty for none or two."""
    names: dict[str, str] = {}
    for line in sheet.rows[:_TITLE_ROWS]:
        for value in line:
            text = _LABEL.sub("", text_of(value))
            first = (words(text) or [""])[0]
            is_name = first in LEGAL_ABBREVIATIONS | LEGAL_WORDS or code_key(text)
            if is_name and names_a_school(text):
                names.setdefault(name_parts(text).key, text)
    return next(iter(names.values())) if len(names) == 1 else ""


def _blocks(sheet: Sheet, context: Context, anchors: Sequence[str]) -> Iterator[_Block]:
    """Tables whose first column of these meanings begins their headings."""
    known: dict[str, str] = {}
    first = 0
    for row, line in enumerate(sheet.rows):
        if row < first:
            continue
        anchor = _anchor(line, sheet.rows[row + 1 : row + 2], known, anchors)
        if anchor is None:
            continue
        head = head_around(sheet, row, anchor)
        sections = sections_of(sheet, head, context.catalogue)
        key = next((name for name in anchors if name in sections.shared), None)
        if sections.figures and key is not None:
            first = head.first
            yield _Block(head, sections.shared[key], sections)


def _anchor(
    line: Sequence[object],
    below: Sequence[Sequence[object]],
    known: dict[str, str],
    anchors: Sequence[str],
) -> int | None:
    """Column of the first heading of these meanings; of several the first with something below.

    A column of codes that nobody filled in would make rows of data look like headings.
    """
    found: list[int] = []
    for column, value in enumerate(line):
        if isinstance(value, str) and _SHORTEST <= len(value) <= _LONGEST_HEADING:
            if value not in known:
                known[value] = meaning_of_text(value)
            if known[value] in anchors:
                found.append(column)
    filled = [column for column in found if any(column < len(row) and row[column] for row in below)]
    return next(iter([*filled, *found]), None)
