"""Private folders: named after their process, removed when a crash left them behind.

Received files are judged in them, damaged files and older formats are read as copies there. What lies
in them is what the office knows of people, so it must not outlive the program that made it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from quality_desktop.children import is_running

_PREFIX: Final = "quality_received_"
_OWNED: Final = re.compile(_PREFIX + r"([0-9a-f]{8})_([0-9]{1,10})_[a-z0-9_]{8}")
_STALE_SECONDS: Final = 24 * 3600


def prefix() -> str:
    """How the name of a private folder of this process begins."""
    return f"{_PREFIX}{_computer()}_{os.getpid()}_"


def make_private_folder(beside: Path, usual: Path | None = None) -> Path:
    """Make a folder of our own, and remove what other programs of ours left in the same place.

    Args:
        beside: A file in whose folder it is made when the usual place is gone, full or closed to us.
        usual: The usual place; the system's folder for temporary files when omitted.

    Returns:
        The folder, to be removed by the caller; after a crash that is done at the next start.

    Raises:
        OSError: There is no room in either.
    """
    try:
        return _made(Path(tempfile.gettempdir()) if usual is None else usual)
    except OSError:
        return _made(beside.parent)


@contextmanager
def private_folder(beside: Path, usual: Path | None = None) -> Iterator[Path]:
    """A folder of our own for a while; arguments and errors as for ``make_private_folder``."""
    folder = make_private_folder(beside, usual)
    try:
        yield folder
    finally:
        # An antivirus that still reads a copy must not turn what is done into a failure.
        shutil.rmtree(folder, ignore_errors=True)


def _made(where: Path) -> Path:
    remove_left_behind(where)
    return Path(tempfile.mkdtemp(prefix=prefix(), dir=where))


def remove_left_behind(parent: Path) -> None:
    """Remove private folders whose process is gone.

    A folder of this computer goes when no process has its number, however old it is: a window may be
    open for days. Where the number was given to another process since, it goes when that one has
    ended. Of a folder made on another computer, in a folder of the network, only the age tells: it goes
    when it is a day old.

    Args:
        parent: Where to look; one that cannot be read is left alone. What does not have a name as
            ``_made`` gives it is not ours.
    """
    for left in parent.glob(f"{_PREFIX}*"):
        owner = _OWNED.fullmatch(left.name)
        if owner is None:
            continue
        with suppress(OSError):
            if _is_orphan(left, owner[1], int(owner[2])):
                shutil.rmtree(left, ignore_errors=True)


def _is_orphan(folder: Path, computer: str, process: int) -> bool:
    if computer == _computer():
        return not is_running(process)
    return time.time() - folder.stat().st_mtime > _STALE_SECONDS


def _computer() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]
