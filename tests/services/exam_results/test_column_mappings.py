"""Layouts that a person explained are known again, however their headings are spelt."""

from quality_desktop.services.exam_results.column_mappings import (
    MEANINGS,
    explain,
    explanations,
    proposed,
)
from quality_desktop.sheets.results.mapped_tables import headings_key

HEADINGS = ["Школа", "Писали работу, чел.", "На «2»", "Что-то ещё"]


def test_headings_suggest_what_they_plainly_say():
    assert proposed(["ОО", "Кол-во участников", "2, чел.", "3, %", "Классный час"]) == (
        "school_name",
        "participants",
        "two",
        "three_percent",
        "",
    )


def test_a_meaning_is_suggested_once():
    assert proposed(["Школа", "ОО"]) == ("school_name", "")


def test_every_suggestion_can_be_chosen():
    assert set(proposed(["Год", "Класс", "Предмет", "Логин", "Подтвердили", "2"])) <= {
        "",
        *MEANINGS,
    }


def test_an_explanation_is_found_by_its_headings(empty_district):
    explain(
        store=empty_district,
        headings=HEADINGS,
        title="Наша таблица",
        meanings=["school_name", "participants", "two", ""],
        constants={"year": "2025", "subject": ""},
    )
    known = explanations(store=empty_district)
    again = known[headings_key([heading.upper() for heading in HEADINGS])]
    assert again.title == "Наша таблица"
    assert again.meanings == ("school_name", "participants", "two", "")
    assert again.constants == {"year": "2025"}


def test_a_second_explanation_takes_the_place_of_the_first(empty_district):
    for title in ("Первая", "Вторая"):
        explain(
            store=empty_district,
            headings=HEADINGS,
            title=title,
            meanings=["school_name"],
            constants={},
        )
    assert [each.title for each in explanations(store=empty_district).values()] == ["Вторая"]
