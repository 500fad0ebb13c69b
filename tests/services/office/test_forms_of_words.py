"""Declined forms with the office's corrections, and findings about people."""

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Inflection, Person
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import new_id
from quality_desktop.language.cases import Case
from quality_desktop.services.district_file import history
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.office.forms_of_words import (
    check_people,
    correct_name,
    correct_phrase,
    of_person,
)

LANGUAGE = paths.bundled().language
ANNA = Person(
    id=new_id(),
    surname="Мастрюкова",
    given="Анна",
    patronymic="Ивановна",
    gender="f",
    position="методист",
)


def put(store, *records):
    with store.work("Проверка") as work:
        work.put_all(records)
        work.commit()


def forms(store, person):
    found = of_person(store=store, person=person.id, language=LANGUAGE)
    assert found is not None
    return found


@pytest.fixture
def store(empty_district):
    put(empty_district, ANNA)
    return empty_district


def test_six_forms_of_name_and_position_are_told_with_their_source(store):
    found = forms(store, ANNA)
    assert found.short[Case.DAT].text == "Мастрюковой\u00a0А.И."
    assert found.full[Case.ACC].text == "Мастрюкову Анну Ивановну"
    assert found.position[Case.INS].text == "методистом"
    assert {form.source for form in found.short.values()} == {"engine"}


def test_a_person_who_is_gone_has_no_forms(store):
    assert of_person(store=store, person=new_id(), language=LANGUAGE) is None


def test_a_corrected_surname_is_used_in_both_kinds_of_the_name(store):
    correct_name(store=store, person=ANNA, case=Case.DAT, form="Мастрюковои А.И.")
    found = forms(store, ANNA)
    assert found.short[Case.DAT].text == "Мастрюковои\u00a0А.И."
    assert found.short[Case.DAT].source == "office"
    assert found.full[Case.DAT].text == "Мастрюковои Анне Ивановне"


def test_a_corrected_full_name_keeps_its_rest_when_the_surname_is_corrected_later(store):
    correct_name(store=store, person=ANNA, case=Case.DAT, form="Мастрюковой Анночке Ивановне")
    correct_name(store=store, person=ANNA, case=Case.DAT, form="Мастрюковои А.И.")
    assert forms(store, ANNA).full[Case.DAT].text == "Мастрюковои Анночке Ивановне"


def test_an_empty_correction_gives_the_form_of_the_program_back(store):
    correct_name(store=store, person=ANNA, case=Case.DAT, form="Мастрюковои А.И.")
    correct_name(store=store, person=ANNA, case=Case.DAT, form="  ")
    assert not store.all(Inflection)
    assert forms(store, ANNA).short[Case.DAT].source == "engine"
    history.undo(store=store)
    assert forms(store, ANNA).short[Case.DAT].source == "office"


@pytest.mark.parametrize(
    ("scope", "phrase", "case", "form"),
    [
        ("place", "Ишимбайский район", Case.LOC, "Ишимбайском районе"),
        ("unit", "Управление образования", Case.GEN, "Управления образования"),
        ("position", "главный инспектор", Case.DAT, "главному инспектору"),
    ],
)
def test_phrases_are_declined_and_corrected_by_the_office(store, scope, phrase, case, form):
    def now():
        (found,) = forms_of_words.of_phrases(
            store=store, phrases=[(scope, phrase)], language=LANGUAGE
        )
        return found[case]

    assert now().text == form
    correct_phrase(store=store, scope=scope, phrase=phrase, case=case, form="по-своему")
    assert (now().text, now().source) == ("по-своему", "office")
    correct_phrase(store=store, scope=scope, phrase=phrase, case=case, form="")
    assert (now().text, now().source) == (form, "engine")


def problems(store, **values):
    put(store, Person(id=ANNA.id, **values))
    return {p.place.split(":")[2]: p for p in check_people(store=store, language=LANGUAGE)}


def test_a_whole_person_has_no_findings(store):
    assert not check_people(store=store, language=LANGUAGE)


def test_an_alien_letter_is_named(store):
    found = problems(store, surname="Мacтрюкова", gender="f", position="методист")
    assert "(a, c)" in found["surname"].text


def test_a_gender_that_cannot_be_known_is_asked(store):
    found = problems(store, surname="Доценко", given="Т.", patronymic="И.", position="методист")
    assert found["gender"].severity is Severity.ERROR


def test_a_gender_against_the_patronymic_is_doubted(store):
    found = problems(
        store, surname="Доценко", given="Т.", patronymic="Ивановна", gender="m", position="методист"
    )
    assert found["gender"].severity is Severity.WARNING


def test_a_position_that_nobody_can_decline_asks_for_its_forms(store):
    name = {"surname": "Мастрюкова", "gender": "f"}
    assert "position" in problems(store, **name, position="грцпивший чего-то")
    for case in forms_of_words.OBLIQUE:
        correct_phrase(
            store=store, scope="position", phrase="грцпивший чего-то", case=case, form="форма"
        )
    assert not check_people(store=store, language=LANGUAGE)


def test_who_has_left_is_not_checked(store):
    assert not problems(store, surname="Доценко", is_active=False)
