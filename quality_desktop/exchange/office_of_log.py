"""Whose file a log is of: its family and the district it names."""

from __future__ import annotations

import sqlite3

from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.merge import Change, row_state
from quality_desktop.exchange.clean_log import inserts_of
from quality_desktop.exchange.manifest import Office
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.columns import column_codes, kind_number


def office_of(connection: sqlite3.Connection) -> Office:
    """Read a log's office.

    Args:
        connection: A log whose entries were judged; ``change`` need not have an index of rows.
    """
    first = connection.execute("SELECT uid FROM tx ORDER BY id LIMIT 1").fetchone()
    number = kind_number(Municipality.kind)
    name = column_codes(Municipality.kind)["name"]
    rows = sorted(inserts_of(connection, number))
    alive: list[bytes] = []
    names: list[str] = []
    for row in rows:
        state = row_state(_changes(connection, row))
        told = state.values.get(name)
        if state.is_alive:
            alive.append(row)
            names += [told] if isinstance(told, str) and told else []
    return Office(
        family=(first[0] if first else bytes(16)).hex(),
        municipalities=tuple(row.hex() for row in alive),
        name=names[0] if names else "",
    )


def _changes(connection: sqlite3.Connection, row: bytes) -> list[Change]:
    found = connection.execute(
        'SELECT id, col, val, parents FROM change WHERE "row" = ?', (row,)
    ).fetchall()
    return [read_change(key, row, column, value, parents) for key, column, value, parents in found]
