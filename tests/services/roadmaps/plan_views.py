"""A plan as tests look at it."""

from __future__ import annotations

from quality_desktop.domain.roadmap import RoadmapRow
from quality_desktop.services.roadmaps import plans


def seen(store, plan):
    """The plan as it is now."""
    view = plans.view(store=store, roadmap=plan)
    assert view is not None
    return view


def shown(store, plan):
    """Section, number and title of every row."""
    view = seen(store, plan)
    return [
        ("" if part.section is None else part.section.title, row.number, row.record.title)
        for part in view.parts
        for row in part.rows
    ]


def row_called(store, title):
    return next(row for row in store.all(RoadmapRow) if row.title == title).id
