"""What a log file is made of: the tables ``tx`` and ``change`` alone.

Apart from reading and writing such files, because the process that judges received files makes one,
too, and must start fast: it loads no database toolkit.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from quality_desktop.storage.disk import uri

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

LONGEST_NAME: Final = 500
"""Letters of an author, of a computer, of a version: what is written is shortened, more is refused."""
LONGEST_NOTE: Final = 20_000
"""Letters of what was being done, in the user's words."""


def new_log(target: Path) -> sqlite3.Connection:
    """An empty log file to be filled, without a journal: a failed one is thrown away.

    Raises:
        ValueError: The name is taken; nobody else's file is touched.
    """
    if target.exists():  # no failure of the disk, as the system would tell it
        msg = f"a taken name: {target.name}"
        raise ValueError(msg)
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
