"""Names, positions and their sources, judged against gold written by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.exceptions import Exceptions, load_exceptions
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.heads import POSITION_HEADS
from quality_desktop.language.names import PersonName
from quality_desktop.language.overrides import Override

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
NBSP = "\u00a0"
OBLIQUE = [case for case in Case if case is not Case.NOM]
EXCEPTIONS = load_exceptions(ROOT / "resources" / "language" / "exceptions.toml")
GRAMMAR = Grammar(exceptions=EXCEPTIONS)
MASTRYUKOVA = PersonName(
    surname="Мастрюкова", given="Людмила", patronymic="Ивановна", gender=Gender.FEMALE
)

names = st.builds(
    PersonName,
    surname=st.text(max_size=25),
    given=st.text(max_size=12),
    patronymic=st.text(max_size=12),
    gender=st.sampled_from(Gender),
)
cases = st.sampled_from(Case)
russian = st.text("абвгдежзиклмнопрстуфхцчшщьыэюя", min_size=1, max_size=12)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def single(part: str, word: str, gender: str) -> PersonName:
    parts = {"surname": "", "given": "", "patronymic": "", part: word}
    return PersonName(**parts, gender=Gender(gender))


@pytest.mark.parametrize("file", ["declension-names.csv", "declension-extra.csv"])
def test_every_name_of_the_gold_is_declined_as_the_gold_says(file: str):
    wrong = [
        (row["nominative"], case.value, got)
        for row in rows(file)
        for case in OBLIQUE
        if (got := GRAMMAR.full_name(single(row["part"], row["nominative"], row["gender"]), case))
        not in row[case.value].split("|")
    ]
    assert wrong == []


@pytest.mark.parametrize("file", ["declension-positions.csv", "declension-positions-extra.csv"])
def test_every_position_of_the_gold_is_declined_as_the_gold_says(file: str):
    wrong = [
        (row["nominative"], case.value, got)
        for row in rows(file)
        for case in OBLIQUE
        if (got := GRAMMAR.position(row["nominative"], case)) != row[case.value]
    ]
    assert wrong == []


def test_the_gold_is_as_large_as_promised():
    assert len(list(rows("declension-extra.csv"))) >= 150
    assert len(list(rows("declension-positions-extra.csv"))) >= 60


def test_the_three_ways_of_an_order_to_print_a_name():
    assert GRAMMAR.full_name(MASTRYUKOVA, Case.DAT) == "Мастрюковой Людмиле Ивановне"
    assert GRAMMAR.surname_initials(MASTRYUKOVA, Case.ACC) == f"Мастрюкову{NBSP}Л.И."
    assert GRAMMAR.initials_surname(MASTRYUKOVA, Case.NOM) == f"Л.И.{NBSP}Мастрюкова"


@pytest.mark.parametrize(
    ("given", "patronymic", "expected"),
    [
        ("Анна-Мария", "", "А.-М."),
        ("Али", "Гасан оглы", "А.Г."),
        ("Л.", "И.", "Л.И."),
        ("Дж.", "", "Дж."),
        ("Ю", "", "Ю."),
    ],
)
def test_initials_are_made_of_what_is_known(given: str, patronymic: str, expected: str):
    name = PersonName(surname="Ким", given=given, patronymic=patronymic, gender=Gender.MALE)
    assert GRAMMAR.surname_initials(name, Case.DAT) == f"Киму{NBSP}{expected}"


def test_a_name_without_given_name_has_no_trailing_space():
    name = PersonName(surname="Ким", given="", patronymic="", gender=Gender.FEMALE)
    assert GRAMMAR.surname_initials(name, Case.DAT) == "Ким"
    assert GRAMMAR.initials_surname(name, Case.DAT) == "Ким"


def test_gender_that_nobody_said_is_taken_from_the_patronymic():
    name = PersonName(surname="Шмидт", given="Анна", patronymic="Карловна", gender=Gender.UNKNOWN)
    assert GRAMMAR.full_name(name, Case.GEN) == "Шмидт Анны Карловны"


def test_a_surname_of_unknown_gender_stays_and_says_so():
    name = PersonName(surname="Шмидт", given="А.", patronymic="К.", gender=Gender.UNKNOWN)
    form = GRAMMAR.forms_of_name(name)[Case.GEN]
    assert (form.text, form.source) == ("Шмидт А. К.", "unknown")


def test_a_surname_that_both_genders_decline_alike_needs_no_gender():
    name = PersonName(surname="Доценко", given="Т.", patronymic="И.", gender=Gender.UNKNOWN)
    assert GRAMMAR.forms_of_name(name)[Case.GEN].source == "engine"


def test_the_card_of_a_person_tells_where_each_form_comes_from():
    form = Override(
        scope="person", key="p1", gender=Gender.FEMALE, case=Case.DAT, form="Мастрюковой Людмиле"
    )
    forms = Grammar([form], EXCEPTIONS).forms_of_name(MASTRYUKOVA, person_key="p1")
    assert list(forms) == list(Case)
    assert (forms[Case.DAT].text, forms[Case.DAT].source) == ("Мастрюковой Людмиле", "office")
    assert forms[Case.GEN].source == "engine"
    tkach = PersonName(surname="Ткач", given="", patronymic="", gender=Gender.MALE)
    assert GRAMMAR.forms_of_name(tkach)[Case.INS].source == "exception"
    assert GRAMMAR.forms_of_position("повелитель мух")[Case.GEN].source == "unknown"


def test_the_form_of_the_person_wins_over_the_form_of_the_word():
    word = Override(
        scope="surname", key="мастрюкова", gender=Gender.FEMALE, case=Case.DAT, form="Словарной"
    )
    person = Override(
        scope="person", key="p1", gender=Gender.UNKNOWN, case=Case.DAT, form="Личной Людмиле И."
    )
    grammar = Grammar([person, word])
    assert grammar.surname_initials(MASTRYUKOVA, Case.DAT, person_key="p1") == f"Личной{NBSP}Л.И."
    assert grammar.surname_initials(MASTRYUKOVA, Case.DAT) == f"Словарной{NBSP}Л.И."
    assert grammar.full_name(MASTRYUKOVA, Case.DAT) == "Словарной Людмиле Ивановне"
    assert grammar.full_name(MASTRYUKOVA, Case.GEN) == "Мастрюковой Людмилы Ивановны"


def test_a_form_written_for_the_surname_alone_leaves_the_rest_of_the_name_declined():
    person = Override(
        scope="person", key="p1", gender=Gender.FEMALE, case=Case.DAT, form="Мастрюковой"
    )
    grammar = Grammar([person])
    told = grammar.full_name(MASTRYUKOVA, Case.DAT, person_key="p1")
    assert told == "Мастрюковой Людмиле Ивановне"


def test_a_correction_of_one_gender_does_not_touch_the_other():
    form = Override(scope="surname", key="Ким", gender=Gender.MALE, case=Case.DAT, form="Ким")
    grammar = Grammar([form])
    assert grammar.full_name(single("surname", "Ким", "m"), Case.DAT) == "Ким"
    assert grammar.full_name(single("surname", "Цой", "m"), Case.DAT) == "Цою"


def test_a_correction_of_one_part_works_inside_a_double_surname():
    form = Override(scope="surname", key="Лев", gender=Gender.MALE, case=Case.GEN, form="Лева")
    name = single("surname", "Лев-Иванов", "m")
    assert Grammar([form], EXCEPTIONS).full_name(name, Case.GEN) == "Лева-Иванова"


def test_capitals_are_kept():
    name = PersonName(surname="ТКАЧ", given="ЛЕВ", patronymic="ИЛЬИЧ", gender=Gender.MALE)
    assert GRAMMAR.surname_initials(name, Case.INS) == f"ТКАЧОМ{NBSP}Л.И."


@given(names, cases)
def test_declining_a_name_never_raises(name: PersonName, case: Case):
    assert isinstance(GRAMMAR.full_name(name, case), str)
    assert isinstance(GRAMMAR.surname_initials(name, case), str)
    assert isinstance(GRAMMAR.initials_surname(name, case), str)


@given(st.text(), cases)
def test_declining_a_phrase_never_raises(text: str, case: Case):
    for decline in (GRAMMAR.position, GRAMMAR.unit, GRAMMAR.place):
        form = decline(text, case)
        assert form is None or isinstance(form, str)


@given(names, st.text())
def test_the_nominative_is_the_text_itself(name: PersonName, text: str):
    parts = [name.surname, name.given, name.patronymic]
    assert GRAMMAR.full_name(name, Case.NOM) == " ".join(part for part in parts if part)
    for decline in (GRAMMAR.position, GRAMMAR.unit, GRAMMAR.place):
        assert decline(text, Case.NOM) == text


@given(st.text(min_size=1), cases, st.text(min_size=1))
def test_a_correction_of_a_phrase_always_wins(text: str, case: Case, form: str):
    overrides = [
        Override(scope=scope, key=text, gender=Gender.UNKNOWN, case=case, form=form)
        for scope in ("position", "unit", "place")
    ]
    grammar = Grammar(overrides)
    assert {grammar.position(text, case), grammar.unit(text, case), grammar.place(text, case)} == {
        form
    }


@given(russian, st.sampled_from([Gender.MALE, Gender.FEMALE]), cases, russian)
def test_a_correction_of_a_surname_always_wins(word: str, gender: Gender, case: Case, form: str):
    override = Override(scope="surname", key=word, gender=gender, case=case, form=form)
    grammar = Grammar([override], EXCEPTIONS)
    assert grammar.full_name(single("surname", word, gender), case) == form


@given(
    st.from_regex(r"[А-Я]\.", fullmatch=True),
    st.from_regex(r"[А-Я]\.", fullmatch=True),
    st.sampled_from(Gender),
    cases,
)
def test_initials_are_never_declined(first: str, second: str, gender: Gender, case: Case):
    name = PersonName(surname="Седых", given=first, patronymic=second, gender=gender)
    assert GRAMMAR.full_name(name, case) == f"Седых {first} {second}"
    assert GRAMMAR.initials_surname(name, case) == f"{first}{second}{NBSP}Седых"


@given(st.sampled_from(sorted(POSITION_HEADS)), st.lists(russian, max_size=5), cases)
def test_words_to_the_right_of_the_head_never_change(head: str, tail: list[str], case: Case):
    end = "".join(f" {word}" for word in tail if word not in {"и", *POSITION_HEADS})
    form = GRAMMAR.position(head + end, case)
    assert form is None or form.endswith(end)


@given(russian, russian, st.sampled_from([Gender.MALE, Gender.FEMALE]), cases)
def test_a_double_surname_keeps_its_hyphen_and_the_beginning_of_both_parts(
    first: str, second: str, gender: Gender, case: Case
):
    typed = f"{first.capitalize()}-{second.capitalize()}"
    declined = GRAMMAR.full_name(single("surname", typed, gender), case)
    assert declined.count("-") == 1
    for part, form in zip(typed.split("-"), declined.split("-"), strict=True):
        assert form[:1] == part[:1]


def test_a_word_too_short_for_an_ending_stays():
    form = GRAMMAR.forms_of_surname(single("surname", "А-Ю", "m"))[Case.GEN]
    assert (form.text, form.source) == ("А-Ю", "unknown")


def test_a_correction_of_a_position_shows_on_its_card():
    form = Override(
        scope="position",
        key="Повелитель  мух",
        gender=Gender.UNKNOWN,
        case=Case.DAT,
        form="повелителю мух",
    )
    told = Grammar([form]).forms_of_position("повелитель мух")[Case.DAT]
    assert (told.text, told.source) == ("повелителю мух", "office")


def test_the_program_without_exceptions_still_declines():
    assert Grammar(exceptions=Exceptions()).full_name(MASTRYUKOVA, Case.INS) == (
        "Мастрюковой Людмилой Ивановной"
    )
