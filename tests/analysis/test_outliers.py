from collections.abc import Sequence
from fractions import Fraction

import pytest

from quality_desktop.analysis.indicators import Figures, compute
from quality_desktop.analysis.outliers import far_from_others, jumps
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.collection.thresholds import Thresholds
from quality_desktop.domain.formulas.formula import Formula, parse
from quality_desktop.domain.records import new_id
from tests.analysis.made import element, source

LIMITS = Thresholds(
    since=2000,
    small_denominator=50,
    modified_z=Fraction(7, 2),
    fewest_schools=8,
    fewest_people=2,
    jump_people=5,
    jump_percent=30,
)
TWO, ALL = element("two"), element("all")
YEARS = range(2024, 2026)

Row = tuple[int | None, int | None]


def shares(now: Sequence[Row], before: Sequence[Row] = ()) -> Figures:
    schools = [new_id() for _ in now]
    values = {
        (one.id, school, year): Answer(digits=number)
        for year, rows in ((2024, before), (2025, now))
        for school, row in zip(schools, rows, strict=False)
        for one, number in zip((TWO, ALL), row, strict=True)
    }
    formula = Formula(CalculationKind.SHARE, parse("two"), parse("all"), 100)
    return compute(formula, source(values, [TWO, ALL], schools, YEARS), 1)


def counts(now: int, before: int | None) -> Figures:
    school = new_id()
    values = {
        (TWO.id, school, 2024): Answer(digits=before),
        (TWO.id, school, 2025): Answer(digits=now),
    }
    return compute(
        Formula(CalculationKind.COUNT, parse("two")), source(values, [TWO], [school], YEARS), 0
    )


ORDINARY: list[Row] = [(n, 40) for n in (3, 4, 4, 5, 5, 5, 6, 6, 7)]


def test_a_share_far_from_the_other_schools_is_found_with_its_people():
    (found,) = far_from_others(shares([*ORDINARY, (20, 40)]), 1, 100, LIMITS)

    # median of 12.5 %: 5 of 40; MAD 2.5 % -> 0.6745 * (50 - 12.5) / 2.5
    assert found.school == 9
    assert found.median == pytest.approx(12.5)
    assert found.score == pytest.approx(0.6745 * 37.5 / 2.5)
    assert found.people == 15


def test_few_schools_have_no_outliers():
    assert far_from_others(shares([*ORDINARY[:6], (40, 40)]), 1, 100, LIMITS) == []


def test_one_pupil_of_a_tiny_class_is_no_outlier():
    assert far_from_others(shares([*ORDINARY, (1, 1)]), 1, 100, LIMITS) == []


def test_schools_without_a_figure_are_left_out():
    rows = [*ORDINARY, (None, 40), (3, 0), (20, 40)]

    assert [one.school for one in far_from_others(shares(rows), 1, 100, LIMITS)] == [11]


def test_equal_schools_do_not_hide_the_one_that_differs():
    """More than half are equal, so the median deviation is zero."""
    rows: list[Row] = [*[(0, 50)] * 10, (20, 50)]

    assert [one.school for one in far_from_others(shares(rows), 1, 100, LIMITS)] == [10]
    assert far_from_others(shares([(0, 50)] * 10), 1, 100, LIMITS) == []


def test_a_jump_of_a_share_is_counted_in_the_people_of_this_year():
    figures = shares([(20, 40), (6, 10), (12, 40)], [(10, 100), (1, 10), (10, 40)])
    (first, second) = jumps(figures, 1, LIMITS)

    assert [first.school, second.school] == [0, 1]
    assert [first.people, first.expected, second.people] == [16, 4, 5]


@pytest.mark.parametrize(
    ("now", "before", "people"),
    [
        (25, 5, 20),
        (5, 25, -20),
        (103, 100, None),
        (130, 100, None),
        (150, 100, 50),
        (4, 0, None),
        (5, 0, None),
        (9, 0, 9),
        (56, 84, None),
        (54, 25, 29),
        (25, None, None),
    ],
)
def test_a_jump_of_a_count_is_large_in_people_and_in_part(
    now: int, before: int | None, people: int | None
):
    found = [jump.people for jump in jumps(counts(now, before), 1, LIMITS)]

    assert found == ([] if people is None else [people])


def test_a_count_far_from_the_others_is_told_in_itself():
    schools = [new_id() for _ in range(10)]
    values = {
        (TWO.id, school, 2025): Answer(digits=50 if n == 9 else n % 3)
        for n, school in enumerate(schools)
    }
    columns = source(values, [TWO], schools, YEARS)
    figures = compute(Formula(CalculationKind.COUNT, parse("two")), columns, 0)

    assert [one.people for one in far_from_others(figures, 1, 1, LIMITS)] == [49]


def test_a_denominator_of_zero_last_year_gives_no_jump():
    assert jumps(shares([(20, 40)], [(0, 0)]), 1, LIMITS) == []
