"""A file with exam results as a whole: which layout each sheet is of, and what all of them say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results import (
    bias_reports,
    collection_forms,
    individual_results,
    long_table,
    mapped_tables,
    marks_statistics,
    register_comparison,
    state_exams,
    without_results,
)
from quality_desktop.sheets.results.context import Context, Layout
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.rows import BookReading, TableReading, found

_LAYOUTS: tuple[Layout, ...] = (
    mapped_tables.read,  # what a person said of a layout wins
    individual_results.read,
    register_comparison.read,
    marks_statistics.read,
    collection_forms.read,
    bias_reports.read,
    long_table.read,
    state_exams.read,
    without_results.read,
)
"""The first layout that recognises a sheet reads it."""


def read_results(book: Book, context: Context) -> BookReading:
    """Read everything that a file says of exam results; nothing is raised for bad data."""
    rest = [sheet for sheet in book.sheets if _is_filled(sheet)]
    tables: list[TableReading] = []
    for layout in _LAYOUTS:
        read = layout(book, rest, context)
        claimed = {table.sheet for table in read}
        rest = [sheet for sheet in rest if sheet.name not in claimed]
        tables.extend(read)
    unknown = [table for sheet in rest if (table := mapped_tables.unknown_table(sheet)) is not None]
    named = {table.sheet for table in unknown}
    blank = [sheet for sheet in rest if sheet.name not in named]
    return BookReading(
        name=book.name,
        digest=book.digest,
        is_text=book.kind == "csv",
        tables=tuple(_in_order(book, tables)),
        unknown=tuple(unknown),
        problems=(
            *book.warnings,
            *_uncomputed(book, {table.sheet for table in tables}),
            *_problems(book, tables, blank),
        ),
    )


def _is_filled(sheet: Sheet) -> bool:
    return any(text_of(value) for row in sheet.rows for value in row)


def _in_order(book: Book, tables: Sequence[TableReading]) -> list[TableReading]:
    order = {sheet.name: place for place, sheet in enumerate(book.sheets)}
    return sorted(tables, key=lambda table: order[table.sheet])


def _uncomputed(book: Book, sheets: Collection[str]) -> Iterator[Problem]:
    """Formulas that nobody computed look like empty cells, also where a school is named."""
    for sheet in book.sheets:
        if sheet.name in sheets and sheet.uncomputed_cells:
            row, column = min(sheet.uncomputed_cells)
            text = "формулы не вычислены: откройте файл в Excel, сохраните и загрузите снова"
            yield found(sheet.name, row, column, text)


def _problems(book: Book, tables: Sequence[TableReading], blank: Sequence[Sheet]) -> list[Problem]:
    problems = [
        Problem(
            text=f"Лист «{sheet.name}»: таблицы с результатами на нём нет, лист пропущен.",
            severity=Severity.WARNING,
            place=f"{sheet.name}!A1",
        )
        for sheet in blank
    ]
    if not any(_is_filled(sheet) for sheet in book.sheets):
        problems.append(Problem(text=f"Файл «{book.name}» пуст: результатов в нём нет."))
    elif tables and not any(table.rows or table.needs or table.problems for table in tables):
        problems.append(
            Problem(text=f"В файле «{book.name}» есть заголовки, но нет ни одной строки школы.")
        )
    return problems
