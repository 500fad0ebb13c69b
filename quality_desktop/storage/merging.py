"""Taking in somebody's log: the union of two logs, and the tables made to agree with it.

One transaction on the live file, after a backup that the caller makes: the journal of SQLite
takes back what was cut off, and a copy of a big file would double the time. Only what is
received is judged as a copy, before it comes here.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import DELETE, INSERT, row_state
from quality_desktop.storage.capture import joined_row
from quality_desktop.storage.catching_up import CaughtUp, catch_up, told_by, touch
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.exchange_journal import Arrival, Direction, Exchange, note, now
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.merge_plan import MergeOutcome, MergePlan
from quality_desktop.storage.planning import look_before, plan
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.received import attached_log
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind, sign_in

_DECADE: Final = 3653 * 24 * 3600 * 1000
"""Milliseconds by which an id may be ahead of this computer's clock."""


class IntegrityAlarmError(QualityError):
    """One change has two contents: somebody changed a log outside the program, or it is spoilt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """What the received log holds beside this file's.

    Attributes:
        base: The last transaction of this file.
        joins: Row, id and content of whole-row changes that get cells they lack here.
    """

    base: int
    joins: tuple[tuple[bytes, bytes, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Union:
    """What came of the union of the logs.

    Attributes:
        last: The last transaction that came; None when none did.
        new: How many changes are new.
        disputed: What people disagreed about in the touched rows before.
        caught_up: What was written into the tables.
    """

    last: int | None
    new: int
    disputed: frozenset[tuple[bytes, int]]
    caught_up: CaughtUp


def merge(session: Session, log: Path, arrival: Arrival) -> MergeOutcome:
    """Take in a clean log file, all of it or nothing.

    Args:
        session: The open file.
        log: What ``received.write_log`` or the quarantine wrote.
        arrival: With what it came.

    Raises:
        IntegrityAlarmError: A change is known here with another content.
        MissingReferenceError: A record would refer to one that never came.
        QualityError: The file could not be written.
    """
    with session.lock, attached_log(session.link.driver, log):
        with quiet_work(session) as connection:
            found = _compare(session.link.driver)
            union = _unite(connection, session, found)
            _learn_the_time(session)
            exchange = _exchange(session, arrival, found, union)
            if union.new or found.joins:
                sign_in(session, TransactionKind.MERGE, _intent(arrival), exchange.id)
            note(connection, session.schema, exchange)
            kept = kept_rows(connection)
        session.kept = kept
    schema = session.schema
    kinds = frozenset(schema.by_number[number].kind.kind for number in union.caught_up.kinds)
    return MergeOutcome(
        changes=Changes(kinds=kinds, intent=_intent(arrival) if kinds else ""),
        exchange=exchange.id,
        new_changes=exchange.changes,
        conflicts=exchange.conflicts,
    )


def plan_merge(session: Session, log: Path) -> MergePlan:
    """Tell what taking in a log file would do: it is done and taken back, in memory alone.

    Raises:
        QualityError: As ``merge``.
    """
    driver = session.link.driver
    with session.lock, attached_log(driver, log):
        driver.execute("PRAGMA cache_spill=OFF")  # not a page gets to the file
        try:
            with quiet_work(session, keeps=False) as connection:
                found = _compare(driver)
                known = look_before(connection, session)
                union = _unite(connection, session, found)
                fresh = union.caught_up.disputed - union.disputed
                return plan(connection, session, known, found.base, union.new, fresh)
        finally:
            driver.execute("PRAGMA cache_spill=ON")


def _intent(arrival: Arrival) -> str:
    return f"Приём файла от {arrival.peer}" if arrival.peer else "Приём файла"


def _exchange(session: Session, arrival: Arrival, found: _Comparison, union: _Union) -> Exchange:
    return Exchange(
        id=session.pen.clock.start(),
        at=now(),
        direction=Direction.IN,
        peer=arrival.peer,
        peer_site=arrival.peer_site,
        peer_key=arrival.peer_key,
        file_name=arrival.file_name,
        fingerprint=arrival.fingerprint,
        origin=arrival.origin,
        first_tx=None if union.last is None else found.base + 1,
        last_tx=union.last,
        changes=union.new + len(found.joins),
        conflicts=len(union.caught_up.disputed - union.disputed),
        joined=tuple(change for _, change, _ in found.joins),
        backup=arrival.backup,
        note=arrival.note,
    )


def _compare(driver: sqlite3.Connection) -> _Comparison:
    """Judge the received log beside this file's; notes the rows to be touched and their transactions."""
    touch(driver)
    _require_possible_time(driver)
    _require_same_transactions(driver)
    (base,) = driver.execute("SELECT coalesce(max(id), 0) FROM tx").fetchone()
    joins = tuple(_joins(driver))
    driver.execute("CREATE TEMP TABLE IF NOT EXISTS arrived(old INTEGER PRIMARY KEY, new INTEGER)")
    driver.execute("DELETE FROM temp.arrived")
    fresh = "FROM received.change WHERE id NOT IN (SELECT id FROM main.change)"
    driver.execute(f'INSERT OR IGNORE INTO temp.touched SELECT "row" {fresh}')
    driver.execute(
        "INSERT INTO temp.arrived SELECT id, ? + row_number() OVER (ORDER BY uid, id) "
        f"FROM received.tx WHERE id IN (SELECT tx {fresh})",
        (base,),
    )
    driver.executemany(
        "INSERT OR IGNORE INTO temp.touched VALUES (?)", ((row,) for row, _, _ in joins)
    )
    return _Comparison(base=base, joins=joins)


def _unite(connection: Connection, session: Session, found: _Comparison) -> _Union:
    """Add what is new to the log, and have the tables agree with it."""
    driver = session.link.driver
    disputed = frozenset(_disputed(connection))
    driver.execute(
        "INSERT INTO main.tx(id, uid, site, author, host, program, wall_ms, kind, note, target) "
        "SELECT a.new, r.uid, r.site, r.author, r.host, r.program, r.wall_ms, r.kind, r.note, "
        "r.target FROM temp.arrived AS a JOIN received.tx AS r ON r.id = a.old"
    )
    new = driver.execute(
        'INSERT OR IGNORE INTO main.change(id, "row", col, val, parents, tx) '
        'SELECT r.id, r."row", r.col, r.val, r.parents, a.new FROM received.change AS r '
        "JOIN temp.arrived AS a ON a.old = r.tx"
    ).rowcount
    driver.executemany(
        "UPDATE main.change SET val = ? WHERE id = ?",
        ((whole, change) for _, change, whole in found.joins),
    )
    (last,) = driver.execute("SELECT max(new) FROM temp.arrived").fetchone()
    return _Union(
        last=last,
        new=new,
        disputed=disputed,
        caught_up=catch_up(session, found.base, {row for row, _, _ in found.joins}),
    )


def _learn_the_time(session: Session) -> None:
    """Whatever is done here from now on is later than what came."""
    for (newest,) in session.link.driver.execute(
        "SELECT max(id) FROM received.change UNION ALL SELECT max(uid) FROM received.tx"
    ):
        session.pen.clock.see(newest)


def _require_possible_time(driver: sqlite3.Connection) -> None:
    (newest,) = driver.execute("SELECT max(id) FROM received.change").fetchone()
    limit = time.time_ns() // 1_000_000 + _DECADE
    if newest is not None and int.from_bytes(newest[:8], "big") >> 16 > limit:
        raise QualityError(
            "Не принято: часы отправителя ушли вперёд больше чем на десять лет. "
            "Попросите поправить часы и прислать снова."
        )


def _require_same_transactions(driver: sqlite3.Connection) -> None:
    """Every received change has its transaction, and a transaction known here is the same there."""
    orphan = driver.execute(
        "SELECT 1 FROM received.change WHERE tx NOT IN (SELECT id FROM received.tx) LIMIT 1"
    ).fetchone()
    if orphan is not None:
        raise _alarm()
    different = driver.execute(
        "SELECT 1 FROM received.tx AS r JOIN main.tx AS m ON m.uid = r.uid WHERE "
        "(r.site, r.author, r.host, r.program, r.wall_ms, r.kind, r.note) IS NOT "
        "(m.site, m.author, m.host, m.program, m.wall_ms, m.kind, m.note) "
        "OR r.target IS NOT m.target LIMIT 1"
    ).fetchone()
    if different is not None:
        raise _alarm()


def _joins(driver: sqlite3.Connection) -> Iterator[tuple[bytes, bytes, str]]:
    """Whole rows that lack cells in one of the logs; any other difference is an alarm."""
    different = driver.execute(
        'SELECT r.id, r."row", r.col, r.val, m.val, '
        'r."row" IS m."row" AND r.col = m.col AND r.parents IS m.parents AND t.uid = n.uid '
        "FROM received.change AS r JOIN main.change AS m ON m.id = r.id "
        "JOIN received.tx AS t ON t.id = r.tx JOIN main.tx AS n ON n.id = m.tx "
        'WHERE r.val IS NOT m.val OR typeof(r.val) <> typeof(m.val) OR r."row" IS NOT m."row" '
        "OR r.col <> m.col OR r.parents IS NOT m.parents OR t.uid <> n.uid"
    ).fetchall()
    for change, row, column, theirs, ours, is_same_place in different:
        whole = joined_row(ours, theirs) if is_same_place and column == INSERT else None
        if whole is None:
            raise _alarm()
        if whole != ours:
            yield row, change, whole


def _alarm() -> IntegrityAlarmError:
    return IntegrityAlarmError(
        "Не принято: одна и та же запись журнала изменений здесь и в присланном файле "
        "разная, файл правили помимо программы. Свяжитесь с отправителем и разработчиком."
    )


def _disputed(connection: Connection) -> Iterator[tuple[bytes, int]]:
    """What people disagree about in the touched rows, before the union."""
    rows = connection.exec_driver_sql(
        'SELECT "row", is_kept FROM dispute WHERE is_kept OR "row" IN temp.touched'
    ).all()
    for row, is_kept in rows:
        yield from told_by(row, row_state(changes_of_row(connection, row)))
        if is_kept:
            yield row, DELETE
