"""Capture of every change by TEMP triggers on the program's own connection.

Triggers live in the connection, never in the file: a file that travels holds tables and indexes
only. They see bulk statements and raw SQL alike, and they refuse to write outside a transaction
that says who does what. ``recursive_triggers`` must be on, or INSERT OR REPLACE deletes unseen.
"""

from __future__ import annotations

import json
import sqlite3
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from quality_desktop.domain.merge import (
    DELETE,
    ID_SIZE,
    INSERT,
    Cell,
    Change,
    Clock,
    joined_cells,
    values_replaced,
    what_a_deletion_sees,
)
from quality_desktop.storage.columns import PLACES

if (
    TYPE_CHECKING
):  # the process that judges received files reads entries without the database toolkit
    from quality_desktop.storage.tables import KindTable


class Pen:
    """What the triggers ask while a transaction writes.

    Attributes:
        clock: Gives the ids of changes.
        touched: Numbers of the kinds written since ``lift``.
        tx: Number of the transaction that writes; None when nobody may write.
    """

    def __init__(self) -> None:
        self.clock = Clock()
        self.touched = set[int]()
        self.tx: int | None = None

    def sign(self, kind: int) -> bytes:
        """Id for a change of a record of this kind."""
        if self.tx is None:
            msg = "a write outside a unit of work"
            raise RuntimeError(msg)
        self.touched.add(kind)
        return self.clock.tick()

    def transaction(self) -> int | None:
        """Number of the transaction that writes."""
        return self.tx

    def lift(self) -> None:
        """Nobody may write until the next transaction."""
        self.tx = None
        self.touched = set()


_EVENTS = ("insert", "delete", "update")
"""A trigger is named after one of them and its table."""


def arm(connection: sqlite3.Connection, pen: Pen, tables: Iterable[KindTable]) -> None:
    """Create the functions and triggers of the capture on a connection.

    Args:
        connection: The program's own connection to the file.
        pen: Who writes.
        tables: Tables to watch.
    """
    connection.create_function("qd_sign", 1, pen.sign)
    connection.create_function("qd_tx", 0, pen.transaction)
    connection.create_function("qd_row", -1, encode_row)
    connection.create_aggregate("qd_joined", 1, _Joined)  # type: ignore[arg-type]  # None is NULL
    connection.create_aggregate("qd_seen", 3, _Seen)  # type: ignore[arg-type]  # bytes are fine
    connection.create_aggregate("qd_replaced", 6, _Replaced)  # type: ignore[arg-type]  # as above
    _list_triggers(connection, tables)


def _list_triggers(connection: sqlite3.Connection, tables: Iterable[KindTable]) -> None:
    """Give a connection that has none the triggers of these tables.

    CREATE TRIGGER makes SQLite read every statement twice and search its list of triggers. Writing
    the list itself and having it read takes a third of that time (9 ms instead of 25). The list is
    the connection's own: nothing is written to the file.
    """
    rows = (row for found in tables for row in _listed(found))
    connection.execute("PRAGMA writable_schema=ON")
    try:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO temp.sqlite_schema VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    finally:
        connection.execute("PRAGMA writable_schema=RESET")  # forgets what was read before, too
    connection.execute("SELECT 1 FROM temp.sqlite_schema").fetchone()  # reads them, or says why not


@cache
def _listed(found: KindTable) -> tuple[tuple[str, str, str, int, str], ...]:
    """The triggers of a table as SQLite lists them; told once, they are the same in every file."""
    name = found.table.name
    return tuple(
        ("trigger", f"{event}_{name}", name, 0, f"CREATE TRIGGER {body}")
        for event, body in zip(_EVENTS, _triggers(found), strict=True)
    )


_LEFT_OUT = "{}"
"""Stands in the JSON of a whole row for a cell that was not sent."""


def disarm(connection: sqlite3.Connection, found: KindTable) -> None:
    """Take the triggers of one table away, inside a transaction: its end by failure brings them back."""
    for event in _EVENTS:
        connection.execute(f'DROP TRIGGER temp."{event}_{found.table.name}"')


def rearm(connection: sqlite3.Connection, found: KindTable) -> None:
    """Set the triggers of one table again, inside the same transaction."""
    for body in _triggers(found):
        connection.execute(f"CREATE TEMP TRIGGER {body}")


def encode_row(*cells: Cell | dict[None, None]) -> str:
    """Write a whole row as JSON: the number of its kind, then its columns by place.

    In Python, because SQLite's JSON rounds fractions and knows no bytes. Bytes become a list of
    one base64 text, so that they cannot be taken for text. A cell that was left out on purpose
    is an empty dictionary.
    """
    # Runs for every new record: put together here, it takes half the time of a JSON encoder.
    written = []
    for cell in cells:
        if cell is None:
            written.append("null")
        elif isinstance(cell, str):
            written.append(encode_basestring(cell))
        elif isinstance(cell, bytes):
            packed = b2a_base64(cell, newline=False).rstrip(b"=")
            written.append(f'["{packed.decode()}"]')
        elif isinstance(cell, dict):
            written.append(_LEFT_OUT)
        else:
            written.append(json.dumps(cell) if isinstance(cell, float) else str(cell))
    return f"[{','.join(written)}]"


def decode_row(text: str) -> tuple[int, dict[int, Cell]]:
    """Read what ``encode_row`` wrote: number of the kind, column code -> value."""
    number, *cells = json.loads(text)
    first = number * PLACES + 1
    return number, {
        code: _decoded(cell)
        for code, cell in enumerate(cells, start=first)
        if not isinstance(cell, dict)
    }


def decode_places(text: str) -> tuple[int, list[Cell]]:
    """Read a whole row of which no cell was left out: number of the kind, values by place."""
    number, *cells = json.loads(text)
    return number, [_decoded(cell) if type(cell) is list else cell for cell in cells]


def _decoded(cell: list[str] | str | float | None) -> Cell:
    return a2b_base64(cell[0] + "==") if isinstance(cell, list) else cell


def encode_cells(number: int, cells: Mapping[int, Cell], last: int) -> str:
    """Write a whole row of which some cells may be missing.

    Args:
        number: Number of the kind.
        cells: Column code -> value.
        last: Code of the last column that the row has, also when its cell is missing.
    """
    codes = range(number * PLACES + 1, last + 1)
    return encode_row(number, *(cells.get(code, {}) for code in codes))


def joined_row(one: Cell, other: Cell) -> str | None:
    """One whole row of which cells may have been left out on either side.

    Returns:
        All cells of both, written as they would have come whole; None when they contradict.
    """
    if not isinstance(one, str) or not isinstance(other, str):
        return None
    (number, mine), (theirs, cells) = decode_row(one), decode_row(other)
    joined = joined_cells(mine, cells) if number == theirs else None
    if joined is None:
        return None
    places = max(len(json.loads(one)), len(json.loads(other))) - 1
    return encode_cells(number, joined, number * PLACES + places)


def lacks_cells(value: Cell) -> bool:
    """False when a whole row came with all its cells; true is only a suspicion."""
    return isinstance(value, str) and _LEFT_OUT in value


def _cells(value: Cell) -> dict[int, Cell]:
    return decode_row(value)[1] if isinstance(value, str) else {}


def split_ids(joined: bytes | None) -> tuple[bytes, ...]:
    """Read the list of parents of a change."""
    if not joined:
        return ()
    return tuple(joined[i : i + ID_SIZE] for i in range(0, len(joined), ID_SIZE))


class _Joined:
    """Aggregate: ids one after another."""

    def __init__(self) -> None:
        self._ids: list[bytes] = []

    def step(self, change: bytes) -> None:
        self._ids.append(change)

    def finalize(self) -> bytes | None:
        return b"".join(self._ids) or None


class _Seen:
    """Aggregate: what a deletion saw."""

    def __init__(self) -> None:
        self._log: list[Change] = []

    def step(self, change: bytes, column: int, parents: bytes | None) -> None:
        self._log.append(Change(id=change, row=b"", column=column, parents=split_ids(parents)))

    def finalize(self) -> bytes:
        return b"".join(what_a_deletion_sees(self._log))


class _Replaced:
    """Aggregate: what an edit of a cell replaces."""

    def __init__(self) -> None:
        self._column = 0
        self._shown: Cell = None
        self._log: list[tuple[bytes, int, Cell, bytes | None]] = []

    def step(
        self,
        shown: Cell,
        column: int,
        change: bytes,
        written: int,
        value: Cell,
        parents: bytes | None,
    ) -> None:
        self._shown, self._column = shown, column
        if written == INSERT and lacks_cells(value) and column not in _cells(value):
            return  # what its author wrote there never came to this file: nothing to replace
        self._log.append((change, written, value, parents))

    def finalize(self) -> bytes:
        replaced = {
            parent
            for _, written, _, parents in self._log
            if written > INSERT
            for parent in split_ids(parents)
        }
        heads = [entry[0] for entry in self._log if entry[0] not in replaced]
        if len(heads) == 1:
            return heads[0]  # nearly always; only a merge leaves several to be compared
        log = [
            read_change(change, b"", written, value, parents)
            for change, written, value, parents in self._log
        ]
        return b"".join(values_replaced(log, self._column, self._shown))


def read_change(
    change: bytes, row: bytes, column: int, value: Cell, parents: bytes | None
) -> Change:
    """One row of the log as a change."""
    if column == INSERT and isinstance(value, str):
        cells = decode_row(value)[1]
        return Change(id=change, row=row, column=column, cells=cells, parents=split_ids(parents))
    return Change(id=change, row=row, column=column, value=value, parents=split_ids(parents))


def _triggers(found: KindTable) -> Iterator[str]:
    """What follows the words CREATE TRIGGER, for each event of one table."""
    name, number = found.table.name, found.number
    deletions = f'change WHERE "row" = NEW.id AND col = {DELETE}'
    row = ", ".join([str(number), *(f'NEW."{field}"' for field in found.codes)])
    yield f"""
        "insert_{name}" AFTER INSERT ON main."{name}" BEGIN
        INSERT INTO change(id, "row", col, val, parents, tx) VALUES (
            qd_sign({number}), NEW.id, {INSERT}, qd_row({row}),
            CASE WHEN EXISTS (SELECT 1 FROM {deletions}) THEN
            (SELECT qd_joined(id) FROM {deletions}) END, qd_tx());
        END"""
    yield f"""
        "delete_{name}" AFTER DELETE ON main."{name}" BEGIN
        INSERT INTO change(id, "row", col, val, parents, tx) VALUES (
            qd_sign({number}), OLD.id, {DELETE}, NULL,
            (SELECT qd_seen(id, col, parents) FROM change WHERE "row" = OLD.id), qd_tx());
        END"""
    # One trigger for all columns: a trigger for each makes six hundred, a tenth of a second to open.
    changed = {code: f'OLD."{field}" IS NOT NEW."{field}"' for field, code in found.codes.items()}
    told = {
        code: f'SELECT {code} AS col, OLD."{field}" AS old, NEW."{field}" AS new'
        for field, code in found.codes.items()
    }
    single = [f"{told[code]} WHERE {changed[code]}" for code in told if code not in found.together]
    if found.together:
        one_value = " UNION ALL ".join(told[code] for code in found.together)
        differs = " OR ".join(changed[code] for code in found.together)
        single.append(f"SELECT * FROM ({one_value}) WHERE {differs}")
    log = f'FROM change WHERE "row" = NEW.id AND col IN ({INSERT}, cell.col)'
    weight = f"CASE WHEN col = {INSERT} AND instr(val, '{_LEFT_OUT}') THEN 2 ELSE 1 END"
    yield f"""
        "update_{name}" AFTER UPDATE ON main."{name}" BEGIN
        SELECT RAISE(ABORT, 'ids never change') WHERE OLD.id IS NOT NEW.id;
        INSERT INTO change(id, "row", col, val, parents, tx) SELECT
            qd_sign({number}), NEW.id, cell.col, cell.new,
            CASE (SELECT sum({weight}) {log}) WHEN 1 THEN (SELECT id {log})
            ELSE (SELECT qd_replaced(cell.old, cell.col, id, col, val, parents) {log}) END,
            qd_tx()
        FROM ({" UNION ALL ".join(single)}) AS cell;
        END"""
