"""Controlled dates: what must be done, by whom, until when, and which paper says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMark(Record):
    """What a person noted about a controlled date; the date itself stays where it was set.

    Attributes:
        source: Which date: «kind:id:field», the same for everybody.
        done_on: When it was met; None when it is not.
        postponed_to: A later date that was agreed.
        responsible: Who answers, when the source does not say.
        postponed_from: The date that was put off: once its source sets another one, the
            postponement holds no longer. None when nobody noted it.
    """

    kind: ClassVar[str] = "deadline_mark"

    source: str
    done_on: date | None = None
    postponed_to: date | None = None
    responsible: Id | None = reference("person")
    note: str = ""
    postponed_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Record):
    """A day of the calendar that differs from its week.

    Attributes:
        is_working: A day off that was made a working day.
        title: «День России».
        document: Act that says so.
    """

    kind: ClassVar[str] = "holiday"

    day: date
    is_working: bool = False
    title: str = ""
    document: str = ""


def deadline_mark_id(source: str) -> Id:
    """Id that everybody gives to the mark of this date."""
    return natural_id(DeadlineMark.kind, source)


def holiday_id(day: date) -> Id:
    """Id that everybody gives to this day."""
    return natural_id(Holiday.kind, day.isoformat())
