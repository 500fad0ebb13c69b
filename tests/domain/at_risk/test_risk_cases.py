"""Who is in the list and why, how many pupils decide, and what changed since last year."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.at_risk.risk import Repeat, Terms
from quality_desktop.domain.at_risk.risk_cases import (
    RiskResult,
    Standing,
    dynamics,
    is_included,
    is_low,
    judge,
    margin,
)
from quality_desktop.domain.records import Id, new_id

SCHOOL = new_id()
THIRTY = Terms(share=Fraction(3, 10))


def a_result(
    low: int, participants: int, *, was_low: bool = False, subject: str = "math"
) -> RiskResult:
    return RiskResult(
        procedure="vpr",
        year=2021,
        subject=subject,
        grade=5,
        low=low,
        participants=participants,
        share=THIRTY.share,
        was_low=was_low,
    )


@st.composite
def results(draw, most=5):
    found = []
    for _ in range(draw(st.integers(0, most))):
        participants = draw(st.integers(1, 12))
        low = draw(st.integers(0, participants))
        found.append(a_result(low, participants, was_low=draw(st.booleans())))
    return found


terms = st.builds(
    Terms,
    share=st.sampled_from([Fraction(3, 10), Fraction(1, 4), Fraction(333, 1000), Fraction(1, 2)]),
    is_strict=st.booleans(),
    procedures=st.integers(1, 3),
    repeat=st.sampled_from(Repeat),
)


def with_share(found: list[RiskResult], wanted: Terms) -> list[RiskResult]:
    return [
        RiskResult(
            procedure=r.procedure, year=r.year, subject=r.subject, grade=r.grade, low=r.low,
            participants=r.participants, share=wanted.share, was_low=r.was_low,
        )
        for r in found
    ]  # fmt: skip


def test_thirty_percent_is_reached_by_three_of_ten_but_not_exceeded():
    assert is_low(3, 10, Fraction(3, 10), is_strict=False)
    assert not is_low(3, 10, Fraction(3, 10), is_strict=True)


def test_a_share_that_would_round_up_to_the_bound_does_not_reach_it():
    # 2 999 of 10 000 is shown as 30,0 % and is still less.
    assert not is_low(2999, 10_000, Fraction(3, 10), is_strict=False)


def test_two_low_results_include_a_school_and_are_its_reasons():
    case = judge(SCHOOL, [a_result(3, 10), a_result(9, 24), a_result(0, 20)], THIRTY)
    assert case.is_included
    assert [reason.low for reason in case.reasons] == [3, 9]
    assert case.tested == 3


def test_a_school_without_results_has_no_data_and_is_neither_in_nor_out():
    case = judge(SCHOOL, [], THIRTY)
    assert case.standing is Standing.NO_DATA
    assert case.margin is None


def test_a_school_with_small_classes_only_is_outside_and_not_without_data():
    case = judge(SCHOOL, [a_result(5, 5), a_result(5, 5)], replace(THIRTY, min_participants=10))
    assert case.standing is Standing.OUTSIDE
    assert case.tested == 0
    assert case.margin is None


def test_on_the_border_one_pupil_decides():
    assert judge(SCHOOL, [a_result(3, 10), a_result(20, 20)], THIRTY).margin == 1
    assert judge(SCHOOL, [a_result(2, 10), a_result(20, 20)], THIRTY).margin == 1


def test_the_repeat_condition_is_a_switch():
    one_repeated = [a_result(5, 10, was_low=True)]
    two_new = [a_result(5, 10), a_result(5, 10)]
    both = Terms(share=THIRTY.share, repeat=Repeat.AND)
    either = Terms(share=THIRTY.share, repeat=Repeat.OR)
    assert not judge(SCHOOL, one_repeated, both).is_included
    assert judge(SCHOOL, one_repeated, either).is_included
    assert not judge(SCHOOL, two_new, both).is_included
    assert judge(SCHOOL, two_new, either).is_included


@given(results(), terms)
def test_the_margin_is_the_least_over_all_ways_to_turn_results(found, wanted):
    found = with_share(found, wanted)
    case = judge(SCHOOL, found, wanted)
    best = None
    for turned in product([False, True], repeat=len(found)):
        cost, low, again = 0, 0, 0
        for result, turn in zip(found, turned, strict=True):
            now_low = result.is_low(is_strict=wanted.is_strict) != turn
            cost += result.pupils_to_turn(is_strict=wanted.is_strict) if turn else 0
            low += now_low
            again += now_low and result.was_low
        if is_included(low, again, wanted) != case.is_included:
            best = cost if best is None else min(best, cost)
    if case.standing is Standing.NO_DATA:
        assert case.margin is None
    else:
        assert margin(found, wanted) == case.margin == best


@given(st.integers(0, 12), st.integers(1, 12), terms)
def test_turning_the_named_number_of_pupils_turns_the_result_and_one_less_does_not(low, n, wanted):
    low = min(low, n)
    [result] = with_share([a_result(low, n)], wanted)
    is_now = result.is_low(is_strict=wanted.is_strict)
    step = -1 if is_now else 1
    pupils = result.pupils_to_turn(is_strict=wanted.is_strict)

    def after(turned: int) -> bool:
        return is_low(low + step * turned, n, wanted.share, is_strict=wanted.is_strict)

    assert after(pupils) != is_now
    assert after(pupils - 1) == is_now


@given(results(), st.permutations(range(5)), terms)
def test_the_order_of_results_changes_nothing(found, order, wanted):
    found = with_share(found, wanted)
    shuffled = [found[i] for i in order if i < len(found)]
    one, other = judge(SCHOOL, found, wanted), judge(SCHOOL, shuffled, wanted)
    assert (one.standing, one.margin, set(one.reasons)) == (
        other.standing,
        other.margin,
        set(other.reasons),
    )


@given(results(), st.integers(0, 100), st.integers(0, 100), terms)
def test_a_higher_share_never_adds_a_school(found, lower, higher, wanted):
    lower, higher = sorted((lower, higher))

    def included(share: int) -> bool:
        changed = Terms(
            share=Fraction(share, 100), is_strict=wanted.is_strict,
            procedures=wanted.procedures, repeat=wanted.repeat,
        )  # fmt: skip
        return judge(SCHOOL, with_share(found, changed), changed).is_included

    assert included(lower) or not included(higher)


A, B, C, D = (Id(new_id()) for _ in range(4))
IN, OUT, NONE = Standing.INCLUDED, Standing.OUTSIDE, Standing.NO_DATA


def test_dynamics_tell_entered_stayed_left_and_returned():
    found = dynamics(
        {
            2019: {A: IN, B: OUT, C: IN, D: OUT},
            2020: {A: OUT, B: OUT, C: IN, D: IN},
            2021: {A: IN, B: IN, C: IN, D: OUT},
        },
        2021,
    )
    assert found.entered == {A, B}
    assert found.returned == {A}
    assert found.stayed == {C}
    assert found.left == {D}
    assert found.is_compared


def test_a_school_without_data_has_not_left_the_list():
    found = dynamics({2020: {A: IN, B: IN}, 2021: {A: NONE}}, 2021)
    assert found.left == frozenset()
    assert found.unknown == {A, B}


def test_a_gap_in_the_data_is_no_leaving_so_nobody_returns_after_it():
    found = dynamics(
        {
            2022: {A: IN, B: IN, C: OUT},
            2023: {A: IN, B: OUT, C: IN},
            2024: {A: NONE, B: NONE, C: OUT, D: OUT},
            2025: {A: IN, B: IN, C: IN, D: OUT},
        },
        2025,
    )
    assert found.entered == {A, B, C}
    assert found.returned == {B, C}
    assert found.resumed == {A}


def test_in_the_first_year_there_is_nothing_to_compare_with():
    found = dynamics({2021: {A: IN, B: OUT}}, 2021)
    assert found.entered == {A}
    assert not found.is_compared
