"""Plans as they are shown."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.roadmap import RoadmapRow
from quality_desktop.services.roadmaps import rows
from tests.services.roadmaps.plan_views import seen, shown


@pytest.fixture
def store(empty_district):
    return empty_district


def test_rows_stand_in_their_sections_and_are_counted_through(store, plan):
    assert shown(store, plan) == [
        ("", "1.", "Съезд руководителей"),
        ("", "2.", "Сессия агломерации"),
        ("Обучение", "3.", "Курсы"),
    ]


def test_dates_are_understood_and_a_wrong_year_is_told(store, plan):
    view = seen(store, plan)
    assert [row.dates.printed for row in view.rows] == [
        "19 февраля 2018 г.",
        "май 2018 г., август 2018 г.",
        "март – октябрь 2017 г.",
    ]
    (problem,) = view.problems
    assert problem.text.startswith("Строка 3: срок «март – октябрь 2017 г.» не в году плана")
    assert problem.place == f"roadmap_row:{view.rows[2].record.id}:dates"


def test_a_row_knows_whether_it_is_of_this_month_and_overdue(store, plan):
    first, second, _ = seen(store, plan).rows
    assert [row.is_in_month(date(2018, 5, 31)) for row in (first, second)] == [False, True]
    assert first.is_overdue(date(2018, 2, 20))
    assert not first.is_overdue(date(2018, 2, 19))
    rows.mark(store=store, rows=[first.record.id], progress="done", on=date(2018, 2, 19))
    done = seen(store, plan).rows[0]
    assert (done.record.done_on, done.is_overdue(date(2019, 1, 1))) == (date(2018, 2, 19), False)
    rows.mark(store=store, rows=[first.record.id], progress="running")
    assert store.get(RoadmapRow, first.record.id).done_on is None


def test_empty_cells_are_told(store, plan):
    rows.add_row(store=store, roadmap=plan)
    texts = [problem.text for problem in seen(store, plan).problems[1:]]
    assert texts == [
        "Строка 4: впишите мероприятие или удалите строку.",
        "Строка 4: срок не указан.",
        "Строка 4: исполнитель не указан.",
    ]
