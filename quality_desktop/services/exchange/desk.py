"""What the exchange needs of the user's computer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDesk:
    """Folders and files of this user on this computer.

    Attributes:
        keys: Folder of the user's own key and of the senders compared by telephone.
        words: Words by which keys and passwords are told.
        migrations: Folder of the migrations, which tell the version that the program knows.
        temporary: Where received files are judged; the system's folder when None.
    """

    keys: Path
    words: Path
    migrations: Path
    temporary: Path | None = None


def is_open_file(store: Store, path: Path) -> bool:
    """Whether it is the office's own file; asked of the folder, because nobody may open that file."""
    with suppress(OSError, ValueError):
        return path.samefile(store.path)
    return False
