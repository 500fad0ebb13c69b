"""Files on a share of the network: told to the user before they are opened there."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

from quality_desktop.domain.errors import QualityError
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


def own_copy(*, path: Path, folder: Path) -> Path:
    """Copy a file from a share to this computer, once: a copy made before is used further.

    Args:
        path: The file on the share; it is only read.
        folder: The user's own folder of the program.

    Returns:
        The copy.

    Raises:
        QualityError: The file cannot be read, or the copy not written.
    """
    mark = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    target = folder / "с сетевого диска" / mark / path.name
    if target.exists():
        return target
    with explained(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            temporary_beside(target) as fresh,
            contextlib.closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as source,
        ):
            copy_database(source, fresh)
            replace(fresh, target)
    return target
