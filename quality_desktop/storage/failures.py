"""What SQLite and the operating system complain of, said to a person in one Russian sentence."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from quality_desktop.domain.errors import FileBusyError, FileRefusedError, QualityError
from quality_desktop.storage.refusals import (
    BrokenReferenceError,
    FileGoneError,
    damaged,
    disk_failed,
    foreign,
    gone,
    no_memory,
    no_space,
    read_only,
    unread,
)
from quality_desktop.storage.windows_codes import of_windows


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn failures of the file into sentences; anything else is a bug and passes through.

    Args:
        path: The file the work is about.
    """
    try:
        yield
    except DBAPIError as error:
        cause = error.orig
        found = _explain(cause, path) if isinstance(cause, sqlite3.Error) else None
        if found is None:
            raise
        raise found from error
    except MemoryError as error:
        raise no_memory(path) from error
    except (
        UnicodeDecodeError
    ) as error:  # SQLite's own message quotes a name of the file that is spoilt
        raise damaged(path) from error
    except (sqlite3.Error, OSError) as error:
        found = _explain(error, path)
        if found is None:
            raise
        raise found from error


def is_refusal_to_write(error: Exception) -> bool:
    """True when a file or folder may be read but not written."""
    cause = _cause_of(error)
    if isinstance(cause, OSError):
        return cause.errno in _FORBIDDEN
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _FORBIDDEN_BY_SQLITE


def is_full(error: Exception) -> bool:
    """True when the disk has no room left."""
    cause = _cause_of(error)
    if isinstance(cause, OSError):
        return cause.errno in _FULL
    return bool(getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL)


def is_corruption(error: sqlite3.Error) -> bool:
    """True when SQLite speaks of damage."""
    return bool(getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT)


def _cause_of(error: Exception) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


_NO_TEXT = "Could not decode to UTF-8"
"""How Python's driver begins when it meets a text with a bit turned over."""
_LONGEST_PATH = 240 if os.name == "nt" else 500
"""Bytes of a path (on Windows letters) with which SQLite can still name the journal beside the file."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_LONGEST_NAME = 255
"""Bytes of a name (on Windows letters) that a file system takes."""
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
# The last is what SQLite makes of EIO.
_READING = (
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
)
_FORBIDDEN_BY_SQLITE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)


def require_short_name(path: Path) -> None:
    """Refuse a name beside which the journal could not be made; before anything is written.

    Raises:
        QualityError: It is too long.
    """
    if _is_long_name(path):
        raise _long_name(path)


def _is_long_name(path: Path) -> bool:
    length = len(path.name) if os.name == "nt" else len(os.fsencode(path.name))
    return length + len("-journal") > _LONGEST_NAME


def _long_name(path: Path) -> QualityError:
    return QualityError(f"Имя файла «{path.name[:40]}…» слишком длинное: дайте имя короче.")


def _is_too_long(path: Path) -> bool:
    whole = path.absolute()
    length = len(str(whole)) if os.name == "nt" else len(os.fsencode(whole))
    return length > _LONGEST_PATH


def _is_missing(path: Path) -> bool:
    """Whether only the file is not there: of a stick that was pulled out the folder is not there either."""
    return path.parent.is_dir() and not path.exists()


def _too_long(path: Path) -> QualityError:
    return QualityError(
        f"Путь к файлу «{path.name}» слишком длинный: переложите файл в папку ближе к началу "
        "диска или дайте папкам имена короче."
    )


def _explain(error: sqlite3.Error | OSError, path: Path) -> QualityError | None:
    return _of_system(error, path) if isinstance(error, OSError) else _of_sqlite(error, path)


def _of_system(error: OSError, path: Path) -> QualityError | None:
    told = of_windows(error, path)
    if told is not None:
        return told
    if error.errno in _FULL:
        return no_space(path)
    if error.errno in _FORBIDDEN:
        return read_only(path)
    if error.errno == errno.ENAMETOOLONG:
        return _long_name(path)
    if error.errno in (errno.EISDIR, errno.ENOTEMPTY):
        return QualityError(f"«{path.name}» — папка: укажите имя файла в ней.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ESTALE):
        return FileGoneError(f"Нет файла или папки «{path}»: проверьте путь и подключение диска.")
    if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO):
        return disk_failed(path)
    return None


def _of_sqlite(error: sqlite3.Error, path: Path) -> QualityError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:  # raised by Python's driver itself
        return damaged(path) if str(error).startswith(_NO_TEXT) else None
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return BrokenReferenceError(
            "Не сохранено: на удаляемую запись ещё ссылаются другие. Сначала уберите эти ссылки."
        )
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return gone(path)
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return no_space(path)
        case sqlite3.SQLITE_IOERR:
            return _of_io(code, path)
        case sqlite3.SQLITE_NOTADB:
            return foreign(path)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return FileBusyError(
                f"Файл «{path.name}» занят другой программой: закройте её и повторите."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN if _is_long_name(path):
            return _long_name(path)
        case sqlite3.SQLITE_CANTOPEN if _is_too_long(path):
            return _too_long(path)
        case sqlite3.SQLITE_CANTOPEN if path.exists() and not os.access(path, os.R_OK):
            return FileRefusedError(
                f"Файл «{path.name}» нельзя прочитать: попросите у его владельца разрешение."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return read_only(path) if path.exists() or _is_locked(path.parent) else gone(path)
        case _:
            return None


def _of_io(code: int, path: Path) -> QualityError:
    if not path.exists():
        return _too_long(path) if _is_too_long(path) and _is_missing(path) else gone(path)
    return unread(path) if code in _READING else disk_failed(path)


def _is_locked(folder: Path) -> bool:
    return folder.exists() and not os.access(folder, os.W_OK)
