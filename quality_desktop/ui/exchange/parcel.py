"""Received files in hand: which, with which passwords, and as they were looked at last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quality_desktop.services.exchange.received_files import ReceivedFile, ReceivedPreview


class Parcel:
    """What the window «Получить» holds between its steps.

    Attributes:
        paths: Packages, files of a district, or folders with them.
        passwords: Tried on every closed package.
        preview: What was looked at last; None before, and after it was taken in.
    """

    def __init__(self) -> None:
        self.paths: tuple[Path, ...] = ()
        self.passwords: tuple[str, ...] = ()
        self.preview: ReceivedPreview | None = None
        self._late: tuple[Path, ...] = ()

    @property
    def has_news(self) -> bool:
        """Something could be merged."""
        return self.preview is not None and self.preview.has_news

    @property
    def beginning(self) -> ReceivedFile | None:
        """The file with a copy of which it is better to begin than to merge."""
        return None if self.preview is None else self.preview.beginning

    def add(self, paths: Sequence[Path]) -> None:
        """Take files beside those that are shown."""
        shown = () if self.preview is None else self.paths
        self.paths = tuple(dict.fromkeys((*shown, *paths)))

    def keep_for_later(self, paths: Sequence[Path]) -> None:
        """Put files aside while others are being looked at or taken in."""
        self._late = (*self._late, *paths)

    def take_late(self) -> tuple[Path, ...]:
        """Give back what was put aside."""
        late, self._late = self._late, ()
        return late

    def try_password(self, password: str) -> None:
        """Try one more password the next time, before those that were given earlier."""
        self.passwords = tuple(dict.fromkeys((password, *self.passwords)))

    def forget(self) -> None:
        """Throw away what was looked at; the files stay in hand."""
        preview, self.preview = self.preview, None
        if preview is not None:
            preview.close()

    def empty(self) -> None:
        """Have nothing in hand; what was put aside stays so."""
        self.forget()
        self.paths = self.passwords = ()
