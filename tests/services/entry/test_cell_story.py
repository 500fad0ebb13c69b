"""What is known of one cell: earlier answers, earlier years, its place in the district."""

import pytest

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.services.entry import monitoring_edit
from quality_desktop.services.entry.cell_story import cell_story
from quality_desktop.services.entry.monitoring_edit import CellEdit
from tests.services.monitoring_form import ELEMENTS, NAMES, SCHOOLS, YEAR, elements, fill, number

FIRST, SECOND, THIRD, FOURTH = NAMES


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


def story(store, school, code):
    element = next(e for e in elements() if e.code == code)
    return cell_story(store=store, school=SCHOOLS[school], element=element, year=YEAR)


def write(store, answer, intent):
    edit = CellEdit(school=SCHOOLS[FIRST], element=ELEMENTS["pupils"], answer=answer)
    monitoring_edit.set_answers(store=store, year=YEAR, edits=[edit], intent=intent)


def test_the_history_tells_every_answer_newest_first(store):
    write(store, number(510), "Первая правка")
    write(store, Answer(), "Очистка")
    write(store, Answer(absence="no_data"), "Нет данных")
    told = story(store, FIRST, "pupils").versions
    assert [version.text for version in told] == ["н/д", "пусто", "510", "500"]
    assert told[2].intent == "Первая правка"
    assert told[2].author == store.author


def test_an_edit_of_the_comment_is_told_as_such(store):
    monitoring_edit.set_note(
        store=store,
        school=SCHOOLS[FIRST],
        element=ELEMENTS["pupils"],
        year=YEAR,
        note="сверено",
        intent="Примечание",
    )
    newest = story(store, FIRST, "pupils").versions[0]
    assert newest.is_note_only
    assert newest.note == "сверено"


def test_earlier_years_stand_before_this_one(store):
    years = story(store, FIRST, "pupils").years
    assert [(year.year, year.text) for year in years] == [(YEAR - 1, "470"), (YEAR, "500")]


def test_the_official_figure_counts_in_the_district_too(store):
    place = story(store, THIRD, "pupils").place
    assert place is not None
    assert (place.lowest, place.median, place.highest) == ("120", "300", "500")
    assert (place.rank, place.count) == (2, 3)


def test_two_schools_make_no_district(store):
    assert story(store, FIRST, "graduates").place is None


def test_a_text_has_no_years_and_no_place(store):
    told = story(store, FIRST, "remark")
    assert told.years == ()
    assert told.place is None
