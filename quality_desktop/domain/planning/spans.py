"""Days that a plan covers: the plan's year, spans of whole days, their printed form."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_OF_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
SCHOOL_MONTH: Final = 9
"""A school year begins on 1 September and lasts until the next one begins."""
_SCHOOL_TITLE: Final = re.compile(
    r"(?<!\d)(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})\s*(?:уч|год)", re.IGNORECASE
)


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a calendar year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(self.year, self.number)


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The year that dates without a year belong to.

    Attributes:
        year: Calendar year; of a school year its first one.
        is_school: From September to August instead of from January to December.
    """

    year: int
    is_school: bool = False

    @property
    def first(self) -> date:
        """First day of the plan."""
        return date(self.year, SCHOOL_MONTH if self.is_school else 1, 1)

    @property
    def last(self) -> date:
        """Last day of the plan."""
        return date(self.year + 1, 8, 31) if self.is_school else date(self.year, 12, 31)

    def year_of(self, month: int) -> int:
        """Calendar year of a month that is written without one."""
        return self.year + (self.is_school and month < SCHOOL_MONTH)

    def months(self) -> tuple[Month, ...]:
        """The twelve months in order."""
        start = self.first.month - 1
        return tuple(
            Month(self.year + (start + step) // 12, (start + step) % 12 + 1) for step in range(12)
        )

    @property
    def shown(self) -> str:
        """«2018 год», «2021/22 учебный год»."""
        if self.is_school:
            return f"{self.year}/{(self.year + 1) % 100:02} учебный год"
        return f"{self.year} год"


def plan_year(year: int, title: str = "") -> PlanYear:
    """The year of a plan: a school year when its title says so («на 2021-2022 учебный год»)."""
    for match in _SCHOOL_TITLE.finditer(title):
        if int(match[1]) == year and int(match[2]) % 100 == (year + 1) % 100:
            return PlanYear(year, is_school=True)
    return PlanYear(year)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Whole days, both ends included.

    Attributes:
        is_until: Only the last day is known («до 25.11.2020»); both ends are that day.
    """

    first: date
    last: date
    is_until: bool = False

    def touches(self, first: date, last: date) -> bool:
        """Whether a day of it lies between two days, both included."""
        return self.first <= last and first <= self.last

    def by_months(self, step: int) -> Iterator[Span]:
        """The span cut where a month (1), a quarter (3) or a half-year (6) of the calendar ends."""
        start = self.first
        while start <= self.last:
            closing = start.month + (step - start.month % step) % step
            end = min(month_end(start.year, closing), self.last)
            yield Span(start, end)
            if end == date.max:
                return
            start = end + timedelta(days=1)

    @property
    def printed(self) -> str:
        """In words: «май 2018 г.», «1–15 марта 2018 г.», «до 25 ноября 2020 г.»."""
        first, last = self.first, self.last
        if self.is_until:
            return f"до {_day(last)} {last.year} г."
        if first == last:
            return f"{_day(first)} {first.year} г."
        if first.day == 1 and last == month_end(last.year, last.month):
            return self._printed_months()
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{_day(last)} {last.year} г."
        if first.year == last.year:
            return f"{_day(first)} – {_day(last)} {last.year} г."
        return f"{_day(first)} {first.year} г. – {_day(last)} {last.year} г."

    def _printed_months(self) -> str:
        first, last = self.first, self.last
        opening, closing = MONTHS[first.month - 1], MONTHS[last.month - 1]
        if first.year != last.year:
            return f"{opening} {first.year} г. – {closing} {last.year} г."
        if first.month == last.month:
            return f"{opening} {first.year} г."
        if (first.month, last.month) == (1, 12):
            return f"весь {first.year} г."
        return f"{opening} – {closing} {first.year} г."


def _day(day: date) -> str:
    return f"{day.day} {_OF_MONTHS[day.month - 1]}"
