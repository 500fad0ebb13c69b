"""The office's calendar of working days: the yearly holidays and the days moved in single years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.deadlines import Holiday, holiday_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.working_days import WorkingDays
from quality_desktop.services.toml_files import read_toml

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store

_CATALOGUE: Final = "work-calendar.toml"
_LEAP_YEAR: Final = 2024
"""In it every day of every year is a day."""


def work_calendar(*, store: Reading, reference: Path) -> WorkingDays:
    """The calendar as the file knows it.

    Args:
        store: The file.
        reference: Folder of the catalogues.

    Raises:
        QualityError: The catalogue is missing or wrong.
    """
    return WorkingDays.of(_yearly(reference), store.all(Holiday))


def set_day(*, store: Store, day: date, is_working: bool, title: str, document: str) -> Changes:
    """Write that a day differs from its week: a moved day off, or a Saturday that is worked.

    Args:
        store: The file.
        day: Which day.
        is_working: The office works although the week says otherwise.
        title: «перенесённый выходной день».
        document: Act that moves it.
    """
    with store.work(f"Календарь рабочих дней: {day:%d.%m.%Y}") as work:
        work.put(
            Holiday(
                id=holiday_id(day), day=day, is_working=is_working, title=title, document=document
            )
        )
        return work.commit()


def forget_day(*, store: Store, day: date) -> Changes:
    """Let a day follow its week again."""
    with store.work(f"Календарь рабочих дней: {day:%d.%m.%Y} как обычно") as work:
        if work.get(Holiday, holiday_id(day)) is not None:
            work.delete(Holiday, holiday_id(day))
        return work.commit()


def _yearly(reference: Path) -> Mapping[tuple[int, int], str]:
    days = read_toml(reference / _CATALOGUE).get("yearly", {})
    try:
        found = {(int(day[:2]), int(day[3:])): str(title) for day, title in days.items()}
        for month, day in found:
            date(_LEAP_YEAR, month, day)
    except (ValueError, AttributeError) as error:
        raise QualityError(
            f"Файл {_CATALOGUE}: день пишется как «месяц-число», например «06-12»."
        ) from error
    return found
