"""Why a file cannot be used, each in one Russian sentence that says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quality_desktop.domain.errors import (
    FileDamagedError,
    FileReadOnlyError,
    FileRefusedError,
    NoSpaceError,
    QualityError,
)
from quality_desktop.domain.records import Id


class BrokenReferenceError(QualityError):
    """A write would leave a record that refers to nothing."""


class RecordInUseError(QualityError):
    """Records were to go that others use.

    Attributes:
        keys: Their ids.
    """

    def __init__(self, sentence: str, keys: frozenset[Id]) -> None:
        super().__init__(sentence)
        self.keys = keys


class FileGoneError(QualityError):
    """The file vanished while it was open: a share went away, or somebody removed the file."""


class FileReplacedError(FileGoneError):
    """Another file stands in the place of the open one."""


class DiskFailedError(QualityError):
    """The disk refused to read or write."""


def no_space(path: Path) -> NoSpaceError:
    """The disk is full."""
    return NoSpaceError(
        f"Недостаточно места на диске, где лежит «{path.name}»: ничего не записано. "
        "Освободите место и повторите."
    )


def no_memory(path: Path) -> QualityError:
    """The computer has no memory left."""
    return QualityError(
        f"Не хватило памяти для работы с файлом «{path.name}»: ничего не записано. Закройте другие "
        "программы и повторите."
    )


def from_an_archive(path: Path) -> FileRefusedError:
    """The file lies in a folder that a program for archives made for a look into it."""
    return FileRefusedError(
        f"Файл «{path.name}» открыт прямо из архива, и правки в нём пропадут: сначала распакуйте "
        "архив в папку и откройте файл оттуда."
    )


def read_only(path: Path) -> FileReadOnlyError:
    """The file or its folder cannot be written."""
    return FileReadOnlyError(
        f"В файл «{path.name}» или в его папку нельзя писать: сохраните копию в другой папке."
    )


def damaged(path: Path) -> FileDamagedError:
    """The file is cut short or spoilt."""
    return FileDamagedError(
        f"Файл «{path.name}» повреждён или скопирован не полностью: восстановите его в новый файл "
        "или возьмите резервную копию."
    )


def foreign(path: Path) -> FileRefusedError:
    """The header is not that of the program's files; it may be one of them with a spoilt header."""
    if _has_our_tables(path):
        return damaged(path)
    return FileRefusedError(f"«{path.name}» — не файл этой программы: выберите другой файл.")


_OUR_TABLES: Final = (
    b'CREATE TABLE change (\n\tid BLOB NOT NULL, \n\t"row" BLOB',
    b"CREATE TABLE tx (",
)
_LOOKED_AT: Final = 1 << 20
"""Bytes at the beginning of a file: the definitions of the tables were written there first."""


def _has_our_tables(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            beginning = stream.read(_LOOKED_AT)
    except OSError:
        return False
    return all(definition in beginning for definition in _OUR_TABLES)


def of_trial_version(path: Path) -> FileRefusedError:
    """The number of the format is the program's own, the tables are not."""
    return FileRefusedError(
        f"Файл «{path.name}» создан прежней, пробной версией программы, и эта версия его не "
        "читает: создайте новый файл района, а нужное сохраните из прежней версии в Excel."
    )


def foreign_trigger(path: Path, name: str) -> FileRefusedError:
    """Something in the file writes by itself whenever the program writes."""
    return FileRefusedError(
        f"В файле «{path.name}» есть посторонний триггер «{name[:40]}»: его создала не программа, и он "
        "сам меняет данные. Проверьте файл (команда check) и восстановите его в новый."
    )


def tampered(path: Path) -> FileDamagedError:
    """Something else stands in the place of a table."""
    return FileDamagedError(
        f"Файл «{path.name}» правили помимо программы: таблицы в нём подменены. Восстановите его в "
        "новый файл или возьмите резервную копию."
    )


def disk_failed(path: Path) -> DiskFailedError:
    """The disk refused to read or write."""
    return DiskFailedError(
        f"Диск не записал или не прочитал файл «{path.name}»: изменение не сохранено. "
        "Проверьте диск и свободное место и повторите."
    )


def unread(path: Path) -> DiskFailedError:
    """The disk did not read the file, which may be whole: not a word of damage."""
    return DiskFailedError(
        f"Диск не прочитал файл «{path.name}»: сам файл, возможно, цел, и в нём ничего не изменено. "
        "Проверьте диск и его подключение и откройте файл снова; если не поможет, возьмите "
        "резервную копию."
    )


def gone(path: Path) -> FileGoneError:
    """The file is not where it was."""
    return FileGoneError(
        f"Файл «{path}» пропал: его удалили, переместили или отключился диск. "
        "Изменение не сохранено; верните файл на место и откройте его снова."
    )


def replaced(path: Path) -> FileReplacedError:
    """Another file stands in the place of the open one."""
    return FileReplacedError(
        f"Файл «{path}» заменён другим, пока он был открыт. Изменение не сохранено, и новый файл не "
        "тронут; закройте файл, откройте его снова и объедините с резервной копией."
    )
