"""Private folders of received files that a program left behind when it was killed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.storage.private_folders import remove_left_behind

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def sweep(*, store: Store, temporary: Path | None = None) -> None:
    """Remove what is left of received files; folders of running programs stay.

    Args:
        store: The file; beside it received files are judged when there is no other place.
        temporary: Where they are judged; the system's folder when omitted.
    """
    try:
        usual = Path(tempfile.gettempdir()) if temporary is None else temporary
    except OSError:  # there is no such folder at all
        usual = store.path.parent
    for folder in {usual, store.path.parent}:
        remove_left_behind(folder)
