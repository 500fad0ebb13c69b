"""Closed periods: the figures of a school year that nobody may change until it is opened again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quality_desktop.domain.collection.monitoring import Acceptance, Collection, Submission, Value
from quality_desktop.domain.directory import SchoolYear
from quality_desktop.domain.examination.exams import ExamResult, exam_year_of
from quality_desktop.domain.records import Id, Record, natural_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLock(Record):
    """Whether a school year is closed; its history tells who closed and opened it before.

    Attributes:
        year: School year: 2025 for 2025/26.
        is_locked: It is closed now.
        reason: Why it was closed, or opened, last.
        author: Who did it.
        changed_on: When.
    """

    kind: ClassVar[str] = "period_lock"

    year: int
    is_locked: bool = True
    reason: str = ""
    author: str = ""
    changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOf:
    """Where a record says of which period it is.

    Attributes:
        field: The field with the year, or with the record that has it.
        through: Kind of that other record; empty when the year stands in the record itself.
        is_exam_year: The year is the calendar year of exams.
    """

    field: str
    through: str = ""
    is_exam_year: bool = False

    def school_year(self, year: int) -> int:
        """School year of what the field holds."""
        return year - exam_year_of(0) if self.is_exam_year else year


FIGURES: Mapping[str, PeriodOf] = {
    Value.kind: PeriodOf(field="year"),
    Acceptance.kind: PeriodOf(field="year"),
    SchoolYear.kind: PeriodOf(field="year"),
    ExamResult.kind: PeriodOf(field="year", is_exam_year=True),
    Submission.kind: PeriodOf(field="collection", through=Collection.kind),
    Collection.kind: PeriodOf(field="year"),
}
"""Kinds of records that belong to a period: what closing it keeps as it is."""


def lock_id(year: int) -> Id:
    """Id that everybody gives to the lock of a school year."""
    return natural_id(PeriodLock.kind, year)


def locked_years(locks: Iterable[PeriodLock]) -> dict[int, PeriodLock]:
    """School year -> its lock, of the years that are closed."""
    return {lock.year: lock for lock in locks if lock.is_locked}


def shown_period(year: int) -> str:
    """«2025/26»."""
    return f"{year}/{(year + 1) % 100:02}"


def refusal(lock: PeriodLock) -> str:
    """Why nothing of a closed period is changed: who closed it, when and why."""
    return (
        f"{_closed(lock)}: ничего не записано; чтобы "
        "исправить данные, откройте период в меню «Правка» и напишите причину."
    )


def warning(lock: PeriodLock) -> str:
    """That somebody else's work changes a closed period: who closed it, when and why."""
    return f"{_closed(lock)}, а присланное меняет его данные: проверьте их после приёма."


def _closed(lock: PeriodLock) -> str:
    who = f", {lock.author}" if lock.author else ""
    when = f" {lock.changed_on:%d.%m.%Y}" if lock.changed_on else ""
    why = f" («{lock.reason}»)" if lock.reason else ""
    return f"Период {shown_period(lock.year)} закрыт{when}{who}{why}"
