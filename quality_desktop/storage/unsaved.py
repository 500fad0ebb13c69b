"""Edits that could not be saved because the file went away: kept on this computer, offered again.

What the capture wrote is kept as it is, a small change log in a file of its own, so that it joins the
office's file later like the work of any other copy: nothing newer is overwritten unseen.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from quality_desktop.domain.merge import Cell
from quality_desktop.domain.whole_values import TOGETHER, leading
from quality_desktop.storage.backup_rotation import Places, folder_of
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.disk import flush, replace, temporary_beside, uri
from quality_desktop.storage.received import CHANGE_COLUMNS, TX_COLUMNS, new_log

_log = logging.getLogger(__name__)
_NAME = re.compile(
    r"не внесено_(\d{4}(?:-\d\d){2}_\d\d(?:-\d\d){2})_(?:([0-9a-f]{32})_)?[0-9a-f]{8}\.log"
)

SENTENCE = (
    " Введённое записано на этот компьютер: программа предложит внести его, когда файл откроется."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A transaction as the capture wrote it.

    Attributes:
        tx: Row of ``tx``.
        changes: Rows of ``change``.
        family: Id of the first transaction of the file.
    """

    tx: tuple[Cell, ...]
    changes: tuple[tuple[Cell, ...], ...]
    family: bytes

    @property
    def uid(self) -> bytes:
        """Id of the transaction."""
        return cast("bytes", self.tx[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """Edits that wait to be entered.

    Attributes:
        path: The small log.
        moment: When they were made, local time.
        intent: What was done, in the user's words.
        count: How many values were entered: fields that are one value together count once.
    """

    path: Path
    moment: datetime
    intent: str
    count: int


def read_written(connection: Connection, tx: int) -> Written:
    """A transaction before its commit."""
    row = tuple(
        connection.exec_driver_sql(f"SELECT {TX_COLUMNS} FROM tx WHERE id = ?", (tx,)).one()
    )
    changes = connection.exec_driver_sql(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE id > ? AND tx = ?", (row[1], tx)
    )
    first = connection.exec_driver_sql("SELECT uid FROM tx ORDER BY id LIMIT 1").scalar_one()
    return Written(tx=row, changes=tuple(tuple(change) for change in changes), family=bytes(first))


def keep(path: Path, places: Places | None, written: Written, now: datetime) -> bool:
    """Keep a transaction that the file did not take; False when that failed too."""
    if places is None or not written.changes:
        return False
    target = folder_of(places.folder, path) / (
        f"не внесено_{now:%Y-%m-%d_%H-%M-%S}_{written.family.hex()}_{os.urandom(4).hex()}.log"
    )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary_beside(target) as fresh:
            _write(fresh, written)
            flush(fresh)
            replace(fresh, target)
    except (OSError, sqlite3.Error):
        _log.exception("unsaved edits could not be kept")
        return False
    return True


def _write(fresh: Path, written: Written) -> None:
    with contextlib.closing(new_log(fresh)) as log:
        log.execute("BEGIN")
        _insert(log, "tx", [written.tx])
        _insert(log, "change", written.changes)
        log.execute("COMMIT")


def _insert(log: sqlite3.Connection, table: str, rows: Sequence[tuple[Cell, ...]]) -> None:
    places = ", ".join("?" * len(rows[0]))
    log.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def waiting(path: Path, places: Places, family: bytes) -> tuple[Unsaved, ...]:
    """Edits of a file that wait, the oldest first.

    Args:
        path: The file.
        places: Where copies of it go.
        family: Id of its first transaction: edits of another file that lay there before, under the
            same name, go on waiting for that one.
    """
    found = []
    folder = folder_of(places.folder, path)
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = _NAME.fullmatch(file.name)
        if name is None or (name.group(2) or family.hex()) != family.hex():
            continue
        with (
            contextlib.suppress(sqlite3.Error, ValueError, TypeError),
            contextlib.closing(sqlite3.connect(uri(file, mode="ro"), uri=True)) as log,
        ):
            (intent,) = log.execute("SELECT note FROM tx").fetchone()
            count = _entered(log.execute('SELECT "row", col FROM change'))
            moment = datetime.strptime(name.group(1), "%Y-%m-%d_%H-%M-%S")
            found.append(Unsaved(path=file, moment=moment, intent=str(intent), count=count))
    return tuple(found)


def _entered(cells: Iterable[tuple[bytes, int]]) -> int:
    """How many values a person typed to write these cells: a mark out of 17 fields is one."""
    first = {
        code: codes[leading(kind, field)]
        for kind in TOGETHER
        for codes in (column_codes(kind),)
        for field, code in codes.items()
    }
    return len({(row, first.get(column, column)) for row, column in cells})
