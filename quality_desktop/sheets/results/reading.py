"""A file with exam results as a whole: which layout each sheet is of, and what all of them say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import Book, Sheet
from quality_desktop.sheets.results import (
    bias_reports,
    collection_forms,
    group_reports,
    individual_results,
    long_table,
    mapped_tables,
    state_exams,
    without_results,
)
from quality_desktop.sheets.results.context import Context, Layout
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.occasions import Occasion, from_sheet_name, shown
from quality_desktop.sheets.results.rows import BookReading, TableReading, found

_SHOWN = 5
_ENDING = re.compile(r"\.\w{3,5}$")
_OPTIONS = ("procedure", "year", "subject", "grade")
_IN_A_NAME = frozenset(_OPTIONS)
_LAYOUTS: tuple[Layout, ...] = (
    mapped_tables.read,  # what a person said of a layout wins
    individual_results.read,
    group_reports.read,
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
            *_hidden(book, tables),
            *_said_by_the_name(book, tables, context),
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


def _hidden(book: Book, tables: Sequence[TableReading]) -> Iterator[Problem]:
    """What a person does not see in Excel is read too: it must be told."""
    by_sheet: dict[str, set[int]] = {}
    for table in tables:
        rows = by_sheet.setdefault(table.sheet, set())
        rows |= {int("".join(filter(str.isdigit, row.cell))) for row in table.rows}
    for sheet in book.sheets:
        rows = by_sheet.get(sheet.name, set())
        unseen = sorted(row + 1 for row in sheet.hidden_rows if row + 1 in rows)
        if sheet.is_hidden and rows:
            text = f"Лист «{sheet.name}» скрыт, но прочитан: проверьте, нужны ли его результаты."
            yield Problem(text=text, severity=Severity.WARNING, place=f"{sheet.name}!A1")
        elif unseen:
            text = f"Лист «{sheet.name}»: скрытые строки с результатами ({_listed(unseen)}) прочитаны тоже."
            place = f"{sheet.name}!A{unseen[0]}"
            yield Problem(text=text, severity=Severity.WARNING, place=place)


def _said_by_the_name(
    book: Book, tables: Sequence[TableReading], context: Context
) -> Iterator[Problem]:
    """What a table lacks and the name of its file says: proposed, for a name may be an old one."""
    needs = frozenset[str]().union(*(table.needs for table in tables))
    stem = _ENDING.sub("", book.name).replace("_", " ")
    said = from_sheet_name(stem, context.catalogue)
    own = {name: getattr(said, name) for name in needs & _IN_A_NAME if getattr(said, name)}
    if own:
        text = shown(replace(Occasion(), **own), context.catalogue)
        options = " ".join(f"--{name} {own[name]}" for name in _OPTIONS if name in own)
        yield Problem(
            text=f"Имя файла «{book.name}» говорит: {text}. Если это верно и для таблицы, укажите это "
            f"сами (вверху окна или в команде: {options}).",
            severity=Severity.WARNING,
            place=f"{next(table.sheet for table in tables if table.needs)}!A1",
        )


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    return shown if len(numbers) <= _SHOWN else f"{shown} и ещё {len(numbers) - _SHOWN}"


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
