"""The context index: scales, weights, contributions, what is missing, places."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.context_index import Component, disadvantaged, score, standardised
from quality_desktop.domain.at_risk.context import Missing, Standardisation


def component(*figures, weight=1, is_higher_worse=True):
    return Component(
        figures=[None if x is None else Fraction(x) for x in figures],
        weight=Fraction(weight),
        is_higher_worse=is_higher_worse,
    )


def indices(*components, way=Standardisation.MINMAX, missing=Missing.SKIP):
    found = score(components, standardisation=way, missing=missing)
    return [one.index for one in found]


def test_deviations_have_the_mean_at_zero_and_are_better_where_the_figure_is_smaller():
    assert standardised(component(0, 10, 20), Standardisation.Z) == pytest.approx(
        [math.sqrt(1.5), 0, -math.sqrt(1.5)]
    )


def test_least_and_most_are_the_ends_of_the_scale_in_either_direction():
    assert standardised(component(5, 10, 25), Standardisation.MINMAX) == [1, 0.75, 0]
    upwards = component(5, 10, 25, is_higher_worse=False)
    assert standardised(upwards, Standardisation.MINMAX) == [0, 0.25, 1]


def test_places_share_the_middle_among_equals():
    assert standardised(component(7, 7, 1, 9), Standardisation.RANK) == [0.5, 0.5, 1, 0]


@pytest.mark.parametrize(
    ("way", "expected"),
    [(Standardisation.Z, 0), (Standardisation.MINMAX, 0.5), (Standardisation.RANK, 0.5)],
)
def test_a_component_that_is_the_same_everywhere_tells_nobody_apart(way, expected):
    assert standardised(component(3, 3, None), way) == [expected, expected, None]


def test_weights_count_in_proportion():
    assert indices(component(0, 1, weight=3), component(1, 0, weight=1)) == [0.75, 0.25]


def test_what_is_missing_is_skipped_filled_or_refused():
    parts = component(0, 1, None), component(1, 0, 0, weight=3)
    assert indices(*parts, missing=Missing.SKIP)[2] == 1
    assert indices(*parts, missing=Missing.MEAN)[2] == 0.875
    assert indices(*parts, missing=Missing.REFUSE)[2] is None


@pytest.mark.parametrize("missing", list(Missing))
def test_a_school_without_any_figure_has_no_index_and_no_place(missing):
    found = score(
        [component(0, 1, None), component(0, 1, None)],
        standardisation=Standardisation.Z,
        missing=missing,
    )
    assert (found[2].index, found[2].rank) == (None, None)
    assert all(part.contribution == 0 for part in found[2].parts)
    assert [one.rank for one in found] == [2, 1, None]


def test_components_without_weight_make_no_index():
    assert indices(component(0, 1, weight=0)) == [None, None]


def test_no_components_make_no_schools():
    assert indices() == []


def test_the_share_of_disadvantaged_is_whole_schools_and_equals_go_together():
    found = score(
        [component(1, 2, 3, 4, 5)], standardisation=Standardisation.Z, missing=Missing.SKIP
    )
    assert disadvantaged(found, Fraction(39, 100)) == {4}
    assert disadvantaged(found, Fraction(40, 100)) == {3, 4}
    assert disadvantaged(found, Fraction(0)) == frozenset()
    equal = score(
        [component(1, 2, 5, 5, 5)], standardisation=Standardisation.Z, missing=Missing.SKIP
    )
    assert disadvantaged(equal, Fraction(20, 100)) == {2, 3, 4}


figures = st.none() | st.fractions(min_value=0, max_value=100, max_denominator=400)
tables = st.integers(1, 8).flatmap(
    lambda schools: st.lists(
        st.tuples(
            st.lists(figures, min_size=schools, max_size=schools),
            st.integers(0, 5),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)


def made(table):
    return [component(*row, weight=weight, is_higher_worse=worse) for row, weight, worse in table]


@given(tables, st.sampled_from(Standardisation), st.sampled_from(Missing))
def test_contributions_add_up_to_the_index(table, way, missing):
    for one in score(made(table), standardisation=way, missing=missing):
        total = math.fsum(part.contribution for part in one.parts)
        assert total == pytest.approx(one.index or 0, abs=1e-8)


@given(tables, st.sampled_from(Standardisation), st.sampled_from(Missing), st.randoms())
def test_the_order_of_schools_changes_nothing(table, way, missing, random):
    order = list(range(len(table[0][0])))
    random.shuffle(order)
    mixed = [([row[place] for place in order], weight, worse) for row, weight, worse in table]
    plain = score(made(table), standardisation=way, missing=missing)
    assert score(made(mixed), standardisation=way, missing=missing) == [plain[p] for p in order]


@given(tables, st.sampled_from(Standardisation), st.sampled_from(Missing), st.integers(1, 9))
def test_the_scale_of_weights_changes_nothing(table, way, missing, by):
    larger = [(row, weight * by, worse) for row, weight, worse in table]
    plain, scaled = (
        [one.rank for one in score(made(t), standardisation=way, missing=missing)]
        for t in (table, larger)
    )
    assert plain == scaled


@given(tables, st.fractions(0, 1), st.fractions(0, 1))
def test_a_larger_share_never_drops_a_school(table, one, other):
    found = score(made(table), standardisation=Standardisation.Z, missing=Missing.SKIP)
    low, high = sorted((one, other))
    assert disadvantaged(found, low) <= disadvantaged(found, high)
