"""Figures of a closed period are not changed by what the user of this copy does.

Asked at the end of every unit of work, so that entry, paste, forms, results, replacement and
whatever comes later need not think of it; of every decision; and of every undo by the log. Not asked
of a merge, which is told before and written, of a merge that is taken back or made again as a whole,
of a rescue, which puts figures back as they were when their period was closed, and of a return to an
earlier state of the whole file and its taking back: that state brings its locks along, so that a
refusal could never be answered by opening a period; what it changed in closed ones is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

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

_LAST: Final = 2**63 - 1
"""Larger than the number of any transaction."""


def require_open_periods(session: Session, connection: Connection) -> None:
    """Refuse the transaction being written when it changed figures of a closed period.

    Args:
        session: The file; its pen knows what was touched.
        connection: The transaction.

    Raises:
        QualityError: It did; the sentence says who closed the period, when and why.
    """
    if session.pen.touched.isdisjoint(_guarded()):
        return
    locks = closed_periods(session, connection)
    if not locks:
        return
    tx = session.pen.tx
    touched = connection.exec_driver_sql(
        'SELECT DISTINCT "row" FROM change WHERE tx = ? AND id > (SELECT uid FROM tx WHERE id = ?)',
        (tx, tx),
    ).scalars()
    for lock in _locks_of(connection, touched.all(), locks):
        raise QualityError(refusal(lock))


def require_open_since(session: Session, connection: Connection, since: int) -> None:
    """Refuse what was written by the log when it changed figures of a closed period.

    Args:
        session: The file.
        connection: The transaction.
        since: Transactions with larger numbers in this file are judged.

    Raises:
        QualityError: They did; the sentence says who closed the period, when and why.
    """
    locks = closed_periods(session, connection)
    for lock in closed_periods_touched(connection, since, locks):
        raise QualityError(refusal(lock))


def closed_periods(session: Session, connection: Connection) -> dict[int, PeriodLock]:
    """School year -> its lock, of the years that are closed in this file now."""
    found = rows.read_all(connection, session.schema.kinds[PeriodLock], {"is_locked": True})
    return locked_years(lock for lock in found if isinstance(lock, PeriodLock))


def closed_periods_touched(
    connection: Connection, since: int, locks: Mapping[int, PeriodLock], *, until: int = _LAST
) -> tuple[PeriodLock, ...]:
    """Locks of the closed periods whose figures were changed, by year.

    Args:
        connection: The transaction.
        since: By transactions with larger numbers in this file.
        locks: What is closed.
        until: The last transaction that counts.
    """
    if not locks:
        return ()
    touched = connection.exec_driver_sql(
        'SELECT DISTINCT "row" FROM change WHERE tx > ? AND tx <= ?', (since, until)
    ).scalars()
    years = {lock.year for lock in _locks_of(connection, touched.all(), locks)}
    return tuple(locks[year] for year in sorted(years))


def _locks_of(
    connection: Connection, touched: Sequence[Cell], locks: Mapping[int, PeriodLock]
) -> Iterator[PeriodLock]:
    """Locks of the years that rows belong to; one may come more than once."""
    guarded = _guarded()
    for row in touched:
        for year in _years_of(connection, row, guarded):
            if year in locks:
                yield locks[year]


def _guarded() -> dict[int, PeriodOf]:
    return {kind_number(kind): told for kind, told in FIGURES.items()}


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
