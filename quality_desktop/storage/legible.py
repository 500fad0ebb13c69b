"""Which entries read out of a damaged file can be true: a bit turned over must not spoil the new file."""

from __future__ import annotations

import binascii
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.types import TypeEngine

from quality_desktop.domain.merge import DELETE, ID_SIZE, INSERT, UNDELETE, Cell
from quality_desktop.storage.capture import decode_row
from quality_desktop.storage.tables import IdType, Schema

_LATEST: Final = 4_102_444_800_000
"""Milliseconds of the year 2100: a later time is damage, and no clock could go on after it."""

_Fit = Callable[[Cell], bool]


class Legible:
    """Tells entries that the program can have written from those that are damage.

    Args:
        schema: The program's tables.
    """

    def __init__(self, schema: Schema) -> None:
        self._fits: Mapping[int, _Fit] = {
            code: _fit(found.table.c[name].type, is_optional=bool(found.table.c[name].nullable))
            for found in schema.kinds.values()
            for name, code in found.codes.items()
        }

    def is_change(self, row: tuple[Cell, ...]) -> bool:
        """True when a row can be one of the change log."""
        key, record, column, value, parents, tx = row
        if not (_is_dated(key) and isinstance(column, int) and type(tx) is int):
            return False
        if not (parents is None or (isinstance(parents, bytes) and len(parents) % ID_SIZE == 0)):
            return False
        return self.is_written(record, column, value)

    def is_written(self, record: Cell, column: int, value: Cell) -> bool:
        """True when a change can say this of a record."""
        if not _is_id(record):
            return False
        if column == INSERT:
            return self._is_whole_row(value)
        if column in (DELETE, UNDELETE):
            return value is None
        return column > INSERT and self._holds(column, value)

    def _is_whole_row(self, value: Cell) -> bool:
        try:
            cells = decode_row(value)[1] if isinstance(value, str) else {}
        except (ValueError, TypeError, IndexError, binascii.Error, RecursionError):
            return False
        return bool(cells) and all(self._holds(code, cell) for code, cell in cells.items())

    def _holds(self, code: int, cell: Cell) -> bool:
        """True also for a column that this version does not know: its values go on as they are."""
        fit = self._fits.get(code)
        return isinstance(cell, _CELLS) if fit is None else fit(cell)


_CELLS = (str, bytes, int, float, type(None))


def is_transaction(row: tuple[Cell, ...]) -> bool:
    """True when a row can be one of the table of transactions."""
    texts, milliseconds = (row[3], row[4], row[5], row[7], row[8]), row[6]
    return (
        isinstance(row[0], int)
        and _is_dated(row[1])
        and _is_id(row[2])
        and all(isinstance(cell, str) for cell in texts)
        and isinstance(milliseconds, int)
        and 0 <= milliseconds < _LATEST
        and (row[9] is None or isinstance(row[9], bytes))
    )


def _is_id(cell: Cell) -> bool:
    return isinstance(cell, bytes) and len(cell) == ID_SIZE


def _is_dated(cell: Cell) -> bool:
    """True for an id of a change or a transaction: it begins with a time."""
    return (
        isinstance(cell, bytes)
        and len(cell) == ID_SIZE
        and int.from_bytes(cell[:8], "big") >> 16 < _LATEST
    )


def _fit(kind: TypeEngine[object], *, is_optional: bool) -> _Fit:
    def fits(cell: Cell) -> bool:
        if cell is None:
            return is_optional
        match kind:
            case IdType():
                return isinstance(cell, bytes) and len(cell) == ID_SIZE
            case Date():
                return isinstance(cell, str) and _is_date(cell)
            case Boolean():
                return cell in (0, 1) and isinstance(cell, int)
            case Integer():
                return isinstance(cell, int)
            case String():
                return isinstance(cell, str)
            case _:
                return isinstance(cell, _CELLS)

    return fits


def _is_date(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True
