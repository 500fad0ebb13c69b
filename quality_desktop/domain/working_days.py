"""Working days: holidays that return every year, and days that were moved in a single year.

The holidays are those of article 112 of the Labour Code; which days off are moved where, the
government says for every year anew. Both are data: the program knows no date by heart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from quality_desktop.domain.deadlines import Holiday

_SATURDAY: Final = 5
_WEEK_DAYS: Final = (
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
)  # fmt: skip
_LONGEST_REST: Final = 31
"""No rest of the calendar is longer; a search that finds no working day in it was given nonsense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """The calendar of an office.

    Attributes:
        yearly: Holidays of every year: (month, day) -> title.
        moved: Days that differ from their week in a single year.
    """

    yearly: Mapping[tuple[int, int], str] = field(default_factory=dict)
    moved: Mapping[date, Holiday] = field(default_factory=dict)

    @classmethod
    def of(cls, yearly: Mapping[tuple[int, int], str], moved: Iterable[Holiday]) -> WorkingDays:
        """A calendar of these holidays and these moved days."""
        return cls(yearly=yearly, moved={day.day: day for day in moved})

    def knows(self, year: int) -> bool:
        """Whether the days moved in a year are known; without them a long holiday may be missed."""
        return any(day.year == year for day in self.moved)

    def is_working(self, day: date) -> bool:
        """Whether the office works on a day."""
        return self.rest_name(day) == ""

    def rest_name(self, day: date) -> str:
        """Why a day is off: «суббота», «День России»; empty for a working day."""
        moved = self.moved.get(day)
        if moved is not None:
            return "" if moved.is_working else moved.title or "выходной день"
        if title := self.yearly.get((day.month, day.day)):
            return title
        return _WEEK_DAYS[day.weekday()] if day.weekday() >= _SATURDAY else ""

    def next_working(self, day: date) -> date:
        """This day or the first working one after it."""
        return self._first_working(day, timedelta(days=1))

    def previous_working(self, day: date) -> date:
        """This day or the last working one before it."""
        return self._first_working(day, timedelta(days=-1))

    def _first_working(self, day: date, step: timedelta) -> date:
        found = day
        for _ in range(_LONGEST_REST):
            if self.is_working(found):
                return found
            found += step
        return day
