"""Where a table of a plan comes from: a file of another office, or what was copied in Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.domain.planning.ragged_rows import from_lines
from quality_desktop.domain.planning.table_reading import SourceTable
from quality_desktop.sheets.cells import STANDARD, Sheet, SheetValue

_LIMITS: Final = replace(STANDARD, are_texts_allowed=True, rows=5_000, cells=100_000)
_OLD_TEXTS: Final = {
    ".doc": "это текст старого Word (.doc)",
    ".odt": "это текст OpenDocument (.odt)",
    ".rtf": "это текст RTF",
}


def read_file(*, path: Path) -> tuple[SourceTable, ...]:
    """Tables of a DOCX, XLSX or CSV file, read in a process of its own.

    Raises:
        FileRefusedError: The file cannot be read safely, or has no table.
    """
    from quality_desktop.sheets.reader import read_book  # brings processes along

    old = _OLD_TEXTS.get(path.suffix.lower())
    if old is not None:
        raise FileRefusedError(
            f"«{path.name}»: {old}, откройте его и сохраните как «Документ Word (.docx)»."
        )
    book = read_book(path, limits=_LIMITS)
    tables = tuple(table for sheet in book.sheets if (table := from_sheet(sheet)).rows)
    if not tables:
        raise FileRefusedError(
            f"«{path.name}»: таблиц в файле нет, выберите файл с таблицей плана."
        )
    return tables


def read_clipboard(*, html: str, lines: Sequence[Sequence[str]]) -> tuple[SourceTable, ...]:
    """Tables of what was copied in Word, Excel or LibreOffice: of its page, or of its lines of cells."""
    from quality_desktop.sheets.html_tables import read_html_tables

    tables = tuple(from_sheet(sheet) for sheet in read_html_tables(html)) if html else ()
    good = tuple(table for table in tables if table.width > 1)
    if good:
        return good
    table = from_lines(lines)
    return (table,) if table.width > 1 else ()


def from_sheet(sheet: Sheet) -> SourceTable:
    """A sheet as a table of texts; empty rows and columns around it are cut off."""
    filled = [n for n, row in enumerate(sheet.rows) if any(_text(value) for value in row)]
    if not filled:
        return SourceTable(name=sheet.name, rows=())
    top, bottom = filled[0], filled[-1]
    columns = [
        n for n in range(sheet.width) if any(_text(row[n]) for row in sheet.rows[top : bottom + 1])
    ]
    covered = [
        n for area in sheet.merges if area.bottom >= top for n in range(area.left, area.right + 1)
    ]
    left = min(columns)
    right = max([*columns, *(n for n in covered if n < sheet.width)])
    below: set[tuple[int, int]] = set()
    beside: set[tuple[int, int]] = set()
    wide: set[int] = set()
    for area in sheet.merges:
        if area.left <= left and area.right >= right and area.top == area.bottom:
            wide.add(area.top - top)
        # What is cut off around the table holds no text: a join begins where the table does.
        first_row, first_column = max(area.top, top), max(area.left, left)
        for row in range(first_row, min(area.bottom, bottom) + 1):
            for column in range(first_column, min(area.right, right) + 1):
                if row > first_row:
                    below.add((row - top, column - left))
                if column > first_column:
                    beside.add((row - top, column - left))
    return SourceTable(
        name=sheet.name,
        rows=tuple(
            tuple(_text(value) for value in row[left : right + 1])
            for row in sheet.rows[top : bottom + 1]
        ),
        wide=frozenset(wide),
        below=frozenset(below),
        beside=frozenset(beside),
        caption=tuple(sheet.caption.splitlines()),
    )


def _text(value: SheetValue) -> str:
    match value:
        case None:
            return ""
        case datetime() | date():
            return f"{value:%d.%m.%Y}"
        case bool():
            return "да" if value else "нет"
        case float():
            # As Excel keeps it: fifteen digits, never a power of ten.
            return f"{Decimal(f'{value:.15g}'):f}".replace(".", ",")
        case _:
            return str(value)
