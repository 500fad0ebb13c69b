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
from typing import Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import INSERT, Cell
from quality_desktop.storage.capture import decode_row, encode_cells
from quality_desktop.storage.disk import uri
from quality_desktop.storage.failures import explained

LOG_MARK: Final = 0x4D4F4E4C
"""«MONL»: the mark of a log file in the header of SQLite."""

LOG_TABLES: Final = (
    (
        "CREATE TABLE tx (id INTEGER NOT NULL, uid BLOB NOT NULL, site BLOB NOT NULL, "
        "author TEXT NOT NULL, host TEXT NOT NULL, program TEXT NOT NULL, wall_ms BIGINT NOT NULL, "
        "kind TEXT NOT NULL, note TEXT NOT NULL, target BLOB, PRIMARY KEY (id))"
    ),
    (
        'CREATE TABLE change (id BLOB NOT NULL, "row" BLOB NOT NULL, col INTEGER NOT NULL, val BLOB, '
        "parents BLOB, tx INTEGER NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID"
    ),
)
"""What a log file is made of, statement by statement."""

TX_COLUMNS: Final = "id, uid, site, author, host, program, wall_ms, kind, note, target"
CHANGE_COLUMNS: Final = 'id, "row", col, val, parents, tx'


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


def write_log(connection: sqlite3.Connection, target: Path, choice: LogChoice) -> LogCounts:
    """Write a log file.

    Args:
        connection: The open file, or another log file.
        target: A free name; on failure part of a file stays there.
        choice: What to write.
    """
    since = -1 if choice.since_tx is None else choice.since_tx
    with contextlib.closing(new_log(target)) as log:
        log.execute("BEGIN")
        entries = connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM change WHERE tx > ? ORDER BY id", (since,)
        )
        used = set[int]()
        log.executemany(
            f"INSERT INTO change ({CHANGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
            _chosen(entries, choice, used),
        )
        transactions = connection.execute(
            f"SELECT {TX_COLUMNS} FROM tx WHERE id > ? ORDER BY id", (since,)
        )
        log.executemany(
            f"INSERT INTO tx ({TX_COLUMNS}) VALUES ({', '.join('?' * 10)})",
            (row for row in transactions if row[0] in used),
        )
        (changes,) = log.execute("SELECT count(*) FROM change").fetchone()
        log.execute("COMMIT")
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM tx").fetchone()
    return LogCounts(transactions=len(used), changes=changes, last_tx=last)


def new_log(target: Path) -> sqlite3.Connection:
    """An empty log file to be filled, without a journal: a failed one is thrown away.

    Raises:
        FileExistsError: The name is taken; nobody else's file is touched.
    """
    target.touch(exist_ok=False)
    log = sqlite3.connect(uri(target, mode="rw"), uri=True, isolation_level=None)
    try:
        log.execute("PRAGMA journal_mode=OFF")
        log.execute(f"PRAGMA application_id={LOG_MARK}")
        for statement in LOG_TABLES:
            log.execute(statement)
    except BaseException:
        log.close()
        raise
    return log


@contextmanager
def attached_log(connection: sqlite3.Connection, log: Path) -> Iterator[None]:
    """Have a log file beside the open file, as the schema ``received``; outside a transaction.

    Raises:
        QualityError: It is no log file, or cannot be read.
    """
    with explained(log):
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


def _chosen(
    entries: Iterable[tuple[bytes, bytes, int, Cell, bytes | None, int]],
    choice: LogChoice,
    used: set[int],
) -> Iterator[tuple[bytes, bytes, int, Cell, bytes | None, int]]:
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
