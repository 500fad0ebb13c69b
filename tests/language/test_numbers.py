"""Numbers in papers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.language.numbers import counted, decimal_comma, grouped, plural


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (0, "школ"), (1, "школа"), (2, "школы"), (4, "школы"), (5, "школ"), (11, "школ"), (14, "школ"),
        (21, "школа"), (22, "школы"), (101, "школа"), (111, "школ"), (112, "школ"), (1004, "школы"),
        (-1, "школа"),
    ],
)  # fmt: skip
def test_the_word_agrees_with_the_number(n: int, word: str):
    assert plural(n, "школа", "школы", "школ") == word


def test_thousands_stand_apart_from_five_digits_on():
    assert grouped(1234) == "1234"
    assert grouped(12345) == "12\u00a0345"
    assert grouped(-1234567, separator="\u202f") == "−1\u202f234\u202f567"
    assert counted(21, "школа", "школы", "школ") == "21\u00a0школа"


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("73.25", None, "73,25"), (5, None, "5"), ("0.125", 2, "0,13"), ("2.5", 0, "3"), ("-0.04", 1, "0,0"),
        (Decimal("1E+2"), None, "100"), ("-12345.50", None, "−12\u00a0345,50"),
    ],
)  # fmt: skip
def test_a_number_has_a_comma_and_is_rounded_half_up(
    value: str | int | Decimal, places: int | None, printed: str
):
    assert decimal_comma(value, places=places) == printed


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
    )
)
def test_no_digit_is_lost(value: Decimal):
    printed = decimal_comma(value).replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert Decimal(printed) == value
