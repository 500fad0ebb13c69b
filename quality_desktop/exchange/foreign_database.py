"""Opening a database that somebody sent: looked at as bytes first, then through a guarded connection."""

from __future__ import annotations

import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality_desktop.exchange.refusing import RefusedError
from quality_desktop.storage.disk import uri
from quality_desktop.storage.header import APPLICATION_ID

MOST_BYTES: Final = 1024 * 1024 * 1024
_HEADER_BYTES: Final = 100
_LONGEST: Final = 16 * 1024 * 1024  # of a value: a kept file of 5 MB as text, with room
_STEPS: Final = 20_000  # of SQLite's machine between two looks at the clock
_PRAGMAS: Final = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "query_only=ON",
    "temp_store=MEMORY",
)
_ADVICE: Final = "попросите отправителя проверить файл в программе и прислать пакет обмена"
_WAL: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the first hundred bytes of a database say.

    Attributes:
        version: Version of the schema.
        has_wal: It was left in WAL mode: its newest rows may lie beside it, with the sender.
    """

    version: int
    has_wal: bool


class Deadline:
    """How long a file may keep us."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def is_over(self) -> bool:
        """True when time is up."""
        return time.monotonic() > self._until


def spoilt() -> RefusedError:
    """The database is damaged inside."""
    return RefusedError(f"файл района повреждён внутри: {_ADVICE}")


def too_long() -> RefusedError:
    """The file keeps SQLite busy without end."""
    return RefusedError(f"файл не удалось прочитать за отведённое время: {_ADVICE}")


def read_head(path: Path, version: int) -> Head:
    """Judge the first bytes, before SQLite sees the file.

    Args:
        path: A private copy.
        version: Version of the schema that the program knows.

    Raises:
        RefusedError: Foreign, newer, cut short or damaged.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEADER_BYTES)
    size = path.stat().st_size
    if len(head) < _HEADER_BYTES:
        raise cut_short()
    (page,) = struct.unpack_from(">H", head, 16)
    page = 65536 if page == 1 else page
    (pages,) = struct.unpack_from(">I", head, 28)
    (mark,) = struct.unpack_from(">I", head, 68)
    (found,) = struct.unpack_from(">I", head, 60)
    if mark != APPLICATION_ID:
        raise RefusedError(
            "это база данных другой программы: выберите пакет обмена (.qpack) или файл района"
        )
    if page < 512 or page & (page - 1) or found < 1:
        raise spoilt()
    if found > version:
        raise RefusedError(
            f"файл создан более новой версией программы (формат {found}, эта версия понимает формат "
            f"{version}): обновите программу"
        )
    if size % page or size < pages * page:
        raise cut_short()
    return Head(version=found, has_wal=_WAL in head[18:20])


def cut_short() -> RefusedError:
    """The end of the file is missing."""
    return RefusedError("файл обрезан при пересылке: попросите отправителя прислать его ещё раз")


@contextmanager
def guarded(path: Path, deadline: Deadline) -> Iterator[sqlite3.Connection]:
    """A connection that reads only, trusts nothing, and stops when time is up.

    Immutable, so that a journal beside the file is not played into it.

    Raises:
        RefusedError: The database is damaged, or keeps us too long.
    """
    with closing(sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True)) as connection:
        connection.isolation_level = None
        for limit, most in _LIMITS:
            connection.setlimit(limit, most)
        connection.set_progress_handler(lambda: int(deadline.is_over()), _STEPS)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            yield connection
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            if deadline.is_over():
                raise too_long() from error
            raise spoilt() from error


def require_sound(connection: sqlite3.Connection) -> None:
    """Make sure that pages, indexes and cells hang together.

    Raises:
        RefusedError: They do not.
    """
    for check in ("quick_check(1)", "integrity_check(1)"):
        if connection.execute(f"PRAGMA {check}").fetchone()[0] != "ok":
            raise spoilt()


def restrict_to(connection: sqlite3.Connection, tables: frozenset[str]) -> None:
    """From now on nothing but reading of these tables."""
    connection.set_authorizer(_reader_of(tables))


def _reader_of(
    tables: frozenset[str],
) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    functions = {"max", "min", "count", "length", "glob", "like"}

    def judge(
        action: int, what: str | None, more: str | None, _base: str | None, _view: str | None
    ) -> int:
        is_allowed = (
            action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)
            or (action == sqlite3.SQLITE_READ and what in tables)
            or (action == sqlite3.SQLITE_FUNCTION and more in functions)
        )
        return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY

    return judge


_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 200),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 3),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 250_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)
