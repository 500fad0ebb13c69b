"""Facts of a roadmap, put together from the records of the file."""

from __future__ import annotations

from collections.abc import Iterable

from quality_desktop.documents.roadmap import RoadmapFacts, RoadmapRowFacts, RoadmapSectionFacts
from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.services.paperwork.reads import Reads


def roadmap_facts(records: Reads, roadmap: Id) -> RoadmapFacts | None:
    """What a roadmap prints; None when it is not in the file any more."""
    found = records.get(Roadmap, roadmap)
    if found is None:
        return None
    rows = sorted(records.all(RoadmapRow, roadmap=roadmap), key=lambda r: (r.place, r.id.bytes))
    sections = sorted(
        records.all(RoadmapSection, roadmap=roadmap), key=lambda s: (s.place, s.id.bytes)
    )
    known = {section.id for section in sections}
    parts = [RoadmapSectionFacts(rows=_rows(r for r in rows if r.section not in known))]
    parts.extend(
        RoadmapSectionFacts(
            title=section.title, rows=_rows(r for r in rows if r.section == section.id)
        )
        for section in sections
    )
    return RoadmapFacts(
        title=found.title,
        year=found.year,
        columns=found.columns,
        sections=tuple(part for part in parts if part.rows or part.title),
    )


def _rows(rows: Iterable[RoadmapRow]) -> tuple[RoadmapRowFacts, ...]:
    return tuple(
        RoadmapRowFacts(
            number=row.number,
            title=row.title,
            participants=row.participants,
            executors=row.executors,
            co_executors=row.co_executors,
            dates=row.dates,
            expected=row.expected,
            progress_note=row.progress_note,
            place=f"{RoadmapRow.kind}:{row.id}:dates",
        )
        for row in rows
    )
