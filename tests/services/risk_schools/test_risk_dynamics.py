"""Movement between lists: approved lists win, missing data move nobody, shares are exact."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.at_risk.partnership import (
    Measure,
    MeasureSchool,
    Partnership,
    measure_school_id,
    partnership_id,
)
from quality_desktop.domain.at_risk.profile import RecommendationStatus
from quality_desktop.domain.at_risk.risk import Repeat
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import ListType
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import natural_id
from quality_desktop.services.risk_schools import (
    risk,
    risk_dynamics,
    risk_lists,
    risk_timeline,
    risk_years,
)
from quality_desktop.services.risk_schools.risk_dynamics import Basis
from quality_desktop.services.school_profile import recommendations
from tests.services.risky import YEAR, fill, result, school_id

IN, OUT, NONE = Standing.INCLUDED, Standing.OUTSIDE, Standing.NO_DATA
NAMES = ("А", "Б", "В", "Г", "Д")
LOW = {IN: 9, OUT: 0}


def results_of(name, year, standing):
    if standing is NONE:
        return []
    return [result(name, LOW[standing], 20, year=year, subject=s) for s in ("math", "russian")]


def fill_two_years(store, standings):
    found = []
    for name, (before, now) in zip(NAMES, standings, strict=False):
        found += results_of(name, YEAR - 1, before) + results_of(name, YEAR, now)
    fill(store, found, schools=NAMES[: len(standings)])


def terms_of(store, **more):
    return risk.terms(store=store, rule="low-2025", **more)


def table_of(store, **more):
    return risk_dynamics.transitions(store=store, year=YEAR, terms=terms_of(store), **more)


def codes(schools):
    return [school.code for school in schools]


def draft(store, year, **decisions):
    risk_lists.make_draft(
        store=store, year=year, terms=terms_of(store), today=date(year, 9, 1), rule="low-2025"
    )
    made = risk_lists.view(store=store, year=year)
    assert made is not None
    for row in made.rows:
        if row.school.code in decisions:
            risk_lists.decide(
                store=store, entry=row.entry.id, is_listed=decisions[row.school.code],
                decision="Решение совета",
            )  # fmt: skip
    return made.record.id


def approve(store, year, **decisions):
    risk_lists.approve(
        store=store, risk_list=draft(store, year, **decisions), act_title="приказ",
        act_number="17", act_date=date(year, 9, 20),
    )  # fmt: skip


def test_every_school_stands_in_one_cell(empty_district):
    fill_two_years(empty_district, [(IN, IN), (IN, OUT), (OUT, IN), (OUT, OUT), (IN, NONE)])
    table = table_of(empty_district)
    assert codes(table.schools(IN, IN)) == ["А"]
    assert codes(table.schools(IN, OUT)) == ["Б"]
    assert codes(table.schools(OUT, IN)) == ["В"]
    assert codes(table.schools(IN, NONE)) == ["Д"]
    assert table.total() == 5
    assert (table.total(before=IN), table.total(now=IN)) == (3, 2)


def test_the_shares_of_the_programme_are_of_schools_in_the_lists_with_data(empty_district):
    fill_two_years(empty_district, [(IN, IN), (IN, OUT), (OUT, IN), (OUT, OUT), (IN, NONE)])
    table = table_of(empty_district)
    assert table.positive.fraction == Fraction(1, 3)
    assert table.negative.fraction == Fraction(1, 3)
    assert table.moved == 2


def test_without_lists_there_is_no_share(empty_district):
    fill_two_years(empty_district, [(OUT, OUT), (NONE, OUT)])
    assert table_of(empty_district).positive.fraction is None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=8,
)
@given(pairs=st.lists(st.tuples(*[st.sampled_from([IN, OUT, NONE])] * 2), min_size=1, max_size=5))
def test_a_school_without_data_moves_nowhere(empty_district, pairs):
    with empty_district.work("Удаление") as work:
        for one in work.all(ExamResult):
            work.delete(ExamResult, one.id)
        work.commit()
    fill_two_years(empty_district, pairs)
    table = table_of(empty_district)
    known = [pair for pair in pairs if NONE not in pair]
    assert table.positive.part == known.count((IN, OUT))
    assert table.negative.part == known.count((OUT, IN))
    assert table.comparable == sum(IN in pair for pair in known)


def test_an_approved_list_stands_in_place_of_the_rule(empty_district):
    fill_two_years(empty_district, [(IN, IN), (OUT, OUT), (OUT, NONE)])
    approve(empty_district, YEAR, А=False, Б=True)
    table = table_of(empty_district)
    assert table.now.basis is Basis.APPROVED
    assert table.before.basis is Basis.COMPUTED
    assert codes(table.schools(IN, OUT)) == ["А"]
    assert codes(table.schools(OUT, IN)) == ["Б"]
    assert codes(table.schools(OUT, NONE)) == ["В"]


def test_the_history_tells_of_drafts_as_the_report_does_and_the_rule_alone_does_not(empty_district):
    fill_two_years(empty_district, [(IN, IN), (OUT, OUT)])
    draft(empty_district, YEAR, А=False, Б=True)
    history = risk_years.history(store=empty_district, terms=terms_of(empty_district))
    before, now = history.years
    assert (before.basis, now.basis) == (Basis.COMPUTED, Basis.DRAFT)
    assert now.dynamics.left == {school_id("А")}
    assert now.dynamics.entered == {school_id("Б")}
    assert table_of(empty_district).now.basis is Basis.COMPUTED
    assert codes(table_of(empty_district).schools(IN, IN)) == ["А"]


def test_lists_of_conditions_rest_on_approved_lists_only(empty_district):
    fill_two_years(empty_district, [(IN, IN)])
    found = risk_dynamics.standings(
        store=empty_district, terms=terms_of(empty_district), sort=ListType.DISADVANTAGED
    )
    assert found == ()
    assert table_of(empty_district, sort=ListType.DISADVANTAGED).before is None


def test_years_may_be_compared_over_a_gap(empty_district):
    fill(empty_district, results_of("А", 2020, IN) + results_of("А", YEAR, OUT), schools=("А",))
    assert codes(table_of(empty_district, before=2020).schools(IN, OUT)) == ["А"]
    assert table_of(empty_district).before is None


@pytest.mark.parametrize("repeat", Repeat)
def test_the_case_of_a_school_is_that_of_the_list(empty_district, repeat):
    fill_two_years(empty_district, [(IN, IN), (IN, OUT), (OUT, IN), (OUT, NONE)])
    terms = terms_of(empty_district, repeat=repeat)
    view = risk.assess(store=empty_district, year=YEAR, terms=terms)
    for case in view.cases:
        years = risk_timeline.timeline(store=empty_district, school=case.school, terms=terms)
        own = [one.case for one in years if one.year == YEAR]
        assert own in ([case], [])
        assert bool(own) == (case.standing is not NONE)


def test_a_timeline_tells_lists_partners_measures_and_recommendations(empty_district):
    fill_two_years(empty_district, [(IN, IN), (OUT, OUT)])
    approve(empty_district, YEAR)
    weak, strong, measure = school_id("А"), school_id("Б"), natural_id("m")
    with empty_district.work("Меры") as work:
        key = partnership_id(YEAR, weak, strong)
        work.put(Partnership(id=key, year=YEAR, school=weak, partner=strong))
        work.put(
            Measure(id=measure, title="Курсы", starts=date(2024, 9, 1), ends=date(2025, 8, 31))
        )
        part = measure_school_id(measure, weak)
        work.put(MeasureSchool(id=part, measure=measure, school=weak))
        work.commit()
    recommendations.add(store=empty_district, school=weak, year=YEAR, text="Сделать")
    (one,) = recommendations.of_school(store=empty_district, school=weak, year=YEAR)
    recommendations.set_status(
        store=empty_district, recommendations=[one.id],
        status=RecommendationStatus.SENT, day=date(2025, 10, 1),
    )  # fmt: skip
    before, now = risk_timeline.timeline(
        store=empty_district, school=weak, terms=terms_of(empty_district)
    )
    assert (before.year, before.measures) == (YEAR - 1, ())
    assert now.lists == ("ШНОР: в списке (приказ № 17 от 20.09.2025)",)
    assert now.partners == ("Б помогает",)
    assert now.measures == ("Курсы",)
    assert (now.recommendations, now.done) == (1, 0)
    assert (now.low, now.participants, len(now.reasons)) == (18, 40, 2)
    (helping,) = [
        year.partners
        for year in risk_timeline.timeline(
            store=empty_district, school=strong, terms=terms_of(empty_district)
        )
        if year.year == YEAR
    ]
    assert helping == ("помогает школе: А",)


def test_a_school_nobody_knows_anything_of_has_no_timeline(empty_district):
    with empty_district.work("Школа") as work:
        work.put(School(id=school_id("Е"), code="Е"))
        work.commit()
    found = risk_timeline.timeline(
        store=empty_district, school=school_id("Е"), terms=terms_of(empty_district)
    )
    assert found == ()
