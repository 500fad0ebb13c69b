"""Screening: borders, jumps at them, easy and hard tasks, agreement with the register."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.objectivity import (
    Agreement,
    agreement_of,
    borders_of,
    score_jumps,
    task_gap,
)
from quality_desktop.domain.examination.exam_details import Points

TIMES, CHANCE = Fraction(2), Fraction(1, 100)


def jumps(scores, borders=(5, 9, 14), times=TIMES, chance=CHANCE):
    return score_jumps(scores, borders, times=times, chance=chance)


def test_groups_of_the_register_are_shares_of_their_own_sum():
    found = agreement_of(
        [
            Agreement(lowered=1, confirmed=6, raised=1),
            Agreement(lowered=3, confirmed=9, raised=0),
        ]
    )
    assert (found.whole, found.share(found.lowered)) == (20, Fraction(1, 5))
    assert Agreement(lowered=0, confirmed=0, raised=0).share(0) is None


def test_borders_follow_from_marks_and_scores():
    scores = {4: 2, 5: 3, 6: 7, 9: 1, 10: 4, 14: 2, 15: 5}
    assert borders_of(scores, (5, 8, 6, 5)) == (5, 9, 14)


def test_a_border_with_two_possible_places_is_not_told():
    assert borders_of({4: 5, 7: 5, 9: 1, 10: 4}, (5, 6, 4, 0)) == (None, 9, None)
    assert borders_of({4: 5}, (4, 0, 0, 0)) == (None, None, None)
    assert borders_of({3: 5, 4: 0}, (5, 0, 0, 0)) == (None, None, None)
    assert borders_of({}, (0, 0, 0, 0)) == (None, None, None)


def test_many_works_right_above_a_border_are_a_jump_with_its_exact_chance():
    [found] = jumps({4: 3, 5: 0, 6: 12, 7: 3})
    assert (found.mark, found.score, found.above, found.below) == (3, 6, 12, 0)
    assert found.chance == Fraction(1, 2) ** 12


@pytest.mark.parametrize(
    "scores",
    [
        {4: 3, 5: 1, 6: 4, 7: 3},  # may well be chance
        {4: 30, 5: 30, 6: 59, 7: 30},  # unlikely, but not twice as many
        {5: 0, 6: 0},
        {},
    ],
)
def test_a_few_works_more_are_no_jump(scores):
    assert jumps(scores) == ()


def test_scores_that_rise_all_along_are_not_held_against_a_school():
    rising = {4: 1, 5: 4, 6: 16, 7: 28}
    assert jumps(rising) == ()
    assert jumps({**rising, 4: 14, 7: 14})


def test_an_unknown_border_is_not_looked_at():
    assert jumps({5: 0, 6: 50}, borders=(None, 9, 14)) == ()


TASKS = {"1": Points(80, 100), "2": Points(70, 100), "3": Points(50, 100), "4": Points(20, 100)}


def gap(own):
    return task_gap(own, TASKS, easy_from=Fraction(60, 100), hard_to=Fraction(40, 100))


def test_easy_worse_and_hard_better_is_upside_down():
    own = {"1": Points(6, 10), "2": Points(6, 10), "3": Points(5, 10), "4": Points(9, 10)}
    found = gap(own)
    assert found.easy == Points(12, 20)
    assert found.easy_others == Points(150, 200)
    assert (found.hard, found.hard_others) == (Points(9, 10), Points(20, 100))
    assert found.is_upside_down(Fraction(15, 100))
    assert not found.is_upside_down(Fraction(16, 100))


def test_better_everywhere_is_not_upside_down():
    assert not gap({"1": Points(9, 10), "4": Points(9, 10)}).is_upside_down(Fraction(5, 100))


@pytest.mark.parametrize("own", [{}, {"1": Points(1, 10)}, {"4": Points(1, 10)}])
def test_without_easy_or_hard_tasks_nothing_is_said(own):
    assert gap(own) is None


distributions = st.dictionaries(st.integers(0, 20), st.integers(0, 60))


@given(distributions)
def test_a_stricter_bound_never_finds_more(scores):
    plain = {(j.mark, j.above) for j in jumps(scores)}
    assert {(j.mark, j.above) for j in jumps(scores, times=Fraction(3))} <= plain
    assert {(j.mark, j.above) for j in jumps(scores, chance=Fraction(1, 1000))} <= plain


@given(distributions)
def test_borders_that_are_told_are_those_the_marks_were_given_by(scores):
    marks = [0, 0, 0, 0]
    for score, pupils in scores.items():
        marks[sum(score > border for border in (5, 9, 14))] += pupils
    for told, true in zip(borders_of(scores, marks), (5, 9, 14), strict=True):
        assert told in (None, true)
