"""Private folders of received files: named after their process, removed when a crash left them behind.

Clean logs hold what the office knows of people, so they must not outlive the program that made them.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from quality_desktop.children import is_running

_PREFIX: Final = "quality_received_"
_OWNED: Final = re.compile(_PREFIX + r"([0-9a-f]{8})_([0-9]{1,10})_.+")
_STALE_SECONDS: Final = 24 * 3600


def prefix() -> str:
    """How the name of a private folder of this process begins."""
    return f"{_PREFIX}{_computer()}_{os.getpid()}_"


def remove_left_behind(parent: Path) -> None:
    """Remove private folders whose process is gone.

    Of a folder made on another computer, in a folder of the network, or by a process whose number
    was given to another one since, only the age tells: it goes when it is a day old.

    Args:
        parent: Where to look; one that cannot be read is left alone.
    """
    for left in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if _is_orphan(left.name) or time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _is_orphan(name: str) -> bool:
    owner = _OWNED.fullmatch(name)
    return owner is not None and owner[1] == _computer() and not is_running(int(owner[2]))


def _computer() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]
