"""The terms of a rule: exact shares, which results it looks at."""

from fractions import Fraction

import pytest

from quality_desktop.domain.at_risk.risk import (
    Repeat,
    RiskCriterion,
    RiskRule,
    Terms,
    percent,
    terms_of,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id

RULE = RiskRule(id=new_id(), code="low-2025", title="ШНОР, 2025", share="30")


@pytest.mark.parametrize(
    ("text", "share"),
    [("30", Fraction(3, 10)), ("33,3", Fraction(333, 1000)), (" 0.5 ", Fraction(1, 200))],
)
def test_percent_are_exact_whatever_the_decimal_mark(text, share):
    assert percent(text) == share


@pytest.mark.parametrize("text", ["", "тридцать", "101", "-1", "NaN", "inf", "1e9"])
def test_what_is_no_percent_is_refused_with_its_text(text):
    with pytest.raises(QualityError, match="впишите число от 0 до 100"):
        percent(text)


def test_a_rule_without_a_share_is_not_applied():
    with pytest.raises(QualityError, match="не задан порог"):
        terms_of(RiskRule(id=new_id(), code="own", title="Своё правило"), [])


def test_the_terms_are_those_of_the_rule():
    rule = RiskRule(
        id=new_id(), code="x", share="25", is_strict=True, procedures=3, repeat="and",
        min_participants=10,
    )  # fmt: skip
    assert terms_of(rule, []) == Terms(
        share=Fraction(1, 4), is_strict=True, procedures=3, repeat=Repeat.AND, min_participants=10
    )


def test_a_rule_without_criteria_looks_at_every_result():
    assert terms_of(RULE, []).criterion_of("vpr", "math", 5) is None


def test_the_first_criterion_that_fits_sets_the_share():
    exact = RiskCriterion(
        id=new_id(), rule=RULE.id, procedure="vpr", subject="math", grade=5, share="20", place=1
    )
    wide = RiskCriterion(id=new_id(), rule=RULE.id, procedure="vpr", place=2)
    terms = terms_of(RULE, [wide, exact])
    assert terms.share_of(terms.criterion_of("vpr", "math", 5)) == Fraction(1, 5)
    assert terms.share_of(terms.criterion_of("vpr", "russian", 5)) == Fraction(3, 10)
    with pytest.raises(LookupError):
        terms.criterion_of("oge", "math", 0)
