"""Typed names: their parts, a gender that is never wrong, letters of a foreign script."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.language.cases import Gender
from quality_desktop.language.names import PersonName
from quality_desktop.language.people import guess_gender, mixed_scripts, parse

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Мастрюкова Людмила Ивановна", ("Мастрюкова", "Людмила", "Ивановна", "f")),
        ("Людмила Ивановна Мастрюкова", ("Мастрюкова", "Людмила", "Ивановна", "f")),
        ("Мастрюкову Л.И.", ("Мастрюкову", "Л.", "И.", "")),
        ("О.Ю.Егорова", ("Егорова", "О.", "Ю.", "f")),
        ("О. Ю. Егорова", ("Егорова", "О.", "Ю.", "f")),
        ("Егорова О.Ю.", ("Егорова", "О.", "Ю.", "f")),
        ("Егорова О.", ("Егорова", "О.", "", "f")),
        ("Барабас А.А.", ("Барабас", "А.", "А.", "")),
        ("Мицкевич Адам Павлович", ("Мицкевич", "Адам", "Павлович", "m")),
        ("Мамедов Али Гасан оглы", ("Мамедов", "Али", "Гасан оглы", "m")),
        ("Римский-Корсаков Н.А.", ("Римский-Корсаков", "Н.", "А.", "m")),
        ("Щербина К. П.", ("Щербина", "К.", "П.", "")),
        ("Ким Гузель", ("Ким", "Гузель", "", "f")),
        (" Доценко  Т.И., ", ("Доценко", "Т.", "И.", "")),
        ("Ишимов", ("Ишимов", "", "", "m")),
    ],
)
def test_a_typed_name_is_taken_apart(text: str, parts: tuple[str, str, str, str]):
    name = parse(text)
    assert name is not None
    assert (name.surname, name.given, name.patronymic, name.gender) == parts


@pytest.mark.parametrize(
    "text", ["", "  ", "12", "директор МБОУ СОШ № 5", "а б в г д", "Егорова О.Ю., Ким А."]
)
def test_what_is_no_name_is_not_taken_apart(text: str):
    assert parse(text) is None


def test_gender_guessed_from_the_gold_is_never_wrong():
    wrong = []
    guessed = 0
    for file in ("declension-names.csv", "declension-extra.csv"):
        with (DATA / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                parts = {
                    "surname": "",
                    "given": "",
                    "patronymic": "",
                    row["part"]: row["nominative"],
                }
                guess = guess_gender(PersonName(**parts, gender=Gender.UNKNOWN))
                guessed += guess is not Gender.UNKNOWN
                if guess not in {Gender.UNKNOWN, row["gender"]}:
                    wrong.append((row["nominative"], guess))
    assert wrong == []
    assert guessed > 250


def test_clues_that_contradict_each_other_leave_gender_unknown():
    name = PersonName(surname="Иванов", given="Мария", patronymic="", gender=Gender.UNKNOWN)
    assert guess_gender(name) is Gender.UNKNOWN


def test_letters_of_another_script_inside_a_russian_word_are_found():
    assert mixed_scripts("М\u0627\u0633\u062aрюкова") == ["\u0627", "\u0633", "\u062a"]
    assert mixed_scripts("Его\u0070ова O.Ю.") == ["p"]
    assert mixed_scripts("Мәғариф һәм фән, e-mail, IT-класс") == []


@given(st.text())
def test_reading_a_name_never_raises(text: str):
    name = parse(text)
    assert name is None or isinstance(name, PersonName)
    assert all(letter in text for letter in mixed_scripts(text))
