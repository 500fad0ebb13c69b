"""Dates as the papers of the offices print them."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.language.dates import RUNNING, form_of, in_words, numeric, until

DAY = date(2021, 7, 5)
BASHKIR = (
    "ғинуар", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_date_of_the_letterhead_has_two_digits_and_never_breaks():
    assert spaced(in_words(DAY)) == "05 июля 2021 г."
    assert " " not in in_words(DAY)


def test_a_date_in_running_text_has_no_leading_zero():
    assert spaced(in_words(DAY, RUNNING)) == "5 июля 2021 года"
    assert spaced(in_words(date(2021, 7, 12), RUNNING)) == "12 июля 2021 года"


def test_months_of_another_language_come_as_data():
    assert spaced(in_words(DAY, "{day:02} {month} {year} й.", BASHKIR)) == "05 июль 2021 й."


def test_a_term_keeps_its_preposition():
    assert spaced(until(date(2021, 8, 1))) == "до 01 августа 2021 г."


def test_a_date_in_digits():
    assert numeric(DAY) == "05.07.2021"


@pytest.mark.parametrize(
    ("pattern", "months"), [("{day} {moon}", BASHKIR), ("{day}", BASHKIR[:11])]
)
def test_damaged_data_of_a_date_is_refused(pattern: str, months: tuple[str, ...]):
    with pytest.raises(ValueError, match=r"pattern|twelve"):
        in_words(DAY, pattern, months)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("01.08.2021", "numeric"),
        ("01 августа 2021 г.", "requisite"),
        ("1\u00a0августа 2021 года", "running"),
        ("август 2021 года", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_written_date_is_known(written, form):
    assert form_of(written) == form
