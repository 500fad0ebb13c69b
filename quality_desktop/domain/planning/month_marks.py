"""A written date as a strip of twelve months."""

from __future__ import annotations

from datetime import date
from enum import Enum

from quality_desktop.domain.planning.calendar_text import WrittenDates
from quality_desktop.domain.planning.spans import PlanYear


class MonthMark(Enum):
    """What a month of the plan holds of a row."""

    NONE = "none"
    WORK = "work"
    UNTIL = "until"


def month_marks(dates: WrittenDates, plan: PlanYear) -> tuple[MonthMark, ...]:
    """Marks of the twelve months of a plan; work wins over a last day in the same month."""
    marks: list[MonthMark] = []
    for month in plan.months():
        found = [span for span in dates.spans if span.touches(month.first, month.last)]
        if any(not span.is_until for span in found):
            marks.append(MonthMark.WORK)
        else:
            marks.append(MonthMark.UNTIL if found else MonthMark.NONE)
    return tuple(marks)


def month_of(plan: PlanYear, day: date) -> int | None:
    """Place of a day's month in the strip; None when it is another year's."""
    months = [(month.year, month.number) for month in plan.months()]
    key = (day.year, day.month)
    return months.index(key) if key in months else None
