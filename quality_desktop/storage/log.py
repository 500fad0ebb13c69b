"""Reading the change log: changes of rows, and what the log says the rows are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from quality_desktop.domain.merge import DELETE, INSERT, Cell, Change, RowState, row_state
from quality_desktop.domain.records import Record
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.tables import KindTable, Schema

_COLUMNS = 'SELECT id, "row", col, val, parents FROM change'


def all_changes(connection: Connection) -> dict[bytes, list[Change]]:
    """Row id -> its changes, of the whole log."""
    return _by_row(connection, _COLUMNS, ())


def changes_of_kind(
    connection: Connection, found: KindTable, last: int
) -> dict[bytes, list[Change]]:
    """Row id -> its changes up to a transaction of this file, of rows of one kind."""
    return _by_row(
        connection,
        f'{_COLUMNS} WHERE tx <= ? AND "row" IN '
        f'(SELECT "row" FROM change WHERE col = {INSERT} AND val GLOB ?)',
        (last, f"[[]{found.number},*"),
    )


def changes_of_row(connection: Connection, row: bytes, before: bytes | None = None) -> list[Change]:
    """Changes of one row, by id; only those with smaller ids than ``before`` when it is given."""
    older, limit = ("", ()) if before is None else (" AND id < ?", (before,))
    found = _by_row(connection, f'{_COLUMNS} WHERE "row" = ?{older}', (row, *limit))
    return sorted(found.get(row, []), key=lambda change: change.id)


def kind_number_of(changes: Iterable[Change]) -> int | None:
    """Number of the kind of a row; None when its insert has not arrived."""
    for change in changes:
        for code in change.cells:
            return code // PLACES
    return None


def record_of(found: KindTable, row: bytes, state: RowState) -> Record:
    """A row of the log as a record."""
    stored = found.stored_row(state.values)
    decoded = zip(found.codes, stored, strict=True)
    return found.kind(
        id=found.key(row),
        **{name: found.decode(name, cell) for name, cell in decoded},
    )


def records_after(connection: Connection, found: KindTable, last: int) -> tuple[Record, ...]:
    """Records of a kind by id, as they were after a transaction of this file."""
    known = states(changes_of_kind(connection, found, last))
    alive = sorted(row for row, state in known.items() if state.is_alive)
    return tuple(record_of(found, row, known[row]) for row in alive)


def gone_records(connection: Connection, schema: Schema) -> dict[type[Record], tuple[Record, ...]]:
    """Records that were deleted, by kind, as they last were."""
    found: dict[type[Record], list[Record]] = {}
    deleted = f'SELECT DISTINCT "row" FROM change WHERE col = {DELETE} ORDER BY "row"'
    for (row,) in connection.exec_driver_sql(deleted).all():
        changes = changes_of_row(connection, row)
        state = row_state(changes)
        table = schema.by_number.get(kind_number_of(changes) or 0)
        if table is not None and not state.is_alive:
            found.setdefault(table.kind, []).append(record_of(table, row, state))
    return {kind: tuple(records) for kind, records in found.items()}


def last_write(connection: Connection) -> bytes | None:
    """Id of the newest transaction; None in a file that nobody wrote to."""
    newest = "SELECT uid FROM tx ORDER BY id DESC LIMIT 1"
    found = connection.exec_driver_sql(newest).scalar_one_or_none()
    return None if found is None else bytes(found)


def states(changes: Mapping[bytes, Sequence[Change]]) -> dict[bytes, RowState]:
    """Row id -> what the log says it is."""
    return {row: row_state(found) for row, found in changes.items()}


def _by_row(
    connection: Connection, statement: str, parameters: tuple[Cell, ...]
) -> dict[bytes, list[Change]]:
    found: dict[bytes, list[Change]] = {}
    for change in _read(connection, statement, parameters):
        found.setdefault(change.row, []).append(change)
    return found


def _read(connection: Connection, statement: str, parameters: tuple[Cell, ...]) -> Iterator[Change]:
    for row in connection.exec_driver_sql(statement, parameters):
        yield read_change(*row)
