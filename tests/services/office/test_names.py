"""How people and units are shown in lists."""

from dataclasses import replace

from quality_desktop.domain.directions import direction_id
from quality_desktop.domain.directory import Inflection, Person, Unit, inflection_id
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.language.cases import Case
from quality_desktop.services.office.names import (
    direction_code,
    office_forms,
    paper_title,
    shown,
    shown_parties,
    unit_name,
)


def test_a_person_is_shown_by_surname_and_initials():
    person = Person(id=new_id(), surname="Мастрюкова", given="Людмила", patronymic="Ивановна")
    assert shown(person) == "Мастрюкова\u00a0Л.И."


def test_who_has_no_name_yet_is_shown_by_the_position():
    assert shown(Person(id=new_id(), position="начальник")) == "ФИО не указано (начальник)"
    assert shown(Person(id=new_id())) == "ФИО не указано"


def test_a_unit_is_shown_by_its_short_name_or_else_by_the_full_one():
    short, full = Unit(id=new_id(), short_name="ИМЦ", name="центр"), Unit(id=new_id(), name="центр")
    assert [unit_name(short), unit_name(full)] == ["ИМЦ", "центр"]
    assert unit_name(Unit(id=new_id())) == "подразделение без названия"
    assert shown_parties([], [short]) == {short.id: "ИМЦ"}


def test_a_direction_is_called_by_its_code_and_one_that_is_gone_by_nothing(empty_district):
    assert direction_code(empty_district, direction_id("2020", "2.3")) == "2.3"
    assert direction_code(empty_district, new_id()) == ""


def test_a_paper_is_called_by_its_number():
    paper = Paper(id=new_id(), form="order-mechanisms", number="1048")
    assert paper_title(paper) == "Приказ № 1048"
    assert paper_title(replace(paper, form="letter-0a1b")) == "Письмо № 1048"
    assert paper_title(replace(paper, form="extract-order", number="")) == "Выписка без номера"
    assert paper_title(replace(paper, form="other")) == "Документ № 1048"
    assert paper_title(Paper(id=new_id(), form="order-mechanisms")) == "Приказ без номера"


def test_a_correction_without_a_form_is_none(empty_district):
    with empty_district.work("Проверка") as work:
        for case, form in (("gen", "Ивановой"), ("dat", "")):
            key = inflection_id("surname", "Иванова", "f", case)
            work.put(
                Inflection(id=key, scope="surname", key="Иванова", gender="f", case=case, form=form)
            )
        work.commit()
    assert [(form.case, form.form) for form in office_forms(empty_district)] == [
        (Case.GEN, "Ивановой")
    ]
