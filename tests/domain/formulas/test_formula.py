"""What formulas mean for one school, and how they are printed."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.formulas.formula import (
    Binary,
    Element,
    Expression,
    Figure,
    FigureState,
    Formula,
    FormulaError,
    Negative,
    Number,
    Over,
    Quantity,
    elements_of,
    evaluate,
    figure_of,
    parse,
    resolve,
    years_back,
)
from quality_desktop.domain.formulas.formula_columns import NO_DATA, NOT_APPLICABLE
from quality_desktop.domain.formulas.formula_tree import calculated
from quality_desktop.domain.records import new_id

PROGRAMME = Path(__file__).parents[3] / "db" / "samples" / "ishimbay" / "programme-1-2.toml"
N = FigureState.NUMBER


class School:
    """Quantities of one school by code and years back."""

    def __init__(self, **quantities: int | Quantity | tuple[int | Quantity, ...]) -> None:
        self._quantities = quantities

    def jointly(self, _: frozenset[Element]) -> "School":
        return self

    def column(self, element: Element, years_back: int) -> Quantity:
        found = self._quantities[element.code]
        value = found[years_back] if isinstance(found, tuple) else found
        return value if isinstance(value, Quantity) else Quantity(Fraction(value))


def figure(expression: str, **quantities: int | Quantity | tuple[int | Quantity, ...]) -> Figure:
    return figure_of(evaluate(parse(expression), School(**quantities)))


def share(numerator: str, denominator: str, factor: int = 100) -> Formula:
    return formula(numerator=numerator, denominator=denominator, factor=factor)


def formula(**given: object) -> Formula:
    return Formula.of(Calculation(**{"id": new_id(), "code": "x", **given}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("a + b * c", 6 + 3 * 4),
        ("(a + b) * c", (6 + 3) * 4),
        ("a - b - c", 6 - 3 - 4),
        ("a / b / c", Fraction(6, 12)),
        ("a / (b / c)", Fraction(6 * 4, 3)),
        ("-a + 1", -5),
        ("1 - a / c", Fraction(-1, 2)),
        ("a / c + b / c", Fraction(9, 4)),
        ("a / c * (b / c)", Fraction(18, 16)),
        ("2 / (a / c)", Fraction(4, 3)),
        ("12.5 * a / 100", Fraction(3, 4)),
        ("a / 4 - 0.5", 1),
    ],
)
def test_numbers_are_computed_exactly(expression: str, number: Fraction):
    assert figure(expression, a=6, b=3, c=4).number == number


@pytest.mark.parametrize(
    "expression", ["a / z", "a / b / z", "a / (b / z)", "a / (z / b)", "b / z + 1", "1 / z", "z / z",
                   "a / b + a / z", "(a / z) * z", "a / (1 / z)"],
)  # fmt: skip
def test_nothing_is_divided_by_zero_anywhere_in_a_formula(expression: str):
    assert figure(expression, a=6, b=3, z=0).state is FigureState.ZERO_DENOMINATOR


def by_hand(tree: Expression, values: Mapping[str, Fraction]) -> Fraction:
    """Schoolbook arithmetic.

    Raises:
        ZeroDivisionError: Somewhere in it something is divided by zero.
    """
    match tree:
        case Number(value=value):
            return value
        case Element(code=code):
            return values[code]
        case Negative(inner=inner):
            return -by_hand(inner, values)
        case Over(years=years, inner=inner):
            return years * by_hand(inner, values)
        case Binary(op=op, left=left, right=right):
            return calculated(op, by_hand(left, values), by_hand(right, values))


leaves = st.one_of(
    st.integers(-3, 3).map(lambda n: Number(Fraction(n, 2))), st.sampled_from("abc").map(Element)
)
sums = st.recursive(
    leaves, lambda inner: st.builds(Binary, st.sampled_from("+-*"), inner, inner), max_leaves=4
)
trees = st.recursive(
    st.one_of(leaves, st.builds(Over, st.integers(2, 3), sums)),
    lambda inner: st.one_of(
        st.builds(Negative, inner), st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
    ),
    max_leaves=10,
).filter(lambda tree: bool(elements_of(tree)))


@settings(max_examples=400)
@given(trees, st.tuples(*[st.integers(-4, 4)] * 3))
def test_columns_compute_what_schoolbook_arithmetic_does(
    tree: Expression, numbers: tuple[int, int, int]
):
    given_values = dict(zip("abc", map(Fraction, numbers), strict=True))
    try:
        exact: Fraction | None = by_hand(tree, given_values)
    except ZeroDivisionError:
        exact = None
    try:
        found = figure_of(evaluate(tree, School(**dict(zip("abc", numbers, strict=True)))))
    except ZeroDivisionError:  # a constant divided by zero, which the parser refuses
        assert exact is None
        return

    assert found.number == exact
    assert (found.state is FigureState.ZERO_DENOMINATOR) == (exact is None)


def test_an_expression_without_elements_has_no_column():
    with pytest.raises(ValueError, match="without elements"):
        evaluate(parse("1 + 2"), School())


@pytest.mark.parametrize(
    ("expression", "state", "number"),
    [
        ("a + n", N, 6),
        ("n + a", N, 6),
        ("a - n", N, 6),
        ("n - a", FigureState.NOT_APPLICABLE, None),
        ("n + n", FigureState.NOT_APPLICABLE, None),
        ("a * n", FigureState.NOT_APPLICABLE, None),
        ("a / n", FigureState.NOT_APPLICABLE, None),
        ("n + 1", FigureState.NOT_APPLICABLE, None),
        ("100 - n", FigureState.NOT_APPLICABLE, None),
        ("n / a + 1", FigureState.NOT_APPLICABLE, None),
        ("1 / n", FigureState.NOT_APPLICABLE, None),
        ("-n", FigureState.NOT_APPLICABLE, None),
        ("a + u", FigureState.NO_DATA, None),
        ("u - a", FigureState.NO_DATA, None),
        ("n + u", FigureState.NO_DATA, None),
        ("u * n", FigureState.NO_DATA, None),
        ("0 * u", FigureState.NO_DATA, None),
        ("u / a", FigureState.NO_DATA, None),
        ("n - u", FigureState.NO_DATA, None),
    ],
)
def test_absences_travel_with_the_numbers(
    expression: str, state: FigureState, number: Fraction | None
):
    found = figure(expression, a=6, n=NOT_APPLICABLE, u=NO_DATA)

    assert (found.state, found.number) == (state, number)


def test_two_years_are_added_and_an_unknown_year_is_not_a_zero():
    assert figure("over(2, a)", a=(5, 7)).number == 12
    assert figure("over(2, a)", a=(5, NOT_APPLICABLE)).number == 5
    assert figure("over(2, a)", a=(5, NO_DATA)).state is FigureState.NO_DATA
    assert figure("over(3, a + b)", a=(1, 2, 3), b=(10, 20, 30)).number == 66
    assert years_back(parse("a + over(3, b)")) == 2


def test_the_figure_of_a_share_carries_its_numerator_and_denominator():
    computed = share("two", "all").compute(School(two=9, all=24))

    assert figure_of(computed, 100) == Figure(N, Fraction(75, 2), Fraction(9), Fraction(24))


def test_a_class_without_pupils_has_a_dash_even_when_its_numerator_was_left_empty():
    computed = share("two", "all").compute(School(two=NO_DATA, all=0))

    assert figure_of(computed, 100).state is FigureState.ZERO_DENOMINATOR


def test_zero_of_somebody_is_zero():
    computed = share("two", "all").compute(School(two=0, all=24))

    assert figure_of(computed, 100).number == 0


@pytest.mark.parametrize(
    ("answer", "quantity"),
    [
        (Answer(digits=0), Quantity(Fraction(0))),
        (Answer(digits=125, decimals=1), Quantity(Fraction(25, 2))),
        (Answer(), NO_DATA),
        (Answer(absence="no_data"), NO_DATA),
        (Answer(absence="not_taking_part"), NOT_APPLICABLE),
        (Answer(absence="no_class"), NOT_APPLICABLE),
        (Answer(absence="of a newer version"), NO_DATA),
        (Answer(text="да"), NO_DATA),
    ],
)
def test_the_five_states_of_a_cell_have_their_worth(answer: Answer, quantity: Quantity):
    assert Quantity.of_answer(answer) == quantity


def test_members_that_did_not_take_part_are_left_out_of_a_sum():
    five, two = Quantity(Fraction(5)), Quantity(Fraction(2))

    assert Quantity.total([five, NOT_APPLICABLE, two]).number == 7
    assert Quantity.total([NOT_APPLICABLE, NOT_APPLICABLE]) == NOT_APPLICABLE
    assert Quantity.total([five, NO_DATA]) == NO_DATA
    assert Quantity.total([]) == NO_DATA


quantities = st.one_of(
    st.fractions(-100, 100).map(Quantity), st.just(NOT_APPLICABLE), st.just(NO_DATA)
)


@given(st.lists(quantities, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_a_sum_does_not_depend_on_the_order_of_its_members(members, random):
    shuffled = list(members)
    random.shuffle(shuffled)

    assert Quantity.total(shuffled) == Quantity.total(members)


@given(quantities, quantities, quantities)
def test_addition_is_associative(a: Quantity, b: Quantity, c: Quantity):
    assert a.plus(b).plus(c) == a.plus(b.plus(c))


def member(code: str, **given: object) -> DataElement:
    return DataElement(**{"id": new_id(), "form": new_id(), "code": code, **given})  # type: ignore[arg-type]


def test_members_are_those_in_force_of_the_code_subject_and_grade():
    math_5 = member("two", subject="math", grade=5)
    math_8 = member("two", subject="math", grade=8)
    russian_5 = member("two", subject="russian", grade=5)
    retired = member("two", subject="math", grade=4, until=2023)
    elements = [math_5, math_8, russian_5, retired, member("three", subject="math", grade=5)]

    assert resolve(Element("two"), elements, 2025) == (math_5, math_8, russian_5)
    assert resolve(Element("two"), elements, 2023) == (math_5, math_8, russian_5, retired)
    assert resolve(Element("two", "math"), elements, 2025) == (math_5, math_8)
    assert resolve(Element("two", grade=5), elements, 2025) == (math_5, russian_5)
    assert resolve(Element("two", "math", 5), elements, 2025) == (math_5,)
    assert resolve(Element("four"), elements, 2025) == ()


TITLES = {
    "high": "число высокобалльников",
    "graduates": "общее количество выпускников",
    "failed": "число обучающихся, не преодолевших порог",
    "two": "число обучающихся, получивших отметку «2»",
    "all": "общее количество обучающихся в классе",
}
SUBJECTS = {"math": "Математика", "obzr": "ОБЗР"}


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        ("high", "graduates", "(число высокобалльников / общее количество выпускников) × 100"),
        ("a + b", "c", "((a + b) / c) × 100"),
        ("a", "b + c", "(a / (b + c)) × 100"),
        ("a * b", "c", "(a × b / c) × 100"),
        ("a", "b * c", "(a / (b × c)) × 100"),
        ("a - b", "c", "((a – b) / c) × 100"),
        ("2 * a", "b", "(2 × a / b) × 100"),
        (
            "two[math,5]",
            "all[math,5]",
            "(число обучающихся, получивших отметку «2» (математика, 5 класс) / "
            + "общее количество обучающихся в классе (математика, 5 класс)) × 100",
        ),
        ("a[obzr]", "a[9]", "(a (ОБЗР) / a (9 класс)) × 100"),
        ("a[new]", "b", "(a (new) / b) × 100"),
        ("over(2, a)", "over(2, b)", "(a за 2 года / b за 2 года) × 100"),
        ("over(5, a + b)", "c", "((a + b) за 5 лет / c) × 100"),
        ("-(a + b)", "c", "(–(a + b) / c) × 100"),
    ],
)
def test_a_share_is_printed_as_programmes_print_it(numerator: str, denominator: str, text: str):
    assert share(numerator, denominator).printed(TITLES, subjects=SUBJECTS) == text


def test_other_formulas_are_printed_without_percent():
    assert share("high", "graduates", 1).printed(TITLES) == (
        "число высокобалльников / общее количество выпускников"
    )
    assert formula(type="count", numerator="a - b - (c - 1.5)").printed({}) == "a – b – (c – 1,5)"
    assert (
        formula(type="correlation", numerator="a / b", denominator="c").printed({}) == "a / b и c"
    )


CRITERIA: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("доля (%) высокобалльников ЕГЭ", {"numerator": "high", "denominator": "graduates"}),
    (
        "доля (%) обучающихся, не преодолевших минимальный порог по ГИА (математика и русский язык)",
        {"numerator": "failed", "denominator": "graduates"},
    ),
    (
        "доля обучающихся, имеющих неудовлетворительные результаты ВПР за 2 года (математика и "
        + "русский язык, 5 и 8 классы)",
        {"numerator": "over(2, two)", "denominator": "over(2, all)"},
    ),
    (
        "доля обучающихся, имеющих неудовлетворительные результаты РДР",
        {"numerator": "two", "denominator": "all"},
    ),
    (
        "корреляция результатов ВПР, текущего оценивания и срезов, проведенных в ходе "
        + "контрольно-надзорной и/или профилактической деятельности",
        {"type": "correlation", "numerator": "two", "denominator": "failed"},
    ),
    (
        "приостановление/лишение государственной аккредитации (да/нет)",
        {"type": "yes_no", "numerator": "suspended"},
    ),
)


def test_the_criteria_of_the_ishimbay_programme_are_printed_word_for_word():
    table = tomllib.loads(PROGRAMME.read_text(encoding="utf-8"))
    criteria = next(i["criteria"] for i in table["indicator"] if i["key"] == "1.2/1.1")
    lines = [
        line.removeprefix("- ").rstrip(";") for line in criteria.splitlines() if line[:1] == "-"
    ]

    printed = [formula(**given).criterion(title, TITLES, times="*") for title, given in CRITERIA]

    assert printed == lines


def test_years_that_the_title_does_not_name_are_printed():
    two_years = share("over(2, two)", "over(2, all)")

    assert "«2» за 2 года /" in two_years.criterion("доля двоек", TITLES)
    assert share("over(2, two)", "over(3, all)").criterion(
        "за 2 года", {"two": "x", "all": "y"}
    ) == ("за 2 года = (x за 2 года / y за 3 года) × 100")


@pytest.mark.parametrize(
    "given",
    [
        {"numerator": "", "denominator": "a"},
        {"numerator": "a", "denominator": ""},
        {"numerator": "a", "denominator": "100"},
        {"numerator": "a +", "denominator": "b"},
        {"type": "list", "numerator": "a + b"},
        {"type": "count", "numerator": "5"},
    ],
)
def test_a_calculation_without_a_whole_formula_is_refused(given: dict[str, str]):
    with pytest.raises(FormulaError):
        formula(**given)


def test_a_count_is_never_multiplied_by_the_factor_of_shares():
    assert formula(type=CalculationKind.COUNT.value, numerator="a").factor == 1


@pytest.mark.parametrize("kind", ["correlation", "list"])
def test_what_has_no_figure_of_a_school_is_not_computed_as_one(kind: str):
    with pytest.raises(ValueError, match="no figure"):
        formula(type=kind, numerator="a", denominator="b").compute(School(a=1, b=2))


def test_a_correlation_has_two_series():
    first, second = formula(type="correlation", numerator="a / b", denominator="c").series(
        School(a=1, b=2, c=3)
    )
    assert (figure_of(first).number, figure_of(second).number) == (Fraction(1, 2), Fraction(3))


def test_a_list_names_its_element():
    assert formula(type="list", numerator="kinds").elements == {Element("kinds")}
