"""A plan as an office has it: three rows in two sections."""

from __future__ import annotations

import pytest

from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.storage.store import Store

ROWS = (
    ("Съезд руководителей", "Министерство/ РЦОКИО", "19 февраля", "Материалы"),
    ("Сессия агломерации", "РЦОКИО", "Май Август", "Договоры"),
    ("Курсы", "РЦОКИО", "Март-октябрь 2017 г.", "Удостоверения"),
)


@pytest.fixture
def plan(empty_district: Store) -> Id:
    """A plan of 2018; its third row stands in the section «Обучение»."""
    key, section = new_id(), new_id()
    with empty_district.work("План") as work:
        work.put(Roadmap(id=key, title="Дорожная карта на 2018 год", year=2018))
        work.put(RoadmapSection(id=section, roadmap=key, title="Обучение"))
        for place, (title, executors, dates, expected) in enumerate(ROWS):
            work.put(
                RoadmapRow(
                    id=new_id(),
                    roadmap=key,
                    section=section if place == 2 else None,
                    title=title,
                    executors=executors,
                    dates=dates,
                    expected=expected,
                    place=place,
                )
            )
        work.commit()
    return key
