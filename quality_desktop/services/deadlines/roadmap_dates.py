"""Dates of roadmaps: by when every activity must be over, and each turn of a repeated one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow

if TYPE_CHECKING:
    from quality_desktop.domain.planning.calendar_text import WrittenDates
    from quality_desktop.storage.reading import Reading

GROUP: Final = "Планы и сроки"
_CANCELLED: Final = "cancelled"
_DONE: Final = "done"
_MARKS: Final = re.compile(r"\*\*|__")


def dates(store: Reading) -> Iterator[ControlledDate]:
    """The last day of every activity whose dates are understood; an activity taken off has none.

    «Май Август» are two dates; what is done every month, quarter or half-year has a date at the end
    of each.
    """
    plans = {plan.id: plan for plan in store.all(Roadmap)}
    if not plans:
        return
    # The first tab waits for these dates, and most files have no plan.
    from quality_desktop.domain.planning.calendar_text import understand
    from quality_desktop.domain.planning.spans import plan_year

    for row in store.all(RoadmapRow):
        plan = plans.get(row.roadmap)
        if plan is None or row.progress == _CANCELLED:
            continue
        written = understand(row.dates, plan_year(plan.year, plan.title))
        yield from _of_row(row, plan, written)


def _of_row(row: RoadmapRow, plan: Roadmap, written: WrittenDates) -> Iterator[ControlledDate]:
    if written.last is None:
        return
    source = f"roadmap_row:{row.id}:dates"
    whole = ControlledDate(
        source=source,
        what=_words(row.title, " "),
        who=_words(row.executors, ", "),
        due=written.last,
        begins=_other_than(written.last, min(span.first for span in written.spans)),
        origin=_words(plan.title, " ") or f"План на {plan.year} год",
        group=GROUP,
        is_done=row.progress == _DONE,
        done_on=row.done_on,
        note=row.progress_note,
    )
    if len(written.spans) == 1:
        yield whole
        return
    for last, first in {span.last: span.first for span in written.spans}.items():
        yield replace(
            whole,
            source=f"{source}:{last.isoformat()}",
            due=last,
            begins=_other_than(last, first),
        )


def _other_than(last: date, first: date) -> date | None:
    """The first day of a period; None for a single day."""
    return None if first == last else first


def _words(text: str, between: str) -> str:
    """A text of several lines as one, without the marks of bold and italic letters."""
    lines = [" ".join(line.split()) for line in _MARKS.sub("", text).splitlines()]
    return between.join(line for line in lines if line).replace("/, ", "/ ")
