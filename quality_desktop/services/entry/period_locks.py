"""Closed school years: their figures stay as they are until somebody opens the year and says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.monitoring import Collection, Value
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id, shown_period
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult, exam_year_of
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A school year as the office sees it.

    Attributes:
        year: School year: 2025 for 2025/26.
        answers: How many answers of schools it has.
        results: How many results of works it has.
        lock: Who closed or opened it last; None when nobody ever did.
    """

    year: int
    answers: int
    results: int
    lock: PeriodLock | None

    @property
    def is_locked(self) -> bool:
        """Nothing of it can be changed now."""
        return self.lock is not None and self.lock.is_locked

    @property
    def title(self) -> str:
        """«2025/26»."""
        return shown_period(self.year)


def periods(*, store: Store, current: int) -> tuple[Period, ...]:
    """School years that have figures, were ever closed, or are looked at now; newest first.

    Args:
        store: The file.
        current: The year that the window shows.
    """
    answers = _counted(store.columns(Value, ("year",))["year"])
    results = _counted(store.columns(ExamResult, ("year",))["year"])
    results = {year - exam_year_of(0): count for year, count in results.items()}
    locks = {lock.year: lock for lock in store.all(PeriodLock)}
    collected = {one.year for one in store.all(Collection)}
    years = {current, *answers, *results, *locks, *collected}
    return tuple(
        Period(
            year=year,
            answers=answers.get(year, 0),
            results=results.get(year, 0),
            lock=locks.get(year),
        )
        for year in sorted(years, reverse=True)
    )


def close_period(*, store: Store, year: int, reason: str) -> Changes:
    """Let nobody change the figures of a school year.

    Args:
        store: The file.
        year: School year: 2025 for 2025/26.
        reason: Why; shown to everybody who tries.

    Raises:
        QualityError: There is no reason.
    """
    return _put(store, year, reason, is_locked=True)


def open_period(*, store: Store, year: int, reason: str) -> Changes:
    """Let the figures of a closed year be changed again; arguments as for ``close_period``."""
    return _put(store, year, reason, is_locked=False)


def _put(store: Store, year: int, reason: str, *, is_locked: bool) -> Changes:
    why = " ".join(reason.split())
    verb = "Закрыть" if is_locked else "Открыть"
    if not why:
        raise QualityError(f"{verb} период можно только с причиной: напишите её одной строкой.")
    title = f"{'Закрыт' if is_locked else 'Открыт'} период {shown_period(year)}: {why}"
    with store.work(title) as work:
        known = work.get(PeriodLock, lock_id(year)) or PeriodLock(id=lock_id(year), year=year)
        work.put(
            replace(
                known,
                is_locked=is_locked,
                reason=why,
                author=store.author,
                changed_on=date.today(),
            )
        )
        return work.commit()


def _counted(years: Iterable[object]) -> dict[int, int]:
    found: dict[int, int] = {}
    for year in years:
        if isinstance(year, int):
            found[year] = found.get(year, 0) + 1
    return found
