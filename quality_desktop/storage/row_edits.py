"""One record of a table beside what the log says of it: what was changed beside the program.

Read by the process that judges received files and by the owner of an open file alike, so nothing of
the database toolkit is needed here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from quality_desktop.domain.merge import DELETE, INSERT, Cell, Change, RowState, row_state
from quality_desktop.domain.whole_values import whole
from quality_desktop.storage.capture import encode_cells, encode_row, read_change
from quality_desktop.storage.columns import PLACES, column_codes

AUTHOR: Final = "изменено помимо программы"
"""Who signs such edits: nobody knows who made them."""
NOTE: Final = "Изменено помимо программы"
Columns = dict[int, tuple[str, tuple[str, ...]]]
"""Number of a kind -> its table and those of its columns that the registry knows."""
Entry = tuple[bytes, int, Cell, "bytes | None"]
"""A change of one row as it is read: id, column, value, parents."""


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
class StoredRows:
    """The tables of a file as statements read them.

    Attributes:
        connection: May read the tables.
        columns: What is read of them.
    """

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


def edits_of_row(row: bytes, entries: Sequence[Entry], tables: StoredRows) -> Iterator[Edit]:
    """What a table says of a record otherwise than the log.

    Args:
        row: Its id.
        entries: All that the log says of it, by id; not empty.
        tables: The tables.
    """
    if len(entries) == 1 and tables.is_as_made(row, *entries[0][1:3]):
        return
    changes = [read_change(key, row, col, val, parents) for key, col, val, parents in entries]
    yield from _edits(row, changes, tables)


def added_row(row: bytes, number: int, cells: dict[int, Cell]) -> Edit:
    """A record of which the log knows nothing.

    Args:
        row: Its id.
        number: Number of its kind.
        cells: Column code -> value.
    """
    return Edit(row=row, column=INSERT, value=encode_cells(number, cells, max(cells)), parents=())


def _edits(row: bytes, changes: list[Change], tables: StoredRows) -> Iterator[Edit]:
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
