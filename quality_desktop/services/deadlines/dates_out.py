"""Controlled dates on their way out: as a table for Excel and as a calendar for mail programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.services.deadlines.dates_view import STATE_WORDS, DatesView
from quality_desktop.services.table_export import ExportColumn, ExportSheet
from quality_desktop.storage.disk import replace, temporary_beside
from quality_desktop.storage.failures import explained
from quality_desktop.writers.calendar_file import CalendarDay, calendar_file

_TITLES: Final = ("Срок", "Что сделать", "Кто", "Откуда", "Состояние", "Выполнено", "Примечание")
_REMIND_DAYS: Final = 1


def sheet(view: DatesView, items: Sequence[ControlledDate]) -> ExportSheet:
    """These dates as a table."""
    return ExportSheet(
        title="Контроль сроков",
        heading=f"Контроль сроков на {view.today:%d.%m.%Y}",
        columns=tuple(ExportColumn(title=title) for title in _TITLES),
        rows=tuple(
            (
                item.due,
                item.what,
                item.who,
                item.origin,
                STATE_WORDS[item.state(view.today)],
                item.done_on,
                item.note,
            )
            for item in items
        ),
    )


def save_calendar(
    *, path: Path, items: Sequence[ControlledDate], name: str, made: datetime
) -> Path:
    """Write dates that are not met yet as a calendar file; a reminder comes a day before each.

    Args:
        path: Where to.
        items: The dates.
        name: Name of the calendar in the mail program.
        made: Now, with its time zone.

    Raises:
        QualityError: The file cannot be written.
    """
    days = [
        CalendarDay(
            uid=f"{item.source}@quality-desktop",
            title=item.what,
            text="\n".join(line for line in (item.who, item.origin, item.note) if line),
            day=item.due,
            remind_days=_REMIND_DAYS,
        )
        for item in items
        if not item.is_done
    ]
    content = calendar_file(days, name=name, made=made)
    with explained(path), temporary_beside(path) as temporary:
        temporary.write_bytes(content)
        replace(temporary, path)
    return path
