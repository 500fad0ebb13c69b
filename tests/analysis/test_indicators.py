"""The vectorised figures against exact fractions, school by school."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.analysis.cube import CubeSource
from quality_desktop.analysis.indicators import compute, district
from quality_desktop.domain.collection.answers import LARGEST, Answer, read_answer
from quality_desktop.domain.collection.bands import Condition
from quality_desktop.domain.collection.indicators import Aggregate, CalculationKind
from quality_desktop.domain.figures import round_half_up
from quality_desktop.domain.formulas.formula import FigureState, Formula, figure_of, parse
from quality_desktop.domain.records import new_id
from tests.analysis.made import OneSchool, Values, cube, element, source

YEARS = range(2023, 2026)
SCHOOLS = [new_id() for _ in range(4)]
ELEMENTS = [
    element("two", subject="math", grade=5),
    element("two", subject="math", grade=8, since=2024),
    element("two", subject="russian", grade=5, until=2024),
    element("two", subject="math", grade=5, procedure="vpr", until=2024),
    element("two", subject="math", grade=5, procedure="vpr", since=2025),
    element("all", subject="math", grade=5, procedure="vpr"),
    element("all", subject="math", grade=5),
    element("all", subject="russian", grade=5),
    element("all", subject="math", grade=8),
    element("mean", type="decimal", decimals=1),
    element("mean", type="decimal", decimals=2, subject="math"),
    element("late", since=2025),
    element("big"),
]
FORMULAS = [
    ("two", "all", 100),
    ("two[math]", "all[math]", 100),
    ("two[math,8] + 1", "all", 100),
    ("over(2, two)", "over(2, all)", 100),
    ("over(3, two - late)", "all", 1),
    ("two - all", "all", 100),
    ("two", "two - all", 100),
    ("two", "all * 2 - 10", 1000),
    ("mean", "all", 1),
    ("mean * 2.5 + two / all", "late / 3 + 1", 100),
    ("(2 * two + 0.5 * all) / (mean - late)", "1 - two / all", 100),
    ("big * big", "two + big", 100),
    ("big * big * big", "big * big + 1", 1),
    ("nobody", "all", 100),
    ("two", "all / (late / two)", 100),
    ("-two", "-all", 100),
    ("1 / two", "all", 100),
]

answers = st.one_of(
    st.builds(Answer, digits=st.integers(0, 30)),
    st.builds(Answer, digits=st.integers(-5, 300), decimals=st.integers(0, 3)),
    st.integers(LARGEST - 3, LARGEST - 1).map(lambda digits: Answer(digits=digits)),
    st.sampled_from(["not_taking_part", "no_class", "no_data"]).map(lambda a: Answer(absence=a)),
    st.just(Answer(text="да")),
    st.just(Answer()),
)
cells = st.dictionaries(
    st.tuples(
        st.sampled_from([e.id for e in ELEMENTS]),
        st.sampled_from(SCHOOLS),
        st.sampled_from(range(2022, 2027)),
    ),
    answers,
    max_size=80,
)
formulas = st.sampled_from(FORMULAS).map(
    lambda given: Formula(CalculationKind.SHARE, parse(given[0]), parse(given[1]), given[2])
)


@settings(max_examples=300)
@given(cells, formulas, st.integers(0, 3))
def test_every_figure_is_the_exact_one(values: Values, formula: Formula, decimals: int):
    loaded = cube(values, ELEMENTS, SCHOOLS, range(YEARS.start - 2, YEARS.stop))
    figures = compute(formula, CubeSource(loaded, ELEMENTS, YEARS), decimals)

    for y, year in enumerate(YEARS):
        for s, school in enumerate(SCHOOLS):
            exact = figure_of(
                formula.compute(OneSchool(values, ELEMENTS, school, year)), formula.factor
            )
            assert figures.figure(y, s) == exact
            shown = round_half_up(exact.number or Fraction(0), decimals)
            assert int(figures.digits[y, s]) == shown


@settings(max_examples=150)
@given(
    cells,
    formulas,
    st.integers(0, 2),
    st.sampled_from(["== 0", ">= 30", "< 12.5", "> -1", "<= 99.999"]),
)
def test_the_district_is_the_exact_sum_mean_and_share_of_its_schools(
    values: Values, formula: Formula, decimals: int, text: str
):
    figures = compute(formula, source(values, ELEMENTS, SCHOOLS, YEARS), decimals)
    condition = Condition.of(text)
    for y in range(len(YEARS)):
        exact = [figures.figure(y, s) for s in range(len(SCHOOLS))]
        known = [f for f in exact if f.state is FigureState.NUMBER]
        numbers = [f.number for f in known if f.number is not None]
        found = {
            aggregate: district(figures, y, formula.factor, aggregate, condition)
            for aggregate in Aggregate
        }
        ratio = found[Aggregate.RATIO]
        assert ratio.counted == len(numbers)
        assert ratio.no_data == sum(f.state is FigureState.NO_DATA for f in exact)
        assert ratio.not_counted == len(SCHOOLS) - ratio.counted - ratio.no_data
        if not numbers:
            assert (ratio.number, ratio.mean_digits) == (None, None)
            continue
        mean = sum(numbers, Fraction(0)) / len(numbers)
        meeting = sum(map(condition.holds, numbers))
        top = sum((f.numerator or Fraction(0) for f in known), Fraction(0))
        bottom = sum((f.denominator or Fraction(0) for f in known), Fraction(0))
        assert ratio.number == (top / bottom * formula.factor if bottom else None)
        assert (ratio.numerator, ratio.denominator) == (top, bottom)
        assert found[Aggregate.MEAN].number == mean
        assert ratio.mean_digits == round_half_up(mean, decimals)
        assert ratio.meeting == meeting
        assert found[Aggregate.SHARE].number == Fraction(meeting, len(numbers)) * 100


def count(expression: str) -> Formula:
    return Formula(CalculationKind.COUNT, parse(expression))


def test_a_count_is_added_up_for_the_district():
    two = ELEMENTS[0].id
    values = {(two, SCHOOLS[0], 2025): Answer(digits=3), (two, SCHOOLS[1], 2025): Answer(digits=4)}
    figures = compute(count("two[math,5]"), source(values, ELEMENTS[:1], SCHOOLS, YEARS), 0)
    found = district(figures, 2, 1, Aggregate.RATIO, None)

    assert found.number == 7
    assert (found.counted, found.no_data, found.meeting) == (2, 2, None)
    assert found.mean_digits == 4  # 3,5


def test_a_mean_just_at_the_half_is_rounded_exactly():
    """1/8 and 1/8: 12,5 exactly; with floats 0.285 * 100 would be 28.499999999999996."""
    top, bottom = element("a"), element("b")
    values = {
        (one.id, school, 2025): Answer(digits=digits)
        for school, pair in zip(SCHOOLS[:2], ((57, 200), (57, 200)), strict=True)
        for one, digits in zip((top, bottom), pair, strict=True)
    }
    share = Formula(CalculationKind.SHARE, parse("a"), parse("b"), 100)
    figures = compute(share, source(values, [top, bottom], SCHOOLS, range(2025, 2026)), 0)

    assert district(figures, 0, 100, Aggregate.RATIO, None).mean_digits == 29
    assert list(figures.digits[0][:2]) == [29, 29]


def test_an_official_figure_stands_in_only_where_nothing_was_reported():
    one = element("a")
    reported = {
        (one.id, SCHOOLS[0], 2025): Answer(digits=7),
        (one.id, SCHOOLS[1], 2025): Answer(absence="no_class"),
        (one.id, SCHOOLS[2], 2025): Answer(),
        (one.id, SCHOOLS[3], 2025): Answer(absence="of a newer program"),
    }
    official = {(one.id, school, 2025): Answer(digits=9) for school in SCHOOLS}
    loaded = cube(reported, [one], SCHOOLS, range(2025, 2026), official)
    figures = compute(count("a"), CubeSource(loaded, [one], range(2025, 2026)), 0)

    assert [figures.figure(0, s).number for s in range(4)] == [7, None, 9, None]
    assert figures.figure(0, 1).state is FigureState.NOT_APPLICABLE
    assert figures.figure(0, 3).state is FigureState.NO_DATA


def test_a_sum_of_many_largest_numbers_does_not_overflow():
    """One number fits 64 bits however fine its element is, the sum of ten need not."""
    members = [element("a", subject=str(number)) for number in range(10)]
    largest = 2**62 // 10**6 - 1
    values = {(m.id, SCHOOLS[0], 2025): Answer(digits=largest) for m in members}
    values |= {(m.id, SCHOOLS[1], 2025): Answer(digits=1, decimals=6) for m in members}
    figures = compute(count("a"), source(values, members, SCHOOLS, range(2025, 2026)), 0)

    assert figures.figure(0, 0).number == 10 * largest


def test_what_cannot_be_held_exactly_is_unknown_and_not_wrong():
    one = element("a")
    values = {
        (one.id, SCHOOLS[0], 2025): Answer(digits=2**62),
        (one.id, SCHOOLS[1], 2025): Answer(digits=1, decimals=40),
    }
    figures = compute(count("a"), source(values, [one], SCHOOLS, range(2025, 2026)), 0)

    assert {figures.figure(0, s).state for s in range(4)} == {FigureState.NO_DATA}


@pytest.mark.parametrize(
    ("math", "russian", "counted"),
    [
        (("3", "20"), ("4", "30"), (7, 50)),
        (("3", "20"), ("не участвовали", "30"), (3, 20)),
        (("3", "20"), ("4", "нет класса"), (3, 20)),
        (("3", "20"), ("", "нет класса"), (3, 20)),
        (("3", "20"), ("не участвовали", "н/д"), (3, 20)),
        (("3", "20"), ("4", "н/д"), (7, None)),
        (("не участвовали", "20"), ("4", "нет класса"), (None, None)),
    ],
)
def test_a_class_that_took_no_part_is_left_out_of_both_sides_of_a_share(
    math: tuple[str, str], russian: tuple[str, str], counted: tuple[int | None, int | None]
):
    elements = [
        element(code, procedure="vpr", subject=subject, grade=5)
        for subject in ("math", "russian")
        for code in ("bad", "pupils")
    ]
    values = {}
    for one, text in zip(elements, (*math, *russian), strict=True):
        read = read_answer(text, one)
        assert isinstance(read, Answer)
        values[one.id, SCHOOLS[0], 2025] = read
    share = Formula(CalculationKind.SHARE, parse("bad"), parse("pupils"), 100)
    figures = compute(share, source(values, elements, SCHOOLS, range(2025, 2026)), 0)
    found = figures.figure(0, 0)

    assert [found.numerator, found.denominator] == list(counted)


def test_an_element_changed_from_a_year_is_counted_in_all_its_years():
    """A changed element is a new record of the same quantity: the old one is not asked, not absent."""
    school = new_id()
    exam = {"procedure": "vpr", "subject": "math", "grade": 5}
    old, new = element("two", until=2024, **exam), element("two", since=2025, **exam)
    everyone = element("all", **exam)
    values = {
        (old.id, school, 2024): Answer(digits=3),
        (new.id, school, 2025): Answer(digits=2),
        (everyone.id, school, 2024): Answer(digits=10),
        (everyone.id, school, 2025): Answer(digits=20),
    }
    columns = source(values, [old, new, everyone], [school], range(2024, 2026))
    formula = Formula(CalculationKind.SHARE, parse("two"), parse("all"), 100)
    figures = compute(formula, columns, 1)
    assert [figures.figure(year, 0).number for year in (0, 1)] == [30, 10]


def test_quantities_without_an_exam_are_not_skipped_together():
    ninth, eleventh, passed = element("ninth"), element("eleventh"), element("passed")
    values = {
        (ninth.id, SCHOOLS[0], 2025): Answer(digits=20),
        (eleventh.id, SCHOOLS[0], 2025): Answer(absence="no_class"),
        (passed.id, SCHOOLS[0], 2025): Answer(digits=15),
    }
    share = Formula(CalculationKind.SHARE, parse("passed"), parse("ninth + eleventh"), 100)
    columns = source(values, [ninth, eleventh, passed], SCHOOLS, range(2025, 2026))

    assert compute(share, columns, 0).figure(0, 0).number == 75


def test_rows_of_others_are_left_out():
    one = element("a")
    values = {
        (new_id(), SCHOOLS[0], 2025): Answer(digits=1),
        (one.id, new_id(), 2025): Answer(digits=1),
        (one.id, SCHOOLS[0], 2024): Answer(digits=1),
        (one.id, SCHOOLS[0], 2027): Answer(digits=1),
    }
    figures = compute(count("a"), source(values, [one], SCHOOLS, range(2025, 2026)), 0)

    assert {figures.figure(0, s).state for s in range(4)} == {FigureState.NO_DATA}
