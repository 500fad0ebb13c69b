"""Names as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.records import natural_id
from quality_desktop.services.cycle.responsibility import Choice, Party
from quality_desktop.services.office.party_names import read_parties

MASTRYUKOVA = Party(person=natural_id("person", "м"))
IVANOVA_A = Party(person=natural_id("person", "иа"))
IVANOVA_B = Party(person=natural_id("person", "иб"))
FYODOROV = Party(person=natural_id("person", "ф"))
IMC = Party(unit=natural_id("unit", "имц"))
CENTRE = Party(unit=natural_id("unit", "центр"))
CENTRE_HEAD = Party(unit=CENTRE.unit, person=MASTRYUKOVA.person)

CHOICES = (
    Choice(
        party=MASTRYUKOVA,
        text="Мастрюкова\xa0Л.И.",
        hint="главный инспектор",
        full_name="Мастрюкова Л. И.",
    ),
    Choice(party=IVANOVA_A, text="Иванова\xa0А.А.", hint="", full_name="Иванова Анна Андреевна"),
    Choice(party=IVANOVA_B, text="Иванова\xa0Б.А.", hint="", full_name="Иванова Белла Ахметовна"),
    Choice(party=FYODOROV, text="Фёдоров\xa0П.П.", hint="", full_name="Фёдоров Пётр Петрович"),
    Choice(party=IMC, text="ИМЦ", hint="информационно-методический центр"),
    Choice(party=CENTRE, text="ГРЦПИ", hint="центр информации, г. Ишимбай"),
    Choice(
        party=CENTRE_HEAD, text="ГРЦПИ (Мастрюкова\xa0Л.И.)", hint="центр информации, г. Ишимбай"
    ),
)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("", ()),
        (" ; , \n", ()),
        ("Мастрюкова Л.И.", (MASTRYUKOVA,)),
        ("мастрюкова л. и.", (MASTRYUKOVA,)),
        ("Мастрюкова", (MASTRYUKOVA,)),
        ("Мастрюкова Лидия Ивановна", (MASTRYUKOVA,)),
        ("Иванова Анна Андреевна", (IVANOVA_A,)),
        ("Иванова Б.", (IVANOVA_B,)),
        ("Федоров", (FYODOROV,)),
        ("имц", (IMC,)),
        ("Информационно-методический центр", (IMC,)),
        ("ГРЦПИ (Мастрюкова Л.И.)", (CENTRE_HEAD,)),
        ("центр информации, г. Ишимбай", (CENTRE,)),
        ("Мастрюкова Л.И., ИМЦ", (MASTRYUKOVA, IMC)),
        ("ИМЦ; Мастрюкова Л.И.; ИМЦ", (IMC, MASTRYUKOVA)),
        ("Иванова А.А.\nФёдоров П.П.", (IVANOVA_A, FYODOROV)),
    ],
)
def test_a_name_is_understood(text: str, parties):
    reading = read_parties(text, CHOICES)
    assert reading.reason == ""
    assert reading.parties == parties


def test_an_unknown_name_is_refused_by_name_and_the_others_are_understood():
    reading = read_parties("ИМЦ, Сидорова А.А.", CHOICES)
    assert reading.parties == (IMC,)
    assert reading.reason == (
        "«Сидорова А.А.» нет в справочнике, выберите из списка или внесите туда сначала."
    )


def test_a_name_of_two_people_is_refused():
    reading = read_parties("Иванова", CHOICES)
    assert reading.parties == ()
    assert "несколько" in reading.reason


def test_other_initials_mean_another_person():
    assert read_parties("Мастрюкова А.И.", CHOICES).reason


@given(st.lists(st.sampled_from(CHOICES), unique=True), st.sampled_from([", ", "; ", "\n"]))
def test_what_is_shown_is_read_back_as_the_same_people(choices, separator):
    text = separator.join(choice.text for choice in choices)
    reading = read_parties(text, CHOICES)
    assert reading.reason == ""
    assert reading.parties == tuple(choice.party for choice in choices)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    reading = read_parties(text, CHOICES)
    assert reading.reason or set(reading.parties) <= {choice.party for choice in CHOICES}
