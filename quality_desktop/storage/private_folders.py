"""Private folders: named after their process, removed when a crash left them behind.

Received files are judged in them, damaged files and older formats are read as copies there. What lies
in them is what the office knows of people, so it must not outlive the program that made it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from quality_desktop.storage.owners import is_orphan, this_computer

_PREFIX: Final = "quality_received_"
_OWNED: Final = re.compile(_PREFIX + r"([0-9a-f]{8})_([0-9]{1,10})_[a-z0-9_]{8}")


def prefix() -> str:
    """How the name of a private folder of this process begins."""
    return f"{_PREFIX}{this_computer()}_{os.getpid()}_"


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

    Args:
        parent: Where to look; one that cannot be read is left alone. What does not have a name as
            ``_made`` gives it is not ours.
    """
    for left in parent.glob(f"{_PREFIX}*"):
        owner = _OWNED.fullmatch(left.name)
        if owner is None:
            continue
        with suppress(OSError):
            if is_orphan(left, owner[1], int(owner[2])):
                shutil.rmtree(left, ignore_errors=True)
