"""Whose an unfinished file or folder is: its name tells the computer and the process.

What a killed program leaves is what the office knows of people, so it must not outlive it for long.
"""

from __future__ import annotations

import hashlib
import platform
import time
from pathlib import Path
from typing import Final

from quality_desktop.children import is_running

_STALE_SECONDS: Final = 24 * 3600


def this_computer() -> str:
    """Eight letters that stand for this computer."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def is_orphan(place: Path, computer: str, process: int) -> bool:
    """Whether the process that made a file or folder is gone.

    What this computer made is an orphan when no process has its number, however old it is: a window may
    be open for days. Where the number was given to another process since, it is one when that has
    ended. Of what another computer made, in a folder of the network, only the age tells: a day.

    Args:
        place: The file or folder.
        computer: Whose name it bears.
        process: Number of the process.

    Raises:
        OSError: It cannot be looked at.
    """
    if computer == this_computer():
        return not is_running(process)
    return time.time() - place.stat().st_mtime > _STALE_SECONDS
