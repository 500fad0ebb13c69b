"""A table of the window as a file of Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

from quality_desktop.sheets.tables_out import Column, OutValue, Table, to_xlsx
from quality_desktop.storage.disk import replace, temporary_beside
from quality_desktop.storage.failures import explained

_DIGITS = Context(prec=15)
"""What a spreadsheet keeps of a number."""

Cell = str | int | Fraction | date | None
"""A text, a whole number, an exact figure, a day that Excel can sort by; None stays empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """A column of the file.

    Attributes:
        title: Heading.
        decimals: Decimals of its figures; None for a column of texts.
    """

    title: str
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSheet:
    """What is saved.

    Attributes:
        title: Name of the sheet and its first line.
        heading: The first line where it is another one.
        notes: Lines under the table: source, date, how to read it.
        totals: The last line, printed apart; empty when there is none.
    """

    title: str
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    heading: str = ""


def save(*, path: Path, sheet: ExportSheet) -> Path:
    """Write the table, whole or not at all.

    Raises:
        QualityError: The folder cannot be written, the disk is full, or the file is open elsewhere.
    """
    return save_all(path=path, sheets=[sheet])


def save_all(*, path: Path, sheets: Sequence[ExportSheet]) -> Path:
    """Write several tables, each on its sheet, whole or not at all.

    Raises:
        QualityError: The folder cannot be written, the disk is full, or the file is open elsewhere.
    """
    content = to_xlsx([_table(sheet) for sheet in sheets])
    with explained(path), temporary_beside(path) as temporary:
        temporary.write_bytes(content)
        replace(temporary, path)
    return path


def _table(sheet: ExportSheet) -> Table:
    return Table(
        name=sheet.title,
        title=sheet.heading or sheet.title,
        columns=[Column(title=c.title, decimals=c.decimals or 0) for c in sheet.columns],
        rows=[[_out(cell) for cell in row] for row in sheet.rows],
        totals=[_out(cell) for cell in sheet.totals],
        notes=sheet.notes,
    )


def _out(cell: Cell) -> OutValue:
    if not isinstance(cell, Fraction):
        return cell
    if cell.denominator == 1:
        return int(cell)
    return _DIGITS.divide(Decimal(cell.numerator), Decimal(cell.denominator))
