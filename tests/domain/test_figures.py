import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.figures import (
    Interval,
    decimal_number,
    hangs_on_one,
    printed,
    printed_digits,
    printed_exactly,
    printed_weight_of_one,
    round_half_up,
    wilson,
)


@pytest.mark.parametrize(
    ("number", "decimals", "digits"),
    [
        (Fraction(1, 8) * 100, 0, 13),
        (Fraction(1, 8) * 100, 1, 125),
        (Fraction(-1, 2), 0, -1),
        (Fraction(5, 2), 0, 3),
        (Fraction(3, 2), 0, 2),
        (Fraction(1, 3) * 100, 1, 333),
        (Fraction(2, 3) * 100, 1, 667),
        (Fraction(0), 2, 0),
        # 1.005 and 2.675 are just below the half as floats
        (Fraction(1005, 1000), 2, 101),
        (Fraction(2675, 1000), 2, 268),
    ],
)
def test_halves_are_rounded_away_from_zero(number: Fraction, decimals: int, digits: int):
    assert round_half_up(number, decimals) == digits


@given(st.fractions(), st.integers(0, 4))
def test_rounding_moves_by_half_a_unit_at_most_and_is_odd(number: Fraction, decimals: int):
    rounded = Fraction(round_half_up(number, decimals), 10**decimals)

    assert abs(rounded - number) * 2 * 10**decimals <= 1
    assert round_half_up(-number, decimals) == -round_half_up(number, decimals)


@pytest.mark.parametrize(
    ("digits", "decimals", "text"),
    [
        (0, 0, "0"),
        (1234, 0, "1234"),
        (12345, 0, "12\u202f345"),
        (1234567, 0, "1\u202f234\u202f567"),
        (125, 1, "12,5"),
        (5, 2, "0,05"),
        (-5, 1, "−0,5"),
    ],
)
def test_a_number_is_printed_with_a_comma_and_thin_spaces(digits: int, decimals: int, text: str):
    assert printed_digits(digits, decimals) == text


def test_a_figure_is_printed_with_its_unit():
    assert printed(Fraction(25, 2), 1, "%") == "12,5\u202f%"
    assert printed(Fraction(7), 0, "чел.") == "7\u00a0чел."
    assert printed(Fraction(30), 1, "%") == "30,0\u202f%"
    assert printed(None, 1, "%") == "—"


def test_a_bound_is_printed_without_idle_zeros():
    assert printed_exactly(Fraction(30)) == "30"
    assert printed_exactly(Fraction(25, 2)) == "12,5"
    assert printed_exactly(Fraction(-1, 4)) == "−0,25"
    assert printed_exactly(Fraction(1, 3)) == "1/3"


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_decimal_text_is_read_exactly(digits: int, decimals: int):
    number = Fraction(digits, 10**decimals)
    text = f"{'-' if digits < 0 else ''}{abs(digits) // 10**decimals}"
    if decimals:
        text += f".{abs(digits) % 10**decimals:0{decimals}}"
    assert decimal_number(text) == number


@pytest.mark.parametrize("text", ["12,5", "1e3", "abc", "-", ".", "1.2.3", "٣", "9" * 40])
def test_what_is_no_decimal_text_is_an_error(text: str):
    with pytest.raises(ValueError, match="not a decimal number"):
        decimal_number(text)


def test_no_target_is_no_number():
    assert decimal_number("") is None


def test_the_interval_of_one_in_six_is_wide():
    """Values of the method's own examples (Newcombe 1998: 15 of 148, 0 of 20, 1 of 29)."""
    newcombe = (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)
    for count, total, low, high in newcombe:
        found = wilson(count, total)
        assert found is not None
        assert math.isclose(found.low, low, abs_tol=5e-5)
        assert math.isclose(found.high, high, abs_tol=5e-5)
    one_of_six = wilson(1, 6)
    assert one_of_six is not None
    assert one_of_six.printed() == "3–57\u202f%"


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_is_mirrored(pair: tuple[int, int]):
    count, total = pair
    found, mirrored = wilson(count, total), wilson(total - count, total)

    assert found is not None
    assert mirrored is not None
    assert 0 <= found.low <= count / total + 1e-12
    assert count / total - 1e-12 <= found.high <= 1
    assert math.isclose(found.low, 1 - mirrored.high, abs_tol=1e-12)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_has_no_interval(count: int, total: int):
    assert wilson(count, total) is None


def test_an_interval_is_never_printed_narrower_than_it_is():
    assert Interval(0.301, 0.309).printed() == "30–31\u202f%"
    assert Interval(0.3, 0.7).printed(unit="") == "30–70"


def test_the_weight_of_one_pupil_is_told_in_points():
    assert printed_weight_of_one(Fraction(24)) == "1 ученик = 4,2\u00a0п.\u00a0п."
    assert printed_weight_of_one(Fraction(8)) == "1 ученик = 12,5\u00a0п.\u00a0п."
    assert printed_weight_of_one(Fraction(0)) == ""


def test_a_decision_that_hangs_on_one_pupil_is_seen():
    def is_low(figure: Fraction) -> bool:
        return figure >= 30

    assert hangs_on_one(Fraction(3), Fraction(10), 100, is_low)  # 30 %: with two it would be 20 %
    assert hangs_on_one(Fraction(2), Fraction(10), 100, is_low)
    assert not hangs_on_one(Fraction(1), Fraction(10), 100, is_low)
    assert not hangs_on_one(Fraction(0), Fraction(0), 100, is_low)
    assert not hangs_on_one(Fraction(3), Fraction(3), 100, is_low)
