"""Rows with everything they refer to: a part of the file that holds together elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from quality_desktop.domain.merge import INSERT, Cell
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.capture import decode_row
from quality_desktop.storage.tables import Schema

Rows = Mapping[type[Record], Collection[Id]]
"""Kind -> ids of its records."""

_CHUNK: Final = 500


def closure(connection: Connection, schema: Schema, rows: Rows) -> frozenset[bytes]:
    """These rows and all they refer to, directly or through others.

    References are followed as they are and as they ever were, for a merge elsewhere may bring an
    earlier value back.
    """
    found = {key.bytes for keys in rows.values() for key in keys}
    waiting = sorted(found)
    while waiting:
        chunk, waiting = waiting[:_CHUNK], waiting[_CHUNK:]
        marks = ", ".join("?" * len(chunk))
        entries = connection.exec_driver_sql(
            f'SELECT col, val FROM change WHERE "row" IN ({marks}) AND col >= {INSERT}',
            tuple(chunk),
        )
        fresh = _targets(((entry[0], entry[1]) for entry in entries), schema) - found
        found |= fresh
        waiting += sorted(fresh)
    return frozenset(found)


def _targets(entries: Iterable[tuple[int, Cell]], schema: Schema) -> set[bytes]:
    """What whole rows and edits refer to."""
    found = set[bytes]()
    for column, value in entries:
        cells = decode_row(value)[1] if column == INSERT and isinstance(value, str) else {}
        for code, cell in (cells or {column: value}).items():
            if code in schema.reference_codes and isinstance(cell, bytes):
                found.add(cell)
    return found
