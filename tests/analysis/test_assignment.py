"""The assignment costs what that of the library costs that we do not ship."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quality_desktop.analysis.assignment import cheapest

SHAPES = st.tuples(st.integers(1, 7), st.integers(0, 5)).map(lambda n: (n[0], n[0] + n[1]))
FEW_OR_MANY = st.one_of(st.integers(-3, 3), st.integers(-(10**9), 10**9))


def cost_by_the_library(cost):
    from scipy.optimize import linear_sum_assignment  # every process reads this file, one waits

    rows, columns = linear_sum_assignment(cost)
    return cost[rows, columns].sum()


@settings(max_examples=60)
@given(SHAPES.flatmap(lambda shape: arrays(np.int64, shape, elements=FEW_OR_MANY)))
def test_no_assignment_is_cheaper(cost):
    found = cheapest(cost.astype(float))
    assert len(set(found)) == len(cost)
    assert cost[np.arange(len(cost)), found].sum() == cost_by_the_library(cost)


def test_a_region_is_assigned_too():
    cost = np.random.default_rng(7).integers(0, 1_000_000, (120, 400))
    found = cheapest(cost.astype(float))
    assert cost[np.arange(len(cost)), found].sum() == cost_by_the_library(cost)


def test_too_few_columns_are_refused():
    with pytest.raises(ValueError, match="3 rows"):
        cheapest(np.zeros((3, 2)))
