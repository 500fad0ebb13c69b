"""The whole file as its change log had it at a moment, with what was undecided then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from quality_desktop.domain.merge import Change, RowState, row_state
from quality_desktop.domain.records import Record
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.disputes import is_disputed
from quality_desktop.storage.log import kind_number_of, record_of
from quality_desktop.storage.reopening import Undecided
from quality_desktop.storage.tables import KindTable, Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierState:
    """What the log had said by a moment.

    Attributes:
        records: All records that were to be seen, deleted ones in use among them.
        undecided: What people disagreed about.
    """

    records: tuple[Record, ...]
    undecided: Undecided


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    found: KindTable
    log: list[Change]
    state: RowState

    @property
    def record(self) -> Record:
        return record_of(self.found, self.log[0].row, self.state)

    def targets(self, schema: Schema) -> Iterator[bytes]:
        """Rows that it refers to."""
        for code in self.state.values.keys() & schema.reference_codes:
            value = self.state.values[code]
            if isinstance(value, bytes):
                yield value


def earlier_state(connection: Connection, schema: Schema, last: int) -> EarlierState:
    """Read the log up to a moment, a row at a time.

    Args:
        connection: A transaction.
        schema: The program's tables.
        last: Number of the last transaction in this file that counts.
    """
    records: list[Record] = []
    undecided: dict[bytes, list[Change]] = {}
    gone: dict[bytes, _Row] = {}
    wanted = set[bytes]()
    for row in _rows(connection, schema, last):
        if not row.state.is_alive:
            gone[row.log[0].row] = row
            continue
        records.append(row.record)
        wanted.update(row.targets(schema))
        if is_disputed(row.state):
            undecided[row.log[0].row] = row.log
    for key, row in _in_use(gone, wanted, schema):
        records.append(row.record)
        undecided[key] = row.log
    return EarlierState(records=tuple(records), undecided=undecided)


def _rows(connection: Connection, schema: Schema, last: int) -> Iterator[_Row]:
    """Rows of kinds that this program knows, of which not everything is of a newer one."""
    entries = connection.exec_driver_sql(
        'SELECT id, "row", col, val, parents FROM change WHERE tx <= ? ORDER BY "row"', (last,)
    )
    changes = (read_change(*entry) for entry in entries)
    for _, group in groupby(changes, key=attrgetter("row")):
        log = list(group)
        found = schema.by_number.get(kind_number_of(log) or 0)
        if found is not None:
            yield _Row(found=found, log=log, state=row_state(log))


def _in_use(
    gone: dict[bytes, _Row], wanted: Iterable[bytes], schema: Schema
) -> Iterator[tuple[bytes, _Row]]:
    """Deleted rows that a row to be seen refers to, itself or through others of them."""
    waiting = list(wanted)
    while waiting:
        key = waiting.pop()
        row = gone.pop(key, None)
        if row is not None:
            waiting.extend(row.targets(schema))
            yield key, row
