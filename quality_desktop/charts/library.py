"""Where the chart library keeps its list of fonts: among passing files, not in the folder of the user."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

_VARIABLE: Final = "MPLCONFIGDIR"
_FOLDER: Final = "quality_desktop-charts"


def prepare() -> None:
    """Set the folder before the library is imported; what the user has set himself stays.

    Where no folder can be written the library is left to find one.
    """
    if _VARIABLE in os.environ or "matplotlib" in sys.modules:
        return
    with contextlib.suppress(OSError):
        os.environ[_VARIABLE] = str(_own_folder())


def _own_folder() -> Path:
    """A folder of this user among the temporary files; a new one where another person owns that name."""
    owner = str(os.getuid()) if hasattr(os, "getuid") else ""
    folder = Path(tempfile.gettempdir()) / f"{_FOLDER}{owner and f'-{owner}'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        is_own = not owner or folder.stat().st_uid == int(owner)
    except OSError:
        is_own = False
    if is_own and not folder.is_symlink() and os.access(folder, os.W_OK):
        return folder
    return Path(tempfile.mkdtemp(prefix=f"{_FOLDER}-"))
