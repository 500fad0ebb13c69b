"""Plain columns of a table, read quickly: what sums over thousands of rows need, and no records."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from uuid import UUID

from quality_desktop.domain.merge import Cell
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.tables import KindTable

Columns = dict[str, list[Cell]]
"""Field -> its values as the file holds them (ids are 16 bytes), rows in the same order."""


def read_columns(
    driver: sqlite3.Connection,
    found: KindTable,
    names: Sequence[str],
    equals: Mapping[str, Scalar | tuple[Scalar, ...]],
) -> Columns:
    """Columns of the rows whose fields hold these values.

    Goes to the driver: the toolkit would spend most of the time on each row's own object.

    Args:
        driver: The driver's connection, inside a transaction.
        found: Table of the kind.
        names: Fields to read.
        equals: Field -> value to choose by, or any of several; no fields read all rows.

    Raises:
        KeyError: The kind has no such field.
    """
    columns = [_quoted(found, name) for name in names]
    conditions = [_condition(_quoted(found, name), value) for name, value in equals.items()]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    values = [_stored(one) for value in equals.values() for one in _several(value)]
    # Names come from the schema, never from outside; values are bound.
    chosen = f'SELECT {", ".join(columns)} FROM "{found.table.name}"{where}'
    rows = driver.execute(chosen, values).fetchall()
    # Column by column: turning all rows at once would make an iterator for every one of them.
    return {name: list(map(itemgetter(place), rows)) for place, name in enumerate(names)}


def _quoted(found: KindTable, name: str) -> str:
    return f'"{found.table.c[name].name}"'


def _several(value: Scalar | tuple[Scalar, ...]) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)


def _condition(column: str, value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return f"{column} IN ({', '.join('?' * len(value))})"
    return f"{column} IS ?"


def _stored(value: Scalar) -> Cell:
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value
