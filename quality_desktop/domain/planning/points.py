"""Points of a written date: a day, a month, a quarter …, with the year that is written or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from quality_desktop.domain.planning.calendar_words import Sort, Token
from quality_desktop.domain.planning.spans import PlanYear, Span, month_end

_UNITS: Final = (Sort.QUARTER, Sort.HALF, Sort.DECADE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point and the tokens it was read from.

    Attributes:
        unit: What it is: day, month, quarter …; NUMBER when only a later point tells.
        number: Which day, quarter, half or decade.
        month: Of a day, a month, a decade or a season; 0 for none.
        year: As written; None when it is not.
        is_school: The year is the first one of a school year.
        year_end: Last year of several.
        start: Where it begins in the text.
        end: Where it ends.
    """

    unit: Sort
    number: int = 0
    month: int = 0
    year: int | None = None
    is_school: bool = False
    year_end: int = 0
    start: int = 0
    end: int = 0

    @property
    def is_whole_year(self) -> bool:
        """Whether it is a year or several with nothing more."""
        return self.unit in (Sort.YEAR, Sort.YEARS, Sort.SCHOOL_YEAR)

    def of_year(self, other: Point) -> Point:
        """The point with the year of another when it has none of its own."""
        if self.year is not None or other.is_whole_year:
            return self
        return replace(self, year=other.year, is_school=other.is_school)

    def before(self, other: Point) -> Point:
        """As ``of_year``, where the other comes later: December before «январь 2019» is of 2018."""
        dated = self.of_year(other)
        is_given = self.year is None and not dated.is_school
        if is_given and dated.year is not None and self.month > other.month > 0:
            return replace(dated, year=dated.year - 1)
        return dated

    def after(self, other: Point) -> Point:
        """As ``of_year``, where the other comes earlier: May after «август 2021» is of 2022."""
        dated = self.of_year(other)
        is_given = self.year is None and not dated.is_school
        if is_given and dated.year is not None and other.month > self.month > 0:
            return replace(dated, year=dated.year + 1)
        return dated

    def of_unit(self, other: Point) -> Point:
        """A lone number with the unit of the point after it: «1» of «1 и 15 мая»."""
        if self.unit is not Sort.NUMBER or other.unit not in (Sort.DAY, *_UNITS):
            return self
        return replace(other, number=self.number, start=self.start, end=self.end)

    def span(self, plan: PlanYear) -> Span | None:
        """Its days; None when the calendar has no such days."""
        own = plan if self.year is None else PlanYear(self.year, is_school=self.is_school)
        try:
            return self._span(own)
        except (ValueError, OverflowError):
            return None

    def _span(self, plan: PlanYear) -> Span | None:
        if self.unit is Sort.DAY:
            day = date(plan.year_of(self.month), self.month, self.number)
            return Span(day, day)
        if self.unit is Sort.DECADE and 1 <= self.number <= 3:
            year = plan.year_of(self.month)
            first = date(year, self.month, 10 * self.number - 9)
            last = month_end(year, self.month) if self.number == 3 else first + timedelta(days=9)
            return Span(first, last)
        if self.unit is Sort.HALF_OF and self.month and 1 <= self.number <= 2:
            year = plan.year_of(self.month)
            if self.number == 1:
                return Span(date(year, self.month, 1), date(year, self.month, 15))
            return Span(date(year, self.month, 16), month_end(year, self.month))
        if self.unit in (Sort.YEAR, Sort.SCHOOL_YEAR):
            return Span(plan.first, plan.last)
        if self.unit is Sort.YEARS:
            return Span(date(plan.year, 1, 1), date(self.year_end, 12, 31))
        months = self._months(plan)
        if months is None:
            return None
        first_month, last_month = months
        return Span(
            date(plan.year_of(first_month), first_month, 1),
            month_end(plan.year_of(last_month), last_month),
        )

    def _months(self, plan: PlanYear) -> tuple[int, int] | None:
        match self.unit:
            case Sort.MONTH:
                return self.month, self.month
            case Sort.SEASON:
                return self.month, self.month + 2
            case Sort.QUARTER if 1 <= self.number <= 4:
                return 3 * self.number - 2, 3 * self.number
            case Sort.HALF | Sort.HALF_OF if 1 <= self.number <= 2:
                if plan.is_school:  # lessons end in May
                    return ((9, 12), (1, 5))[self.number - 1]
                return ((1, 6), (7, 12))[self.number - 1]
        return None


@dataclass(slots=True)
class PointReader:
    """Reads points from tokens; ``place`` is the token that comes next."""

    tokens: list[Token]
    place: int = 0

    def sort(self, ahead: int = 0) -> Sort | None:
        """Sort of a token ahead; None behind the last."""
        place = self.place + ahead
        return self.tokens[place].sort if place < len(self.tokens) else None

    def take(self) -> Token:
        """The next token."""
        token = self.tokens[self.place]
        self.place += 1
        return token

    def point(self) -> Point | None:
        """The point that begins here; None when none does, and nothing is taken."""
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        if token is None:
            return None
        match token.sort:
            case Sort.DAY:
                day, month, year = token.numbers
                self.take()
                found = Point(unit=Sort.DAY, number=day, month=month, year=year or None)
            case Sort.MONTH | Sort.SEASON:
                self.take()
                found = Point(unit=token.sort, month=token.number, year=_year_of(token))
            case Sort.YEAR | Sort.SCHOOL_YEAR:
                found = Point(
                    unit=self.take().sort,
                    year=token.number,
                    is_school=token.sort is Sort.SCHOOL_YEAR,
                )
            case Sort.YEARS:
                self.take()
                found = Point(unit=Sort.YEARS, year=token.numbers[0], year_end=token.numbers[1])
            case Sort.NUMBER:
                found = self._counted(self.take().number)
            case _:
                return None
        found = self._with_year(found)
        return replace(found, start=token.start, end=self.tokens[self.place - 1].end)

    def _counted(self, number: int) -> Point:
        unit, then = self.sort(), self.sort(1)
        if unit is Sort.MONTH:
            return self._of_month(Sort.DAY, number)
        if unit in (Sort.DECADE, Sort.HALF_OF) and then is Sort.MONTH:
            self.take()
            return self._of_month(unit, number)
        if unit in (Sort.QUARTER, Sort.HALF, Sort.HALF_OF):
            return Point(unit=self.take().sort, number=number)
        return Point(unit=Sort.NUMBER, number=number)

    def _of_month(self, unit: Sort, number: int) -> Point:
        month = self.take()
        return Point(unit=unit, number=number, month=month.number, year=_year_of(month))

    def _with_year(self, point: Point) -> Point:
        if point.unit is Sort.NUMBER:
            return point
        if point.year is None and self.sort() in (Sort.YEAR, Sort.SCHOOL_YEAR):
            token = self.take()
            is_school = token.sort is Sort.SCHOOL_YEAR
            point = replace(point, year=token.number, is_school=is_school)
        while self.sort() is Sort.OF_YEAR:
            self.take()
        return point


def _year_of(month: Token) -> int | None:
    """The year that is written in one word with a month."""
    return month.numbers[1] if len(month.numbers) > 1 else None
