"""Marks given at school beside the marks of a procedure: only the latter are kept."""

from typing import Any

import pytest

from tests.sheets.results.books import read, rows_of, sentences, sheet

OWN, OTHER = [6, 18, 12, 4], [1, 10, 20, 9]
FIGURES = {"participants": 40, "two": 6, "three": 18, "four": 12, "five": 4}
MERGES = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 5), (1, 6, 1, 9)]


def blocks(first, second, *, title="ВПР 2025 Математика 5 класс", figures=(OTHER, OWN)):
    """Two blocks of marks beside each other, the participants before both."""
    gap = [None] * 3
    rows: list[list[Any]] = [
        [title],
        ["ОО", "Кол-во участников", first, *gap, second, *gap],
        [None, None, *[2, 3, 4, 5] * 2],
        ["МБОУ СОШ № 1", 40, *figures[0], *figures[1]],
    ]
    return sheet("Лист1", rows, MERGES)


OTHERS = [
    "Годовые отметки",
    "I полугодие",
    "Журнал",
    "Итоговые отметки",
    "2 четверть",
    "Итоги четверти",
    "Отметки учителя",
    "Выполнили входную работу",
    "Перепроверка",
    "Пробный ВПР",
    "Отметки за год",
    "Мониторинг знаний",
    "Что-то ещё",
]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("own", ["ВПР", "Результаты ВПР", "Отметки ВПР", "ВПР 2025"])
def test_the_block_named_by_the_procedure_is_taken_whatever_the_other_is_called(own, other):
    for table in (
        blocks(other, own),
        blocks(own, other, figures=(OWN, OTHER)),
    ):
        reading = read(table)
        assert rows_of(reading) == [("vpr 2025 math 5", "МБОУ СОШ № 1", FIGURES)]
        assert any("не взято" in text for text in sentences(reading))


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("ОГЭ", "Пробный ОГЭ"),
        ("Отметка за экзамен", "Годовая отметка"),
        ("Результаты ОГЭ", "За год"),
    ],
)
def test_the_exam_is_told_from_its_rehearsal_and_from_the_marks_of_the_year(own, other):
    reading = read(blocks(other, own, title="ОГЭ 2025 Математика"))
    assert rows_of(reading) == [("oge 2025 math 0", "МБОУ СОШ № 1", FIGURES)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Годовые отметки", "Журнал"),
        ("До", "После"),
        ("Первая работа", "Вторая работа"),
    ],
)
def test_marks_of_which_nobody_can_tell_the_procedure_are_refused_with_their_cell(first, second):
    reading = read(blocks(first, second))
    assert rows_of(reading) == []
    assert "ячейка G2" in sentences(reading)[0]


def test_the_only_marks_of_a_table_are_refused_when_they_are_of_the_year():
    rows: list[list[Any]] = [
        ["ВПР 2025 Математика 5 класс"],
        ["ОО", "Кол-во участников", "Годовые отметки"],
    ]
    rows += [[None, None, 2, 3, 4, 5], ["МБОУ СОШ № 1", 40, *OTHER]]
    merges = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 5)]
    reading = read(sheet("Лист1", rows, merges))
    assert rows_of(reading) == []
    assert "не отметки самой процедуры" in sentences(reading)[0]


def test_participants_of_the_other_block_are_left_out_with_its_marks():
    head: list[Any] = ["Кол-во участников", 2, 3, 4, 5]
    rows: list[list[Any]] = [
        ["ВПР 2025 Математика 5 класс"],
        ["ОО", "Итоги 3 четверти", *[None] * 4, "ВПР"],
        [None, *head, *head],
        ["МБОУ СОШ № 1", 40, *OTHER, 40, *OWN],
    ]
    reading = read(sheet("Лист1", rows, [(1, 0, 2, 0), (1, 1, 1, 5), (1, 6, 1, 10)]))
    assert rows_of(reading) == [("vpr 2025 math 5", "МБОУ СОШ № 1", FIGURES)]


def test_two_procedures_beside_each_other_are_both_read():
    head: list[Any] = ["Кол-во участников", 2, 3, 4, 5]
    rows: list[list[Any]] = [
        ["2025 год, Математика, 8 класс"],
        ["ОО", "ВПР", *[None] * 4, "РДР"],
        [None, *head, *head],
        ["МБОУ СОШ № 1", 40, *OWN, 40, *OTHER],
    ]
    reading = read(sheet("Лист1", rows, [(1, 0, 2, 0), (1, 1, 1, 5), (1, 6, 1, 10)]))
    assert [row[0] for row in rows_of(reading)] == ["vpr 2025 math 8", "rdr 2025 math 8"]


@pytest.mark.parametrize("other", ["Годовые отметки", "Журнал", "Перепроверка", "Школа"])
def test_a_table_by_groups_takes_the_block_of_the_procedure(other):
    table = blocks(other, "ВПР", figures=([2.5, 25.0, 50.0, 22.5], [15.0, 45.0, 30.0, 10.0]))
    rows = [list(row) for row in table.rows]
    rows[1][0] = "Группы участников"
    reading = read(sheet("Лист1", rows, MERGES))
    assert rows_of(reading) == [("vpr 2025 math 5", "МБОУ СОШ № 1", FIGURES)]
    assert any("не взято" in text for text in sentences(reading))


@pytest.mark.parametrize(
    "headings", [("ВПР 2024", "ВПР 2025"), ("Одна", "Другая"), ("Год", "Журнал")]
)
def test_a_table_by_groups_with_two_blocks_of_equal_right_is_refused(headings):
    table = blocks(*headings, title="Математика 5 класс, 2025")
    rows = [list(row) for row in table.rows]
    rows[1][0] = "Группы участников"
    reading = read(sheet("Лист1", rows, MERGES))
    assert rows_of(reading) == []
    assert "ячейка C2" in sentences(reading)[0]
