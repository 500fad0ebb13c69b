"""What somebody changed in a file beside the program: tables that say something else than the log.

Such edits have no author and no time. When the user wants them, they become changes whose ids
follow from the file alone, so that the same file taken twice brings them once.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from quality_desktop.exchange.foreign_schema import columns_of
from quality_desktop.storage.columns import REGISTRY, column_codes
from quality_desktop.storage.row_edits import (
    AUTHOR,
    NOTE,
    Columns,
    Edit,
    StoredRows,
    added_row,
    edits_of_row,
)

MOST_CHANGES: Final = 400_000
"""A longer log is not compared: it would take more time than a received file may."""


def tables_of(connection: sqlite3.Connection, present: frozenset[str]) -> Columns:
    """The columns of a file's tables.

    Args:
        connection: A guarded connection, before it is restricted.
        present: Tables that the file has.
    """
    found = {}
    for kind in present & REGISTRY.keys():
        known = column_codes(kind)
        names = tuple(name for name in columns_of(connection, kind) if name in known)
        found[REGISTRY[kind][0]] = (kind, names)
    return found


def outside_edits(connection: sqlite3.Connection, columns: Columns) -> list[Edit]:
    """Compare the tables of a file with its log.

    Args:
        connection: A guarded connection that may read ``change`` and the tables.
        columns: As ``tables_of`` tells.
    """
    tables = StoredRows(connection=connection, columns=columns)
    log = connection.execute('SELECT "row", id, col, val, parents FROM change ORDER BY "row", id')
    edits: list[Edit] = []
    for row, grouped in groupby(log, key=itemgetter(0)):
        edits.extend(edits_of_row(row, [entry[1:] for entry in grouped], tables))
    edits.extend(_added(connection, columns))
    return edits


def as_changes(
    edits: list[Edit], newest: bytes, number: int, site: bytes, wall_ms: int
) -> tuple[tuple[Any, ...], list[tuple[Any, ...]]]:
    """Edits as a transaction and its changes, in the order of their ids.

    Args:
        edits: Not empty.
        newest: The largest id of the file's log.
        number: A free number for the transaction.
        site: The file's own id.
        wall_ms: Time to show: that of the last thing that the program wrote.
    """
    clock = int.from_bytes(newest[:8], "big") + 1
    # All that stands in them: another file with the same edit must not give it the same id, nor the
    # same file when more has come into its log since.
    content = (site, wall_ms, newest, [(e.row, e.column, e.value, e.parents) for e in edits])
    told = hashlib.sha256(repr(content).encode()).digest()[:8]
    uid = clock.to_bytes(8, "big") + told
    transaction = (number, uid, site, AUTHOR, "", "", wall_ms, "edit", NOTE, None)
    changes = [
        (
            (clock + place).to_bytes(8, "big") + told,
            edit.row,
            edit.column,
            edit.value,
            b"".join(edit.parents) or None,
            number,
        )
        for place, edit in enumerate(edits, start=1)
    ]
    return transaction, changes


def _added(connection: sqlite3.Connection, columns: Columns) -> Iterator[Edit]:
    for number, (kind, names) in sorted(columns.items()):
        codes = column_codes(kind)
        chosen = ", ".join(f'"{name}"' for name in names)
        rows = connection.execute(
            f'SELECT id, {chosen} FROM "{kind}" AS t WHERE NOT EXISTS '
            '(SELECT 1 FROM change WHERE "row" = t.id)'
        )
        for row, *cells in rows:
            told = dict(zip((codes[name] for name in names), cells, strict=True))
            yield added_row(row, number, told)
