"""A glance at a file: its records read for the first picture of the window.

The database toolkit takes longer to import than the window to paint. So what the window shows
first is read by the driver alone, from the same tables and in one consistent moment; the store
opens the file afterwards. A glance never waits, never writes and says nothing about a
file that cannot simply be read: whoever gets none opens the file and hears its reason there.
"""

from __future__ import annotations

import sqlite3
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.disk import uri
from quality_desktop.storage.header import check_header, has_journal, judge, schema_version
from quality_desktop.storage.reading import R, Scalar

_PRAGMAS = ("trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """How rows of a table become records of a kind.

    Attributes:
        names: Names of the fields, ``id`` first.
        chosen: The names as a statement lists them.
        decoders: For each field what makes its value of a stored one; None to take it as it is.
    """

    names: tuple[str, ...]
    chosen: str
    decoders: tuple[Callable[[Any], Scalar] | None, ...]

    def record(self, kind: type[R], row: Sequence[Any]) -> R:
        """A row as a record."""
        values: dict[str, Any] = {
            name: stored if stored is None or decode is None else decode(stored)
            for name, decode, stored in zip(self.names, self.decoders, row, strict=True)
        }
        return kind(**values)


class Glance:
    """The records of a file at one moment; usable on one thread, until it is closed.

    Reading fails with the driver's errors: a glance that fails is given up, not explained.

    Attributes:
        last_write: Id of the newest transaction; None in a file that nobody wrote to.
    """

    def __init__(self, connection: sqlite3.Connection, last_write: bytes | None) -> None:
        self.last_write = last_write
        self._connection = connection
        self._known: dict[type[Record], _Columns] = {}

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""
        return next(iter(self.all(kind, id=key)), None)

    def all(self, kind: type[R], **equals: Scalar) -> tuple[R, ...]:
        """Records whose fields hold these values (all records without any), by id."""
        columns = self._columns(kind)
        if unknown := equals.keys() - set(columns.names):
            raise KeyError(*unknown)
        wanted = " AND ".join(f'"{name}" IS ?' for name in equals) or "TRUE"
        rows = self._connection.execute(
            f'SELECT {columns.chosen} FROM "{kind.kind}" WHERE {wanted} ORDER BY "id"',
            [_stored(value) for value in equals.values()],
        )
        return tuple(columns.record(kind, row) for row in rows)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._connection.close()

    def _columns(self, kind: type[Record]) -> _Columns:
        if kind not in self._known:
            hints = get_type_hints(kind)
            names = tuple(declared.name for declared in fields(kind))
            self._known[kind] = _Columns(
                names=names,
                # SQLite takes a lone quoted name that it does not know for a text.
                chosen=", ".join(f'"{kind.kind}"."{name}"' for name in names),
                decoders=tuple(_DECODERS.get(_inner(hints[name])) for name in names),
            )
        return self._known[kind]


def take(path: Path, migrations: Path) -> Glance | None:
    """Look at a file of the program's own version that is whole and that nobody is writing to.

    Args:
        path: The file.
        migrations: Folder of the migrations.

    Returns:
        None when the file must be opened to say what is the matter with it, or to mend it.
    """
    try:
        version = schema_version(migrations)
        if judge(path, version) != version or _has_side_files(path):
            return None
        connection = sqlite3.connect(
            uri(path, mode="ro"), uri=True, timeout=0, isolation_level=None
        )
    except (QualityError, sqlite3.Error, OSError):
        return None
    try:
        last_write = _begin(connection, path, version)
    except (QualityError, sqlite3.Error, OSError):
        connection.close()
        return None
    return Glance(connection, last_write)


def _begin(connection: sqlite3.Connection, path: Path, version: int) -> bytes | None:
    """Begin the one transaction of a glance and judge what it will read.

    Raises:
        QualityError: The file is not what it was a moment ago, or it is damaged.
        sqlite3.Error: Somebody is writing, or SQLite cannot read the file.
    """
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    if check_header(connection, path, version) != version:
        raise QualityError("Файл только что изменился.")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise QualityError("Файл повреждён.")
    row = connection.execute("SELECT uid FROM tx ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else bytes(row[0])


def _has_side_files(path: Path) -> bool:
    """Whether the newest rows may lie beside the file: a cut-off transaction, or somebody's WAL."""
    return has_journal(path) or path.with_name(path.name + "-wal").exists()


def _inner(hint: object) -> object:
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return next(option for option in options if option is not type(None))


def _id(stored: bytes) -> Id:
    return Id(UUID(bytes=stored))


_DECODERS: Mapping[object, Callable[[Any], Scalar]] = types.MappingProxyType(
    {Id: _id, bool: bool, date: date.fromisoformat}
)


def _stored(value: Scalar) -> object:
    """A value of a field as the file holds it."""
    if isinstance(value, UUID):
        return value.bytes
    return value.isoformat() if isinstance(value, date) else value
