"""Names of files that every system takes."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 60


def safe_name(text: str, *, longest: int = _LONGEST) -> str:
    """A text as a part of a file's name: without what systems forbid, cut when long."""
    clean = " ".join(_FORBIDDEN.sub(" ", text).split())
    return clean[:longest].strip(" .") or "без названия"
