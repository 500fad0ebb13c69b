"""The long table: a row per school, year, grade and subject, a heading per column.

Read from CSV and XLSX alike; the tables that feed the marks and the scores of regional dashboards
are of this layout too.
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
from quality_desktop.sheets.results.score_columns import score_columns

CODE = "long_table"
TITLE = "Таблица результатов по строкам"
_TOP_ROWS = 30
_KEYS = {"year", "grade", "subject"}
_LEAST_KEYS = 2


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read tables whose headings name year, grade, subject, school and figures."""
    found = ((sheet, _first_table(book, sheet, context)) for sheet in sheets)
    return [
        read_records(TableMaker(sheet=sheet, code=CODE, title=TITLE, context=context), table)
        for sheet, table in found
        if table is not None
    ]


def _first_table(book: Book, sheet: Sheet, context: Context) -> RecordTable | None:
    tables = (_table(book, sheet, row, context) for row in range(min(sheet.height, _TOP_ROWS)))
    return next((table for table in tables if table is not None), None)


def _table(book: Book, sheet: Sheet, row: int, context: Context) -> RecordTable | None:
    meanings = {meaning_of(key_at(sheet, row, column)) for column in range(sheet.width)}
    if len(_KEYS & meanings) < _LEAST_KEYS or not meanings & {"school_name", "school_code"}:
        return None
    head = head_at(sheet, row, _anchor(sheet, row))
    columns = _columns(head)
    scores = score_columns(head.columns)
    if scores:  # «2» … «5» are scores there, not marks
        columns = {m: c for m, c in columns.items() if not m.endswith(BARE)}
    has_figures = scores or any(
        m.removesuffix(BARE).removesuffix("_percent") in _MARKS for m in columns
    )
    if "participants" not in columns or not has_figures:
        return None
    base = from_titles(titles_above(sheet, row), context.catalogue)
    if book.kind == "xlsx":  # a text table has no sheet of its own, only the name of its file
        base = base.over(from_sheet_name(sheet.name, context.catalogue))
    return RecordTable(top=row, first=head.first, columns=columns, scores=scores, base=base)


_MARKS = {"two", "three", "four", "five"}


def _anchor(sheet: Sheet, row: int) -> int:
    """Column of the school: it has a value in every row of data."""
    names = [meaning_of(key_at(sheet, row, column)) for column in range(sheet.width)]
    return names.index("school_name" if "school_name" in names else "school_code")


def _columns(head: Head) -> dict[str, int]:
    """Meaning -> column; a meaning that two columns have belongs to the first."""
    found: dict[str, int] = {}
    for column in head.columns:
        meaning = meaning_of(column.whole) or meaning_of(column.leaf)
        if meaning:
            found.setdefault(meaning, column.index)
    return found
