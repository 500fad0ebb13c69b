"""Names of files that every system takes."""

from __future__ import annotations

import re
from pathlib import Path

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Windows 10 takes these for devices, whatever follows after a dot."""
_LONGEST = 60


def safe_name(text: str, *, longest: int = _LONGEST) -> str:
    """A text as a part of a file's name: without what systems forbid, cut when long."""
    clean = " ".join(_FORBIDDEN.sub(" ", text).split())
    return _DEVICES.sub(r"\1_", clean[:longest].strip(" .")) or "без названия"


def free_path(folder: Path, name: str, suffix: str) -> Path:
    """A path that nothing has: «Район», or «Район (2)».

    Args:
        folder: Where.
        name: Name of the file without its ending.
        suffix: Its ending.
    """
    path, number = folder / f"{name}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}){suffix}"
    return path
