"""The one connection to the file: how it is opened, locked and closed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.disk import uri
from quality_desktop.storage.refusals import gone, replaced
from quality_desktop.storage.soundness import require_sound

_PATIENCE = 1.0
"""Seconds to wait for a lock; an antivirus lets go sooner, a second user does not."""


class Link:
    """A connection of SQLAlchemy with explicit transactions, and the driver's one under it.

    Attributes:
        sql: SQLAlchemy's connection.
        driver: The driver's connection, for pragmas, triggers and backups.
        guard: Raises when the file was given to another owner; None where nobody else may own it.
    """

    def __init__(self, path: Path, *, mode: str) -> None:
        """Connect.

        Args:
            path: The file.
            mode: ``rw``, ``ro``, or ``rwc`` to create it.
        """
        self._path = path
        self._is_owner = False
        self.guard: Callable[[], None] | None = None
        pool = NullPool(lambda: _connect(path, mode))
        self.sql = Connection(_engine(), pool.connect())
        driver = self.sql.connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            msg = "the driver is sqlite3"
            raise TypeError(msg)
        self.driver: sqlite3.Connection = driver
        self._identity = _identity(path)

    def harden(self) -> None:
        """Settings that every use of the file needs."""
        for pragma in (
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "synchronous=FULL",
            "temp_store=MEMORY",
            "cache_size=-65536",  # KiB; the index of the log is touched all over
        ):
            self.driver.execute(f"PRAGMA {pragma}")

    def own(self) -> None:
        """Lock the file for this process until the connection is closed.

        A file that somebody left in WAL mode becomes an ordinary one again.
        """
        self.driver.execute("PRAGMA locking_mode=EXCLUSIVE")
        self.driver.execute("BEGIN EXCLUSIVE")
        self.driver.execute("COMMIT")
        self._is_owner = True
        self.driver.execute("PRAGMA journal_mode=TRUNCATE")

    def require_in_place(self) -> None:
        """Make sure that what is written goes to the file that people see under its name.

        On POSIX an open file can be removed, moved or replaced; SQLite would go on writing to
        what no name leads to any more.

        Raises:
            FileGoneError: The file is not where it was, another one is there, or another owner has it.
        """
        found = _identity(self._path)
        if found != self._identity:
            raise gone(self._path) if found is None else replaced(self._path)
        if self.guard is not None:
            self.guard()

    def require_whole(self) -> None:
        """Look through the structure of the file.

        Raises:
            FileDamagedError: It is not whole.
            DiskFailedError: The disk did not read it.
        """
        require_sound(self.driver, self._path)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction; inside another one, a part of it."""
        if self.sql.in_transaction():
            yield self.sql
        else:
            with self.sql.begin():
                yield self.sql

    def settle(self) -> None:
        """Take back what could not be given up, before the driver is used past SQLAlchemy.

        SQLite copies no database and attaches none while its own transaction is open: a copy would
        wait for it for ever.

        Raises:
            RuntimeError: A unit of work is open, or something is being read.
        """
        if self.sql.in_transaction():
            msg = "units of work do not nest"
            raise RuntimeError(msg)
        if self.driver.in_transaction:
            self.driver.rollback()

    def give_up(self, transaction: RootTransaction) -> None:
        """Take back what was not committed; a failure here must not hide the cause of the first.

        Without memory even this fails; then the next transaction begins with it, see also ``settle``.
        """
        with contextlib.suppress(sqlite3.Error, SQLAlchemyError, MemoryError):
            transaction.close()
        # SQLAlchemy takes a failed COMMIT for the end; after a broken reference SQLite does not.
        with contextlib.suppress(sqlite3.Error, MemoryError):
            self.driver.rollback()

    def has_taken(self, uid: bytes) -> bool:
        """Whether a transaction is in the file although the disk refused its commit.

        So it is when only the flushing of the emptied journal failed: nothing can take the transaction
        back any more but a loss of power, and a further small commit, which is made here, ends that too.

        Args:
            uid: Id of the transaction.
        """
        try:
            self.driver.rollback()
            if self.driver.execute("SELECT 1 FROM tx WHERE uid = ?", (uid,)).fetchone() is None:
                return False
            (version,) = self.driver.execute("PRAGMA user_version").fetchone()
            self.driver.execute(f"PRAGMA user_version = {version}")
        except sqlite3.Error:
            return False
        return True

    def is_ours(self) -> bool:
        """False when another owner was let in: what stands beside the file is not ours any more."""
        try:
            if self.guard is not None:
                self.guard()
        except QualityError:
            return False
        return True

    def drop_journal(self) -> None:
        """Remove the empty journal that truncating leaves beside the file."""
        if not self._is_owner or not self.is_ours():
            return
        with contextlib.suppress(sqlite3.Error):
            self.driver.execute("PRAGMA journal_mode=DELETE")

    @property
    def is_open(self) -> bool:
        """False once the file was given back."""
        return not self.sql.closed

    def close(self) -> None:
        """Give the file back."""
        if self.is_open:
            self.drop_journal()
            self.sql.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one under its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    if os.name == "nt":  # an open file cannot be replaced there, and shares number files anew
        return 0, 0
    return found.st_dev, found.st_ino


def _connect(path: Path, mode: str) -> DBAPIConnection:
    return _engine().dialect.connect(
        uri(path, mode=mode),
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,  # the driver would commit before DDL; we say BEGIN ourselves
        check_same_thread=False,
    )


@cache
def _engine() -> Engine:
    """What all connections share: the dialect, and the statements that were compiled for it.

    Decision: the one thing of this room that outlives its users, beside ``tables.schema_of``.

    - Why: it holds no file and no value of a file, both parts of it are made to be used by several
      threads, and a dialect with statements compiled anew makes every opening slower.
    - Instead of: carrying it from ``app.py`` through everything that opens a file, of which half
      are short looks at copies.

    A file has a connection of its own, which the engine does not make. Asked for another one, when a
    connection was broken off in the middle of a statement, it refuses: what it would make is an
    empty database in memory, and everything done from then on would be lost.
    """
    engine = create_engine("sqlite://", poolclass=NullPool)
    with engine.connect():  # the dialect gets to know SQLite
        pass

    @event.listens_for(engine, "do_connect")
    def _refuse(*_: object) -> None:
        raise QualityError(
            "Связь с файлом прервалась, последнее действие не сохранено: закройте программу и "
            "откройте файл снова."
        )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.rollback()  # what could not be given up for lack of memory
        connection.exec_driver_sql("BEGIN")

    return engine
