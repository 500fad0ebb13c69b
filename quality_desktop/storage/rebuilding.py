"""Making the tables anew from the change log alone."""

from __future__ import annotations

from sqlalchemy import Connection

from quality_desktop.domain.merge import keep_referred
from quality_desktop.storage.disputes import rebuild_disputes
from quality_desktop.storage.log import all_changes, kind_number_of, states
from quality_desktop.storage.tables import Schema


def fill_from_log(connection: Connection, schema: Schema) -> None:
    """Fill empty tables with what the log says, and remember what it leaves in dispute.

    Args:
        connection: A transaction on a connection without capture and without foreign keys.
        schema: The program's tables.
    """
    log = all_changes(connection)
    said = states(log)
    alive, _ = keep_referred(said, schema.reference_codes)
    rows: dict[int, list[tuple[object, ...]]] = {}
    for row in sorted(alive):
        number = kind_number_of(log[row])
        found = schema.by_number.get(number) if number is not None else None
        if found is not None:
            rows.setdefault(found.number, []).append((row, *found.stored_row(said[row].values)))
    for number, values in rows.items():
        found = schema.by_number[number]
        places = ", ".join("?" * len(found.names))
        names = ", ".join(f'"{name}"' for name in found.names)
        connection.exec_driver_sql(
            f'INSERT INTO "{found.table.name}" ({names}) VALUES ({places})', values
        )
    rebuild_disputes(connection, schema)
