"""A plan copied to another year: the same work, dates moved as they are written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.planning.next_year import moved, moved_title
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.services.roadmaps.plans import short

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def copy(*, store: Store, roadmap: Id, year: int, key: Id | None = None) -> Changes:
    """Copy a plan to another year; what was done and what proves it stays with the old one.

    Years that are written in dates move by as much as the plan does, months without a year stay.
    Cancelled rows are not copied.

    Args:
        store: The file.
        roadmap: The plan to copy.
        year: Calendar year of the copy.
        key: Its id, when the caller wants to know it.

    Raises:
        QualityError: The plan is gone, or the year is its own.
    """
    was = store.get(Roadmap, roadmap)
    if was is None:
        raise QualityError("Этого плана уже нет: его удалили. Выберите другой.")
    if year == was.year:
        raise QualityError("Выберите другой год: план этого года уже есть.")
    years = year - was.year
    made = replace(
        was,
        id=key or new_id(),
        year=year,
        title=moved_title(was.title, was.year, years),
        place=len(store.all(Roadmap)),
    )
    with store.work(f"План на {year} год по образцу «{short(was.title)}»") as work:
        work.put(made)
        sections: dict[Id | None, Id] = {}
        for section in work.all(RoadmapSection, roadmap=roadmap):
            sections[section.id] = new_id()
            work.put(replace(section, id=sections[section.id], roadmap=made.id))
        for row in work.all(RoadmapRow, roadmap=roadmap):
            if row.progress != "cancelled":
                work.put(_copied(row, made.id, sections.get(row.section), years))
        return work.commit()


def _copied(row: RoadmapRow, roadmap: Id, section: Id | None, years: int) -> RoadmapRow:
    return replace(
        row,
        id=new_id(),
        roadmap=roadmap,
        section=section,
        dates=moved(row.dates, years),
        progress="planned",
        done_on=None,
        progress_note="",
        proof="",
        source=row.id,
    )
