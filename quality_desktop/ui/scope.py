"""Edition, direction and year: chosen once at the top right, they hold for all tabs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from quality_desktop.domain.records import Id


def school_year_of(day: date) -> int:
    """The school year of a day by its first calendar year: from 1 September on a new one."""
    return day.year if day.month >= 9 else day.year - 1


def short_year(year: int) -> str:
    """«2025/26»."""
    return f"{year}/{(year + 1) % 100:02}"


def shown_year(year: int) -> str:
    """«2025/26 уч. год»."""
    return f"{short_year(year)} уч. год"


class Scope(QObject):
    """What the whole window looks at.

    Signals:
        changed: One of the three is another now.
    """

    changed = Signal()

    def __init__(self, year: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._edition: Id | None = None
        self._direction: Id | None = None
        self._year = year

    @property
    def edition(self) -> Id | None:
        """Edition of the catalogue of directions; None until a file is open."""
        return self._edition

    @property
    def direction(self) -> Id | None:
        """One direction, or None for all."""
        return self._direction

    @property
    def year(self) -> int:
        """School year by its first calendar year: 2025 means 2025/26."""
        return self._year

    def choose_edition(self, edition: Id | None) -> None:
        """Look at another edition; its directions are others, so all of them are shown then."""
        if edition != self._edition:
            self._edition, self._direction = edition, None
            self.changed.emit()

    def choose_direction(self, direction: Id | None) -> None:
        """Look at one direction, or at all."""
        if direction != self._direction:
            self._direction = direction
            self.changed.emit()

    def choose_year(self, year: int) -> None:
        """Look at another school year."""
        if year != self._year:
            self._year = year
            self.changed.emit()
