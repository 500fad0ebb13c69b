"""Tables of layouts that nobody knows: shown to a person, and read by what the person said before."""

from __future__ import annotations

from collections.abc import Sequence

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.cells import Book, Sheet, address
from quality_desktop.sheets.results.context import Context, Explanation, TableMaker
from quality_desktop.sheets.results.headings import head_at, text_of, titles_above
from quality_desktop.sheets.results.occasions import Occasion, from_sheet_name, from_titles
from quality_desktop.sheets.results.record_table import RecordTable, read_records
from quality_desktop.sheets.results.rows import TableReading, UnknownTable, found

CODE = "mapped"
_TOP_ROWS = 60
_LEAST_HEADINGS = 3
_SAMPLE_ROWS = 5


def read(book: Book, sheets: Sequence[Sheet], context: Context) -> Sequence[TableReading]:
    """Read sheets whose headings a person has explained."""
    readings = []
    for sheet in sheets:
        table = unknown_table(sheet)
        if table is None:
            continue
        explanation = context.explanations.get(headings_key(table.headings))
        if explanation is not None:
            readings.extend(_read(book, sheet, explanation, context))
    return readings


def headings_key(headings: Sequence[str]) -> str:
    """Headings as ``ColumnMapping.headings`` keeps them: folded, one a line."""
    return "\n".join(heading_key(heading) for heading in headings)


def unknown_table(sheet: Sheet) -> UnknownTable | None:
    """The table of a sheet as a person is asked about it; None when there is no table."""
    top = _head_row(sheet)
    if top is None:
        return None
    headings, first = _headings(sheet, top)
    left = next((i for i, heading in enumerate(headings) if heading), 0)
    sample = [
        tuple(text_of(value) for value in row)
        for row in sheet.rows[first : first + _SAMPLE_ROWS]
        if any(text_of(value) for value in row)
    ]
    return UnknownTable(
        sheet=sheet.name,
        cell=address(top, left),
        headings=headings,
        sample=tuple(sample),
        titles=tuple(" ".join(line) for line in titles_above(sheet, top)),
    )


def _head_row(sheet: Sheet) -> int | None:
    """The first row with several texts and a filled row somewhere under it."""
    for row in range(min(sheet.height, _TOP_ROWS)):
        texts = [value for value in sheet.rows[row] if isinstance(value, str) and value.strip()]
        if len(texts) >= _LEAST_HEADINGS and _has_data_under(sheet, row):
            return row
    return None


def _has_data_under(sheet: Sheet, row: int) -> bool:
    return any(sum(1 for value in line if text_of(value)) >= 2 for line in sheet.rows[row + 1 :])


def _headings(sheet: Sheet, top: int) -> tuple[tuple[str, ...], int]:
    anchor = next(i for i, value in enumerate(sheet.rows[top]) if text_of(value))
    head = head_at(sheet, top, anchor)
    folded = {column.index: column.whole for column in head.columns}
    # One level keeps its own spelling; several are shown as they are joined.
    is_single = head.first == top + 1
    headings = tuple(
        text_of(sheet.at(top, index)) if is_single else folded.get(index, "")
        for index in range(sheet.width)
    )
    return headings, head.first


def _read(
    book: Book, sheet: Sheet, explanation: Explanation, context: Context
) -> list[TableReading]:
    top = _head_row(sheet) or 0
    _, first = _headings(sheet, top)
    columns: dict[str, int] = {}
    for index, meaning in enumerate(explanation.meanings):
        if meaning:
            columns.setdefault(meaning, index)
    maker = TableMaker(sheet=sheet, code=CODE, title=explanation.title, context=context)
    if not columns:
        problem = found(
            sheet.name,
            top,
            0,
            "таблица пропущена: вы решили не брать из неё ничего",
            Severity.WARNING,
        )
        return [maker.reading(Occasion(), problems=[problem])]
    base = _constants(explanation, context)
    base = base.over(from_titles(titles_above(sheet, top), context.catalogue))
    if book.kind == "xlsx":
        base = base.over(from_sheet_name(sheet.name, context.catalogue))
    return read_records(maker, RecordTable(top=top, first=first, columns=columns, base=base))


def _constants(explanation: Explanation, context: Context) -> Occasion:
    said = explanation.constants
    catalogue = context.catalogue
    subject = said.get("subject", "")
    procedure = said.get("procedure", "")
    year, grade = said.get("year", ""), said.get("grade", "")
    return Occasion(
        procedure=catalogue.procedure(procedure),
        subject=catalogue.subject(subject),
        year=int(year) if year.isascii() and year.isdigit() else None,
        grade=int(grade) if grade.isascii() and grade.isdigit() else None,
    )
