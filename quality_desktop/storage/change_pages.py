"""The change log a page at a time: the newest changes of the whole file, chosen by a few terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from quality_desktop.domain import merge
from quality_desktop.domain.merge import Cell, Change
from quality_desktop.domain.records import Id
from quality_desktop.storage.capture import decode_row, read_change
from quality_desktop.storage.columns import PLACES, column_codes, kind_number
from quality_desktop.storage.history import HistoryEntry, action_of, is_restated
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import local_moment
from quality_desktop.storage.tables import KindTable, Schema

_CHUNK: Final = 500
_NEWEST: Final = b"\xff" * 17
"""Larger than every id of a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTerms:
    """Which changes are wanted.

    Attributes:
        author: Only by this person; everybody when None.
        kinds: Only of records of these kinds; of all when empty.
        field: Only of this field; needs exactly one kind.
        key: Only of this record.
        since: Only changes made at this moment or later.
        until: Only changes made before this moment.
    """

    author: str | None = None
    kinds: tuple[str, ...] = ()
    field: str = ""
    key: Id | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedChange:
    """A change with its place in the log.

    Attributes:
        change: Id of the change: pages are asked for by it.
        transaction: Number of its transaction in this file.
        entry: What it did.
        written: Field -> value of every field of a record that was made by this change.
    """

    change: bytes
    transaction: int
    entry: HistoryEntry
    written: tuple[tuple[str, object], ...] = field(default=())


class ChangePages:
    """Reads the log of an open file from its newest change on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def authors(self) -> tuple[str, ...]:
        """Everybody who ever wrote into the file."""
        with self._session.reading() as connection:
            rows = connection.exec_driver_sql("SELECT DISTINCT author FROM tx ORDER BY author")
            return tuple(author for (author,) in rows)

    def page(
        self, terms: ChangeTerms, *, limit: int, before: bytes | None = None
    ) -> tuple[LoggedChange, ...]:
        """The newest changes that are wanted.

        Args:
            terms: Which ones.
            limit: At most so many.
            before: Only changes older than this one; the newest when None.
        """
        with self._session.reading() as connection:
            return tuple(_page(connection, self._session.schema, terms, limit, before))

    def rows_deleted_with(self, transaction: int) -> tuple[tuple[str, Id], ...]:
        """Kind and id of every record that a transaction deleted."""
        with self._session.reading() as connection:
            rows = connection.exec_driver_sql(
                f'SELECT DISTINCT "row" FROM change WHERE tx = ? AND col = {merge.DELETE} '
                "AND id > (SELECT uid FROM tx WHERE id = ?)",
                (transaction, transaction),
            ).all()
            schema = self._session.schema
            kinds = _kinds_of(connection, [row for (row,) in rows])
        return tuple(
            (schema.by_number[kinds[row]].kind.kind, Id(UUID(bytes=row)))
            for (row,) in rows
            if kinds.get(row) in schema.by_number
        )


def _page(
    connection: Connection, schema: Schema, terms: ChangeTerms, limit: int, before: bytes | None
) -> Iterator[LoggedChange]:
    where, parameters = _condition(terms, before)
    rows = connection.exec_driver_sql(
        'SELECT c.id, c."row", c.col, c.val, c.parents, c.tx, t.wall_ms, t.author, t.host, t.note '
        f"FROM change c JOIN tx t ON t.id = c.tx WHERE {where} ORDER BY c.id DESC LIMIT ?",
        (*parameters, limit),
    ).all()
    changes = [read_change(*row[:5]) for row in rows]
    parents = _changes(connection, [key for c in changes if c.column > 0 for key in c.parents])
    unknown = [c.row for c in changes if c.column in (merge.DELETE, merge.UNDELETE)]
    kinds = _kinds_of(connection, unknown)
    for row, change in zip(rows, changes, strict=True):
        found = schema.by_number.get(_kind_number(change, kinds))
        logged = None if found is None else _logged(found, row, change, parents)
        if logged is not None:
            yield logged


def _condition(terms: ChangeTerms, before: bytes | None) -> tuple[str, tuple[Cell, ...]]:
    parts = ["c.id < ?"]
    wanted: list[Cell] = [before or _NEWEST]
    if terms.author is not None:
        parts.append("t.author = ?")
        wanted.append(terms.author)
    if terms.key is not None:
        parts.append('c."row" = ?')
        wanted.append(terms.key.bytes)
    for moment, relation in ((terms.since, ">="), (terms.until, "<")):
        if moment is not None:
            parts.append(f"t.wall_ms {relation} ?")
            wanted.append(int(moment.timestamp() * 1000))
    if terms.field:
        (kind,) = terms.kinds
        parts.append("c.col = ?")
        wanted.append(column_codes(kind)[terms.field])
    elif terms.kinds:
        parts.append(f"({' OR '.join(_of_kind(kind_number(kind)) for kind in terms.kinds)})")
    return " AND ".join(parts), tuple(wanted)


def _of_kind(number: int) -> str:
    """Edits tell their kind by their column; a row that is gone tells it by its first change."""
    first, last = number * PLACES, number * PLACES + PLACES - 1
    made = f"GLOB '[[]{number},*'"
    whole = f"{merge.DELETE}, {merge.UNDELETE}"
    insert = f'i."row" = c."row" AND i.col = {merge.INSERT} AND i.val {made}'
    return (
        f"(c.col BETWEEN {first} AND {last} OR (c.col = {merge.INSERT} AND c.val {made}) "
        f"OR (c.col IN ({whole}) AND EXISTS (SELECT 1 FROM change i WHERE {insert})))"
    )


def _changes(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, Change]:
    found: dict[bytes, Change] = {}
    for chunk in _chunks(ids):
        marks = ", ".join("?" * len(chunk))
        rows = connection.exec_driver_sql(
            f'SELECT id, "row", col, val, parents FROM change WHERE id IN ({marks})', chunk
        )
        found.update((row[0], read_change(*row)) for row in rows)
    return found


def _kinds_of(connection: Connection, rows: Sequence[bytes]) -> dict[bytes, int]:
    """Row id -> number of its kind."""
    found: dict[bytes, int] = {}
    for chunk in _chunks(rows):
        marks = ", ".join("?" * len(chunk))
        made = connection.exec_driver_sql(
            f'SELECT "row", val FROM change WHERE col = {merge.INSERT} AND "row" IN ({marks})',
            chunk,
        )
        found.update((row, decode_row(val)[0]) for row, val in made)
    return found


def _kind_number(change: Change, kinds: dict[bytes, int]) -> int:
    if change.column > 0:
        return change.column // PLACES
    if change.column == merge.INSERT:
        return next(iter(change.cells), 0) // PLACES
    return kinds.get(change.row, 0)


def _logged(
    found: KindTable,
    row: Sequence[object],
    change: Change,
    parents: dict[bytes, Change],
) -> LoggedChange | None:
    _, _, _, _, _, transaction, wall_ms, author, host, note = row
    names = {code: name for name, code in found.codes.items()}
    field_name = names.get(change.column, "")
    if change.column > 0 and not field_name:
        return None  # a column of a newer program
    parent = parents.get(max(change.parents, default=b""))
    before = None if parent is None else parent.cell(change.column)
    entry = HistoryEntry(
        kind=found.kind.kind,
        key=found.key(change.row),
        moment=local_moment(int(str(wall_ms))),
        author=str(author),
        host=str(host),
        intent=str(note),
        action=action_of(change),
        field=field_name,
        before=found.decode(field_name, before) if field_name else None,
        after=found.decode(field_name, change.value) if field_name else None,
        is_restated=is_restated(change, parents),
    )
    written = tuple(
        (name, found.decode(name, change.cells[code]))
        for name, code in found.codes.items()
        if code in change.cells
    )
    return LoggedChange(
        change=change.id, transaction=int(str(transaction)), entry=entry, written=written
    )


def _chunks(ids: Sequence[bytes]) -> Iterator[tuple[bytes, ...]]:
    different = tuple(dict.fromkeys(ids))
    return (different[i : i + _CHUNK] for i in range(0, len(different), _CHUNK))
