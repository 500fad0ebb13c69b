"""What the list of schools at risk shows: the year, the rule, what is tried, who enters and leaves."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop.domain.at_risk.risk import Repeat, RiskCriterion, RiskRule
from quality_desktop.domain.at_risk.risk_cases import Standing, dynamics
from quality_desktop.services.risk_schools import risk, risk_board, risk_lists
from quality_desktop.services.risk_schools.risk_board import WhatIf
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong

OWN = WhatIf(share="30", procedures=2, min_participants=1, is_strict=False, repeat=Repeat.OFF)


@pytest.fixture
def district(empty_district):
    fill(empty_district, [*weak_and_strong(), result("Б", 5, 20, grade=6)])
    return empty_district


def case_of(board, name):
    return next(case for case in board.view.cases if case.school == school_id(name))


def included(board):
    return {case.school for case in board.view.cases if case.is_included}


def standing(board, name):
    return case_of(board, name).standing


def test_a_year_without_results_gives_way_to_the_last_that_has_some(district):
    board = risk_board.board(store=district, year=YEAR + 3)
    assert (board.wanted, board.year) == (YEAR + 3, YEAR)
    assert standing(board, "А") is Standing.INCLUDED
    assert standing(board, "В") is Standing.NO_DATA


def test_who_came_and_left_follows_the_approved_lists_where_nothing_is_tried(district):
    fill(district, [result("А", 9, 24, year=YEAR - 1), result("Б", 1, 24, year=YEAR - 1)])
    terms = risk.terms(store=district, rule=risk.current_code(store=district))
    risk_lists.make_draft(store=district, year=YEAR, terms=terms, today=date(YEAR, 6, 20))
    made = risk_lists.view(store=district, year=YEAR)
    assert made is not None
    for name, is_listed in (("А", False), ("Б", True)):
        row = next(one for one in made.rows if one.school.id == school_id(name))
        risk_lists.decide(
            store=district, entry=row.entry.id, is_listed=is_listed, decision="решение комиссии"
        )

    def words(**options):
        view = risk_board.board(store=district, year=YEAR, **options).view
        assert view is not None
        return [risk_board.dynamics_word(view.dynamics, school_id(name)) for name in ("А", "Б")]

    assert words() == ["вошла", ""]
    risk_lists.approve(
        store=district, risk_list=made.record.id, act_title="приказ", act_number="1",
        act_date=date(YEAR, 7, 5),
    )  # fmt: skip
    assert words() == ["", "вошла"]
    assert words(what_if=replace(OWN, share="25"))[0] == "вошла"


def test_a_school_listed_before_and_after_a_gap_has_not_returned():
    school = school_id("А")
    found = dynamics(
        {
            2023: {school: Standing.INCLUDED},
            2024: {school_id("Б"): Standing.OUTSIDE},
            2025: {school: Standing.INCLUDED},
        },
        2025,
    )
    assert risk_board.dynamics_word(found, school) == "в списке, данных за прошлый год нет"


def test_a_file_without_results_says_so(empty_district):
    board = risk_board.board(store=empty_district, year=YEAR)
    assert board.view is None
    assert "Результатов" in board.problem


def test_the_rules_own_terms_are_nothing_tried(district):
    assert not risk_board.board(store=district, year=YEAR).is_tried
    assert not risk_board.board(store=district, year=YEAR, what_if=OWN).is_tried


def test_a_lower_share_names_who_enters(district):
    board = risk_board.board(store=district, year=YEAR, what_if=replace(OWN, share="4"))
    assert board.is_tried
    assert board.enters(case_of(board, "Б"))
    assert not board.leaves(case_of(board, "А"))


def test_a_larger_count_of_works_names_who_leaves(district):
    board = risk_board.board(store=district, year=YEAR, what_if=replace(OWN, procedures=3))
    assert board.leaves(case_of(board, "А"))


def test_a_wrong_share_is_told_and_the_rules_list_stays_known(district):
    board = risk_board.board(store=district, year=YEAR, what_if=replace(OWN, share="много"))
    assert board.view is None
    assert "много" in board.problem
    assert board.listed == {school_id("А")}


def test_a_rule_without_a_share_waits_for_one(district):
    board = risk_board.board(store=district, year=YEAR, rule="municipal-2021")
    assert board.view is None
    assert "не задан порог" in board.problem
    tried = replace(OWN, procedures=1)
    board = risk_board.board(store=district, year=YEAR, rule="municipal-2021", what_if=tried)
    assert standing(board, "А") is Standing.INCLUDED
    assert board.own is None


def test_shares_side_by_side_agree_with_the_list_under_each_of_them(district):
    shown = risk_board.board(store=district, year=YEAR)
    found = risk_board.variants(store=district, shown=shown)
    assert [one.terms.share * 100 for one in found] == [20, 25, 30, 35, 40]
    for one in found:
        share = str(one.terms.share * 100)
        alone = risk_board.board(store=district, year=YEAR, what_if=replace(OWN, share=share))
        assert one.included == included(alone)
        assert one.enters == one.included - shown.listed
        assert one.leaves == shown.listed - one.included


def test_a_share_of_a_criterion_holds_until_another_one_is_tried(district):
    rule = next(r for r in district.all(RiskRule) if r.code == "low-2025")
    with district.work("Критерий") as work:
        key = school_id("критерий")
        work.put(RiskCriterion(id=key, rule=rule.id, procedure="vpr", share="60"))
        work.commit()
    strict = risk_board.board(store=district, year=YEAR)
    assert standing(strict, "А") is Standing.OUTSIDE
    tried = risk_board.board(store=district, year=YEAR, what_if=replace(OWN, share="31"))
    assert standing(tried, "А") is Standing.INCLUDED
    assert risk_board.variants(store=district, shown=strict)[2].enters == {school_id("А")}
