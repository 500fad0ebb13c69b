"""Which objects a database from outside may hold: statement by statement, by a grammar of our own tables.

What the program writes is a table of plain columns, one primary key and deferred references, or a
plain index; names are those of the registry. A default that computes, a generated column, a check,
a trigger, a view, a virtual table or an index over an expression is somebody else's, and is refused
before SQLite is asked for anything that could run it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import Final

from quality_desktop.exchange.refusing import RefusedError
from quality_desktop.storage.columns import REGISTRY

MOST_OBJECTS: Final = 500
LOG_TABLES: Final = frozenset({"tx", "change"})
OWN_TABLES: Final = frozenset({"alembic_version", "site", "exchange", "dispute"})
"""Tables of a file that never travel."""

_NAME: Final = r'(?:[a-z_][a-z0-9_]*|"[a-z_][a-z0-9_]*")'
_TYPE: Final = r"(?:INTEGER|BIGINT|TEXT|BLOB|BOOLEAN|DATE|VARCHAR\(\d{1,4}\))"
_DEFAULT: Final = r"DEFAULT (?:'[^']{0,200}'|-?\d{1,18}|NULL|X'')"
_COLUMN: Final = rf"{_NAME}(?: {_TYPE})?(?: {_DEFAULT}| NOT NULL)*"
_KEY: Final = rf"(?:CONSTRAINT {_NAME} )?PRIMARY KEY \({_NAME}\)"
_REFERENCE: Final = (
    rf"CONSTRAINT {_NAME} FOREIGN KEY ?\({_NAME}\) REFERENCES {_NAME} \({_NAME}\)"
    r" DEFERRABLE INITIALLY DEFERRED"
)
_ITEM: Final = rf"(?:{_KEY}|{_REFERENCE}|{_COLUMN})"
_TABLE: Final = re.compile(
    rf"CREATE TABLE {_NAME} ?\( ?{_ITEM}(?: ?, ?{_ITEM})* ?\)(?: WITHOUT ROWID)?"
)
_INDEX: Final = re.compile(rf"CREATE INDEX {_NAME} ON {_NAME} \({_NAME}(?:, ?{_NAME})*\)")


def require_own_objects(connection: sqlite3.Connection, allowed: Iterable[str]) -> frozenset[str]:
    """Make sure that a database holds nothing but plain tables of these names and plain indexes.

    Args:
        connection: A guarded connection.
        allowed: Names of the tables that may be there.

    Returns:
        Names of the tables that are.

    Raises:
        RefusedError: It holds anything else; the sentence names it.
    """
    names = frozenset(allowed)
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema LIMIT ?", (MOST_OBJECTS + 1,)
    ).fetchall()
    if len(found) > MOST_OBJECTS:
        raise RefusedError(
            f"в файле больше {MOST_OBJECTS} таблиц: это не файл программы, не принимайте его"
        )
    foreign = [name for kind, name, sql in found if not _is_own(kind, name, sql, names)]
    if foreign:
        told = ", ".join(f"«{str(name)[:40]}»" for name in foreign[:3])
        raise RefusedError(
            f"в файле есть посторонние объекты, их создала не программа: {told}; не принимайте его "
            "и сообщите отправителю"
        )
    return frozenset(name for kind, name, _ in found if kind == "table")


def known_tables() -> frozenset[str]:
    """Tables that a file of the program may hold."""
    return LOG_TABLES | OWN_TABLES | frozenset(REGISTRY)


def columns_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Columns of a table that was judged, in order."""
    return tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{table}")'))


def _is_own(kind: str, name: object, sql: str | None, names: frozenset[str]) -> bool:
    if not isinstance(name, str):
        return False
    if sql is None:
        return kind == "index" and name.startswith("sqlite_autoindex_")
    said = " ".join(sql.split())
    match kind:
        case "table":
            return name in names and _TABLE.fullmatch(said) is not None
        case "index":
            return name.startswith("ix_") and _INDEX.fullmatch(said) is not None
        case _:
            return False
