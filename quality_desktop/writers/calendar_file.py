"""Dates as a calendar file (iCalendar, RFC 5545) that every mail program takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_PRODUCT: Final = "-//quality_desktop//controlled dates//RU"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A whole-day entry of a calendar.

    Attributes:
        uid: The same for the same date in every file, so that a second import replaces the first.
        title: A line.
        text: Whatever else is known, lines.
        day: Which day.
        remind_days: How many days before a reminder comes; None for no reminder.
    """

    uid: str
    title: str
    text: str
    day: date
    remind_days: int | None = None


def calendar_file(days: Iterable[CalendarDay], *, name: str, made: datetime) -> bytes:
    """Entries as the bytes of a file.

    Args:
        days: The entries.
        name: Name of the calendar, as the mail program shows it.
        made: When the file is made, with its time zone.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in days:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))  # the end of a whole day is the next one
        event.add("summary", entry.title)
        if entry.text:
            event.add("description", entry.text)
        event.add("transp", "TRANSPARENT")
        if entry.remind_days is not None:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.title)
            alarm.add("trigger", timedelta(days=-entry.remind_days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
