"""A file as a whole: every sheet is read, named, asked about or told to be empty."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.results.context import Context, Explanation
from quality_desktop.sheets.results.mapped_tables import headings_key
from quality_desktop.sheets.results.reading import read_results
from quality_desktop.sheets.results.rows import BookReading
from tests.sheets.results import (
    test_collection_forms,
    test_individual_results,
    test_long_table,
    test_marks_statistics,
    test_register_comparison,
    test_state_exams,
)
from tests.sheets.results.books import book, catalogue, read, rows_of, sentences, sheet

OWN: list[list[Any]] = [
    ["Работа за четверть"],
    ["Кто писал", "Сколько", "Плохо", "Так себе", "Хорошо", "Отлично"],
    ["МБОУ СОШ № 1", 10, 1, 4, 3, 2],
]
MARKS: list[list[Any]] = [
    ["ОО", "Кол-во участников", 2, 3, 4, 5],
    ["МБОУ СОШ № 1", 9, 0, 1, 4, 4],
]
EXPLANATION = Explanation(
    title="Наша таблица",
    meanings=("school_name", "participants", "two", "three", "four", "five"),
    constants={"procedure": "rdr", "year": "2025", "subject": "Математика", "grade": "5"},
)


def test_a_layout_nobody_knows_is_shown_with_its_headings():
    (table,) = read(sheet("Лист1", OWN)).unknown
    assert table.headings == tuple(OWN[1])
    assert table.sample[0][0] == "МБОУ СОШ № 1"
    assert table.titles == ("Работа за четверть",)
    assert table.cell == "A2"


def test_an_explained_layout_is_read_by_the_explanation():
    known = {headings_key([str(text) for text in OWN[1]]): EXPLANATION}
    reading = read(sheet("Лист1", OWN), explanations=known)
    assert reading.unknown == ()
    assert rows_of(reading) == [
        (
            "rdr 2025 math 5",
            "МБОУ СОШ № 1",
            {"participants": 10, "two": 1, "three": 4, "four": 3, "five": 2},
        )
    ]


def test_a_layout_of_which_nothing_is_wanted_is_left_out_and_told():
    nothing = Explanation(title="Не нужна", meanings=("", "", ""))
    known = {headings_key([str(text) for text in OWN[1]]): nothing}
    reading = read(sheet("Лист1", OWN), explanations=known)
    assert (reading.unknown, rows_of(reading)) == ((), [])
    assert "пропущена" in sentences(reading)[0]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Год", "Логин", "Муниципалитет", "ОО", "4 РУ", "4 МА", "Количество маркеров"],
            [2021, "sch223017", "Алейский", "СОШ", 1, 0, 1],
        ],
        [["Район", "Название ОО"], ["Алейский", "МБОУ Алейская СОШ"]],
        [["Номер задания", "Задание", "Максимальный балл", "Выполнили"], [1, "Найти", 1, 20]],
        [["Код", "Проверяемые элементы содержания"], ["1.1", "Числа"]],
        [["№ КИМ", "№", "Умения, виды деятельности (в соответствии с ФГОС)"], [1, 1, "Считать"]],
    ],
)
def test_tables_without_results_are_named_and_not_asked_about(rows):
    reading = read(sheet("Лист1", rows))
    assert reading.unknown == ()
    assert rows_of(reading) == []
    assert "нет результатов" in sentences(reading)[0]


def test_an_empty_file_says_so():
    assert "пуст" in sentences(read(sheet("Лист1", [])))[0]


def test_a_sheet_of_words_is_told_and_left_out():
    reading = read(sheet("Пояснение", [["Отчёт"], ["по району"]]))
    assert "таблицы с результатами на нём нет" in sentences(reading)[0]


def test_a_formula_that_nobody_computed_is_told_and_never_looks_empty():
    each = test_marks_statistics.statistics(*test_marks_statistics.SCHOOLS)
    reading = read(replace(each, uncomputed_cells=frozenset({(11, 0)})))
    assert "A12" in sentences(reading)[0]
    assert "не вычислены" in sentences(reading)[0]


def samples() -> list[Sheet]:
    return [
        test_marks_statistics.statistics(*test_marks_statistics.SCHOOLS),
        sheet("МА 4", test_marks_statistics.REGIONAL, test_marks_statistics.MERGES),
        test_register_comparison.comparison(16, (2, 10, 4)),
        test_individual_results.individual(*test_individual_results.PUPILS),
        *test_collection_forms.form_of_2022(*test_collection_forms.PUPILS),
        test_collection_forms.form_of_2021(),
        sheet("таблица", [test_long_table.HEAD, test_long_table.ROW]),
        test_state_exams.levels(3, test_state_exams.ROWS),
        sheet("Лист1", OWN),
    ]


def test_sheets_of_all_layouts_in_one_file_are_each_read_once():
    reading = read(*(sheet(f"{n} {s.name}"[:31], s.rows) for n, s in enumerate(samples())))
    claimed = [table.sheet for table in reading.tables] + [table.sheet for table in reading.unknown]
    assert len(claimed) == len(set(claimed)) == len(samples())


values = st.one_of(
    st.none(),
    st.integers(-5, 10**9),
    st.floats(),
    st.booleans(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "Группы участников",
            "Код участника",
            "Вариант",
            "Итого баллов",
            "2",
            "Всего",
            "ВПР 2021",
            "X",
            "Понизили",
            "класс",
            "Муниципалитет",
            "МБОУ СОШ № 1",
            "#Н/Д",
            "2020/2021",
            "100 баллов",
            "отсутствовал",
        ]
    ),
)
edits = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14), values), max_size=8)


@given(st.sampled_from(range(10)), edits)
@example(3, [(7, 0, None), (7, 2, None)])
def test_no_table_however_spoilt_makes_reading_fail(number, changes):
    each = samples()[number]
    rows = [list(row) for row in each.rows]
    for row, column, value in changes:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
    reading = read(
        sheet(each.name, rows, [(m.top, m.left, m.bottom, m.right) for m in each.merges])
    )
    assert isinstance(reading, BookReading)
    for row_ in (row for table in reading.tables for row in table.rows):
        assert row_.procedure
        assert row_.year
        assert row_.school_name
        assert all(value >= 0 for value in row_.figures.values() if isinstance(value, int))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("впр_2025.xlsx", "2025. Если"),
        ("ВПР математика 8 класс 2025.xlsx", "--year 2025 --subject math --grade 8"),
    ],
)
def test_what_a_table_lacks_and_the_name_of_its_file_says_is_proposed(name, said):
    table = sheet("Лист1", [["ВПР"], *MARKS])
    context = Context(catalogue=catalogue())
    reading = read_results(book(table, name=name), context)
    assert rows_of(reading) == []
    assert said in next(text for text in sentences(reading) if text.startswith("Имя файла"))


def test_the_name_of_a_file_is_not_told_where_its_table_says_everything():
    table = sheet("Лист1", [["ВПР 2025 Математика 5 класс"], *MARKS])
    reading = read_results(book(table, name="ВПР 2024.xlsx"), Context(catalogue=catalogue()))
    assert not any(text.startswith("Имя файла") for text in sentences(reading))
