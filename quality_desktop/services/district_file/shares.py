"""Files on a share of the network: told to the user before they are opened there."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.backup_rotation import family_of, is_sound
from quality_desktop.storage.disk import copy_database, replace, temporary_beside, uri
from quality_desktop.storage.failures import explained
from quality_desktop.storage.holder import HeldElsewhereError, Holder, forget, side_file
from quality_desktop.storage.network import Disk, disk_of

__all__ = ["HeldElsewhereError", "side_file"]


class FileOnShareError(QualityError):
    """The file lies on a share: its user says whether it is opened there.

    Attributes:
        has_locks: False on a share where two people would write at once: nothing is opened there.
    """

    def __init__(self, sentence: str, *, has_locks: bool) -> None:
        super().__init__(sentence)
        self.has_locks = has_locks


def require_own_disk(*, path: Path) -> None:
    """Make sure that a file lies on a disk of this computer.

    Raises:
        FileOnShareError: It lies on a share of the network.
    """
    sentence = warning(path=path)
    if sentence:
        raise FileOnShareError(sentence, has_locks=disk_of(path) is Disk.SHARE)


def require_locks(*, path: Path, is_new: bool = False) -> None:
    """Make sure that a file does not lie where two computers would write into it at once.

    Args:
        path: The file.
        is_new: It is going to be made.

    Raises:
        FileOnShareError: It lies on a share without locks.
    """
    if disk_of(path) is not Disk.LOCKLESS_SHARE:
        return
    sentence = (
        f"Сетевой диск, выбранный для файла «{path.name}», не защищает от одновременной правки "
        "двумя людьми: выберите папку на этом компьютере."
    )
    raise FileOnShareError(sentence if is_new else warning(path=path), has_locks=False)


def warning(*, path: Path) -> str:
    """What is to be told of the place of a file; empty for a disk of this computer."""
    match disk_of(path):
        case Disk.LOCAL:
            return ""
        case Disk.SHARE:
            return (
                f"Файл «{path.name}» лежит на сетевом диске: при обрыве связи правки могут не "
                "сохраниться. Надёжнее работать с копией на этом компьютере."
            )
        case Disk.LOCKLESS_SHARE:
            return (
                f"Файл «{path.name}» лежит на сетевом диске, который не защищает от одновременной "
                "правки двумя людьми: работайте с копией на этом компьютере."
            )


def forget_holder(*, path: Path, holder: Holder) -> None:
    """Take a file over from a computer that a person knows to have it open no more.

    Args:
        path: The file.
        holder: Whom the refusal named.

    Raises:
        QualityError: The folder cannot be written.
    """
    with explained(path):
        forget(path, holder)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCopy:
    """A copy of a file on a share, to work on here.

    Attributes:
        path: The copy.
        original: The file on the share.
        is_behind: The original has something that the copy has not.
        sentence: What to tell the user of that; empty for nothing.
    """

    path: Path
    original: Path
    is_behind: bool = False
    sentence: str = ""


def own_copy(*, path: Path, folder: Path) -> OwnCopy:
    """Copy a file from a share to this computer, once: a copy made before is used further.

    A copy is that of the same file, not of the same name: of another one that lies there now a copy
    of its own is made, and the former one stays.

    Args:
        path: The file on the share; it is only read.
        folder: The user's own folder of the program.

    Raises:
        QualityError: The file cannot be read, or the copy not written.
    """
    family = _family(path)
    target = _place(path, folder, family)
    if not target.exists():
        with explained(path):
            target.parent.mkdir(parents=True, exist_ok=True)
            with (
                temporary_beside(target) as fresh,
                contextlib.closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as source,
            ):
                copy_database(source, fresh)
                replace(fresh, target)
        return OwnCopy(path=target, original=path)
    return _compared(target, path, is_known=family is not _UNKNOWN)


_UNKNOWN: Final = b"unknown"
"""In the place of the family of a file that cannot be read now: a colleague writes, the share is gone."""
_MOST_NAMESAKES: Final = 1_000


def _family(path: Path) -> bytes | None:
    """Id of the first transaction of the file on the share; None when nobody wrote to it."""
    try:
        with contextlib.closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as link:
            found = link.execute("SELECT uid FROM tx ORDER BY id LIMIT 1").fetchone()
    except sqlite3.Error:
        return _UNKNOWN
    return bytes(found[0]) if found else None


def _place(path: Path, folder: Path, family: bytes | None) -> Path:
    """Where the copy of a file of this family is, or is going to be."""
    mark = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    for number in range(1, _MOST_NAMESAKES):
        name = mark if number == 1 else f"{mark}-{number}"
        target = folder / "с сетевого диска" / name / path.name
        # A copy that is damaged is opened to be rescued: nobody else has what was entered into it.
        if not target.exists() or family is _UNKNOWN or not is_sound(target):
            return target
        if family_of(target) == family:
            return target
    raise QualityError(f"Копий файлов с именем «{path.name}» слишком много: удалите лишние.")


def _compared(copy: Path, path: Path, *, is_known: bool) -> OwnCopy:
    """A copy made before, with what is to be told of it."""
    try:
        is_behind = _is_behind(copy, path) if is_known else None
    except sqlite3.Error:
        is_behind = None
    if is_behind is None:
        return OwnCopy(
            path=copy,
            original=path,
            sentence=f"Файл «{path.name}» на сетевом диске сейчас не прочитать: он занят или "
            "недоступен. Открыта ваша прежняя копия; того, что внесли коллеги, в ней может не быть.",
        )
    sentence = (
        f"В файле «{path.name}» на сетевом диске есть то, чего нет в вашей копии: внесите это, чтобы "
        "не работать со старыми сведениями."
    )
    return OwnCopy(
        path=copy, original=path, is_behind=is_behind, sentence=sentence if is_behind else ""
    )


def _is_behind(copy: Path, path: Path) -> bool:
    """Whether the file on the share has a change that the copy has not; the newest are looked at first."""
    with (
        contextlib.closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as share,
        contextlib.closing(sqlite3.connect(uri(copy, mode="ro", immutable="1"), uri=True)) as own,
    ):
        return any(
            own.execute("SELECT 1 FROM change WHERE id = ?", change).fetchone() is None
            for change in share.execute("SELECT id FROM change ORDER BY id DESC")
        )
