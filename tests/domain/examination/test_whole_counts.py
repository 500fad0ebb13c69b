"""Counts restored from percents are the only ones there can be, or there are none."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.examination.whole_counts import Unrestorable, restored
from quality_desktop.domain.figures import round_half_up


def printed(counts, decimals):
    """Percents as a program prints them."""
    total = sum(counts)
    scale = 10**decimals
    return [
        Fraction(round_half_up(Fraction(100 * c, total), decimals), scale) if total else Fraction(0)
        for c in counts
    ]


vectors = st.lists(st.integers(0, 400), min_size=2, max_size=6).filter(lambda v: sum(v) > 0)


@given(vectors)
def test_counts_printed_with_hundredths_come_back(counts):
    assert restored(sum(counts), printed(counts, 2), 2) == tuple(counts)


@given(vectors, st.integers(0, 2))
def test_what_is_restored_is_what_was_printed_or_nothing(counts, decimals):
    answer = restored(sum(counts), printed(counts, decimals), decimals)
    assert answer in (tuple(counts), Unrestorable.AMBIGUOUS)


@given(
    st.integers(0, 9),
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
    st.integers(0, 1),
)
def test_an_answer_is_given_exactly_when_one_vector_fits(total, percents, decimals):
    """Every vector is tried by hand."""
    half = Fraction(1, 2 * 10**decimals)
    fitting = [
        vector
        for vector in product(range(total + 1), repeat=3)
        if sum(vector) == total
        and all(
            abs(Fraction(100 * c, total) - p) <= half if total else p == 0
            for c, p in zip(vector, percents, strict=True)
        )
    ]
    answer = restored(total, [Fraction(p) for p in percents], decimals)
    if len(fitting) == 1:
        assert answer == fitting[0]
    else:
        assert answer is (Unrestorable.AMBIGUOUS if fitting else Unrestorable.IMPOSSIBLE)


def test_a_given_count_must_agree_with_its_percent():
    percents = [Fraction(0), Fraction(15), Fraction(45), Fraction(40)]
    assert restored(20, percents, 2, [0, None, None, None]) == (0, 3, 9, 8)
    assert restored(20, percents, 2, [1, None, None, None]) is Unrestorable.IMPOSSIBLE


def test_a_given_count_settles_what_rough_percents_leave_open():
    percents = [Fraction(25), Fraction(75)]
    assert restored(300, percents, 0) is Unrestorable.AMBIGUOUS
    assert restored(300, percents, 0, [74, None]) == (74, 226)


def test_the_sum_settles_the_only_count_that_is_open():
    assert restored(300, [Fraction(25), Fraction(75)], 0, [None, 225]) == (75, 225)


@pytest.mark.parametrize("reason", list(Unrestorable))
def test_every_refusal_has_words(reason):
    assert reason.shown
