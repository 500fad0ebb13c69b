"""Undo and redo from the change log: an inverse is a transaction like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.merge import INSERT, row_state
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage import rows
from quality_desktop.storage.disputes import is_disputed
from quality_desktop.storage.log import changes_of_row, kind_number_of, record_of
from quality_desktop.storage.merge_undo import Way, redo_merge, undo_merge, undo_transaction
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind

EDIT, UNDO, REDO = TransactionKind.EDIT, TransactionKind.UNDO, TransactionKind.REDO
MERGE, UNMERGE = TransactionKind.MERGE, TransactionKind.UNMERGE
REMERGE, DECISION = TransactionKind.REMERGE, TransactionKind.DECISION
RESTORE = TransactionKind.RESTORE

_DEPTH = 1000
"""Transactions looked back at."""


_STEPS = (EDIT, UNDO, REDO, RESTORE, MERGE, UNMERGE, REMERGE, DECISION)
"""Everything else ends what can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that can be undone or redone.

    Attributes:
        tx: The transaction whose inverse does it.
        since: Id older than every change of that transaction, newer than what was before.
        origin: The edit in question: its transaction's uid.
        intent: What the edit did, in the user's words.
        source: What the edit was: merges and decisions are taken back by the log.
        exchange: Of a merge taken in, back or in again: the exchange.
    """

    tx: int
    since: bytes
    origin: bytes
    intent: str
    source: TransactionKind = EDIT
    exchange: bytes | None = None

    @property
    def keeps_closed_periods(self) -> bool:
        """False for what has changed them as a whole, and is taken back as a whole."""
        return self.source != RESTORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What can be undone and redone now, the next one last."""

    undo: tuple[Step, ...]
    redo: tuple[Step, ...]


def read_steps(connection: Connection, session: Session) -> Steps:
    """Replay the newest transactions of this copy of the file.

    What another copy did cannot be undone step by step, nor anything that was done before it:
    taking back an older edit could take back somebody's newer one. The merge that brought it can,
    as a whole.
    """
    tx = session.schema.tx
    newest = select(tx).order_by(tx.c.id.desc()).limit(_DEPTH)
    undo: list[Step] = []
    redo: list[Step] = []
    for row in reversed(connection.execute(newest).all()):
        if row.site != session.site or row.kind not in _STEPS:
            undo, redo = [], []
            continue
        kind = TransactionKind(row.kind)
        step = Step(tx=row.id, since=row.uid, origin=row.uid, intent=row.note, source=kind)
        if kind in (UNDO, REDO):
            source, goal = (undo, redo) if kind == UNDO else (redo, undo)
            _move(replace(step, origin=row.target), source, goal)
            continue
        if kind in (MERGE, UNMERGE, REMERGE):
            step = replace(step, exchange=row.target)
        undo = [step] if kind == MERGE else [*undo, step]
        redo = []
    return Steps(undo=tuple(undo), redo=tuple(redo))


def _move(step: Step, source: list[Step], goal: list[Step]) -> None:
    """Take an edit from one stack to the other, where the inverse just written leads back.

    Steps above it had no effect, else they would have been taken first.
    """
    origins = [found.origin for found in source]
    if step.origin not in origins:
        return  # it was done further back than this replay looks
    place = len(origins) - 1 - origins[::-1].index(step.origin)
    origin = source[place]
    goal.append(replace(step, intent=origin.intent, source=origin.source, exchange=origin.exchange))
    del source[place:]


def has_effect(connection: Connection, session: Session, step: Step) -> bool:
    """False when taking a step would change nothing, as after an insert and a deletion at once."""
    return (
        step.source != EDIT
        or any(
            rows.read_one(connection, session.schema.kinds[kind], key) != record
            for kind, key, record in rows_before(connection, session, step)
        )
        or _asks_or_settles(connection, step)
    )


def _asks_or_settles(connection: Connection, step: Step) -> bool:
    """True when people disagree about a record since a step, or do so no more, whatever it shows."""
    touched = connection.exec_driver_sql(
        'SELECT DISTINCT "row", "row" IN (SELECT "row" FROM dispute) FROM change '
        "WHERE id > ? AND tx = ?",
        (step.since, step.tx),
    ).all()
    return any(
        is_listed != is_disputed(row_state(changes_of_row(connection, row, before=step.since)))
        for row, is_listed in touched
    )


def is_for_the_log(connection: Connection, step: Step) -> bool:
    """True when putting records back as they were would not do.

    Merges, decisions and returns to an earlier state are taken back by the log. So is an edit of a
    record about which people disagree: its other values would be answered by what is put back, and
    nobody asked any more.
    """
    if step.source != EDIT:
        return True
    doubtful = connection.exec_driver_sql(
        'SELECT DISTINCT "row", "row" IN (SELECT "row" FROM dispute) FROM change '
        f'WHERE id > ? AND tx = ? AND (col < {INSERT} OR "row" IN (SELECT "row" FROM dispute))',
        (step.since, step.tx),
    ).all()
    return any(
        is_listed or is_disputed(row_state(changes_of_row(connection, row, before=step.since)))
        for row, is_listed in doubtful
    )


def take_step(session: Session, step: Step, way: Way) -> Changes:
    """Undo or redo something by the log.

    Args:
        session: The open file.
        step: What to undo or redo.
        way: How to sign it.
    """
    if step.exchange is None:
        return undo_transaction(
            session, step.tx, way, keeps_closed_periods=step.keeps_closed_periods
        )
    was_undone = step.source == UNMERGE
    is_undo = (way.kind == UNDO) != was_undone
    return (undo_merge if is_undo else redo_merge)(session, step.exchange, way)


def rows_before(
    connection: Connection, session: Session, step: Step
) -> Iterator[tuple[type[Record], Id, Record | None]]:
    """Kind, id and record (None: there was none) of every row before a transaction touched it."""
    touched = connection.exec_driver_sql(
        'SELECT DISTINCT "row" FROM change WHERE id > ? AND tx = ?', (step.since, step.tx)
    ).all()
    for (row,) in touched:
        number = kind_number_of(changes_of_row(connection, row))
        if number is None:
            continue
        found = session.schema.by_number[number]
        state = row_state(changes_of_row(connection, row, before=step.since))
        record = record_of(found, row, state) if state.is_alive else None
        yield found.kind, found.key(row), record
