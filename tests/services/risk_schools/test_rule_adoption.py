"""A rule is put in force with a reason; a sourced rule keeps its own terms."""

from dataclasses import replace
from fractions import Fraction

import pytest

from quality_desktop.domain.at_risk.risk import Repeat, RiskCriterion
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.risk_schools import risk, risk_board
from quality_desktop.services.risk_schools.risk_board import WhatIf
from quality_desktop.services.risk_schools.rule_adoption import adopt

OWN = WhatIf(share="30", procedures=2, min_participants=1, is_strict=False, repeat=Repeat.OFF)
WHY = "приказ от 01.09.2025 № 7"
YEAR = 2025


def in_force(store):
    return [rule for rule in risk.rules(store=store) if rule.is_current]


def test_tried_terms_become_a_rule_of_the_office_and_the_sourced_one_stays(empty_district):
    tried = replace(OWN, share="33,3", min_participants=10)
    adopt(store=empty_district, rule="low-2025", what_if=tried, reason=WHY)
    (rule,) = in_force(empty_district)
    assert rule.title == (
        "Правило управления: 33,3\u202f% и более, процедур – 2 и больше, участников – 10 и больше"
    )
    assert rule.source == f"решение управления: {WHY}"
    assert rule.wording == ""
    terms = risk.terms(store=empty_district, rule=rule.code)
    assert (terms.share, terms.min_participants) == (Fraction(333, 1000), 10)
    assert risk.terms(store=empty_district, rule="low-2025").share == Fraction(3, 10)


def test_it_is_taken_back_in_one_step_that_names_the_reason(empty_district):
    before = risk.rules(store=empty_district)
    adopt(store=empty_district, rule="low-2025", what_if=replace(OWN, share="25"), reason=WHY)
    assert WHY in (empty_district.undo_intent() or "")
    empty_district.undo()
    assert risk.rules(store=empty_district) == before


def test_the_own_rule_is_changed_in_its_place_the_next_time(empty_district):
    adopt(store=empty_district, rule="low-2025", what_if=replace(OWN, share="25"), reason=WHY)
    (first,) = in_force(empty_district)
    adopt(store=empty_district, rule=first.code, what_if=replace(OWN, share="40"), reason=WHY)
    (second,) = in_force(empty_district)
    assert (second.code, second.share) == (first.code, "40")
    assert "40\u202f% и более" in second.title


def test_a_missing_share_is_set_in_the_rule_itself_with_its_criteria(empty_district):
    adopt(store=empty_district, rule="municipal-2021", what_if=OWN, reason=WHY)
    (rule,) = in_force(empty_district)
    assert rule.code == "municipal-2021"
    assert rule.certainty.endswith(f"порог задан управлением: {WHY}")
    adopt(store=empty_district, rule=rule.code, what_if=replace(OWN, share="20"), reason=WHY)
    (own,) = in_force(empty_district)
    kept = len(empty_district.all(RiskCriterion, rule=rule.id))
    assert kept
    assert len(empty_district.all(RiskCriterion, rule=own.id)) == kept


def test_another_rule_is_put_in_force_as_it_is(empty_district):
    adopt(store=empty_district, rule="municipal-2021", what_if=OWN, reason=WHY)
    adopt(store=empty_district, rule="low-2025", what_if=None, reason=WHY)
    assert [rule.code for rule in in_force(empty_district)] == ["low-2025"]
    board = risk_board.board(store=empty_district, year=YEAR)
    assert board.in_force == board.rule


@pytest.mark.parametrize("share", ["", "111", "треть"])
def test_no_nonsense_comes_in_force(empty_district, share):
    with pytest.raises(QualityError):
        adopt(store=empty_district, rule="low-2025", what_if=replace(OWN, share=share), reason=WHY)


def test_a_rule_without_a_share_a_reason_or_a_record_is_refused(empty_district):
    with pytest.raises(QualityError, match="не задан порог"):
        adopt(store=empty_district, rule="municipal-2021", what_if=None, reason=WHY)
    with pytest.raises(QualityError, match="основание"):
        adopt(store=empty_district, rule="low-2025", what_if=None, reason="  ")
    with pytest.raises(QualityError, match="больше нет"):
        adopt(store=empty_district, rule="чужое", what_if=OWN, reason=WHY)


def test_a_new_share_overrules_those_of_criteria_as_it_did_on_trial(empty_district):
    rule = next(one for one in risk.rules(store=empty_district) if one.code == "low-2025")
    with empty_district.work("Критерий") as work:
        work.put(RiskCriterion(id=new_id(), rule=rule.id, procedure="vpr", share="60"))
        work.commit()
    adopt(store=empty_district, rule="low-2025", what_if=replace(OWN, share="25"), reason=WHY)
    (own,) = in_force(empty_district)
    assert [one.share for one in empty_district.all(RiskCriterion, rule=own.id)] == [""]
    assert [one.share for one in empty_district.all(RiskCriterion, rule=rule.id)] == ["60"]
