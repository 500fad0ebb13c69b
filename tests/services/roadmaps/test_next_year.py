"""A plan copied to another year."""

from __future__ import annotations

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.roadmaps import next_year, plans, rows
from tests.services.roadmaps.plan_views import row_called, seen


@pytest.fixture
def store(empty_district):
    return empty_district


def test_the_next_year_has_the_same_work_with_moved_dates(store, plan):
    rows.mark(store=store, rows=[row_called(store, "Курсы")], progress="done")
    rows.mark(store=store, rows=[row_called(store, "Сессия агломерации")], progress="cancelled")
    key, origin = new_id(), row_called(store, "Курсы")
    next_year.copy(store=store, roadmap=plan, year=2019, key=key)
    assert store.get(Roadmap, key).title == "Дорожная карта на 2019 год"
    copied = seen(store, key).rows
    assert [(row.record.dates, row.record.progress) for row in copied] == [
        ("19 февраля", "planned"),
        ("Март-октябрь 2018 г.", "planned"),
    ]
    assert copied[1].record.source == origin
    with pytest.raises(QualityError, match="другой год"):
        next_year.copy(store=store, roadmap=plan, year=2018)
    plans.remove(store=store, roadmap=plan)
    assert seen(store, key).rows[1].record.source is None
    assert [one.year for one in plans.ordered(store=store)] == [2019]
