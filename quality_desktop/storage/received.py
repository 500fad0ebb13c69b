"""A clean log file: the tables ``tx`` and ``change`` alone, as packages carry them.

Only files of our own making are read here: what comes from outside is judged and written anew
by the process that quarantines it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import INSERT, Cell
from quality_desktop.storage.capture import decode_row, encode_cells
from quality_desktop.storage.disk import uri
from quality_desktop.storage.failures import explained
from quality_desktop.storage.log_files import (
    CHANGE_COLUMNS,
    LOG_MARK,
    LOG_TABLES,
    TX_COLUMNS,
    new_log,
)

__all__ = [
    "CHANGE_COLUMNS",
    "LOG_MARK",
    "LOG_TABLES",
    "TX_COLUMNS",
    "LogChoice",
    "LogCounts",
    "attached_log",
    "new_log",
    "write_log",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogChoice:
    """Which part of a log is written.

    Attributes:
        since_tx: Only transactions with larger numbers in this file; None for the whole log.
        rows: Only changes of these rows; None for all.
        without_columns: Codes of columns that are left out: their edits, and their cells in
            whole rows.
    """

    since_tx: int | None = None
    rows: frozenset[bytes] | None = None
    without_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCounts:
    """What was written.

    Attributes:
        last_tx: The largest number that a transaction of the whole log has in this file.
    """

    transactions: int
    changes: int
    last_tx: int


def write_log(
    connection: sqlite3.Connection,
    target: Path,
    choice: LogChoice,
    filled: frozenset[bytes] = frozenset(),
) -> LogCounts:
    """Write a log file.

    Args:
        connection: The open file, or another log file.
        target: A free name; on failure part of a file stays there.
        choice: What to write.
        filled: Changes of any transaction that got cells since the last one that is left out:
            whoever has that one may lack those cells.
    """
    since = -1 if choice.since_tx is None else choice.since_tx
    with contextlib.closing(new_log(target)) as log:
        log.execute("BEGIN")
        used = set[int]()
        for entries in _entries(connection, since, filled):
            log.executemany(
                f"INSERT INTO change ({CHANGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                _chosen(entries, choice, used),
            )
        transactions = connection.execute(
            f"SELECT {TX_COLUMNS} FROM tx WHERE id > ? ORDER BY id", (min(used, default=0) - 1,)
        )
        log.executemany(
            f"INSERT INTO tx ({TX_COLUMNS}) VALUES ({', '.join('?' * 10)})",
            (row for row in transactions if row[0] in used),
        )
        (changes,) = log.execute("SELECT count(*) FROM change").fetchone()
        log.execute("COMMIT")
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM tx").fetchone()
    return LogCounts(transactions=len(used), changes=changes, last_tx=last)


@contextmanager
def attached_log(connection: sqlite3.Connection, log: Path) -> Iterator[None]:
    """Have a log file beside the open file, as the schema ``received``; outside a transaction.

    Raises:
        QualityError: It is no log file, or cannot be read.
    """
    with explained(log):
        if any(name == "received" for _, name, _ in connection.execute("PRAGMA database_list")):
            connection.rollback()
            connection.execute("DETACH received")
        try:
            connection.execute("ATTACH ? AS received", (uri(log, mode="ro", immutable="1"),))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise _foreign(log) from error
            raise
    try:
        _require_log(connection, log)
        yield
    finally:
        # Without memory even this fails. What was done, or why it was not, is to be told all the same;
        # the next log takes the place.
        with contextlib.suppress(sqlite3.Error, MemoryError):
            connection.execute("DETACH received")


def _require_log(connection: sqlite3.Connection, log: Path) -> None:
    try:
        (mark,) = connection.execute("PRAGMA received.application_id").fetchone()
        made = {sql for (sql,) in connection.execute("SELECT sql FROM received.sqlite_schema")}
    except sqlite3.DatabaseError as error:
        raise _foreign(log) from error
    if mark != LOG_MARK or made != set(LOG_TABLES):
        raise _foreign(log)


def _foreign(log: Path) -> QualityError:
    return QualityError(
        f"«{log.name}» — не журнал изменений этой программы: попросите прислать снова."
    )


_Entry = tuple[bytes, bytes, int, Cell, "bytes | None", int]
"""A change as a log file has it."""


def _entries(
    connection: sqlite3.Connection, since: int, filled: Iterable[bytes]
) -> Iterator[Iterable[_Entry]]:
    yield connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE tx > ? ORDER BY id", (since,)
    )
    for change in sorted(filled):
        yield connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM change WHERE id = ? AND tx <= ?", (change, since)
        )


def _chosen(entries: Iterable[_Entry], choice: LogChoice, used: set[int]) -> Iterator[_Entry]:
    """The changes to be written; notes the transactions they belong to."""
    rows, left_out = choice.rows, choice.without_columns
    for entry in entries:
        change, row, column, value, parents, tx = entry
        if (rows is not None and row not in rows) or column in left_out:
            continue
        used.add(tx)
        if left_out and column == INSERT and isinstance(value, str):
            number, cells = decode_row(value)
            if not left_out.isdisjoint(cells):
                rest = {code: cell for code, cell in cells.items() if code not in left_out}
                yield change, row, column, encode_cells(number, rest, max(cells)), parents, tx
                continue
        yield entry
