"""What a typed text means, and what is refused with a reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.records import natural_id
from quality_desktop.services.field_values import Catalogue, Field, Kind, Refusal, parse, shown
from quality_desktop.services.folding import folded
from quality_desktop.services.office.directory_fields import FIELDS

ANNA, OTHER, GONE = (natural_id("person", n) for n in range(3))
UNIT = natural_id("unit", 1)
CATALOGUE = Catalogue(
    records={
        "person": {ANNA: "Мастрюкова Л.И.", OTHER: "Иванов И.И. (методист)", GONE: "Петров П.П."},
        "unit": {UNIT: "ИМЦ"},
    },
    choosable=frozenset({ANNA, OTHER, UNIT}),
)


def field(kind, name):
    return next(what for what in FIELDS[kind] if what.name == name)


COUNT = field("school_year", "pupils")
YEAR = field("school_year", "year")


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("530", 530), ("1 250", 1250), ("1\u00a0250", 1250), ("", None)]
)
def test_a_count_is_a_whole_number_from_zero(text, value):
    assert parse(COUNT, text, CATALOGUE) == value


@pytest.mark.parametrize("text", ["-1", "12,5", "12.0", "много", "²", "٣", "9" * 30, "1000001"])
def test_what_is_no_count_is_refused_with_the_text_in_the_sentence(text):
    refusal = parse(COUNT, text, CATALOGUE)
    assert isinstance(refusal, Refusal)
    assert f"«{text}»" in refusal.text


def test_the_load_limit_is_at_least_one():
    limit = field("municipality", "load_limit")
    assert parse(limit, "5", CATALOGUE) == 5
    assert parse(limit, "", CATALOGUE) is None
    assert isinstance(parse(limit, "0", CATALOGUE), Refusal)


@pytest.mark.parametrize("text", ["2025", "2025/26", "2025/2026", "2025-26", "2025–2026 уч. год"])
def test_a_school_year_is_told_by_its_first_year(text):
    assert parse(YEAR, text, CATALOGUE) == 2025


@pytest.mark.parametrize("text", ["2025/27", "25/26", "1025", "год", ""])
def test_what_is_no_school_year_is_refused(text):
    assert isinstance(parse(YEAR, text, CATALOGUE), Refusal)


@pytest.mark.parametrize("text", ["05.07.2021", "5.7.2021", "05.07.2021 г."])
def test_a_date_is_typed_as_the_office_writes_it(text):
    assert parse(field("team", "act_date"), text, CATALOGUE) == date(2021, 7, 5)


@pytest.mark.parametrize("text", ["31.02.2021", "5 июля", "2021", "05.07.0021"])
def test_a_day_that_does_not_exist_is_refused(text):
    assert isinstance(parse(field("team", "act_date"), text, CATALOGUE), Refusal)


def test_a_code_keeps_its_leading_zeros():
    assert parse(field("school", "code"), " 020111 ", CATALOGUE) == "020111"


@pytest.mark.parametrize(
    ("text", "value"), [("a@b.ru", "a@b.ru"), ("a@b.ru; c@d.ru", "a@b.ru, c@d.ru"), ("", "")]
)
def test_one_or_several_addresses_of_mail_are_taken(text, value):
    assert parse(field("person", "email"), text, CATALOGUE) == value


@pytest.mark.parametrize("text", ["почта", "a@b", "@b.ru", "a b@c.ru"])
def test_what_is_no_address_of_mail_is_refused(text):
    assert isinstance(parse(field("person", "email"), text, CATALOGUE), Refusal)


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("person", "gender", "женский", "f"),
        ("person", "gender", "М", "m"),
        ("person", "gender", "", ""),
        ("person", "is_active", "Нет", False),
        ("school", "is_rural", "сельская", True),
        ("school", "is_rural", "г.", False),
        ("school", "is_rural", "", None),
        ("school", "is_small", "да", True),
    ],
)
def test_a_choice_is_typed_in_any_usual_word(kind, name, text, value):
    assert parse(field(kind, name), text, CATALOGUE) == value


def test_a_choice_that_must_be_made_is_not_emptied():
    refusal = parse(field("person", "is_active"), "", CATALOGUE)
    assert refusal == Refusal("Выберите «да», «нет».")


@pytest.mark.parametrize("text", ["Мастрюкова Л.И.", "мастрюкова л. и.", "Мастрюкова\u00a0Л.И."])
def test_a_person_is_found_however_the_initials_are_spaced(text):
    assert parse(field("unit", "head"), text, CATALOGUE) == ANNA


def test_a_namesake_is_found_without_the_position_when_only_one_has_it():
    assert parse(field("unit", "head"), "Иванов И.И.", CATALOGUE) == OTHER


def test_an_unknown_person_is_refused_with_the_section_to_go_to():
    refusal = parse(field("unit", "head"), "Сидоров С.С.", CATALOGUE)
    assert isinstance(refusal, Refusal)
    assert "«Люди»" in refusal.text


def test_who_has_left_is_shown_but_not_offered():
    head = field("unit", "head")
    assert CATALOGUE.options(head) == ["Иванов И.И. (методист)", "Мастрюкова Л.И."]
    assert shown(head, GONE, CATALOGUE) == "Петров П.П."


def test_lines_of_a_heading_stay_as_typed():
    heading = field("letterhead", "left_heading")
    text = "БАШКОРТОСТАН РЕСПУБЛИКАҺЫ\r\nИШЕМБАЙ РАЙОНЫ  \r\n"
    assert parse(heading, text, CATALOGUE) == "БАШКОРТОСТАН РЕСПУБЛИКАҺЫ\nИШЕМБАЙ РАЙОНЫ"


@pytest.mark.parametrize("text", ["{day:02} {month} {year} г.", "{day} {month} {year}", ""])
def test_a_pattern_of_a_date_has_its_three_parts(text):
    assert parse(field("letterhead", "right_date_pattern"), text, CATALOGUE) == text


@pytest.mark.parametrize(
    "text",
    ["05.07.2021", "{day:09999999}{month}{year}", "{month.__class__} {year}", "{day} {year}"],
)
def test_a_pattern_with_anything_else_in_braces_is_refused(text):
    assert isinstance(parse(field("letterhead", "right_date_pattern"), text, CATALOGUE), Refusal)


ALL_FIELDS = [what for fields in FIELDS.values() for what in fields]


@given(st.sampled_from(ALL_FIELDS), st.text(max_size=40))
def test_any_text_is_a_value_or_a_refusal_and_never_an_exception(what: Field, text: str):
    value = parse(what, text, CATALOGUE)
    assert isinstance(value, Refusal) or isinstance(shown(what, value, CATALOGUE), str)


@given(st.sampled_from(ALL_FIELDS), st.text(max_size=40))
def test_what_is_shown_is_understood_again(what: Field, text: str):
    value = parse(what, text, CATALOGUE)
    if not isinstance(value, Refusal):
        again = shown(what, value, CATALOGUE)
        assert parse(what, again, CATALOGUE) == value or what.kind is Kind.LINES


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str):
    assert folded(folded(text)) == folded(text)
