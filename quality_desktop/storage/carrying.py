"""What a newer program wrote and this file carried along unseen is shown after an update.

An older program keeps changes of kinds and columns that it does not know in its log and passes
them on. When the file is brought up to date, those rows are written into the new tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from quality_desktop.domain.merge import INSERT
from quality_desktop.storage.capture import arm, decode_row
from quality_desktop.storage.catching_up import catch_up, touch
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.connection import Link
from quality_desktop.storage.session import Session, Writer
from quality_desktop.storage.tables import Schema


def columns_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Tables of a file with their columns."""
    return frozenset(
        connection.execute(
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c "
            "WHERE t.type = 'table'"
        )
    )


def carry_over(path: Path, schema: Schema, known: Collection[tuple[str, str]]) -> None:
    """Write the rows of which the log knew more than the tables could hold.

    Args:
        path: A migrated file that is not in use yet.
        schema: The program's tables.
        known: What the tables were before the migration.
    """
    fresh = frozenset(
        code
        for found in schema.kinds.values()
        for name, code in found.codes.items()
        if (found.table.name, name) not in known
    )
    link = Link(path, mode="rw")
    try:
        rows = set(_carried(link.driver, fresh)) if fresh else set()
        if not rows:
            return
        nobody = Writer(author="", host="", program_version="")
        session = Session(path, link, schema, nobody, is_read_only=False)
        link.driver.execute("PRAGMA recursive_triggers=ON")
        arm(link.driver, session.pen, schema.kinds.values())
        with link.transaction() as connection:
            last = connection.exec_driver_sql("SELECT max(id) FROM tx").scalar_one()
            touch(link.driver, rows)
            catch_up(session, last, whole=rows)
    finally:
        link.close()


def _carried(connection: sqlite3.Connection, fresh: frozenset[int]) -> Iterator[bytes]:
    """Rows with a change of a column that the tables did not have."""
    numbers = {code // PLACES for code in fresh}
    for row, column, value in connection.execute(
        f'SELECT "row", col, CASE WHEN col = {INSERT} THEN val END FROM change WHERE col >= {INSERT}'
    ):
        if column != INSERT:
            if column in fresh:
                yield row
        elif _number(value) in numbers and not fresh.isdisjoint(decode_row(value)[1]):
            yield row


def _number(value: str) -> int:
    """Number of the kind of a whole row, without reading the row."""
    return int(value[1:].split(",", 1)[0].rstrip("]"))
