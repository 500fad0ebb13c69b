"""Taking in somebody's log: the union of two logs, and the tables made to agree with it.

Decision: a merge is one transaction on the live file, after a backup that the caller makes.

- Why: the journal of SQLite takes back whatever was cut off. Of 5,000 losses of power simulated
  in merges (TRUNCATE, FULL) not one left half a merge or lost one that was reported as done. The
  line of the journal of exchanges and what is disputed are in the same transaction, so a merge
  that happened is always told.
- Instead of: merging into a copy that then takes the file's place, as the first design had it. A
  copy of a big file doubles the time and the room on the disk, the lock has to be given up and
  taken again around the exchange of the files, and on Windows an antivirus may refuse it.
- What remains of that design: what is received is judged as a copy, in a process of its own,
  before it comes here; and the way back needs no copy, see ``merge_undo``.
- Price: while a merge runs nobody writes, and the file grows by its journal for that time.

What holds of every merge, whatever was done before, is required by ``tests/storage/merging_laws``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.merge import row_state
from quality_desktop.storage import known_transactions
from quality_desktop.storage.catching_up import CaughtUp, catch_up, told_by
from quality_desktop.storage.comparing import Comparison, alarm, compare
from quality_desktop.storage.disputes import joined, kept_rows, questions
from quality_desktop.storage.exchange_journal import Arrival, Direction, Exchange, note, now
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.merge_plan import MergeOutcome, MergePlan
from quality_desktop.storage.outside_work import MOST_COMPARED, take_in_touched, warnings
from quality_desktop.storage.planning import look_before, plan
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.received import attached_log
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind, sign_in
from quality_desktop.storage.table_writer import UnknownRecordError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Union:
    """What came of the union of the logs.

    Attributes:
        new: How many changes are new.
        asked: What people have to decide since then; see ``questions``.
        caught_up: What was written into the tables.
    """

    new: int
    asked: frozenset[tuple[bytes, int]]
    caught_up: CaughtUp


def _beside(session: Session, log: Path) -> AbstractContextManager[None]:
    """The log beside the open file; an open unit of work is refused before it could be harmed."""
    session.link.settle()
    return attached_log(session.link.driver, log)


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
    with session.lock, _beside(session, log):
        exchange, union = _looking_closer(
            lambda is_close: _merge(session, arrival, is_close=is_close)
        )
    schema = session.schema
    kinds = frozenset(schema.by_number[number].kind.kind for number in union.caught_up.kinds)
    return MergeOutcome(
        changes=Changes(kinds=kinds, intent=_intent(arrival) if kinds else ""),
        exchange=exchange.id,
        new_changes=exchange.changes,
        conflicts=exchange.conflicts,
    )


def _merge(session: Session, arrival: Arrival, *, is_close: bool) -> tuple[Exchange, _Union]:
    with quiet_work(session) as connection:
        found, _ = _compared(session, is_close=is_close)
        union = _unite(connection, session, found)
        _learn_the_time(session)
        exchange = _exchange(session, arrival, found, union)
        if union.new or found.filled:
            sign_in(session, TransactionKind.MERGE, _intent(arrival), exchange.id)
        note(connection, session.schema, exchange)
        kept = kept_rows(connection)
    session.kept = kept
    return exchange, union


def plan_merge(session: Session, log: Path) -> MergePlan:
    """Tell what taking in a log file would do: it is done and taken back, in memory alone.

    Raises:
        QualityError: As ``merge``.
    """
    driver = session.link.driver
    with session.lock, _beside(session, log):
        driver.execute("PRAGMA cache_spill=OFF")  # not a page gets to the file
        try:
            return _looking_closer(lambda is_close: _plan(session, is_close=is_close))
        finally:
            driver.execute("PRAGMA cache_spill=ON")


def _plan(session: Session, *, is_close: bool) -> MergePlan:
    with quiet_work(session, keeps=False) as connection:
        found, outside = _compared(session, is_close=is_close)
        known = look_before(connection, session)
        union = _unite(connection, session, found)
        new = union.new + len(found.filled)
        made = plan(connection, session, known, found.base, new, union.asked)
        told = (*warnings(outside), *known_transactions.warnings(session.link.driver, found.known))
        return replace(made, warnings=(*made.warnings, *told))


def _looking_closer(work: Callable[[bool], T]) -> T:
    """Do something anew, when a record stands in the way that the log does not know."""
    try:
        return work(False)  # as quickly as it goes
    except UnknownRecordError:
        return work(True)


def _compared(session: Session, *, is_close: bool) -> tuple[Comparison, int]:
    """Compare the logs; what was changed here beside the program in the touched rows is logged first.

    Not so in a merge that touches very many: it would take three times as long. The copy that is made
    before every merge has what was there, and ``check`` tells of it.

    Args:
        session: The open file, in a transaction.
        is_close: Look at the touched rows however many they are.

    Returns:
        The comparison, and how many such values there were.
    """
    driver = session.link.driver
    found = compare(driver)
    (count,) = driver.execute("SELECT count(*) FROM temp.touched").fetchone()
    if count > MOST_COMPARED and not is_close:
        return found, 0
    outside = take_in_touched(session)
    return (compare(driver) if outside else found), outside


def _intent(arrival: Arrival) -> str:
    return f"Приём файла: {arrival.peer}" if arrival.peer else "Приём файла"


def _exchange(session: Session, arrival: Arrival, found: Comparison, union: _Union) -> Exchange:
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
        first_tx=found.base + 1 if union.new else None,
        last_tx=found.last if union.new else None,
        changes=union.new + len(found.filled),
        conflicts=len(union.asked),
        joined=found.filled,
        backup=arrival.backup,
        note=arrival.note,
    )


def _unite(connection: Connection, session: Session, found: Comparison) -> _Union:
    """Add what is new to the log, and have the tables agree with it."""
    driver = session.link.driver
    disputed = frozenset(_disputed(connection))
    driver.execute(
        "INSERT INTO main.tx(id, uid, site, author, host, program, wall_ms, kind, note, target) "
        "SELECT a.new, r.uid, r.site, r.author, r.host, r.program, r.wall_ms, r.kind, r.note, "
        "r.target FROM temp.arrived AS a JOIN received.tx AS r ON r.id = a.old"
    )
    known_transactions.settle_known(driver, found.known)
    new = driver.execute(
        'INSERT INTO main.change(id, "row", col, val, parents, tx) '
        'SELECT r.id, r."row", r.col, r.val, r.parents, t.new FROM temp.apart AS a '
        "CROSS JOIN received.change AS r ON r.id = a.id JOIN temp.arrived AS t ON t.old = r.tx "
        "WHERE NOT a.is_known ORDER BY a.id"
    ).rowcount
    driver.executemany(
        "UPDATE main.change SET val = ? WHERE id = ?",
        ((join.whole, join.change) for join in found.joins),
    )
    caught_up = catch_up(
        session,
        found.base,
        whole={join.row for join in found.joins},
        alarm=lambda row: alarm(driver, row),
    )
    asked = questions(caught_up.disputed, session.schema) - questions(disputed, session.schema)
    asked = joined(asked, connection, session)
    return _Union(new=new, asked=asked, caught_up=caught_up)


def _learn_the_time(session: Session) -> None:
    """Whatever is done here from now on is later than what came."""
    for (newest,) in session.link.driver.execute(
        "SELECT max(id) FROM received.change UNION ALL SELECT max(uid) FROM received.tx"
    ):
        session.pen.clock.see(newest)


def _disputed(connection: Connection) -> Iterator[tuple[bytes, int]]:
    """What people disagree about in the touched rows, before the union."""
    rows = connection.exec_driver_sql(
        'SELECT "row", is_kept FROM dispute WHERE is_kept OR "row" IN temp.touched'
    ).all()
    for row, is_kept in rows:
        state = row_state(changes_of_row(connection, row))
        yield from told_by(row, state, is_kept=bool(is_kept) and not state.is_alive)
