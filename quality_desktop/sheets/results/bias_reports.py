"""«Необъективные результаты ВПР»: marks of the register beside the marks of the work, by school.

Only the marks of the work are results; the register's stand beside them for comparison.
"""

from __future__ import annotations

from collections.abc import Sequence

from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results.context import Context, TableMaker
from quality_desktop.sheets.results.headings import Head, head_at, key_at, titles_above
from quality_desktop.sheets.results.occasions import from_sheet_name, from_titles
from quality_desktop.sheets.results.record_table import RecordTable, read_records
from quality_desktop.sheets.results.result_fields import BARE, meaning_of
from quality_desktop.sheets.results.rows import TableReading

CODE = "bias_report"
TITLE = "Необъективные результаты ВПР"
_TOP_ROWS = 30
_OWN = "отметка по впр"
_MARKS = {"2": "two", "3": "three", "4": "four", "5": "five"}


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read tables with the marks of the work under their own heading."""
    readings = []
    for sheet in sheets:
        head = _head(sheet)
        if head is None:
            continue
        base = from_titles(titles_above(sheet, head.top), context.catalogue)
        if book.kind == "xlsx":
            base = base.over(from_sheet_name(sheet.name, context.catalogue))
        table = RecordTable(top=head.top, first=head.first, columns=_columns(head), base=base)
        maker = TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context)
        readings.append(read_records(maker, table))
    return readings


def _head(sheet: Sheet) -> Head | None:
    for row in range(min(sheet.height, _TOP_ROWS)):
        keys = [key_at(sheet, row, column) for column in range(sheet.width)]
        if _OWN in keys and "кол во участников" in keys:
            names = [meaning_of(key) for key in keys]
            if "school_name" in names:
                return head_at(sheet, row, names.index("school_name"))
    return None


def _columns(head: Head) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in head.columns:
        if len(column.path) == 1 and (meaning := meaning_of(column.leaf)):
            found.setdefault(meaning, column.index)
        elif column.path[0] == _OWN and column.leaf in _MARKS:
            found[_MARKS[column.leaf] + BARE] = column.index
    return found
