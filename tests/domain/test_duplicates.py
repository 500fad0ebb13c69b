"""The same thing entered twice is noticed; two things of one name are not."""

from __future__ import annotations

import pytest

from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.duplicates import JOINABLE, find
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Record, new_id
from quality_desktop.domain.whole_values import TOGETHER, leading, whole


def _school(code: str = "", name: str = "") -> School:
    return School(id=new_id(), code=code, short_name=name)


def _person(surname: str, given: str = "", patronymic: str = "", position: str = "") -> Person:
    return Person(
        id=new_id(), surname=surname, given=given, patronymic=patronymic, position=position
    )


def _found(*records: Record) -> list[str]:
    return [one.why for one in find(type(records[0]), records)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_school("203001", "СОШ № 1"), _school("203001", "Лицей № 7")),
        (_school("edu203001"), _school("203001")),
        (_school(name="МБОУ «СОШ № 11»"), _school(name="СОШ №11")),
        (_school(name="Гимназия № 1"), _school(name="гимназия №1")),
    ],
)
def test_a_school_entered_twice_is_found(first: School, second: School) -> None:
    assert len(_found(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_school("203001", "СОШ № 1"), _school("203002", "СОШ № 2")),
        (_school(name="СОШ № 1"), _school(name="Гимназия № 1")),
        (_school(), _school()),
        (_school(name="Школа"), _school(name="Школа")),
    ],
)
def test_two_schools_are_not_taken_for_one(first: School, second: School) -> None:
    assert _found(first, second) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_person("Ларина", "Ольга", "Петровна"), _person("ЛАРИНА", "О.", "П.")),
        (_person("Семёнова", "Анна"), _person("Семенова", "Анна", "Ивановна")),
        (_person("Ларина", position="инспектор"), _person("Ларина", "О.", "", "Инспектор")),
    ],
)
def test_a_person_entered_twice_is_found(first: Person, second: Person) -> None:
    assert len(_found(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_person("Ларина", "Ольга", "Петровна"), _person("Ларина", "Оксана", "Павловна")),
        (_person("Ларина", "Ольга"), _person("Лапина", "Ольга")),
        (_person("Ларина"), _person("Ларина")),
        (_person("", position="директор"), _person("", position="директор")),
    ],
)
def test_namesakes_are_not_taken_for_one(first: Person, second: Person) -> None:
    assert _found(first, second) == []


def test_what_is_the_same_in_two_ways_is_one_finding() -> None:
    found = _found(_school("203001", "СОШ № 1"), _school("203001", "СОШ №1"))

    assert found == ["одинаковый код, одинаковое название"]


def test_three_of_one_thing_are_one_finding_with_the_oldest_first() -> None:
    units = [Unit(id=new_id(moment), short_name="ИМЦ") for moment in (30, 10, 20)]

    (found,) = find(Unit, units)

    assert found.records == (units[1].id, units[2].id, units[0].id)


def test_every_joinable_kind_is_a_kind_of_the_file() -> None:
    assert set(JOINABLE) <= set(KINDS)


def test_the_cells_of_one_value_stand_for_each_other() -> None:
    for kind, fields in TOGETHER.items():
        for field in fields:
            assert leading(kind, field) == fields[0]
            assert whole(kind, field) == fields
    assert leading("school", "code") == "code"
    assert whole("school", "code") == ("code",)
