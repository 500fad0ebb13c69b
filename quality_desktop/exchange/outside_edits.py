"""What somebody changed in a file beside the program: tables that say something else than the log.

Such edits have no author and no time. When the user wants them, they become changes whose ids
follow from the file alone, so that the same file taken twice brings them once.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from quality_desktop.domain.merge import DELETE, INSERT, Cell, Change, RowState, row_state
from quality_desktop.domain.whole_values import whole
from quality_desktop.exchange.foreign_schema import columns_of
from quality_desktop.storage.capture import encode_cells, encode_row, read_change
from quality_desktop.storage.columns import PLACES, REGISTRY, column_codes

MOST_CHANGES: Final = 400_000
"""A longer log is not compared: it would take more time than a received file may."""
AUTHOR: Final = "изменено помимо программы"

Columns = dict[int, tuple[str, tuple[str, ...]]]
"""Number of a kind -> its table and those of its columns that the registry knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit beside the program, as a change without an id.

    Attributes:
        is_along: It is one value with another edit, such as the decimals of a number whose digits
            were changed: people are told of one value.
    """

    row: bytes
    column: int
    value: Cell
    parents: tuple[bytes, ...]
    is_along: bool = False


@dataclass(slots=True, kw_only=True)
class _Tables:
    """The tables of a file as statements read them."""

    connection: sqlite3.Connection
    columns: Columns
    queries: dict[int, str] = field(default_factory=dict)

    def is_as_made(self, row: bytes, column: int, value: Cell) -> bool:
        """True when a table holds a new record as its one entry tells; false is only a suspicion.

        Most records of a file are such, and texts are compared ten times faster than values.
        """
        if column != INSERT or not isinstance(value, str):
            return False
        number = int(value[1 : value.index(",")]) if "," in value else 0
        found = self._stored(number, row)
        return found is not None and encode_row(number, *found) == value

    def row(self, number: int, row: bytes) -> dict[int, Cell] | None:
        """Column code -> value of a row; None when it is not in its table."""
        found = self._stored(number, row)
        if found is None:
            return None
        kind, names = self.columns[number]
        codes = column_codes(kind)
        return {codes[name]: value for name, value in zip(names, found, strict=True)}

    def _stored(self, number: int, row: bytes) -> tuple[Cell, ...] | None:
        if number not in self.columns:
            return None
        if number not in self.queries:
            kind, names = self.columns[number]
            chosen = ", ".join(f'"{name}"' for name in names)
            self.queries[number] = f'SELECT {chosen} FROM "{kind}" WHERE id = ?'
        found: tuple[Cell, ...] | None = self.connection.execute(
            self.queries[number], (row,)
        ).fetchone()
        return found


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
    tables = _Tables(connection=connection, columns=columns)
    log = connection.execute('SELECT "row", id, col, val, parents FROM change ORDER BY "row", id')
    edits: list[Edit] = []
    for row, grouped in groupby(log, key=itemgetter(0)):
        entries = list(grouped)
        if len(entries) == 1 and tables.is_as_made(row, *entries[0][2:4]):
            continue
        changes = [
            read_change(key, row, col, val, parents) for _, key, col, val, parents in entries
        ]
        edits.extend(_edits_of_row(row, changes, tables))
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
    # All that stands in them: another file with the same edit must not give it the same id.
    content = (site, wall_ms, [(e.row, e.column, e.value, e.parents) for e in edits])
    told = hashlib.sha256(repr(content).encode()).digest()[:8]
    uid = clock.to_bytes(8, "big") + told
    note = "Изменено помимо программы"
    transaction = (number, uid, site, AUTHOR, "", "", wall_ms, "edit", note, None)
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


def _edits_of_row(row: bytes, changes: list[Change], tables: _Tables) -> Iterator[Edit]:
    number = next((code // PLACES for change in changes for code in change.cells), None)
    if number is None:
        return
    state = row_state(changes)
    stored = tables.row(number, row)
    if stored is None:
        if state.is_alive and number in tables.columns:
            yield Edit(row=row, column=DELETE, value=None, parents=_seen(changes))
        return
    kind, names = tables.columns[number]
    codes = column_codes(kind)
    changed = {
        name
        for name in names
        if codes[name] in state.values
        and not _equal(state.values[codes[name]], stored[codes[name]])
    }
    told = set[str]()
    # As when the program itself writes: all fields that are one value, or none of them.
    for name in names:
        together = whole(kind, name)
        code = codes[name]
        if code in state.values and not changed.isdisjoint(together):
            yield Edit(
                row=row,
                column=code,
                value=stored[code],
                parents=_shown(state, code),
                is_along=together[0] in told,
            )
            told.add(together[0])


def _seen(changes: list[Change]) -> tuple[bytes, ...]:
    return tuple(change.id for change in changes if change.column >= INSERT)


def _shown(state: RowState, code: int) -> tuple[bytes, ...]:
    value = state.values[code]
    return tuple(head.id for head in state.heads[code] if _equal(head.cell(code), value))


def _equal(one: Cell, other: Cell) -> bool:
    return (type(one), one) == (type(other), other)


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
            yield Edit(
                row=row, column=INSERT, value=encode_cells(number, told, max(told)), parents=()
            )
