"""Whether a file is whole, told apart from a disk that does not read it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Final

from quality_desktop.storage.refusals import damaged, unread

_AT_ONCE: Final = 1 << 20
_CODE: Final = re.compile(r"error code=(\d+)")
"""How SQLite's check tells a page that it could not get; a damaged one it tells in words."""


def require_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Look through the structure of a file.

    Args:
        connection: A connection to it.
        path: What to name in the refusal.

    Raises:
        FileDamagedError: It is not whole.
        DiskFailedError: The disk did not read it; it may be whole.
    """
    told = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if told != "ok":
        raise unread(path) if is_of_the_disk(told) else damaged(path)


def is_of_the_disk(finding: str) -> bool:
    """Whether a finding of SQLite's check is about the disk and not about the file."""
    return any(int(code) & 0xFF == sqlite3.SQLITE_IOERR for code in _CODE.findall(finding))


def can_be_read(path: Path) -> bool:
    """Whether the disk gives every byte of a file that could not be opened."""
    try:
        with path.open("rb") as stream:
            while stream.read(_AT_ONCE):
                pass
    except OSError:
        return False
    return True
