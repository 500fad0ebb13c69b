"""Generic reading and writing of records: one translation for all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.tables import KindTable

_CHUNK = 500
"""Ids asked for at once: below every limit on parameters."""
_ROW = "id of the row"
"""Parameter of a statement; no field can be named so (a field «key» would meet a parameter «key»)."""


def read_one(connection: Connection, found: KindTable, key: Id) -> Record | None:
    """The record with this id."""
    row = connection.execute(select(found.table).where(found.table.c.id == key)).one_or_none()
    return None if row is None else _record(found, row)


def read_all(
    connection: Connection, found: KindTable, equals: Mapping[str, Scalar]
) -> Iterator[Record]:
    """Records whose fields hold these values, by id."""
    chosen = select(found.table).order_by(found.table.c.id)
    for name, value in equals.items():
        column = found.table.c[name]
        chosen = chosen.where(column.is_(None) if value is None else column == value)
    return (_record(found, row) for row in connection.execute(chosen))


@dataclass(frozen=True, slots=True)
class Planned:
    """What brings rows of a kind to what records say.

    Attributes:
        found: Table of the kind.
        fresh: Rows to insert.
        edits: Names of columns -> rows to update, each with these columns.
        gone: Rows to delete.
    """

    found: KindTable
    fresh: list[dict[str, Scalar]]
    edits: dict[tuple[str, ...], list[dict[str, Scalar]]]
    gone: list[dict[str, Scalar]]

    def written_over(self) -> Iterator[Id]:
        """Ids of the rows that stand in the table and will be written over or deleted."""
        for one in (*self.gone, *(row for rows in self.edits.values() for row in rows)):
            yield cast("Id", one[_ROW])


def plan(connection: Connection, found: KindTable, pending: Mapping[Id, Record | None]) -> Planned:
    """Tell how rows get to what the records say, touching only what differs.

    Args:
        connection: A transaction.
        found: Table of the kind.
        pending: Id -> the record, or None to delete it.
    """
    names = found.names
    stored = _stored(connection, found, list(pending))
    fresh: list[dict[str, Scalar]] = []
    gone: list[dict[str, Scalar]] = []
    edits: dict[tuple[str, ...], list[dict[str, Scalar]]] = {}
    for key, record in pending.items():
        before = stored.get(key)
        if record is None:
            if before is not None:
                gone.append({_ROW: key})
        elif before is None:
            fresh.append(dict(zip(names, found.values_of(record), strict=True)))
        elif (after := found.values_of(record)) != before:
            both = zip(names, before, after, strict=True)
            edit = {name: new for name, old, new in both if new != old}
            edits.setdefault(tuple(edit), []).append({**edit, _ROW: key})
    return Planned(found, fresh, edits, gone)


def write(connection: Connection, planned: Planned) -> None:
    """Do what ``plan`` told."""
    table = planned.found.table
    this = table.c.id == bindparam(_ROW)
    if planned.fresh:
        connection.execute(insert(table), planned.fresh)
    for columns, rows in planned.edits.items():
        changed: dict[str, Any] = {name: bindparam(name) for name in columns}
        connection.execute(update(table).where(this).values(changed), rows)
    if planned.gone:
        connection.execute(delete(table).where(this), planned.gone)


def _stored(
    connection: Connection, found: KindTable, keys: Sequence[Id]
) -> dict[Id, tuple[Any, ...]]:
    stored: dict[Id, tuple[Any, ...]] = {}
    for chunk in _chunks(keys):
        rows = connection.execute(select(found.table).where(found.table.c.id.in_(chunk)))
        stored.update((row[0], tuple(row)) for row in rows)
    return stored


def _chunks(keys: Sequence[Id]) -> Iterable[Sequence[Id]]:
    return (keys[i : i + _CHUNK] for i in range(0, len(keys), _CHUNK))


def _record(found: KindTable, row: Iterable[Any]) -> Record:
    return found.kind(**dict(zip(found.names, row, strict=True)))
