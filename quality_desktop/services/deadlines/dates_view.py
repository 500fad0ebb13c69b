"""What the start page «Обзор» shows at once: the controlled dates and the days off around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.controlled_dates import ControlledDate, DateState
from quality_desktop.domain.working_days import WorkingDays
from quality_desktop.services.deadlines.controlled import controlled_dates
from quality_desktop.services.deadlines.work_calendar import work_calendar

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

STATE_WORDS: Final[Mapping[DateState, str]] = {
    DateState.OVERDUE: "просрочено",
    DateState.TODAY: "сегодня",
    DateState.THIS_WEEK: "на этой неделе",
    DateState.LATER: "позже",
    DateState.DONE: "выполнено",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesView:
    """Controlled dates on a day.

    Attributes:
        today: The day they are looked at.
        items: Earliest first.
        calendar: Working days.
    """

    today: date
    items: tuple[ControlledDate, ...]
    calendar: WorkingDays

    def of_state(self, *states: DateState) -> tuple[ControlledDate, ...]:
        """Those that stand so today."""
        return tuple(item for item in self.items if item.state(self.today) in states)

    @property
    def groups(self) -> tuple[str, ...]:
        """What sets the dates, in the order of the alphabet."""
        return tuple(sorted({item.group for item in self.items}))


def dates_view(*, store: Reading, today: date, wording: Path, reference: Path) -> DatesView:
    """The controlled dates as they stand on a day.

    Args:
        store: The file.
        today: The day.
        wording: Folder of wordings.
        reference: Folder of the catalogues.
    """
    return DatesView(
        today=today,
        items=controlled_dates(store=store, wording=wording),
        calendar=work_calendar(store=store, reference=reference),
    )


def days_left(item: ControlledDate, today: date) -> int:
    """Days until the date; negative when it has passed."""
    return (item.due - today).days


def weeks_of_month(year: int, month: int) -> Sequence[Sequence[date]]:
    """Six weeks from Monday to Sunday in which the month stands whole."""
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    return [[start + timedelta(days=7 * week + day) for day in range(7)] for week in range(6)]
