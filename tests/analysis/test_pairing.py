"""Partners: the best choice is that of trying everything, and every bound is kept."""

from fractions import Fraction
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.analysis.pairing import (
    Level,
    StrongSchool,
    WeakSchool,
    Weights,
    best,
    pair_up,
    score,
)
from quality_desktop.domain.records import natural_id

WEIGHTS = Weights(resilient=Fraction(10), per_km=Fraction(1, 2))


def school(name):
    return natural_id("school", name)


def weak(name, **subjects):
    return WeakSchool(school=school(name), subjects={k: Level(*v) for k, v in subjects.items()})


def strong(name, capacity=1, is_resilient=False, **subjects):
    return StrongSchool(
        school=school(name), capacity=capacity, is_resilient=is_resilient,
        subjects={k: Level(*v) for k, v in subjects.items()},
    )  # fmt: skip


def paired(weak_ones, strong_ones, **options):
    options = {"metres": {}, "weights": WEIGHTS, **options}
    return pair_up(weak_ones, strong_ones, **options)


@st.composite
def problems(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    capacity = draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    places = list(product(range(rows), range(columns)))
    chosen = draw(st.lists(st.sampled_from(places), unique=True))
    points = {place: draw(st.integers(1, 1_000_000)) for place in chosen}
    return points, rows, capacity


def by_trying(points, rows, capacity):
    """The most rows, then the most points, over every choice there is."""
    most = (0, 0)
    for choice in product([None, *range(len(capacity))], repeat=rows):
        taken = [(row, column) for row, column in enumerate(choice) if column is not None]
        fits = all(place in points for place in taken)
        if fits and all(choice.count(c) <= most_ for c, most_ in enumerate(capacity)):
            most = max(most, (len(taken), sum(points[place] for place in taken)))
    return most


@given(problems())
def test_the_choice_is_the_best_of_all(problem):
    points, rows, capacity = problem
    table = np.zeros((rows, len(capacity)), dtype=np.int64)
    for place, number in points.items():
        table[place] = number
    found = best(table, capacity)
    assert all(place in points for place in found.items())
    assert all(list(found.values()).count(c) <= most for c, most in enumerate(capacity))
    total = sum(points[place] for place in found.items())
    assert (len(found), total) == by_trying(points, rows, capacity)


def test_the_pair_is_about_the_subject_in_which_the_two_differ_most():
    found = score(
        weak("А", math=(9, 24), russian=(12, 24)),
        strong("Б", math=(0, 30), russian=(12, 48)),
        metres=None,
        weights=WEIGHTS,
    )
    assert found is not None
    assert found.subject == "math"
    assert found.points == found.gap == Fraction(900, 24)


def test_a_resilient_school_is_worth_more_and_every_kilometre_less():
    found = score(
        weak("А", math=(9, 24)), strong("Б", is_resilient=True, math=(0, 30)), metres=5000,
        weights=WEIGHTS,
    )  # fmt: skip
    assert found is not None
    assert found.points == Fraction(75, 2) + 10 - Fraction(5, 2)


def test_schools_without_a_common_subject_do_not_fit():
    one, other = weak("А", math=(9, 24)), strong("Б", russian=(0, 30))
    assert score(one, other, metres=None, weights=WEIGHTS) is None
    assert paired([one], [other]).unfit == (school("А"),)


def test_a_school_is_not_its_own_partner():
    assert paired([weak("А", math=(9, 24))], [strong("А", math=(0, 24))]).pairs == ()


def test_a_partner_that_is_too_far_away_does_not_fit():
    one, other = weak("А", math=(9, 24)), strong("Б", math=(0, 30))
    assert score(one, other, metres=100_000, weights=WEIGHTS) is None


def test_the_weak_school_without_a_place_is_named_apart_from_the_one_nobody_fits():
    found = paired(
        [weak("А", math=(9, 24)), weak("Б", math=(20, 24)), weak("В", music=(5, 10))],
        [strong("Г", math=(0, 30))],
    )
    assert [(pair.school, pair.partner) for pair in found.pairs] == [(school("Б"), school("Г"))]
    assert found.alone == (school("А"),)
    assert found.unfit == (school("В"),)


def test_a_forbidden_pair_is_not_made():
    one, other = weak("А", math=(9, 24)), strong("Б", math=(0, 30))
    assert paired([one], [other], forbidden={(school("А"), school("Б"))}).pairs == ()


def test_nobody_gives_nothing():
    assert paired([], []).pairs == ()
    assert paired([weak("А", math=(9, 24))], [strong("Б", capacity=0, math=(0, 9))]).pairs == ()


levels = st.tuples(st.integers(0, 20), st.integers(20, 30))
subjects = st.dictionaries(st.sampled_from(["math", "russian", "history"]), levels, max_size=3)


@given(
    st.lists(subjects, max_size=5),
    st.lists(st.tuples(subjects, st.integers(1, 2), st.booleans()), max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_schools_changes_nothing(needs, offers, random):
    needy = [weak(f"слабая {n}", **found) for n, found in enumerate(needs)]
    helpers = [strong(f"сильная {n}", c, r, **found) for n, (found, c, r) in enumerate(offers)]
    first = paired(needy, helpers)
    random.shuffle(needy)
    random.shuffle(helpers)
    assert paired(needy, helpers) == first


@given(st.lists(subjects, max_size=5), st.lists(st.tuples(subjects, st.integers(1, 2)), max_size=4))
def test_everybody_is_either_paired_or_named_and_no_partner_is_overloaded(needs, offers):
    needy = [weak(f"слабая {n}", **found) for n, found in enumerate(needs)]
    helpers = [strong(f"сильная {n}", c, **found) for n, (found, c) in enumerate(offers)]
    found = paired(needy, helpers)
    named = [pair.school for pair in found.pairs] + [*found.alone, *found.unfit]
    assert sorted(named) == sorted(one.school for one in needy)
    for helper in helpers:
        assert sum(p.partner == helper.school for p in found.pairs) <= helper.capacity


@given(
    st.lists(subjects, max_size=4),
    st.lists(st.tuples(subjects, st.booleans()), max_size=4),
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(0, 200_000), max_size=5
    ),
)
def test_the_table_of_points_says_what_the_score_of_two_schools_says(needs, offers, far):
    """The pairs come from a table over all schools; every one of them must be explained alike."""
    needy = [weak(f"слабая {n}", **found) for n, found in enumerate(needs)]
    helpers = [strong(f"сильная {n}", 1, r, **found) for n, (found, r) in enumerate(offers)]
    metres = {
        frozenset((school(f"слабая {a}"), school(f"сильная {b}"))): m for (a, b), m in far.items()
    }
    fitting = {
        one.school
        for one in needy
        for other in helpers
        if score(
            one, other, metres=metres.get(frozenset((one.school, other.school))), weights=WEIGHTS
        )
    }
    found = paired(needy, helpers, metres=metres)
    assert fitting == {pair.school for pair in found.pairs} | set(found.alone)
