"""The clean log: the only file that the program opens of what it received, and it wrote it itself."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from quality_desktop.domain.merge import INSERT
from quality_desktop.exchange.log_rows import Entries, bad
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.log_files import CHANGE_COLUMNS, TX_COLUMNS, new_log

TX: Final = f"SELECT {TX_COLUMNS} FROM tx ORDER BY id"
CHANGE: Final = f"SELECT {CHANGE_COLUMNS} FROM change ORDER BY id"
_KIND: Final = (
    f"CASE col WHEN {INSERT} THEN CAST(substr(val, 2, 9) AS INTEGER) ELSE col / {PLACES} END"
)
"""SQL: number of the kind that a change of a record or of its cells speaks of."""
_TWO_KINDS: Final = (
    f'SELECT 1 FROM change WHERE col >= {INSERT} GROUP BY "row" '
    f"HAVING min({_KIND}) <> max({_KIND}) LIMIT 1"
)
_BATCH: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a clean log holds.

    Attributes:
        digest: SHA-256 of the ids of the changes, in their order, hexadecimal.
        newest: The largest id; empty when there is none.
    """

    transactions: int
    changes: int
    digest: str
    newest: bytes


class CleanLog:
    """A clean log being written."""

    def __init__(self, path: Path) -> None:
        self._connection = new_log(path)
        self._connection.execute("PRAGMA synchronous=OFF")  # thrown away on any failure
        self._connection.execute("BEGIN")
        self._numbers = set[int]()
        self._digest = hashlib.sha256()
        self._changes = 0
        self._newest = b""

    def transactions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add transactions."""
        for row in rows:
            self._numbers.add(row[0])
            self._connection.execute("INSERT INTO tx VALUES (?,?,?,?,?,?,?,?,?,?)", row)

    def changes(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add changes in the order of their ids.

        Raises:
            RefusedError: One belongs to no transaction.
        """
        for batch in _batches(self._counted(rows)):
            self._connection.executemany("INSERT INTO change VALUES (?,?,?,?,?,?)", batch)

    def require_one_kind(self) -> None:
        """Make sure that no row is told of as a record of two kinds.

        Raises:
            RefusedError: One is.
        """
        if self._connection.execute(_TWO_KINDS).fetchone() is not None:
            raise bad("запись двух родов сразу")

    def close(self, *, is_kept: bool) -> None:
        """Finish the file, or leave it unfinished."""
        with closing(self._connection):
            if is_kept:
                self._connection.execute("COMMIT")

    @property
    def counts(self) -> Counts:
        """What it holds by now."""
        return Counts(
            transactions=len(self._numbers),
            changes=self._changes,
            digest=self._digest.hexdigest(),
            newest=self._newest,
        )

    def _counted(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            if row[5] not in self._numbers:
                raise bad("изменение без автора")
            self._changes += 1
            self._digest.update(row[0])
            self._newest = max(self._newest, row[0])
            yield row


def copy_log(source: sqlite3.Connection, target: CleanLog) -> None:
    """Copy the log of a guarded database, judging every entry, and all entries of a row together.

    Raises:
        RefusedError: An entry that the program cannot have written.
        sqlite3.Error: The database is damaged.
    """
    entries = Entries()
    target.transactions(_judged(source.execute(TX), entries.transaction))
    target.changes(_judged(source.execute(CHANGE), entries.change))
    target.require_one_kind()


def digest_of(connection: sqlite3.Connection) -> str:
    """The digest that ``Counts`` has, of a log that was just written."""
    digest = hashlib.sha256()
    for (change,) in connection.execute("SELECT id FROM change ORDER BY id"):
        digest.update(change)
    return digest.hexdigest()


def inserts_of(connection: sqlite3.Connection, kind: int) -> Iterator[bytes]:
    """Rows of one kind that a log tells of."""
    found = connection.execute(
        f'SELECT DISTINCT "row" FROM change WHERE col = {INSERT} AND val GLOB ?', (f"[[]{kind},*",)
    )
    return (row for (row,) in found)


def _judged(
    rows: Iterable[tuple[Any, ...]], judge: Callable[[tuple[Any, ...]], None]
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        judge(row)
        yield row


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
