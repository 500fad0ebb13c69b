"""What SQLite and the operating system complain of, said to a person in one Russian sentence."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from quality_desktop.domain.errors import (
    FileBusyError,
    FileReadOnlyError,
    FileRefusedError,
    NoSpaceError,
    QualityError,
)


class BrokenReferenceError(QualityError):
    """A write would leave a record that refers to nothing."""


class FileGoneError(QualityError):
    """The file vanished while it was open: a share went away, or somebody removed the file."""


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
    except (sqlite3.Error, OSError) as error:
        found = _explain(error, path)
        if found is None:
            raise
        raise found from error


def is_refusal_to_write(error: sqlite3.Error | OSError) -> bool:
    """True when a file or folder may be read but not written."""
    if isinstance(error, OSError):
        return error.errno in _FORBIDDEN
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _FORBIDDEN_BY_SQLITE


_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_FORBIDDEN_BY_SQLITE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)


def _explain(error: sqlite3.Error | OSError, path: Path) -> QualityError | None:
    return _of_system(error, path) if isinstance(error, OSError) else _of_sqlite(error, path)


def _of_system(error: OSError, path: Path) -> QualityError | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return no_space(path)
    if error.errno in _FORBIDDEN:
        return read_only(path)
    if error.errno == errno.ENAMETOOLONG:
        return QualityError(f"Имя файла «{path.name[:40]}…» слишком длинное: дайте имя короче.")
    if error.errno in (errno.EISDIR, errno.ENOTEMPTY):
        return QualityError(f"«{path.name}» — папка: укажите имя файла в ней.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE):
        return FileGoneError(f"Нет файла или папки «{path}»: проверьте путь и подключение диска.")
    if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO):
        return disk_failed(path)
    return None


def _of_sqlite(error: sqlite3.Error, path: Path) -> QualityError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
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
            return disk_failed(path) if path.exists() else gone(path)
        case sqlite3.SQLITE_NOTADB:
            return FileRefusedError(
                f"«{path.name}» — не файл этой программы: выберите другой файл."
            )
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return FileBusyError(
                f"Файл «{path.name}» занят другой программой: закройте её и повторите."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_CANTOPEN if path.exists() and not os.access(path, os.R_OK):
            return FileRefusedError(
                f"Файл «{path.name}» нельзя прочитать: попросите у его владельца разрешение."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return read_only(path) if path.exists() or _is_locked(path.parent) else gone(path)
        case _:
            return None


def _is_locked(folder: Path) -> bool:
    return folder.exists() and not os.access(folder, os.W_OK)


def no_space(path: Path) -> NoSpaceError:
    """The disk is full."""
    return NoSpaceError(
        f"Недостаточно места на диске, где лежит «{path.name}»: ничего не записано. "
        "Освободите место и повторите."
    )


def read_only(path: Path) -> FileReadOnlyError:
    """The file or its folder cannot be written."""
    return FileReadOnlyError(
        f"В файл «{path.name}» или в его папку нельзя писать: сохраните копию в другой папке."
    )


def damaged(path: Path) -> FileRefusedError:
    """The file is cut short or spoilt."""
    return FileRefusedError(
        f"Файл «{path.name}» повреждён или скопирован не полностью: возьмите резервную копию."
    )


def disk_failed(path: Path) -> QualityError:
    """The disk refused to read or write."""
    return QualityError(
        f"Диск не записал или не прочитал файл «{path.name}»: изменение не сохранено. "
        "Проверьте диск и свободное место и повторите."
    )


def gone(path: Path) -> FileGoneError:
    """The file is not where it was."""
    return FileGoneError(
        f"Файл «{path}» пропал: его удалили, переместили или отключился диск. "
        "Изменение не сохранено; верните файл на место и откройте его снова."
    )
