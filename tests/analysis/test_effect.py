"""The effect of measures: published figures, laws, and who counts as similar."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.effect import (
    Counts,
    Course,
    Likeness,
    Verdict,
    difference,
    difference_of_changes,
    effect_on,
    mean_effect,
    similar,
)
from quality_desktop.domain.records import natural_id

LIKENESS = Likeness(reach=Fraction(1, 10), most=5, least=3)


def course(name, before, after, **rest):
    return Course(
        school=natural_id("school", name), before=Counts(*before), after=Counts(*after), **rest
    )


counts = st.integers(1, 60).flatmap(lambda n: st.builds(Counts, st.integers(0, n), st.just(n)))


def test_the_interval_is_the_published_one():
    """Newcombe 1998, table II, method 10: 56/70 − 48/80 is 0,0524 … 0,3339."""
    found = difference(Counts(48, 80), Counts(56, 70))
    assert found.exact == Fraction(1, 5)
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (0.0524, 0.3339)


def test_the_interval_of_a_zero_share_is_the_published_one():
    """The same table: 9/10 − 3/10 is 0,1705 … 0,8090; 10/10 − 0/20 is 0,6791 … 1."""
    found = difference(Counts(3, 10), Counts(9, 10)).interval
    assert (round(found.low, 4), round(found.high, 4)) == (0.1705, 0.8090)
    found = difference(Counts(0, 20), Counts(10, 10)).interval
    assert (round(found.low, 4), round(found.high, 4)) == (0.6791, 1.0)


@given(counts, counts)
def test_a_change_lies_within_its_interval_and_turns_with_time(before, after):
    there, back = difference(before, after), difference(after, before)
    assert there.interval.low <= float(there.exact) <= there.interval.high
    assert back.exact == -there.exact
    assert back.interval.low == pytest.approx(-there.interval.high)
    assert back.interval.high == pytest.approx(-there.interval.low)


@given(counts, counts, counts, counts)
def test_the_interval_of_an_effect_is_not_narrower_than_that_of_a_change(a, b, c, d):
    one, other = difference(a, b), difference(c, d)
    found = difference_of_changes(one, other)
    assert found.exact == (b.share - a.share) - (d.share - c.share)
    width = found.interval.high - found.interval.low
    assert width >= one.interval.high - one.interval.low - 1e-12


@given(counts, counts)
def test_a_school_like_the_others_has_no_effect(before, after):
    one = course("А", (before.part, before.whole), (after.part, after.whole))
    others = [
        Course(school=natural_id("school", f"{n}"), before=before, after=after) for n in range(4)
    ]
    found = effect_on(one, others, LIKENESS, is_lower_better=True)
    assert found.effect is not None
    assert found.effect.exact == 0
    assert found.verdict is Verdict.CHANCE
    assert found.ahead_of == 0


def test_similar_are_the_nearest_by_the_share_before():
    one = course("А", (40, 100), (30, 100))
    others = [course(f"{share}", (share, 100), (share, 100)) for share in (20, 31, 45, 41, 50, 51)]
    found = similar(one, others, LIKENESS)
    assert [Fraction(c.before.part) for c in found] == [41, 45, 31, 50]
    assert len(similar(one, others, Likeness(reach=Fraction(1, 10), most=2, least=1))) == 2


def test_context_and_traits_decide_between_equal_shares():
    one = course("А", (4, 10), (3, 10), context=0.1, traits=(True,))
    far = course("далёкая", (4, 10), (4, 10), context=0.9, traits=(True,))
    other = course("городская", (4, 10), (4, 10), context=0.1, traits=(False,))
    near = course("близкая", (4, 10), (4, 10), context=0.1, traits=(None,))
    found = similar(one, [far, other, near], LIKENESS)
    assert found[0] == near
    assert len(found) == 3


def test_a_school_is_not_similar_to_itself():
    one = course("А", (4, 10), (3, 10))
    assert similar(one, [one], LIKENESS) == ()


def test_with_too_few_similar_schools_nothing_is_compared():
    one = course("А", (4, 10), (3, 10))
    found = effect_on(one, [course("Б", (4, 10), (4, 10))], LIKENESS, is_lower_better=True)
    assert found.effect is None
    assert found.verdict is Verdict.NOT_COMPARED
    assert found.similar_change == 0
    alone = effect_on(one, [], LIKENESS, is_lower_better=True)
    assert alone.similar_change is None


def others_that_stayed(number=4):
    return [course(f"похожая {n}", (40, 100), (40, 100)) for n in range(number)]


def test_a_share_of_low_results_that_fell_is_better_and_a_share_of_good_ones_worse():
    one = course("А", (40, 100), (10, 100))
    low = effect_on(one, others_that_stayed(), LIKENESS, is_lower_better=True)
    assert low.effect is not None
    assert low.effect.exact == Fraction(-3, 10)
    assert (low.verdict, low.ahead_of) == (Verdict.BETTER, 4)
    good = effect_on(one, others_that_stayed(), LIKENESS, is_lower_better=False)
    assert (good.verdict, good.ahead_of) == (Verdict.WORSE, 0)


def test_the_controls_are_added_up_and_not_averaged():
    one = course("А", (4, 10), (4, 10))
    others = [course("Б", (40, 100), (20, 100)), course("В", (4, 10), (4, 10)),
              course("Г", (4, 10), (4, 10))]  # fmt: skip
    found = effect_on(one, others, LIKENESS, is_lower_better=True)
    assert found.similar_change == Fraction(28, 120) - Fraction(48, 120)


def test_the_mean_over_schools_has_an_interval_from_three_schools_on():
    ones = [course(f"{n}", (40, 100), (40 - n, 100)) for n in (10, 11, 12)]
    effects = [effect_on(c, others_that_stayed(), LIKENESS, is_lower_better=True) for c in ones]
    two = mean_effect(effects[:2], is_lower_better=True)
    assert (two.exact, two.interval, two.verdict) == (
        Fraction(-21, 200), None, Verdict.NOT_COMPARED,
    )  # fmt: skip
    three = mean_effect(effects, is_lower_better=True)
    assert three.exact == Fraction(-11, 100)
    # t(0,975; 2) = 4,3027; deviation 0,01; 4,3027 * 0,01 / sqrt(3) = 0,02484
    assert three.interval is not None
    assert three.interval.low == pytest.approx(-0.11 - 0.02484, abs=1e-5)
    assert three.verdict is Verdict.BETTER
    assert mean_effect([], is_lower_better=True).exact is None


def test_more_than_all_is_no_share():
    with pytest.raises(ValueError, match="not a share"):
        difference(Counts(3, 2), Counts(1, 2))


@given(st.lists(st.tuples(counts, counts), min_size=4, max_size=8), st.randoms())
def test_the_order_of_schools_changes_nothing(numbers, random):
    courses = [
        Course(school=natural_id("school", n), before=before, after=after)
        for n, (before, after) in enumerate(numbers)
    ]
    first = effect_on(courses[0], courses[1:], LIKENESS, is_lower_better=True)
    rest = courses[1:]
    random.shuffle(rest)
    assert effect_on(courses[0], rest, LIKENESS, is_lower_better=True) == first
