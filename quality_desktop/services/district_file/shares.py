"""Files on a share of the network: told to the user before they are opened there."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.disk import copy_database, replace, temporary_beside, uri
from quality_desktop.storage.failures import explained
from quality_desktop.storage.network import Disk, disk_of


class FileOnShareError(QualityError):
    """The file lies on a share: its user says whether it is opened there."""


def require_own_disk(*, path: Path) -> None:
    """Make sure that a file lies on a disk of this computer.

    Raises:
        FileOnShareError: It lies on a share of the network.
    """
    sentence = warning(path=path)
    if sentence:
        raise FileOnShareError(sentence)


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
