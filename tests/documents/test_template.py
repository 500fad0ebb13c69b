"""The small language of wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.template import Values, Vocabulary, parse, require_condition
from quality_desktop.domain.errors import QualityError

WORDS = Vocabulary(
    fields={"city": frozenset({"", "loc"})},
    flags=frozenset({"late"}),
    lists={
        "people": Vocabulary(
            fields={"name": frozenset({""})},
            flags=frozenset({"tall"}),
            lists={"pets": Vocabulary(fields={"pet": frozenset({""})})},
        )
    },
)


def fixed(text):
    return lambda _: text


def person(name, *, is_tall=False, pets=()):
    return Values(
        fields={"name": fixed(name)},
        flags={"tall": is_tall},
        lists={"pets": [Values(fields={"pet": fixed(pet)}) for pet in pets]},
    )


def render(text, *people, is_late=False):
    values = Values(
        fields={"city": lambda form: "Уфе" if form == "loc" else "Уфа"},
        flags={"late": is_late},
        lists={"people": list(people)},
    )
    return parse(text, WORDS, place="Здесь").render(values)


@given(st.text())
def test_a_text_without_braces_is_itself(text):
    assert render(text.replace("{", "").replace("}", "")) == text.replace("{", "").replace("}", "")


@given(st.text())
def test_doubled_braces_stand_for_themselves(text):
    assert render(text.replace("{", "{{").replace("}", "}}")) == text


@given(st.text())
def test_any_text_is_either_parsed_or_refused_with_its_place(text):
    refusal = "Здесь: "
    try:
        parse(text, WORDS, place="Здесь")
    except QualityError as error:
        refusal = error.sentence
    assert refusal.startswith("Здесь: ")


@given(st.lists(st.text("абв", min_size=1), max_size=5))
def test_a_list_says_all_its_elements_in_order(names):
    people = [person(name) for name in names]
    assert render("{each people}{name}{end}", *people) == ", ".join(names)


def test_a_field_is_printed_in_its_format():
    assert render("{city} – в {city:loc}") == "Уфа – в Уфе"


def test_a_preposition_before_a_field_agrees_with_its_word():
    person_of = person("Владимир")
    assert render("в {each people}в {name}{end}, в {city:loc}", person_of) == "в во Владимир, в Уфе"


@pytest.mark.parametrize(("count", "said"), [(0, "люди"), (1, "человек"), (2, "люди"), (5, "люди")])
def test_a_choice_goes_by_the_number_of_elements(count, said):
    assert render("{people|человек|люди}", *[person("А")] * count) == said


def test_a_part_is_there_only_when_its_condition_holds():
    text = "{if late}поздно{else}рано{end}{if people}!{end}"
    assert render(text, is_late=True) == "поздно"
    assert render(text, person("А")) == "рано!"


def test_parts_stand_inside_parts():
    text = "{each people и}{name}{if tall}{if late} (высок, {city}){end}{end}{end}"
    people = [person("А"), person("Б", is_tall=True)]
    assert render(text, *people, is_late=True) == "А и Б (высок, Уфа)"


def test_a_list_inside_a_list_is_that_of_its_element():
    text = "{each people и}{name}: {each pets}{pet}{end}{end}"
    assert render(text, person("А", pets="хц"), person("Б", pets="ч")) == "А: х, ц и Б: ч"


def test_what_a_comma_of_the_text_sets_off_is_closed_before_the_last_word():
    text = "{each people и}{name}{if tall}, голову{end}{end}"
    low, tall = person("А"), person("Б", is_tall=True)
    assert render(text, low, tall) == "А и Б, голову"
    assert render(text, tall, low) == "Б, голову, и А"
    assert render(text, tall, tall, low) == "Б, голову, Б, голову, и А"


@pytest.mark.parametrize(
    ("names", "said"), [("", ""), ("А", "А"), ("АБ", "А и Б"), ("АБВ", "А, Б и В")]
)
def test_the_last_two_are_joined_by_the_given_word(names, said):
    assert render("{each people и}{name}{end}", *map(person, names)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{town}", "неизвестное поле «town»"),
        ("{name}", "неизвестное поле «name»"),
        ("{city:gen}", "у поля «city» нет вида «gen»"),
        ("{}", "неизвестное поле «»"),
        ("{if dark}{end}", "неизвестное условие «dark»"),
        ("{if city}{end}", "неизвестное условие «city»"),
        ("{each cats}{end}", "неизвестный список «cats»"),
        ("{cats|кот|коты}", "неизвестный список «cats»"),
        ("{people|человек}", "должно быть два варианта"),
        ("{people|а|б|в}", "должно быть два варианта"),
        ("{if late}х", "не закрыта"),
        ("{if late}х{else}у", "не закрыта"),
        ("{each people}х", "не закрыта"),
        ("{each people}х{else}у{end}", "лишнее слово {else}"),
        ("{if late}х{else}у{else}ю{end}", "лишнее слово {else}"),
        ("х{end}", "лишнее слово {end}"),
        ("{else}", "лишнее слово {else}"),
        ("{city", "лишняя скобка «{»"),
        ("city}", "лишняя скобка «}»"),
        ("{a{city}", "лишняя скобка «{»"),
    ],
)
def test_a_slip_is_refused_with_its_place(text, said):
    with pytest.raises(QualityError) as caught:
        parse(text, WORDS, place="Пункт 3")
    assert caught.value.sentence.startswith("Пункт 3: ")
    assert said in caught.value.sentence


def test_a_condition_may_be_a_flag_or_a_list():
    require_condition("late", WORDS, place="Здесь")
    require_condition("people", WORDS, place="Здесь")
    with pytest.raises(QualityError, match="Здесь: неизвестное условие «x»"):
        require_condition("x", WORDS, place="Здесь")
