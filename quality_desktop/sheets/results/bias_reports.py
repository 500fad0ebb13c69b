"""«Необъективные результаты ВПР»: marks of the register beside the marks of the work, by school.

How many pupils have each mark in the register does not say who lowered, confirmed or raised a
mark, so no comparison is made of them: they are kept as a note, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.headings import Head, head_at, key_at, titles_above
from quality_desktop.sheets.results.lines import of_table
from quality_desktop.sheets.results.occasions import (
    Occasion,
    disagreement,
    from_sheet_name,
    from_titles,
)
from quality_desktop.sheets.results.record_table import RecordTable, read_records
from quality_desktop.sheets.results.result_fields import BARE, meaning_of
from quality_desktop.sheets.results.rows import TableReading, found

CODE = "bias_report"
TITLE = "Необъективные результаты ВПР"
_TOP_ROWS = 30
_OWN = frozenset({"отметка по впр", "отметки по впр", "отметка за впр", "отметки за впр"})
_OTHER = frozenset(
    {"отметка по школе", "отметки по школе", "отметка по журналу", "отметки по журналу"}
)
_MARKS = {"2": "two", "3": "three", "4": "four", "5": "five"}


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read tables with the marks of the work under their own heading."""
    readings = []
    for sheet in sheets:
        head = _head(sheet)
        if head is None:
            continue
        titles = titles_above(sheet, head.top)
        is_named = book.kind == "xlsx"
        named = from_sheet_name(sheet.name, context.catalogue) if is_named else Occasion()
        maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
        base = of_table(titles, context.catalogue, named=named)
        if differing := disagreement(from_titles(titles, context.catalogue), named):
            text = f"название листа и шапка говорят разное: {differing}"
            problem = found(sheet.name, head.top, 0, text)
            readings.append(maker.reading(base, problems=[problem]))
            continue
        table = RecordTable(
            top=head.top,
            first=head.first,
            columns=_columns(head),
            base=base,
            remembered=_register(head),
        )
        (reading,) = read_records(maker, table)
        told = [*reading.problems, *_about_register(sheet, head, table)]
        readings.append(replace(reading, problems=tuple(told)))
    return readings


def _head(sheet: Sheet) -> Head | None:
    for row in range(min(sheet.height, _TOP_ROWS)):
        keys = [key_at(sheet, row, column) for column in range(sheet.width)]
        names = [meaning_of(key) for key in keys]
        if _OWN & set(keys) and {"participants", "school_name"} <= set(names):
            return head_at(sheet, row, names.index("school_name"))
    return None


def _register(head: Head) -> dict[str, int]:
    """Mark -> column of the pupils who have it in the register."""
    return {
        column.leaf: column.index
        for column in head.columns
        if column.path[0] in _OTHER and column.leaf in _MARKS
    }


def _about_register(sheet: Sheet, head: Head, table: RecordTable) -> Iterator[Problem]:
    if table.remembered:
        column = next(iter(table.remembered.values()))
        text = (
            "отметки по школе записаны в примечание: по ним не узнать, кто из учеников понизил, "
            "подтвердил или повысил отметку; для сравнения с журналом загрузите «Сравнение отметок "
            "с отметками по журналу»"
        )
        yield found(sheet.name, head.top, column, text, Severity.WARNING)


def _columns(head: Head) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in head.columns:
        if len(column.path) == 1 and (meaning := meaning_of(column.leaf)):
            found.setdefault(meaning, column.index)
        elif column.path[0] in _OWN and column.leaf in _MARKS:
            found[_MARKS[column.leaf] + BARE] = column.index
    return found
