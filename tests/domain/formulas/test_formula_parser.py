from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.formulas.formula_parser import (
    DEEPEST,
    LONGEST,
    MOST_TOKENS,
    FormulaError,
    parse,
    written,
)
from quality_desktop.domain.formulas.formula_tree import (
    Binary,
    Element,
    Expression,
    Negative,
    Number,
    Over,
    elements_of,
    years_back,
)

A, B, C = Element("a"), Element("b"), Element("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("vpr_two[math]", Element("vpr_two", "math")),
        ("vpr_two[math,5]", Element("vpr_two", "math", 5)),
        ("vpr_two[5]", Element("vpr_two", "", 5)),
        ("vpr_two[ math , 5 ]", Element("vpr_two", "math", 5)),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("(a + b) * c", Binary("*", Binary("+", A, B), C)),
        ("a - b - c", Binary("-", Binary("-", A, B), C)),
        ("a / b × 100", Binary("*", Binary("/", A, B), Number(Fraction(100)))),
        ("a : b", Binary("/", A, B)),
        ("a − b", Binary("-", A, B)),
        ("-a * b", Binary("*", Negative(A), B)),
        ("12.5 * a", Binary("*", Number(Fraction(25, 2)), A)),
        ("over(2, a + b)", Over(2, Binary("+", A, B))),
    ],
)
def test_an_expression_is_read_as_it_binds(text: str, tree: Expression):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("a +", 3),
        ("a b", 2),
        ("a + * b", 4),
        ("(a + b", 6),
        ("a)", 1),
        ("a + число", 4),
        ("A", 0),
        ("a ** b", 3),
        ("a % b", 2),
        ("2a", 1),
        ("1.", 1),
        ("1.2.3", 3),
        ("1,5 * a", 1),
        ("a[", 2),
        ("a[]", 2),
        ("a[5,math]", 4),
        ("a[math,5,6]", 9),
        ("a[1.5]", 2),
        ("a / 0", 2),
        ("a / (2 - 2)", 2),
        ("a / -(over(3, 1) - 3)", 2),
        ("1 / (0 * 5)", 2),
        ("over(1, a)", 5),
        ("over(11, a)", 5),
        ("over(a)", 5),
        ("over(2 a)", 7),
        ("over(2, over(2, a))", 8),
        ("over(2, a / b)", 8),
        ("over + 1", 5),
        ("sum(a)", 0),
        ("__import__('os')", 0),
        ("a.b", 1),
        ("a; b", 1),
        ("lambda: 0", 6),
        ("99999999999999999999 * a", 0),
    ],
)
def test_what_is_not_understood_is_refused_with_its_position(text: str, position: int):
    with pytest.raises(FormulaError) as refused:
        parse(text)

    assert refused.value.position == position
    assert refused.value.sentence.startswith(f"Формула непонятна с {position + 1}-го знака: ")
    assert refused.value.sentence.endswith(".")
    assert isinstance(refused.value, QualityError)


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        "-" * (DEEPEST + 2) + "a",
        "a" + " " * LONGEST,
        "+".join("a" * MOST_TOKENS),
    ],
)
def test_what_is_too_long_or_too_deep_is_refused(text: str):
    with pytest.raises(FormulaError):
        parse(text)


def test_the_longest_sum_is_walked_without_trouble():
    tree = parse("+".join("a" * (MOST_TOKENS // 2)))

    assert elements_of(tree) == {A}
    assert years_back(tree) == 0


def parsed(text: str) -> tuple[Expression | None, int]:
    try:
        return parse(text), 0
    except FormulaError as refused:
        return None, refused.position


@given(st.text(alphabet="ab_[](),+-*/ 0123456789.overмж×−", max_size=60))
def test_any_text_is_a_tree_or_a_refusal_within_it(text: str):
    tree, position = parsed(text)

    assert 0 <= position <= len(text)
    assert tree is None or parse(written(tree)) == tree


names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(lambda name: name != "over")
atoms = st.one_of(
    st.integers(1, 10**6).map(lambda digits: Number(Fraction(digits, 100))),
    st.builds(
        Element,
        names,
        st.one_of(st.just(""), names),
        st.one_of(st.none(), st.integers(0, 11)),
    ),
)


def has_no_division(tree: Expression) -> bool:
    return "/" not in written(tree) and "over" not in written(tree)


trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(Negative, inner),
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Over, st.integers(2, 5), inner.filter(has_no_division)),
    ),
    max_leaves=12,
)


@given(trees)
def test_a_written_tree_is_read_back_the_same(tree: Expression):
    assert parse(written(tree)) == tree
