"""Lists of schools at risk: what a draft keeps, who may change it, when the data are others."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.at_risk.risk import Repeat, RiskCriterion, Terms
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import ListStatus
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import history
from quality_desktop.services.risk_schools import risk, risk_findings, risk_lists, risk_terms
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong

RULE = "low-2025"
TODAY = date(2025, 9, 1)
ACT: dict[str, Any] = {"act_title": "приказ", "act_number": "17", "act_date": date(2025, 9, 20)}


def terms_of(store):
    return risk.terms(store=store, rule=RULE)


def draft(store, year=YEAR):
    risk_lists.make_draft(store=store, year=year, terms=terms_of(store), today=TODAY, rule=RULE)
    return risk_lists.view(store=store, year=year)


def seen(store):
    """The list of the year, which is there."""
    return risk_lists.view(store=store, year=YEAR)


def row_of(view, name):
    return next(row for row in view.rows if row.school.code == name)


def test_a_draft_keeps_every_school_with_its_standing_and_reasons(empty_district):
    fill(empty_district, weak_and_strong())
    view = draft(empty_district)
    assert [row.school.code for row in view.rows] == ["А", "Б", "В"]
    assert [row.entry.standing for row in view.rows] == [
        Standing.INCLUDED, Standing.OUTSIDE, Standing.NO_DATA,
    ]  # fmt: skip
    assert row_of(view, "А").reasons[0] == (
        "ВПР, математика, 5 класс, 2025: 9 из 24 = 37,5\u202f% ≥ 30\u202f%"
    )
    assert [row.school.code for row in view.listed] == ["А"]
    assert view.difference is None
    assert view.record.made == TODAY


def test_the_terms_of_a_list_are_read_back_as_they_were_applied(empty_district):
    fill(empty_district, weak_and_strong())
    view = draft(empty_district)
    assert risk_terms.read(view.record.terms, rule=view.record.rule) == terms_of(empty_district)


@given(
    share=st.integers(0, 100_000_000),
    procedures=st.integers(1, 9),
    is_strict=st.booleans(),
    repeat=st.sampled_from(Repeat),
    grade=st.none() | st.integers(0, 11),
)
def test_written_terms_are_read_back_equal(share, procedures, is_strict, repeat, grade):
    rule = natural_id("risk_rule", "x")
    criterion = RiskCriterion(
        id=natural_id("c"), rule=rule, procedure="vpr", grade=grade, share="33,3"
    )
    terms = Terms(
        share=Fraction(share, 10**8), procedures=procedures, is_strict=is_strict,
        repeat=repeat, criteria=(criterion,),
    )  # fmt: skip
    found = risk_terms.read(risk_terms.written(terms), rule=rule)
    same = tuple(replace(one, id=criterion.id) for one in found.criteria)
    assert replace(found, criteria=same) == terms


def test_damaged_terms_are_refused_with_a_sentence():
    with pytest.raises(QualityError, match="составьте список заново"):
        risk_terms.read("share=тридцать", rule=None)


def test_a_year_without_results_has_no_draft(empty_district):
    fill(empty_district, weak_and_strong())
    with pytest.raises(QualityError, match="За 2019 год данных нет"):
        draft(empty_district, 2019)
    assert risk_lists.view(store=empty_district, year=2019) is None


def test_a_decision_against_the_rule_needs_a_reason(empty_district):
    fill(empty_district, weak_and_strong())
    entry = row_of(draft(empty_district), "Б").entry
    with pytest.raises(QualityError, match="напишите основание"):
        risk_lists.decide(store=empty_district, entry=entry.id, is_listed=True, decision=" ")
    risk_lists.decide(
        store=empty_district, entry=entry.id, is_listed=True, decision="По решению совета"
    )
    row = row_of(seen(empty_district), "Б")
    assert row.entry.is_listed
    assert row.is_decided
    assert row.entry.decision == "По решению совета"


def test_a_new_draft_keeps_comments_and_decisions_and_takes_the_new_figures(empty_district):
    fill(empty_district, weak_and_strong())
    view = draft(empty_district)
    strong, weak = row_of(view, "Б").entry, row_of(view, "А").entry
    risk_lists.decide(store=empty_district, entry=strong.id, is_listed=True, decision="Просит")
    risk_lists.set_comment(store=empty_district, entry=weak.id, comment="Не согласны", day=TODAY)
    fill(empty_district, [result("А", 0, 24)])
    again = draft(empty_district)
    assert [row.school.code for row in again.listed] == ["Б"]
    assert row_of(again, "Б").entry.decision == "Просит"
    assert row_of(again, "А").entry.comment == "Не согласны"
    assert row_of(again, "А").entry.standing == Standing.OUTSIDE


def test_a_decision_that_the_rule_now_shares_is_no_decision_any_more(empty_district):
    fill(empty_district, weak_and_strong())
    entry = row_of(draft(empty_district), "Б").entry
    risk_lists.decide(store=empty_district, entry=entry.id, is_listed=True, decision="Просит")
    fill(empty_district, [result("Б", 20, 24), result("Б", 20, 20, subject="russian")])
    row = row_of(draft(empty_district), "Б")
    assert row.entry.is_listed
    assert not row.is_decided
    assert row.entry.decision == ""


def test_an_approved_list_is_not_changed_until_it_is_reopened(empty_district):
    fill(empty_district, weak_and_strong())
    view = draft(empty_district)
    key, entry = view.record.id, row_of(view, "А").entry.id
    risk_lists.approve(store=empty_district, risk_list=key, **ACT)
    refused = [
        lambda: draft(empty_district),
        lambda: risk_lists.decide(store=empty_district, entry=entry, is_listed=False, decision="х"),
        lambda: risk_lists.set_comment(store=empty_district, entry=entry, comment="х", day=TODAY),
        lambda: risk_lists.approve(store=empty_district, risk_list=key, **ACT),
        lambda: risk_lists.discuss(store=empty_district, risk_list=key, comments_due=TODAY),
    ]
    for act in refused:
        with pytest.raises(QualityError, match="утверждён"):
            act()
    risk_lists.reopen(store=empty_district, risk_list=key)
    assert draft(empty_district).status is ListStatus.DRAFT


def test_an_approval_names_its_act_in_full(empty_district):
    fill(empty_district, weak_and_strong())
    key = draft(empty_district).record.id
    for missing in ({"act_number": " "}, {"act_title": ""}, {"act_date": None}):
        with pytest.raises(QualityError, match="Укажите акт"):
            risk_lists.approve(store=empty_district, risk_list=key, **(ACT | missing))


def test_a_draft_of_other_data_is_not_approved(empty_district):
    fill(empty_district, weak_and_strong())
    key = draft(empty_district).record.id
    fill(empty_district, [result("А", 8, 24)])
    with pytest.raises(QualityError, match="данные изменились"):
        risk_lists.approve(store=empty_district, risk_list=key, **ACT)


def test_an_approved_list_stays_as_it_was_and_tells_that_the_data_are_others(empty_district):
    fill(empty_district, weak_and_strong())
    view = draft(empty_district)
    risk_lists.approve(store=empty_district, risk_list=view.record.id, **ACT)
    fill(
        empty_district,
        [result("А", 0, 24), result("Б", 20, 24), result("Б", 20, 20, subject="russian")],
    )
    found = seen(empty_district)
    assert [row.school.code for row in found.listed] == ["А"]
    assert row_of(found, "А").reasons == row_of(view, "А").reasons
    assert [school.code for school in found.difference.entered] == ["Б"]
    assert [school.code for school in found.difference.left] == ["А"]
    assert found.difference.sentences == ("сейчас вошли бы: Б", "сейчас не вошли бы: А")


def test_figures_that_change_no_standing_are_told_as_other_figures(empty_district):
    fill(empty_district, weak_and_strong())
    draft(empty_district)
    fill(empty_district, [result("А", 10, 24)])
    difference = seen(empty_district).difference
    assert [school.code for school in difference.changed] == ["А"]
    fill(empty_district, [result("А", 9, 24), result("Б", 2, 24)])
    difference = seen(empty_district).difference
    assert difference.sentences == ("на состав списка и его основания это не влияет",)


def test_a_school_that_came_later_is_told_when_the_rule_names_it(empty_district):
    fill(empty_district, weak_and_strong())
    draft(empty_district)
    fill(
        empty_district,
        [result("Г", 9, 10), result("Г", 9, 10, subject="russian")],
        schools=("Г",),
    )
    difference = seen(empty_district).difference
    assert [school.code for school in difference.entered] == ["Г"]


def test_loading_the_same_results_again_in_another_order_changes_no_fingerprint(empty_district):
    fill(empty_district, weak_and_strong())
    before = risk_findings.fingerprint(
        store=empty_district, year=YEAR, terms=terms_of(empty_district)
    )
    with empty_district.work("Удаление") as work:
        key = exam_result_id("vpr", YEAR, "math", 5, school_id("А"))
        work.delete(ExamResult, key)
        work.commit()
    assert before != risk_findings.fingerprint(
        store=empty_district, year=YEAR, terms=terms_of(empty_district)
    )
    fill(empty_district, weak_and_strong()[::-1])
    assert before == risk_findings.fingerprint(
        store=empty_district, year=YEAR, terms=terms_of(empty_district)
    )


def test_comments_have_their_day_and_an_empty_one_has_none(empty_district):
    fill(empty_district, weak_and_strong())
    view = draft(empty_district)
    risk_lists.discuss(
        store=empty_district, risk_list=view.record.id, comments_due=date(2025, 9, 10)
    )
    entry = row_of(view, "А").entry.id
    risk_lists.set_comment(store=empty_district, entry=entry, comment=" Ошибка ", day=TODAY)
    found = seen(empty_district)
    assert found.status is ListStatus.DISCUSSED
    assert found.record.comments_due == date(2025, 9, 10)
    assert [(r.entry.comment, r.entry.commented) for r in found.commented] == [("Ошибка", TODAY)]
    risk_lists.set_comment(store=empty_district, entry=entry, comment="", day=TODAY)
    row = row_of(seen(empty_district), "А")
    assert (row.entry.comment, row.entry.commented) == ("", None)


def test_making_a_draft_is_undone_in_one_step(empty_district):
    fill(empty_district, weak_and_strong())
    draft(empty_district)
    history.undo(store=empty_district)
    assert seen(empty_district) is None
    assert risk_lists.lists(store=empty_district) == ()


def test_what_is_gone_is_refused_with_a_sentence(empty_district):
    nobody = natural_id("nobody")
    with pytest.raises(QualityError, match="списка в файле больше нет"):
        risk_lists.reopen(store=empty_district, risk_list=nobody)
    with pytest.raises(QualityError, match="списка в файле больше нет"):
        risk_lists.discuss(store=empty_district, risk_list=nobody, comments_due=None)
    with pytest.raises(QualityError, match="школы в списке больше нет"):
        risk_lists.decide(store=empty_district, entry=nobody, is_listed=True)
