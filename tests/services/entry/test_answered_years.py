"""Where the answers are, when a year has none."""

import pytest

from quality_desktop.domain.collection.monitoring import Value, value_id
from quality_desktop.services.entry.answered_years import nearest_answered
from tests.services.monitoring_form import ELEMENTS, NAMES, SCHOOLS, YEAR, fill

FIRST = NAMES[0]


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


def put(store, year, code="pupils", **said):
    key = value_id(ELEMENTS[code], SCHOOLS[FIRST], year)
    value = Value(id=key, element=ELEMENTS[code], school=SCHOOLS[FIRST], year=year, **said)
    with store.work("Правка") as work:
        work.put(value)
        work.commit()


def test_the_last_year_with_an_answer_is_found(store):
    assert nearest_answered(store=store, year=YEAR + 1) == YEAR
    assert nearest_answered(store=store, year=YEAR + 4) == YEAR


def test_a_year_with_answers_needs_no_other(store):
    assert nearest_answered(store=store, year=YEAR) is None


def test_a_later_year_is_found_when_no_earlier_one_has_answers(store):
    assert nearest_answered(store=store, year=YEAR - 3) == YEAR - 1


def test_a_comment_alone_is_no_answer_and_an_absence_is_one(store):
    put(store, YEAR + 1, note="позвонить")
    assert nearest_answered(store=store, year=YEAR + 2) == YEAR
    put(store, YEAR + 1, absence="no_class")
    assert nearest_answered(store=store, year=YEAR + 2) == YEAR + 1


def test_only_the_elements_of_the_form_count(store):
    put(store, YEAR + 1, digits=4)
    asked = [ELEMENTS["pupils"]]
    others = [ELEMENTS["choice"]]
    assert nearest_answered(store=store, year=YEAR + 2, elements=asked) == YEAR + 1
    assert nearest_answered(store=store, year=YEAR + 2, elements=others) != YEAR + 1


def test_years_long_ago_are_no_help(store):
    assert nearest_answered(store=store, year=YEAR + 30) is None
