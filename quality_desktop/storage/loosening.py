"""What refers to something lost, in a file made anew: a lost record is stood in for, or let go.

A school that could not be read must not take the answers of many years along. Where a record can be
without others, an empty one with the same id stands in its place, with whatever cells of it the log
still tells.

Decision: the log of the new file says less than the lost one, never anything else.

- Why: it is sent to colleagues who still have what was lost here. An ordinary change would be newer
  than theirs: it would put «lost» in the place of a school's name, empty a reference, delete an answer.
- How: a stand-in yields to whatever else was written (see ``domain.merge.new_stand_in_id``). What
  cannot be stood in for is no longer referred to: the cell is left out of the log, and a record that
  cannot be without it loses the entry that made it. Merging with a colleague brings both back whole.
- Price: in this file nobody reads that cell's former values; the damaged file still has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from quality_desktop.domain.merge import (
    INSERT,
    Cell,
    Change,
    RowState,
    keep_referred,
    new_stand_in_id,
    row_state,
)
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.capture import decode_row, encode_cells
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.log import all_changes, kind_number_of, states
from quality_desktop.storage.tables import KindTable, Schema

LOST_TITLE: Final = "Утрачено при повреждении файла"
"""What an empty record is called that stands in the place of a lost one."""

_TITLES: Final = ("name", "title", "short_name", "surname", "full_name")
"""Fields by which a record is called, of which the first is filled."""

_Dangling = tuple[bytes, int, bytes]
"""A live row, the code of its column that refers to what is not there, and to what."""


@dataclass(slots=True)
class Loosened:
    """What was done.

    Attributes:
        emptied: References that were emptied.
        stood_in: Lost records that an empty one stands in for: table of the kind and id.
        dropped: Records that cannot be without a lost one, and went.
        lost: All that were lost, those among them.
    """

    emptied: int = 0
    stood_in: set[tuple[str, Id]] = field(default_factory=set)
    dropped: set[tuple[str, Id]] = field(default_factory=set)
    lost: set[tuple[str, Id]] = field(default_factory=set)

    @property
    def placeholders(self) -> Counter[str]:
        """Table of a kind -> empty records that are in the file."""
        return Counter(table for table, _ in sorted(self.stood_in - self.dropped))


def loosen(connection: Connection, schema: Schema, number: int) -> Loosened:
    """Have no record of the log refer to what is lost; the tables are left to be made anew.

    Args:
        connection: A transaction on a connection without capture and without foreign keys.
        schema: The program's tables.
        number: The transaction to which stand-ins belong.
    """
    done = Loosened()
    found = _Log(connection, schema)
    while dangling := list(found.dangling()):
        for row, code, target in dangling:
            if found.shown(row, code) != target or found.is_there(target, code):
                continue  # by now it refers to nothing, or what it refers to is stood in for
            mine = schema.by_number[code // PLACES]
            there = schema.by_number[schema.targets[code]]
            name = next(name for name, known in mine.codes.items() if known == code)
            done.lost.add((there.table.name, there.key(target)))
            is_gone = (there.table.name, there.key(target)) in done.dropped
            stand_in = None if is_gone else _stand_in(found, there, target)
            if stand_in is not None:
                found.make(target, stand_in, number)
                done.stood_in.add((there.table.name, there.key(target)))
            elif mine.table.c[name].nullable:
                found.leave_out(row, code)
                done.emptied += 1
            else:
                found.let_go(row)
                done.dropped.add((mine.table.name, mine.key(row)))
    done.lost |= done.dropped
    return done


def readable(found: KindTable, key: bytes, cells: Iterable[Cell]) -> Record | None:
    """A stored row as a record; None when its values cannot be those of the kind."""
    try:
        values = {
            name: found.decode(name, cell) for name, cell in zip(found.codes, cells, strict=True)
        }
        record = found.kind(id=Id(UUID(bytes=key)), **values)
    except (ValueError, TypeError):
        return None
    is_complete = all(
        value is not None or found.table.c[name].nullable for name, value in values.items()
    )
    return record if is_complete else None


def _stand_in(log: _Log, found: KindTable, row: bytes) -> str | None:
    """A whole row of nothing but its name, beside what edits still tell; None when that is too little."""
    told = log.told(row)
    if any(code // PLACES != found.number for code in told):
        return None  # a record of another kind: the reference itself is damaged
    values = found.stored_row(told)
    record = readable(found, row, values)
    if record is None:
        return None  # it needs other records, and which is lost
    title = next((name for name in _TITLES if name in found.codes), "")
    if title and not getattr(record, title):
        cells: dict[int, Cell] = {found.codes[title]: LOST_TITLE}
    else:  # some cell must tell the kind
        code, value = next(zip(found.codes.values(), values, strict=True))
        cells = {code: value}
    return encode_cells(found.number, cells, max(found.codes.values()))


class _Log:
    """The log of the new file, and what it says the rows are.

    Args:
        connection: See ``loosen``.
        schema: The program's tables.
    """

    def __init__(self, connection: Connection, schema: Schema) -> None:
        self._connection = connection
        self._schema = schema
        self._changes = all_changes(connection)
        self._states: dict[bytes, RowState] = states(self._changes)
        self._references: Mapping[int | None, list[int]] = {
            number: sorted(schema.reference_codes.intersection(found.codes.values()))
            for number, found in schema.by_number.items()
        }
        self._numbers = {row: kind_number_of(log) for row, log in self._changes.items()}

    def dangling(self) -> Iterator[_Dangling]:
        """References of live rows to rows that are not there."""
        alive, _ = keep_referred(self._states, self._schema.reference_codes)
        for row in sorted(alive):
            for code in self._references.get(self._numbers[row], ()):
                target = self.shown(row, code)
                if isinstance(target, bytes) and not self.is_there(target, code):
                    yield row, code, target

    def shown(self, row: bytes, code: int) -> Cell:
        """What a row shows in a column."""
        return self.told(row).get(code)

    def told(self, row: bytes) -> Mapping[int, Cell]:
        """What is known of a row: column code -> value."""
        state = self._states.get(row)
        return {} if state is None else state.values

    def is_there(self, target: bytes, code: int) -> bool:
        """Whether a row can be referred to from a column: deleted ones stay while they are."""
        return self._numbers.get(target) == self._schema.targets[code]

    def make(self, row: bytes, whole: str, number: int) -> None:
        """Write a stand-in."""
        made = Change(id=new_stand_in_id(), row=row, column=INSERT, cells=decode_row(whole)[1])
        self._connection.exec_driver_sql(
            'INSERT INTO change (id, "row", col, val, tx) VALUES (?, ?, ?, ?, ?)',
            (made.id, row, INSERT, whole, number),
        )
        self._settle(row, [*self._changes.get(row, []), made])

    def leave_out(self, row: bytes, code: int) -> None:
        """Have the log say nothing of a cell."""
        self._connection.exec_driver_sql(
            'DELETE FROM change WHERE "row" = ? AND col = ?', (row, code)
        )
        kept = [change for change in self._changes[row] if change.column != code]
        for place, change in enumerate(kept):
            if change.column == INSERT and code in change.cells:
                rest = {known: cell for known, cell in change.cells.items() if known != code}
                kept[place] = Change(
                    id=change.id, row=row, column=INSERT, cells=rest, parents=change.parents
                )
                whole = encode_cells(code // PLACES, rest, max(change.cells))
                self._connection.exec_driver_sql(
                    "UPDATE change SET val = ? WHERE id = ?", (whole, change.id)
                )
        self._settle(row, kept)

    def let_go(self, row: bytes) -> None:
        """Have the log not say that a record was made."""
        self._connection.exec_driver_sql(
            f'DELETE FROM change WHERE "row" = ? AND col = {INSERT}', (row,)
        )
        self._settle(row, [change for change in self._changes[row] if change.column != INSERT])

    def _settle(self, row: bytes, changes: list[Change]) -> None:
        self._changes[row] = changes
        self._states[row] = row_state(changes)
        self._numbers[row] = kind_number_of(changes)
