"""Controlled dates as one list: whatever set them, they are watched alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from quality_desktop.domain.deadlines import DeadlineMark
from quality_desktop.domain.working_days import WorkingDays


class DateState(StrEnum):
    """How a controlled date stands on a day."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledDate:
    """Something that must be done by a date.

    Attributes:
        source: Which date: «kind:id:field», the same for everybody; marks refer to it.
        what: What must be done, a line.
        who: Who must do it, in words; empty when nothing says so.
        due: The last day; where several days are meant, the last of them.
        begins: First day of a period; None for a single date.
        origin: Paper, plan or list that sets it.
        group: What kind of thing set it, in Russian: «Документы», «Планы» …
        done_on: When it was met by what the file knows, or as a person marked it.
        is_done: It was met, also when nobody knows on which day.
        moved_from: The date as it was set, when it was put off.
        note: What a person noted.
        owed: How many answers are still owed; None when it is no matter of answers.
    """

    source: str
    what: str
    due: date
    who: str = ""
    begins: date | None = None
    origin: str = ""
    group: str = ""
    done_on: date | None = None
    is_done: bool = False
    moved_from: date | None = None
    note: str = ""
    owed: int | None = None

    def state(self, today: date) -> DateState:
        """How it stands; the week ends with Sunday."""
        if self.is_done:
            return DateState.DONE
        if self.due < today:
            return DateState.OVERDUE
        if self.due == today:
            return DateState.TODAY
        return DateState.THIS_WEEK if self.due <= end_of_week(today) else DateState.LATER

    def marked(self, mark: DeadlineMark | None, responsible: str) -> ControlledDate:
        """The same with what a person noted about it.

        A postponement holds for the date that was put off: a date set anew by its source beats it.
        """
        if mark is None:
            return self
        moved = mark.postponed_to if mark.postponed_from in (None, self.due) else None
        return replace(
            self,
            due=self.due if moved is None else moved,
            moved_from=self.moved_from if moved is None else self.due,
            who=responsible or self.who,
            note=mark.note,
            done_on=mark.done_on or self.done_on,
            is_done=self.is_done or mark.done_on is not None,
        )


def end_of_week(day: date) -> date:
    """Sunday of the week of a day."""
    return day + timedelta(days=6 - day.weekday())


def in_order(items: Iterable[ControlledDate]) -> tuple[ControlledDate, ...]:
    """Earliest first; of one day in the order of what and origin."""
    return tuple(sorted(items, key=lambda item: (item.due, item.what, item.origin, item.source)))


def in_month(
    items: Iterable[ControlledDate], year: int, month: int
) -> Mapping[date, Sequence[ControlledDate]]:
    """What falls on the days of a month; days without anything are left out."""
    found: dict[date, list[ControlledDate]] = {}
    for item in in_order(items):
        if (item.due.year, item.due.month) == (year, month):
            found.setdefault(item.due, []).append(item)
    return found


def rest_note(item: ControlledDate, calendar: WorkingDays) -> str:
    """A sentence when the last day is no working day; empty otherwise."""
    name = calendar.rest_name(item.due)
    if not name:
        return ""
    before, after = calendar.previous_working(item.due), calendar.next_working(item.due)
    return (
        f"{item.due:%d.%m.%Y} – нерабочий день ({name}); "
        f"рабочие дни рядом: {before:%d.%m.%Y} и {after:%d.%m.%Y}."
    )
