"""Undo and redo from the change log: an inverse is a transaction like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from quality_desktop.domain.merge import row_state
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage import rows
from quality_desktop.storage.log import changes_of_row, kind_number_of, record_of
from quality_desktop.storage.session import Session
from quality_desktop.storage.unit_of_work import TransactionKind

EDIT, UNDO, REDO = TransactionKind.EDIT, TransactionKind.UNDO, TransactionKind.REDO

_DEPTH = 1000
"""Transactions looked back at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that can be undone or redone.

    Attributes:
        tx: The transaction whose inverse does it.
        since: Id older than every change of that transaction, newer than what was before.
        origin: The edit in question: its transaction's uid.
        intent: What the edit did, in the user's words.
    """

    tx: int
    since: bytes
    origin: bytes
    intent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What can be undone and redone now, the next one last."""

    undo: tuple[Step, ...]
    redo: tuple[Step, ...]


def read_steps(connection: Connection, session: Session) -> Steps:
    """Replay the newest transactions of this copy of the file.

    What another copy did cannot be undone step by step, nor anything that was done before it:
    taking back an older edit could take back somebody's newer one.
    """
    tx = session.schema.tx
    newest = select(tx).order_by(tx.c.id.desc()).limit(_DEPTH)
    undo: list[Step] = []
    redo: list[Step] = []
    for row in reversed(connection.execute(newest).all()):
        step = Step(tx=row.id, since=row.uid, origin=row.target or row.uid, intent=row.note)
        if row.site != session.site or row.kind not in (EDIT, UNDO, REDO):
            undo, redo = [], []
        elif row.kind == EDIT:
            undo.append(step)
            redo = []
        else:
            source, goal = (undo, redo) if row.kind == UNDO else (redo, undo)
            _move(step, source, goal)
    return Steps(undo=tuple(undo), redo=tuple(redo))


def _move(step: Step, source: list[Step], goal: list[Step]) -> None:
    """Take an edit from one stack to the other, where the inverse just written leads back.

    Steps above it had no effect, else they would have been taken first.
    """
    origins = [found.origin for found in source]
    if step.origin not in origins:
        return  # it was done further back than this replay looks
    place = len(origins) - 1 - origins[::-1].index(step.origin)
    goal.append(replace(step, intent=source[place].intent))
    del source[place:]


def has_effect(connection: Connection, session: Session, step: Step) -> bool:
    """False when taking a step would change nothing, as after an insert and a deletion at once."""
    return any(
        rows.read_one(connection, session.schema.kinds[kind], key) != record
        for kind, key, record in rows_before(connection, session, step)
    )


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
