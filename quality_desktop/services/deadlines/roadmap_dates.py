"""Dates of roadmaps: by when every activity must be over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

GROUP: Final = "Планы и сроки"
_CANCELLED: Final = "cancelled"
_DONE: Final = "done"


def dates(store: Reading) -> Iterator[ControlledDate]:
    """The last day of every activity whose dates are understood; an activity taken off has none."""
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
        if written.last is None:
            continue
        first = min(span.first for span in written.spans)
        yield ControlledDate(
            source=f"roadmap_row:{row.id}:dates",
            what=" ".join(row.title.split()),
            who=", ".join(row.executors.splitlines()),
            due=written.last,
            begins=None if first == written.last else first,
            origin=plan.title or f"План на {plan.year} год",
            group=GROUP,
            is_done=row.progress == _DONE,
            done_on=row.done_on,
            note=row.progress_note,
        )
