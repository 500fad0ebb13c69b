"""Numbers of papers by the office's own pattern."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop import paths
from quality_desktop.domain.at_risk.risk_lists import RiskList
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.services.register import numbering

WORDING = paths.bundled().wording
DAY = date(2026, 11, 22)


def put(store, *records):
    with store.work("Проверка") as work:
        for record in records:
            work.put(record)
        work.commit()


def order(number: str, day: date = DAY, form: str = "order-mechanisms") -> Paper:
    return Paper(id=new_id(), form=form, number=number, dated=day)


def following(store, family="order", day=DAY, **options):
    return numbering.next_number(store=store, family=family, day=day, wording=WORDING, **options)


def test_the_first_number_of_a_year_is_one_whatever_the_last_year_had(empty_district):
    put(empty_district, order("41", date(2025, 12, 30)))
    assert following(empty_district) == "1"


def test_the_next_number_follows_the_largest_and_not_the_last_one(empty_district):
    put(empty_district, order("№ 7"), order("12"), order("3"), order("12-к"))
    assert following(empty_district) == "13"


def test_letters_and_orders_are_numbered_apart(empty_district):
    put(empty_district, order("12"), order("5", form="letter-answer-reminder"))
    assert following(empty_district, "letter") == "6"
    assert following(empty_district, "order") == "13"
    assert following(empty_district, numbering.INCOMING) == "1"


def test_the_office_s_own_pattern_begins_where_the_office_says(empty_district):
    numbering.set_pattern(
        store=empty_district, family="letter", pattern="07-12/{n}", first=222, is_yearly=False
    )
    assert following(empty_district, "letter") == "07-12/222"
    put(empty_district, order("07-12/230", date(2023, 4, 12), "letter-answer-reminder"))
    assert following(empty_district, "letter") == "07-12/231"


def test_a_paper_that_is_numbered_anew_does_not_count_itself(empty_district):
    only = order("5")
    put(empty_district, only)
    assert following(empty_district, own=only.id) == "1"


@pytest.mark.parametrize(
    "pattern", ["", "07-12/", "{n}-{n}", "{nn}", "{n", "{n}{author}", "{n.real}", "{year}{n}"]
)
def test_a_pattern_that_cannot_number_is_refused(pattern):
    with pytest.raises(QualityError):
        numbering.check_pattern(pattern)


@given(
    st.sampled_from(
        ["{n}", "24-{n}", "07-12/{n}", "{n}-{month:02}/{year}", "ОД-{year}-{n}", "{n}.к(1)"]
    ),
    st.integers(1, 99999),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_a_number_made_by_a_pattern_is_read_back(pattern, number, day):
    text = numbering.formatted(pattern, number, day)
    assert numbering.number_in(pattern, f"№ {text}") == number


def test_two_papers_of_one_number_in_one_year_are_told(empty_district):
    first, second = order("15"), order("№ 15")
    put(empty_district, first, second, order("15", date(2025, 3, 1)))
    found = numbering.doubled(store=empty_district, paper=first, wording=WORDING)
    assert found is not None
    assert found.id == second.id
    other = order("15", form="letter-answer-reminder")
    assert numbering.doubled(store=empty_district, paper=other, wording=WORDING) is None


def test_a_draft_gets_the_next_number_and_today_once(empty_district):
    put(empty_district, order("12"))
    draft = Paper(id=new_id(), form="order-mechanisms")
    put(empty_district, draft)
    numbering.assign(store=empty_district, paper=draft.id, wording=WORDING, today=DAY)
    numbered = empty_district.get(Paper, draft.id)
    assert numbered is not None
    assert (numbered.number, numbered.dated) == ("13", DAY)
    with pytest.raises(QualityError, match="уже есть номер"):
        numbering.assign(store=empty_district, paper=draft.id, wording=WORDING, today=DAY)


def test_the_order_that_approved_a_list_of_schools_has_taken_its_number(empty_district):
    made = RiskList(
        id=new_id(), year=2026, act_title="Приказ", act_number="№ 7", act_date=date(2026, 11, 20)
    )
    put(empty_district, order("2"), made)
    assert following(empty_district) == "8"
    assert following(empty_district, family="letter") == "1"
    assert following(empty_district, day=date(2027, 1, 11)) == "1"
