from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.collection.bands import Condition, ConditionError, band_of
from quality_desktop.domain.collection.indicators import Band
from quality_desktop.domain.records import new_id

LOW, MIDDLE, HIGH = BANDS = tuple(
    Band(id=new_id(), calculation=new_id(), lower=lower, upper=upper)
    for lower, upper in (("", "10"), ("10", "29.5"), ("29.5", ""))
)


@pytest.mark.parametrize(
    ("number", "band"),
    [
        (Fraction(-5), LOW),
        (Fraction(10) - Fraction(1, 1000), LOW),
        (Fraction(10), MIDDLE),
        (Fraction(59, 2), HIGH),
        (Fraction(29), MIDDLE),
        (Fraction(100), HIGH),
    ],
)
def test_a_band_begins_with_its_lower_bound_and_ends_before_its_upper(number: Fraction, band: Band):
    assert band_of(number, BANDS) is band


def test_a_figure_is_judged_as_it_is_and_not_as_it_is_rounded():
    almost = Fraction(2999, 100)  # shown as 30,0 %

    assert not Condition.of(">= 30").holds(almost)
    assert band_of(almost - Fraction(1, 2), BANDS) is MIDDLE


def test_outside_of_all_bands_there_is_none():
    assert band_of(Fraction(50), BANDS[:2]) is None


@given(st.fractions())
def test_bands_without_gaps_hold_every_figure_once(number: Fraction):
    assert sum(band_of(number, [band]) is band for band in BANDS) == 1


@pytest.mark.parametrize(
    ("text", "holds"),
    [(">= 30", True), ("> 30", False), ("<= 30", True), ("< 30", False), ("== 30.0", True),
     ("<31", True), (" >  -5 ", True)],
)  # fmt: skip
def test_a_condition_compares_with_its_bound(text: str, holds: bool):
    assert Condition.of(text).holds(Fraction(30)) is holds


@pytest.mark.parametrize(
    "text", ["", "30", ">= ", "=> 3", ">= 12,5", ">= a", ">= 1e3", ">= 5 or 1"]
)
def test_a_condition_that_is_not_understood_is_refused(text: str):
    with pytest.raises(ConditionError, match="непонятно"):
        Condition.of(text)
