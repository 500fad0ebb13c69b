import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.correlation import Correlation, pearson
from quality_desktop.analysis.indicators import compute
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.formulas.formula import Formula, parse
from quality_desktop.domain.records import new_id
from tests.analysis.made import element, source

A, B = element("a", lowest=None), element("b", lowest=None)
YEAR = range(2025, 2026)


def correlation(pairs: list[tuple[int | None, int | None]]) -> Correlation:
    schools = [new_id() for _ in pairs]
    values = {
        (one.id, school, 2025): Answer(digits=number)
        for school, pair in zip(schools, pairs, strict=True)
        for one, number in zip((A, B), pair, strict=True)
    }
    columns = source(values, [A, B], schools, YEAR)
    first, second = (
        compute(Formula(CalculationKind.COUNT, parse(text)), columns, 2) for text in ("a", "b / 3")
    )
    return pearson(first, second, 0)


def test_a_known_example_has_its_known_coefficient():
    """Anscombe's first set times 100: r = 0.81642."""
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    y = [804, 695, 758, 881, 833, 996, 724, 426, 1084, 482, 568]
    found = correlation(list(zip(x, y, strict=True)))

    assert found.coefficient == pytest.approx(0.81642, abs=5e-6)
    assert found.pairs == 11


def test_a_school_without_one_of_the_figures_is_no_pair():
    assert correlation([(1, 2), (2, 4), (3, 7), (None, 9), (9, None)]).pairs == 3


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [(1, 2)],
        [(1, 2), (2, 9)],
        [(1, 2), (1, 5), (1, 9)],
        [(1, 7), (2, 7), (3, 7)],
        [(1, None), (2, 3), (3, 4)],
    ],
)
def test_too_few_pairs_or_a_constant_series_have_none(pairs: list[tuple[int | None, int | None]]):
    assert correlation(pairs).coefficient is None


@given(
    st.lists(st.integers(-1000, 1000), min_size=3, max_size=20, unique=True),
    st.integers(1, 50),
    st.integers(-100, 100),
)
def test_a_line_correlates_wholly_whichever_way_it_goes(x: list[int], slope: int, shift: int):
    up = correlation([(one, slope * one + shift) for one in x]).coefficient
    down = correlation([(one, -slope * one + shift) for one in x]).coefficient

    assert up is not None
    assert down is not None
    assert math.isclose(up, 1, abs_tol=1e-9)
    assert math.isclose(down, -1, abs_tol=1e-9)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=15))
def test_the_coefficient_is_that_of_exact_sums(pairs: list[tuple[int, int]]):
    found = correlation(list(pairs)).coefficient
    n = len(pairs)
    mean_x = Fraction(sum(x for x, _ in pairs), n)
    mean_y = Fraction(sum(y for _, y in pairs), n)
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    spread = sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs)

    if not spread:
        assert found is None
    else:
        assert found == pytest.approx(float(covariance) / math.sqrt(spread), abs=1e-9)
