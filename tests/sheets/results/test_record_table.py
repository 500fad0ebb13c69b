"""Tables with a row per result: every kind of column, and what cannot be taken of it."""

from typing import Any

import pytest

from quality_desktop.domain.errors import Severity
from tests.sheets.results.books import read, rows_of, sentences, sheet

KEYS = ["Год", "Класс", "Предмет", "Школа"]
ABOUT: list[Any] = [2021, "5 класс", "математика", "МБОУ СОШ № 1"]
COUNTS = ["2, чел.", "3, чел.", "4, чел.", "5, чел."]


def table(headings, *rows):
    return read(sheet("Лист1", [[*KEYS, *headings], *[[*ABOUT, *row] for row in rows]]))


def test_figures_of_the_state_exams_stand_in_columns_of_their_own():
    headings = ["Процедура", "Количество участников", *COUNTS, "Не преодолели порог", "80-99 баллов",
                "100 баллов", "Средний балл"]  # fmt: skip
    reading = table(headings, ["ОГЭ", 10, 1, 4, 3, 2, 1, 0, 0, "3,605"])
    assert rows_of(reading) == [
        (
            "oge 2021 math 0",
            "МБОУ СОШ № 1",
            {
                "participants": 10, "two": 1, "three": 4, "four": 3, "five": 2,
                "below": 1, "high": 0, "full": 0, "mean_hundredths": 361,
            },
        )
    ]  # fmt: skip


def test_an_empty_cell_is_no_figure_and_no_zero():
    ((_, _, figures),) = rows_of(
        table(["Кол-во участников", *COUNTS, "Не преодолели порог", "Средний балл"],
              [10, 1, 4, 3, 2, None, None])
    )  # fmt: skip
    assert set(figures) == {"participants", "two", "three", "four", "five"}


def test_a_mean_that_no_work_has_is_refused():
    reading = table(["Кол-во участников", *COUNTS, "Средний балл"], [10, 1, 4, 3, 2, 5000])
    assert rows_of(reading) == []
    assert "среднего балла" in sentences(reading)[-1]


def test_shares_of_the_register_alone_are_told_and_left_out():
    headings = ["Кол-во участников", *COUNTS, "Понизили, %", "Подтвердили, %", "Повысили, %"]
    reading = table(headings, [10, 1, 4, 3, 2, 10, 80, 10], [20, 2, 8, 6, 4, 10, 80, 10])
    assert [set(figures) & {"lowered"} for _, _, figures in rows_of(reading)] == [set(), set()]
    (table_,) = reading.tables
    assert [p.severity for p in table_.problems] == [Severity.WARNING] * 2  # and of the procedure
    assert any("по одним долям" in sentence for sentence in sentences(reading))


def test_bare_marks_that_may_be_counts_or_shares_are_asked_about():
    reading = table(["Кол-во участников", 2, 3, 4, 5], [10, 1, 4, 3, 2], [20, 10, 40, 30, 20])
    assert any("непонятно" in sentence for sentence in sentences(reading))
    assert all("two" not in figures for _, _, figures in rows_of(reading))


def test_shares_without_participants_are_not_lost_in_silence():
    reading = table(["Кол-во участников", "2, %", "3, %", "4, %", "5, %"], [None, 10, 40, 30, 20])
    assert rows_of(reading) == []
    assert "ни одного числа" in sentences(reading)[-1]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [(0, "двадцатый", "год"), (1, "12", "класс"), (1, "старший", "класс")],
)
def test_a_key_that_means_nothing_is_named(place, value, said):
    row = [*ABOUT, 10, 1, 4, 3, 2]
    row[place] = value
    reading = read(sheet("Лист1", [[*KEYS, "Кол-во участников", *COUNTS], row]))
    assert rows_of(reading) == []
    assert f"{said} «{value}»" in sentences(reading)[0]


def test_a_school_may_be_known_by_its_code_alone():
    keys = ["Год", "Класс", "Предмет", "Код ОО", "Кол-во участников", *COUNTS]
    reading = read(sheet("Лист1", [keys, [2021, 5, "Математика", 203389, 10, 1, 4, 3, 2]]))
    assert [code for _, code, _ in rows_of(reading)] == ["203389"]


def test_every_row_of_a_single_class_is_named_in_one_sentence():
    keys = ["Год", "Предмет", "Школа", "Класс", "Кол-во участников", *COUNTS]
    rows = [
        [2021, "математика", school, group, 20, 3, 9, 6, 2]
        for school in ("МБОУ СОШ № 1", "МБОУ СОШ № 2")
        for group in ("5А", "5Б")
    ]
    reading = read(sheet("Лист1", [keys, *rows]))
    assert rows_of(reading) == []
    (said,) = [sentence for sentence in sentences(reading) if "один класс" in sentence]
    assert said.startswith("Лист «Лист1», ячейка D2: «5А», «5Б» – один класс")
    assert said.endswith("строки классов: D2, D3, D4, D5.")
