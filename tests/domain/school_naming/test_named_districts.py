"""Districts in the names of schools, in whatever way they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.school_naming.named_districts import (
    District,
    districts_of,
    meet,
    shown_district,
)
from quality_desktop.domain.school_naming.school_name_parts import name_parts


@pytest.mark.parametrize(
    ("name", "shown", "stem"),
    [
        ("МБОУ СОШ № 12 Алексинского района", "Алексинского района", "алексин"),
        ("МБОУ СОШ № 1 (Ясногорский район)", "Ясногорский район", "ясногор"),
        ("МБОУ СОШ № 1, Ясногорский р-н", "Ясногорский район", "ясногор"),
        ("МБОУ СОШ № 1 МО Ясногорск", "МО Ясногорск", "ясногор"),
        ("СОШ № 2 г. о. Алексин", "ГО Алексин", "алексин"),
        ("СОШ № 2 Ясногорского муниципального округа Тульской области",
         "Ясногорского муниципального округа", "ясногор"),
        ("СОШ № 2 муниципального района Ишимбайский район Республики Башкортостан", None, "ишимбай"),
    ],
)  # fmt: skip
def test_a_district_is_found_in_a_name(name, shown, stem):
    assert {each.stem for each in name_parts(name).districts} == {stem}
    assert shown is None or shown_district(name) == shown


@pytest.mark.parametrize(
    "name",
    ["МБОУ СОШ № 1", "СОШ 1-го Мая", "Центр образования № 4", "Школа Тульской области", "", "МО"],
)
def test_a_name_without_a_district_names_none(name):
    assert not name_parts(name).districts
    assert shown_district(name) == ""


def test_a_town_and_the_district_around_it_are_two():
    town, around = districts_of("город Стерлитамак"), districts_of("Стерлитамакский район")
    assert not meet(town, around)
    assert meet(districts_of("Стерлитамак"), town)
    assert meet(districts_of("Заокский городской округ"), districts_of("Заокского района"))


def test_a_name_of_a_district_alone_is_known_without_its_words():
    assert districts_of("Заокский") == {District("заок")}
    assert meet(districts_of("Администрация МО Заокский район"), districts_of("Заокский"))


@given(st.text(alphabet="абв 12№«»(),", max_size=30))
def test_a_district_after_any_name_is_found(text):
    name = f"{text} Алексинского района"
    assert District("алексин", "р") in name_parts(name).districts
    assert shown_district(name) == "Алексинского района"
