"""A form that the program does not know is printed in the nominative and told, never guessed."""

from __future__ import annotations

import pytest

from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.overrides import Override
from tests.documents.district import District, said


@pytest.fixture
def district() -> District:
    return District.sample()


def findings(composed):
    return [problem for problem in composed.problems if not problem.place.endswith("signatory")]


def told(composed, words):
    return [problem for problem in composed.problems if words in problem.text]


def test_an_unknown_position_stays_in_the_nominative_and_is_told(district):
    who = district.person("Гомзова")
    district.change(who, position="бренд-шаман ГРЦПИ")
    composed = district.compose()
    assert said(composed.document)["operator"].endswith("Гомзову Е.Б., бренд-шаман ГРЦПИ.")
    (problem,) = told(composed, "бренд-шаман")
    assert problem.place == f"person:{who.id}:position"
    assert "винительный падеж должности" in problem.text
    assert problem.text.replace("\u00a0", " ").startswith("Гомзова Е.Б.: ")


def test_the_office_s_own_form_is_printed_and_nothing_is_told(district):
    who = district.person("Гомзова")
    district.change(who, position="бренд-шаман ГРЦПИ")
    form = Override(
        scope="position", key="бренд-шаман ГРЦПИ", gender=Gender.UNKNOWN, case=Case.ACC,
        form="бренд-шамана ГРЦПИ",
    )  # fmt: skip
    composed = district.compose(forms=[form])
    assert said(composed.document)["operator"].endswith("Гомзову Е.Б., бренд-шамана ГРЦПИ.")
    assert told(composed, "бренд-шаман") == []


@pytest.mark.parametrize(("gender", "hint"), [("", "укажите пол или впишите форму")])
def test_a_surname_that_needs_a_gender_is_told(district, gender, hint):
    who = district.add_person("Заяц", gender=gender)
    district.assign("2.1", Role.COORDINATOR, who)
    composed = district.compose()
    assert "Заяц А.Б., методиста" in said(composed.document)["coordinators"]
    (problem,) = told(composed, "падеж фамилии")
    assert hint in problem.text
    assert problem.place == f"person:{who.id}:surname"


def test_a_finding_is_told_once_however_often_the_form_is_needed(district):
    district.change(district.facts().municipality, name="Ыыы")
    composed = district.compose()
    cases = [problem.text for problem in told(composed, "названия «Ыыы»")]
    assert len(cases) == len(set(cases)) == 2  # genitive and prepositional


def test_an_empty_card_of_the_district_is_told(district):
    district.change(district.facts().municipality, name="", office_name="", office_term="")
    composed = district.compose()
    places = {problem.place.rpartition(":")[2] for problem in told(composed, "не заполнено")}
    assert places == {"name", "office_name", "office_term"}


def test_a_person_without_a_surname_leaves_a_place_to_write(district):
    (assignment, _) = district.assigned("2.4", Role.EXECUTOR)
    head = district.paper.signatory
    district.change(assignment, person=head)
    composed = district.compose()
    assert said(composed.document)["1/2.4.1/3"] == "____________, ИМЦ"
    (problem,) = told(composed, "в приказе оставлено место")
    assert problem.text.startswith("начальник Управления образования: не указана фамилия")


def test_a_person_with_neither_name_nor_position_is_told_too(district):
    district.change(district.person("Доценко"), surname="", position="")
    assert told(district.compose(), "Человек без фамилии: не указана фамилия")


def test_a_bare_surname_among_initials_is_told_with_the_place_to_complete_it(district):
    who = district.person("Доценко")
    district.change(who, given="", patronymic="")
    (problem,) = told(district.compose(), "одна фамилия")
    assert problem.text == (
        "Доценко: имя и отчество не указаны, в документе стоит одна фамилия. "
        "Впишите их в карточке человека."
    )
    assert problem.place == f"person:{who.id}:given"


def test_a_unit_with_a_person_is_shown_with_both_in_the_matrix(district):
    (assignment,) = [a for a in district.assigned("2.2", Role.EXECUTOR) if a.unit]
    district.change(assignment, person=district.person("Гомзова").id)
    text = said(district.compose().document)["1/2.2.1/3"]
    assert text == "Вахрушина Э.Ф., ИМЦ (Гомзова Е.Б.)"


def test_a_unit_without_a_short_name_is_shown_by_its_full_one(district):
    (imc,) = [unit for unit in district.facts().units.values() if unit.short_name == "ИМЦ"]
    district.change(imc, short_name="")
    assert said(district.compose().document)["1/2.2.1/3"] == "Вахрушина Э.Ф., ИМЦ МКУ УО"


def test_people_who_are_not_in_the_directory_are_passed_over(district):
    who = district.person("Найденова")
    district.drop(who)
    texts = said(district.compose().document)
    assert "Найденов" not in texts["executors-duties"]
    assert len(district.all(Assignment)) == 29
