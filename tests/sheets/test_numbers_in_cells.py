"""What a number in a cell means: exactly one thing, or a finding."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import (
    CellNumber,
    NoNumber,
    Reason,
    as_percent,
    number_at,
    read_number,
    shown_number,
)


def number(value, *, is_percent: bool = False) -> CellNumber:
    found = read_number(value, is_percent=is_percent)
    assert isinstance(found, CellNumber), found
    return found


def finding(value) -> NoNumber:
    found = read_number(value)
    assert isinstance(found, NoNumber), found
    return found


@pytest.mark.parametrize(
    ("text", "digits", "decimals"),
    [
        ("12", 12, 0),
        ("12,5", 125, 1),
        ("12.5", 125, 1),
        ("12,50", 125, 1),
        (" 12 ", 12, 0),
        ("1 234,5", 12345, 1),
        ("1\u00a0234,5", 12345, 1),
        ("1\u2009234", 1234, 0),
        ("1\u202f234\u202f567", 1234567, 0),
        ("1'000", 1000, 0),
        ("1’000", 1000, 0),
        ("-5", -5, 0),
        ("−5,25", -525, 2),
        ("+5", 5, 0),
        ("0", 0, 0),
        ("0,0", 0, 0),
        ("007", 7, 0),
        ("26.320000000000004", 2632, 2),
    ],
)
def test_a_number_typed_as_text_is_taken_by_one_rule(text, digits, decimals):
    assert number(text) == CellNumber(digits=digits, decimals=decimals, was_text=True)


@pytest.mark.parametrize(
    ("value", "digits", "decimals"),
    [
        (5, 5, 0),
        (5.0, 5, 0),
        (-0.0, 0, 0),
        (0.1 + 0.2, 3, 1),
        (26.320000000000004, 2632, 2),
        (1 / 3, 333333333333, 12),
        (5.55e-17, 0, 0),
        (1e-300, 0, 0),
        (123456789012345.0, 123456789012345, 0),
        (-2.5, -25, 1),
    ],
)
def test_a_typed_number_loses_the_rest_that_binary_arithmetic_left(value, digits, decimals):
    assert number(value) == CellNumber(digits=digits, decimals=decimals)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("нет", Reason.NO_DATA),
        ("Н/Д", Reason.NO_DATA),
        ("-", Reason.NO_DATA),
        ("—", Reason.NO_DATA),
        ("б/д", Reason.NO_DATA),
        ("Х", Reason.NO_DATA),
        ("12 чел.", Reason.WITH_WORD),
        ("12чел", Reason.WITH_WORD),
        ("#DIV/0!", Reason.ERROR),
        ("#ССЫЛКА!", Reason.ERROR),
        ("#Н/Д", Reason.ERROR),
        ("nan", Reason.NOT_FINITE),
        (float("nan"), Reason.NOT_FINITE),
        (float("inf"), Reason.NOT_FINITE),
        (1e999, Reason.NOT_FINITE),
        ("1.234,5", Reason.AMBIGUOUS),
        ("1,234.5", Reason.AMBIGUOUS),
        ("01.02", Reason.DATE),
        ("1.02.2025", Reason.DATE),
        ("2025-02-01", Reason.DATE),
        (date(2025, 2, 1), Reason.DATE),
        (datetime(2025, 2, 1, 10, 30), Reason.DATE),
        (time(10, 30), Reason.DATE),
        (timedelta(hours=30), Reason.DATE),
        (True, Reason.LOGICAL),
        (False, Reason.LOGICAL),
        ("1 23", Reason.WORDS),
        ("1e5", Reason.WORDS),
        ("1/2", Reason.WORDS),
        ("½", Reason.WORDS),
        ("12,5,1", Reason.WORDS),
        ("пять", Reason.WORDS),
        (1e15, Reason.TOO_LONG),
        (10**20, Reason.TOO_LONG),
        ("1234567890123456", Reason.TOO_LONG),
    ],
)
def test_what_is_no_number_is_a_finding_of_its_kind_and_never_zero(value, reason):
    found = finding(value)
    assert found.reason is reason
    assert found.sentence.strip()


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0"])
def test_an_empty_cell_is_neither_a_number_nor_a_finding(value):
    assert read_number(value) is None


def test_a_percent_is_what_the_format_or_the_sign_says():
    assert number(0.85, is_percent=True) == CellNumber(digits=85, is_percent=True)
    assert number(0.2632, is_percent=True) == CellNumber(digits=2632, decimals=2, is_percent=True)
    assert number("85%") == CellNumber(digits=85, is_percent=True, was_text=True)
    assert number("85,5 %") == CellNumber(digits=855, decimals=1, is_percent=True, was_text=True)
    assert number("85", is_percent=True).value == 85


@pytest.mark.parametrize(
    ("value", "is_percent", "expected"),
    [
        (85, False, 85),
        (0.85, True, 85),
        ("0,85%", False, Fraction(85, 100)),
        (0, False, 0),
        (1, False, 1),
        (100, False, 100),
        (0.85, False, Reason.AMBIGUOUS),
        (85, True, Reason.OUT_OF_RANGE),
        (100.5, False, Reason.OUT_OF_RANGE),
        (-1, False, Reason.OUT_OF_RANGE),
    ],
)
def test_where_a_percent_is_asked_a_share_is_not_guessed(value, is_percent, expected):
    found = as_percent(number(value, is_percent=is_percent))
    assert (found.reason if isinstance(found, NoNumber) else found.value) == expected


def test_the_sheet_tells_of_a_formula_that_nobody_computed_and_of_percent():
    sheet = Sheet(
        name="Л",
        rows=((0.5, None, 7),),
        percent_cells=frozenset({(0, 0)}),
        uncomputed_cells=frozenset({(0, 1)}),
    )
    assert number_at(sheet, 0, 0) == CellNumber(digits=50, is_percent=True)
    found = number_at(sheet, 0, 1)
    assert isinstance(found, NoNumber)
    assert found.reason is Reason.UNCOMPUTED
    assert number_at(sheet, 0, 2) == CellNumber(digits=7)
    assert number_at(sheet, 9, 9) is None


@pytest.mark.parametrize(
    ("value", "shown"), [(5, "5"), (0.5, "0,5"), (-0.05, "-0,05"), (1234.5, "1234,5")]
)
def test_a_number_is_shown_in_russian(value, shown):
    assert shown_number(number(value)) == shown


@given(digits=st.integers(-(10**11), 10**11), decimals=st.integers(0, 4))
def test_a_number_survives_text_and_float_alike(digits, decimals):
    value = Fraction(digits, 10**decimals)
    text = shown_number(CellNumber(digits=digits, decimals=decimals))
    assert number(text).value == value
    assert number(digits / 10**decimals).value == value


@given(
    st.one_of(
        st.text(max_size=30),
        st.text(alphabet="0123456789,. '%-+\u00a0чел", max_size=12),
        st.floats(),
        st.integers(),
        st.datetimes(),
    ),
    st.booleans(),
)
def test_no_value_of_a_cell_raises(value, is_percent):
    found = read_number(value, is_percent=is_percent)
    if isinstance(found, CellNumber):
        assert found.decimals == 0 or found.digits % 10
