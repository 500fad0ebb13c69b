"""What a merge would do, told from inside the transaction that is taken back."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from quality_desktop.domain.collection.period_locks import PeriodLock, warning
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.merge import DELETE, INSERT
from quality_desktop.domain.records import Record
from quality_desktop.storage.disputes import Dispute, disputes_of, questions
from quality_desktop.storage.history import Action
from quality_desktop.storage.merge_plan import MergePlan, PlannedRecord, PlannedTransaction
from quality_desktop.storage.period_guard import closed_periods, closed_periods_touched
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import local_moment
from quality_desktop.storage.tables import KindTable

Records = Mapping[bytes, Record]
"""Row -> its record."""

_TOLERANCE: Final = 10 * 60 * 1000
"""Milliseconds by which a sender's clock may be ahead without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the file held before the union.

    Attributes:
        records: The touched records, and those that only others keep.
        locks: School year -> its lock, of the closed ones.
    """

    records: Records
    locks: Mapping[int, PeriodLock]


def look_before(connection: Connection, session: Session) -> Before:
    """Look at what the union may change."""
    connection.exec_driver_sql(
        'INSERT OR IGNORE INTO temp.touched SELECT "row" FROM dispute WHERE is_kept'
    )
    return Before(records=_touched(connection, session), locks=closed_periods(session, connection))


def plan(
    connection: Connection,
    session: Session,
    before: Before,
    base: int,
    new: int,
    asked: Set[tuple[bytes, int]],
) -> MergePlan:
    """Tell what the union has done.

    Args:
        connection: The transaction in which it was done.
        session: The open file.
        before: What ``look_before`` saw.
        base: The last transaction before.
        new: How many changes came.
        asked: What people have to decide since; see ``disputes.questions``.
    """
    connection.exec_driver_sql(
        'INSERT OR IGNORE INTO temp.touched SELECT "row" FROM dispute WHERE is_kept'
    )
    after = _touched(connection, session)
    known = set(
        connection.exec_driver_sql(
            'SELECT DISTINCT c."row" FROM temp.touched AS t JOIN change AS c ON c."row" = t."row" '
            f"WHERE c.col = {INSERT} AND c.tx <= ?",
            (base,),
        ).scalars()
    )
    return MergePlan(
        new_changes=new,
        transactions=tuple(_transactions(connection, base)),
        records=tuple(_records(session, before.records, after, known)),
        conflicts=tuple(_conflicts(connection, session, asked)),
        questions=len(asked),
        warnings=(*_clocks(connection, base), *_newer(connection, session, base)),
        closed=tuple(map(warning, closed_periods_touched(connection, base, before.locks))),
    )


def _conflicts(
    connection: Connection, session: Session, asked: Set[tuple[bytes, int]]
) -> Iterator[Dispute]:
    """What is asked, with everything that is one question with it."""
    codes = {
        (kind.kind, name): code
        for kind, table in session.schema.kinds.items()
        for name, code in table.codes.items()
    }
    for one in disputes_of(connection, session, sorted({row for row, _ in asked})):
        names = {one.field, one.question}
        places = [(one.key.bytes, codes.get((one.kind, name), DELETE)) for name in names]
        if asked & questions(places, session.schema):
            yield one


def _touched(connection: Connection, session: Session) -> dict[bytes, Record]:
    found: dict[bytes, Record] = {}
    for table in session.schema.kinds.values():
        names = ", ".join(f'"{name}"' for name in table.names)
        for row in connection.exec_driver_sql(
            f'SELECT {names} FROM "{table.table.name}" WHERE id IN temp.touched'
        ):
            found[row[0]] = _record(table, tuple(row))
    return found


def _record(found: KindTable, row: tuple[bytes, ...]) -> Record:
    return found.kind(
        id=found.key(row[0]),
        **{
            name: found.decode(name, cell)
            for name, cell in zip(found.names[1:], row[1:], strict=True)
        },
    )


def _records(
    session: Session, before: Records, after: Records, known: Collection[bytes]
) -> Iterator[PlannedRecord]:
    numbers = {kind: table.number for kind, table in session.schema.kinds.items()}
    both = {**after, **before}
    for row in sorted(both, key=lambda row: (numbers[type(both[row])], row)):
        was, becomes = before.get(row), after.get(row)
        if was == becomes:
            continue
        if becomes is None:
            action = Action.DELETED
        elif was is None:
            action = Action.RESTORED if row in known else Action.CREATED
        else:
            action = Action.CHANGED
        yield PlannedRecord(
            kind=both[row].kind, key=both[row].id, action=action, before=was, after=becomes
        )


def _transactions(connection: Connection, base: int) -> Iterator[PlannedTransaction]:
    rows = connection.exec_driver_sql(
        "SELECT t.author, t.host, t.wall_ms, t.note, count(*) FROM change AS c "
        "JOIN tx AS t ON t.id = c.tx WHERE c.tx > ? GROUP BY t.id ORDER BY t.uid, t.id",
        (base,),
    )
    for author, host, wall_ms, note, count in rows:
        moment = local_moment(wall_ms)
        yield PlannedTransaction(author=author, host=host, moment=moment, intent=note, count=count)


def _clocks(connection: Connection, base: int) -> Iterator[Problem]:
    now = time.time_ns() // 1_000_000
    ahead = connection.exec_driver_sql(
        "SELECT author, host, max(wall_ms) FROM tx WHERE id > ? AND wall_ms > ? "
        "GROUP BY author, host ORDER BY author, host",
        (base, now + _TOLERANCE),
    )
    for author, host, wall_ms in ahead:
        text = (
            f"Часы компьютера {host} ({author}) спешат на {_span(wall_ms - now)}: порядок правок "
            "сохранится, но время в истории будет неверным."
        )
        yield Problem(text=text, severity=Severity.WARNING)


def _span(milliseconds: int) -> str:
    minutes = milliseconds // 60_000
    if minutes < 2 * 60:
        return f"{minutes} мин."
    hours = minutes // 60
    return f"{hours} ч." if hours < 48 else f"{hours // 24} дн."


def _newer(connection: Connection, session: Session, base: int) -> Iterator[Problem]:
    """Changes of kinds and columns that this program does not know."""
    known = {code for table in session.schema.kinds.values() for code in table.codes.values()}
    columns = connection.exec_driver_sql(
        f"SELECT DISTINCT col FROM change WHERE tx > ? AND col > {INSERT}", (base,)
    ).scalars()
    kinds = connection.exec_driver_sql(
        "SELECT DISTINCT CAST(substr(val, 2) AS INTEGER) FROM change "
        f"WHERE tx > ? AND col = {INSERT}",
        (base,),
    ).scalars()
    if not set(columns) <= known or not set(kinds) <= session.schema.by_number.keys():
        yield Problem(
            text="Часть присланного сделана в более новой версии программы: здесь она сохранится "
            "и пойдёт дальше, но видна будет после обновления.",
            severity=Severity.WARNING,
        )
