"""The header of a file: whose it is, of which version, whole or cut short."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.storage.disk import journal_of, uri
from quality_desktop.storage.refusals import damaged, foreign

APPLICATION_ID = 0x4D4F4E49
"""«MONI»: the mark of the program's files in the header of SQLite."""


def schema_version(migrations: Path) -> int:
    """Version of the schema that the program knows: the number of the last migration."""
    numbers = [
        int(found.group(1))
        for file in (migrations / "versions").iterdir()
        if (found := re.fullmatch(r"(\d{4})_\w+\.py", file.name))
    ]
    return max(numbers)


def judge(path: Path, version: int) -> int:
    """Tell from the header whether a file is ours, and of which version.

    Reads through SQLite, read-only and immutable, so that neither the file, nor a journal beside
    it, nor a lock that this process holds on it is touched.

    Args:
        path: An existing file.
        version: Version of the schema that the program knows.

    Returns:
        Version of the file's schema.

    Raises:
        FileRefusedError: The file is foreign, damaged or newer.
    """
    if path.is_dir():
        raise FileRefusedError(f"«{path.name}» — папка: укажите файл района в ней.")
    if path.stat().st_size == 0:
        raise FileRefusedError(
            f"Файл «{path.name}» пуст: он не скачался или не сохранился. Возьмите другую копию."
        )
    try:
        with contextlib.closing(sqlite3.connect(_frozen(path), uri=True)) as look:
            found = check_header(look, path, version)
            require_whole_pages(look, path)
            return found
    except sqlite3.DatabaseError as error:
        if _code(error) == sqlite3.SQLITE_CORRUPT and has_journal(path):
            return version  # SQLite takes the cut-off transaction back when it owns the file
        raise


def check_header(connection: sqlite3.Connection, path: Path, version: int) -> int:
    """Version of the schema of an open file.

    Raises:
        FileRefusedError: The file is foreign, newer, or its format number is spoilt.
    """
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if mark != APPLICATION_ID:
        raise foreign(path)
    if found < 1:
        raise damaged(path)
    if found > version:
        raise FileRefusedError(
            f"Файл «{path.name}» создан более новой версией программы (формат {found}, эта "
            f"версия понимает формат {version}): обновите программу."
        )
    return int(found)


def require_whole_pages(look: sqlite3.Connection, path: Path) -> None:
    """Make sure that the file ends with its last page.

    Raises:
        FileRefusedError: It is cut short, and there is no journal to mend it with.
    """
    # SQLite reads the missing end of a cut-off last page as zeros and finds nothing wrong with it.
    (page_size,) = look.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size % page_size and not has_journal(path):
        raise damaged(path)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _frozen(path: Path) -> str:
    return uri(path, mode="ro", immutable="1")


def has_journal(path: Path) -> bool:
    """True when a transaction was cut off: SQLite takes it back when it owns the file."""
    journal = journal_of(path)
    return journal.exists() and journal.stat().st_size > 0
