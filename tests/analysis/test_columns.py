"""Columns compute what one school's exact quantities do."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.columns import SAFE, Numbers
from quality_desktop.domain.formulas.formula_columns import (
    NO_DATA,
    NOT_APPLICABLE,
    FigureState,
    Quantity,
)

OPERATIONS = ["plus", "minus", "times"]
digits = st.one_of(
    st.integers(-50, 50),
    st.integers(-SAFE + 1, SAFE - 1),
    st.just(NOT_APPLICABLE),
    st.just(NO_DATA),
)
scales = st.sampled_from([1, 10, 100, 3])


def column(values: list[int | Quantity], scale: int) -> Numbers:
    numbers = [value if isinstance(value, int) else 0 for value in values]
    states = [0 if isinstance(value, int) else int(value.state) for value in values]
    return Numbers(
        np.array([numbers], dtype=np.int64),
        np.array([states], dtype=np.int8),
        scale,
        max(map(abs, numbers), default=0),
    )


def quantities(values: list[int | Quantity], scale: int) -> list[Quantity]:
    return [
        Quantity(Fraction(value, scale)) if isinstance(value, int) else value for value in values
    ]


def read(found: Numbers) -> list[Quantity]:
    return [
        Quantity(Fraction(int(number), found.scale))
        if state == 0
        else Quantity(None, FigureState(int(state)))
        for number, state in zip(found.digits[0], found.state[0], strict=True)
    ]


@given(st.lists(st.tuples(digits, digits), min_size=1, max_size=6), scales, scales)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_on_columns_is_that_on_each_school(
    operation: str, pairs: list[tuple[int | Quantity, int | Quantity]], first: int, second: int
):
    left, right = ([pair[at] for pair in pairs] for at in (0, 1))
    found = getattr(column(left, first), operation)(column(right, second))
    exact = [
        getattr(one, operation)(other)
        for one, other in zip(quantities(left, first), quantities(right, second), strict=True)
    ]

    assert read(found) == exact
    assert all(abs(int(number)) <= found.bound for number in found.digits[0])


@given(
    st.lists(digits, min_size=1, max_size=6),
    scales,
    st.fractions(max_denominator=1000).filter(lambda f: abs(f) < 10**12),
)
@pytest.mark.parametrize("operation", ["shifted", "scaled"])
def test_a_constant_is_applied_to_each_school(
    operation: str, values: list[int | Quantity], scale: int, by: Fraction
):
    found = getattr(column(values, scale), operation)(by)

    assert read(found) == [getattr(one, operation)(by) for one in quantities(values, scale)]


@given(st.lists(digits, min_size=1, max_size=6))
def test_what_is_not_applicable_holds_a_zero_so_that_sums_skip_it(values: list[int | Quantity]):
    one = column(values, 1)
    for found in (one.plus(one), one.minus(one), one.times(one), one.shifted(Fraction(7))):
        skipped = found.state == FigureState.NOT_APPLICABLE
        assert not found.digits[skipped].any()
