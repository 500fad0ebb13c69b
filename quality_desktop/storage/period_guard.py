"""The one place where all writes pass: figures of a closed period are not changed.

Asked at the end of every unit of work, so that entry, paste, forms, results, replacement, undo
and whatever comes later need not think of it. What a merge brings is told before and written.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from quality_desktop.domain.collection.period_locks import (
    FIGURES,
    PeriodLock,
    PeriodOf,
    locked_years,
    refusal,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import INSERT, Cell
from quality_desktop.storage import rows
from quality_desktop.storage.capture import decode_row
from quality_desktop.storage.columns import column_codes, kind_number
from quality_desktop.storage.session import Session


def require_open_periods(session: Session, connection: Connection) -> None:
    """Refuse the transaction being written when it changed figures of a closed period.

    Args:
        session: The file; its pen knows what was touched.
        connection: The transaction.

    Raises:
        QualityError: It did; the sentence says who closed the period, when and why.
    """
    guarded = {kind_number(kind): told for kind, told in FIGURES.items()}
    if session.pen.touched.isdisjoint(guarded):
        return
    found = rows.read_all(connection, session.schema.kinds[PeriodLock], {"is_locked": True})
    locks = locked_years(lock for lock in found if isinstance(lock, PeriodLock))
    if not locks:
        return
    for year in _years_touched(connection, session.pen.tx, guarded):
        if year in locks:
            raise QualityError(refusal(locks[year]))


def _years_touched(
    connection: Connection, tx: int | None, guarded: dict[int, PeriodOf]
) -> Iterator[int]:
    """School years of the records that a transaction touched; a year may come more than once."""
    touched = connection.exec_driver_sql(
        'SELECT DISTINCT "row" FROM change WHERE tx = ? AND id > (SELECT uid FROM tx WHERE id = ?)',
        (tx, tx),
    ).all()
    for (row,) in touched:
        yield from _years_of(connection, row, guarded)


def _years_of(connection: Connection, row: Cell, guarded: dict[int, PeriodOf]) -> Iterator[int]:
    """Every year that a record was ever given, so that moving it out of a closed one is seen too."""
    made = connection.exec_driver_sql(
        f'SELECT val FROM change WHERE "row" = ? AND col = {INSERT}', (row,)
    ).all()
    for (text,) in made:
        number, cells = decode_row(text)
        told = guarded.get(number)
        if told is None:
            return
        code = _code(number, told)
        edits = connection.exec_driver_sql(
            'SELECT val FROM change WHERE "row" = ? AND col = ?', (row, code)
        )
        for value in (cells.get(code), *(value for (value,) in edits)):
            if told.through and isinstance(value, bytes):
                yield from _years_of(connection, value, guarded)
            elif isinstance(value, int):
                yield told.school_year(value)


def _code(number: int, told: PeriodOf) -> int:
    kind = next(name for name in FIGURES if kind_number(name) == number)
    return column_codes(kind)[told.field]
