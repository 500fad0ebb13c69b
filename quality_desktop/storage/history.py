"""Who changed what of a record, when, from what to what, and why."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from quality_desktop.domain import merge
from quality_desktop.domain.merge import Change
from quality_desktop.domain.records import Id
from quality_desktop.storage.capture import decode_row, read_change
from quality_desktop.storage.disk import uri
from quality_desktop.storage.file_time import file_time
from quality_desktop.storage.log import kind_number_of
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.signing import TransactionKind, local_moment
from quality_desktop.storage.tables import KindTable, Schema


class Action(StrEnum):
    """What a change did."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One change of one record.

    Attributes:
        kind: Kind of the record.
        key: Id of the record.
        moment: Local time by the clock of the computer where it was made.
        intent: What was done, in the user's words.
        field: Name of the field; empty when the whole record was created, deleted or restored.
        before: What the author had on screen.
        after: What the author wrote.
        is_restated: The field stayed as it was and was only written with others that are one value
            together with it.
    """

    kind: str
    key: Id
    moment: datetime
    author: str
    host: str
    intent: str
    action: Action
    field: str = ""
    before: Scalar = None
    after: Scalar = None
    is_restated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A transaction that changed records of some kinds.

    Attributes:
        at: When this file heard of it, local time; ``Store.as_of`` with it holds the whole transaction.
        intent: What was done, in the user's words.
    """

    at: datetime
    author: str
    intent: str


def moments(connection: Connection, found: Iterable[KindTable]) -> tuple[Moment, ...]:
    """Transactions that changed records of these kinds, newest first."""
    patterns = tuple(f"[[]{table.number},*" for table in found)
    likeness = " OR ".join(["val GLOB ?"] * len(patterns))
    rows = connection.exec_driver_sql(
        "SELECT t.id, t.author, t.note FROM change c JOIN tx t ON t.id = c.tx "
        'WHERE c."row" IN '
        f'(SELECT "row" FROM change WHERE col = {merge.INSERT} AND ({likeness})) '
        "GROUP BY t.id ORDER BY t.id DESC",
        patterns,
    )
    heard = file_time(connection)
    return tuple(
        Moment(at=heard.of(number), author=author, intent=note) for number, author, note in rows
    )


def moments_of(
    connection: Connection, found: KindTable, equals: Mapping[str, Scalar]
) -> tuple[Moment, ...]:
    """Transactions that touched records made with these values, newest first; gone ones count too."""
    inserts = connection.exec_driver_sql(
        f'SELECT "row", val FROM change WHERE col = {merge.INSERT} AND val GLOB ?',
        (f"[[]{found.number},*",),
    )
    rows = {row for row, val in inserts if _was_made_with(found, val, equals)}
    touched = {
        tuple(found)
        for row in rows
        for found in connection.exec_driver_sql(
            "SELECT DISTINCT t.id, t.author, t.note FROM change c JOIN tx t ON t.id = c.tx "
            'WHERE c."row" = ?',
            (row,),
        )
    }
    heard = file_time(connection)
    return tuple(
        Moment(at=heard.of(number), author=author, intent=note)
        for number, author, note in sorted(touched, reverse=True)
    )


def touched_since(
    connection: Connection, schema: Schema, last: bytes | None
) -> tuple[tuple[str, str, Id], ...] | None:
    """Kind, author and id of every record that was changed after a transaction.

    Args:
        connection: A transaction.
        schema: The program's tables.
        last: Id of the transaction; None means from the beginning.

    Returns:
        None when the file does not hold that transaction.
    """
    place = 0
    if last is not None:
        found = connection.exec_driver_sql("SELECT max(id) FROM tx WHERE uid = ?", (last,))
        place = found.scalar_one()
        if place is None:
            return None
    rows = connection.exec_driver_sql(
        'SELECT DISTINCT c."row", t.author, (SELECT i.val FROM change i WHERE i."row" = c."row" '
        f"AND i.col = {merge.INSERT} LIMIT 1) FROM change c JOIN tx t ON t.id = c.tx WHERE t.id > ?",
        (place,),
    )
    kinds = schema.by_number
    told = (
        (kinds.get(decode_row(made)[0]) if isinstance(made, str) else None, author, row)
        for row, author, made in rows
    )
    return tuple((found.kind.kind, author, found.key(row)) for found, author, row in told if found)


def has_work_beside(connection: Connection, kinds: Iterable[KindTable]) -> bool:
    """Whether records of other kinds were written by anything but the filling of a new file.

    Args:
        connection: A transaction.
        kinds: Kinds that do not count.
    """
    return connection.exec_driver_sql(_work_beside(kinds)).first() is not None


def is_only_begun(connection: Connection, log: Path, kinds: Iterable[KindTable]) -> bool:
    """Whether a log holds only what a new file is filled with, and no more of it than this file has.

    Args:
        connection: A transaction.
        log: A log file.
        kinds: Kinds that do not count as entered.
    """
    with contextlib.closing(sqlite3.connect(uri(log, mode="ro"), uri=True)) as other:
        if other.execute(_work_beside(kinds)).fetchone() is not None:
            return False
        (theirs,) = other.execute(_SIZE).fetchone()
    return bool(theirs <= connection.exec_driver_sql(_SIZE).scalar_one())


_SIZE = "SELECT count(*) FROM change"


def _work_beside(kinds: Iterable[KindTable]) -> str:
    numbers = ", ".join(str(found.number) for found in kinds) or "NULL"
    return (
        'SELECT 1 FROM tx AS t JOIN change AS c ON c.tx = t.id JOIN change AS i ON i."row" = c."row" '
        f"WHERE t.kind <> '{TransactionKind.LOAD.value}' AND i.col = {merge.INSERT} "
        f"AND CAST(substr(i.val, 2) AS INTEGER) NOT IN ({numbers}) LIMIT 1"
    )


def _was_made_with(found: KindTable, row: str, equals: Mapping[str, Scalar]) -> bool:
    _, cells = decode_row(row)
    return all(
        found.decode(name, cells.get(found.codes[name])) == value for name, value in equals.items()
    )


def history(connection: Connection, schema: Schema, key: Id) -> tuple[HistoryEntry, ...]:
    """Changes of a record, newest first; fields that stayed as they were are left out."""
    rows = connection.exec_driver_sql(
        'SELECT c.id, c."row", c.col, c.val, c.parents, t.wall_ms, t.author, t.host, t.note '
        'FROM change c JOIN tx t ON t.id = c.tx WHERE c."row" = ? ORDER BY c.id DESC',
        (key.bytes,),
    ).all()
    log = {row[0]: read_change(*row[:5]) for row in rows}
    number = kind_number_of(log.values())
    found = None if number is None else schema.by_number.get(number)
    if found is None:
        return ()
    return tuple(_entries(found, key, log, ((row[0], tuple(row[5:])) for row in rows)))


def _entries(
    found: KindTable,
    key: Id,
    log: Mapping[bytes, Change],
    rows: Iterable[tuple[bytes, tuple[int, str, str, str]]],
) -> Iterator[HistoryEntry]:
    names = {code: name for name, code in found.codes.items()}
    for change_id, (wall_ms, author, host, note) in rows:
        change = log[change_id]
        field = names.get(change.column, "")
        if not field and change.column not in _WHOLE_ROW:
            continue  # a column of a newer program: kept in the log, shown after an update
        parent = log.get(max(change.parents, default=b""))
        if is_restated(change, log):
            continue
        is_edit = bool(field) and parent is not None
        yield HistoryEntry(
            kind=found.kind.kind,
            key=key,
            moment=local_moment(wall_ms),
            author=author,
            host=host,
            intent=note,
            action=action_of(change),
            field=field,
            before=found.decode(field, parent.cell(change.column)) if is_edit and parent else None,
            after=found.decode(field, change.value) if field else None,
        )


def is_restated(change: Change, log: Mapping[bytes, Change]) -> bool:
    """True when an edit wrote again what stood there; a decision between different values is none.

    Args:
        change: A change.
        log: By id, also the changes that it replaces, as far as they are here.
    """
    return (
        change.column > merge.INSERT
        and bool(change.parents)
        and all(
            parent in log
            and merge.exactly(log[parent].cell(change.column)) == merge.exactly(change.value)
            for parent in change.parents
        )
    )


_WHOLE_ROW = (merge.INSERT, merge.DELETE, merge.UNDELETE)


def action_of(change: Change) -> Action:
    """What a change did."""
    match change.column:
        case merge.INSERT:
            return Action.RESTORED if change.parents else Action.CREATED
        case merge.DELETE:
            return Action.DELETED
        case merge.UNDELETE:
            return Action.RESTORED
        case _:
            return Action.CHANGED
