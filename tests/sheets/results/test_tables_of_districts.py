"""Tables that districts make themselves: every count that was put in comes out, or is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import Severity
from tests.sheets.results.books import read, rows_of, sentences, sheet
from tests.sheets.results.made_tables import made_table

ONE, TWO = "МБОУ СОШ № 1", "МБОУ СОШ № 2"
FIRST, SECOND, THIRD = [20, 2, 8, 6, 4], [10, 1, 4, 3, 2], [18, 1, 7, 6, 4]
MARKS = ["Писали", "2", "3", "4", "5"]


def counts(reading) -> list[tuple[str, str, list[Any]]]:
    """What about, which school, and participants with the four marks."""
    return [
        (about, school, [f.get(n) for n in ("participants", "two", "three", "four", "five")])
        for about, school, f in rows_of(reading)
    ]


def test_year_subject_and_class_may_stand_in_the_title_alone():
    reading = read(
        sheet(
            "Лист1",
            [
                ["Результаты ВПР по математике в 5-х классах, 2024-2025 учебный год"],
                [],
                ["№ п/п", "Наименование ОО", "Кол-во обучающихся", *MARKS, "% качества"],
                [1, ONE, 25, *FIRST, 50],
                [2, TWO, 12, *SECOND, 50],
                ["", "Итого", 37, 30, 3, 12, 9, 6, 50],
                ["В среднем по району", *[None] * 3, 1, 6, 5, 3],
            ],
        )
    )
    assert counts(reading) == [("vpr 2025 math 5", ONE, FIRST), ("vpr 2025 math 5", TWO, SECOND)]
    assert sentences(reading) == []


BY_CLASS = [
    ["ВПР 2025. Математика"],
    ["Школа", "Класс", *MARKS],
    [ONE, 4, *FIRST],
    [None, 5, *THIRD],
    [TWO, 4, *SECOND],
    ["Итого", 4, 30, 3, 12, 9, 6],
    [None, 5, *THIRD],
]


@pytest.mark.parametrize(("merges", "told"), [([(2, 0, 3, 0), (5, 0, 6, 0)], 0), ([], 1)])
def test_a_school_over_several_rows_is_the_school_of_all_of_them(merges, told):
    """A row without a school's name was dropped without a word."""
    reading = read(sheet("Лист1", BY_CLASS, merges))
    assert counts(reading) == [
        ("vpr 2025 math 4", ONE, FIRST),
        ("vpr 2025 math 5", ONE, THIRD),
        ("vpr 2025 math 4", TWO, SECOND),
    ]
    assert len(sentences(reading)) == told


def test_a_class_over_several_rows_is_the_class_of_all_of_them():
    rows = [["ВПР 2025. Химия"], ["Параллель", "ОО", *MARKS], ["8 класс", ONE, *FIRST], [None, TWO, *SECOND],
            ["Итого по 8 классам", None, 30, 3, 12, 9, 6], ["9 класс", ONE, *THIRD]]  # fmt: skip
    reading = read(sheet("Свод", rows, [(2, 0, 3, 0)]))
    assert [about for about, _, _ in counts(reading)] == [
        "vpr 2025 chemistry 8",
        "vpr 2025 chemistry 8",
        "vpr 2025 chemistry 9",
    ]


def test_a_row_whose_school_nobody_names_is_told():
    rows = [["ВПР 2025. Математика, 5 класс"], ["Школа", *MARKS], [ONE, *FIRST], [None, *SECOND]]
    reading = read(sheet("Лист1", rows))
    assert counts(reading) == [("vpr 2025 math 5", ONE, FIRST)]
    assert "ячейка A4: не указана школа" in sentences(reading)[0]


BESIDE = [
    [None, None, "ВПР", *[None] * 4, "РДР", *[None] * 4],
    ["№", "Школа", *MARKS, *MARKS],
    [1, ONE, *FIRST, *THIRD],
]


@pytest.mark.parametrize("merges", [[(1, 2, 1, 6), (1, 7, 1, 11)], []])
def test_two_works_beside_each_other_are_two(merges):
    """Only the first of them was read."""
    reading = read(sheet("2025", [["Математика, 5 класс"], *BESIDE], merges))
    assert counts(reading) == [("vpr 2025 math 5", ONE, FIRST), ("rdr 2025 math 5", ONE, THIRD)]


@pytest.mark.parametrize(
    ("above", "abouts"),
    [
        (["Русский язык", "Математика"], ["vpr 2025 russian 4", "vpr 2025 math 4"]),
        (["РУ 4", "МА 4"], ["vpr 2025 russian 4", "vpr 2025 math 4"]),
    ],
)
def test_subjects_beside_each_other_are_read_by_what_stands_above_them(above, abouts):
    head = [None, above[0], *[None] * 4, above[1], *[None] * 4]
    rows = [["ВПР 2025, 4 класс"], head, ["Школа", *MARKS, *MARKS], [ONE, *FIRST, *THIRD]]
    assert [about for about, _, _ in counts(read(sheet("Лист1", rows)))] == abouts


def test_columns_that_stand_twice_and_do_not_say_of_what_are_refused():
    rows = [["ВПР 2025. Математика, 4 класс"], ["Школа", *MARKS, *MARKS], [ONE, *FIRST, *THIRD]]
    reading = read(sheet("Лист1", rows))
    assert counts(reading) == []
    assert "стоят дважды" in sentences(reading)[0]


def test_counts_and_shares_of_the_same_marks_are_told_apart_by_the_heading_above_them():
    head = ["Школа", "Всего участников", "Количество", *[None] * 3, "% отметок", *[None] * 3]
    rows = [["ВПР 2025. Физика, 8 класс"], head, [None, None, *MARKS[1:], *MARKS[1:]],
            [ONE, *FIRST, 10, 40, 30, 20], [TWO, *SECOND, 10, 40, 30, 30]]  # fmt: skip
    reading = read(sheet("Лист1", rows, [(1, 2, 1, 5), (1, 6, 1, 9)]))
    assert counts(reading) == [("vpr 2025 physics 8", ONE, FIRST)]
    assert "ячейка G5" in sentences(reading)[0]


def test_blocks_below_each_other_keep_what_was_told():
    head = ["Школа", *MARKS]
    rows = [["ВПР – 2025"], ["Русский язык, 4 класс"], head, [ONE, *FIRST], ["Итого", *FIRST], [],
            ["Математика"], head, [ONE, *SECOND], [], ["5 класс"], head, [ONE, *THIRD]]  # fmt: skip
    assert counts(read(sheet("Лист1", rows))) == [
        ("vpr 2025 russian 4", ONE, FIRST),
        ("vpr 2025 math 4", ONE, SECOND),
        ("vpr 2025 math 5", ONE, THIRD),
    ]


def test_lines_between_the_rows_begin_another_subject():
    rows = [["ВПР 2024, 5 класс"], ["ОО", *MARKS], ["Математика"], [ONE, *FIRST],
            ["по русскому языку"], [ONE, *SECOND],
            ["Иностранный язык (английский)"], [ONE, *THIRD]]  # fmt: skip
    assert [about for about, _, _ in counts(read(sheet("Лист1", rows)))] == [
        "vpr 2024 math 5",
        "vpr 2024 russian 5",
        "vpr 2024 english 5",
    ]


def test_a_line_under_the_number_of_a_row_is_no_heading():
    rows = [["ВПР 2024, 5 класс"], ["№", "ОО", *MARKS], ["История"], [1, ONE, *FIRST]]
    assert [about for about, _, _ in counts(read(sheet("Лист1", rows)))] == ["vpr 2024 history 5"]


def test_after_a_line_that_nobody_understands_nothing_goes_to_the_subject_before():
    rows = [["ВПР 2024, 5 класс"], ["ОО", *MARKS], ["Математика"], [ONE, *FIRST],
            ["Технология"], [ONE, *SECOND], [TWO]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert counts(reading) == [("vpr 2024 math 5", ONE, FIRST)]
    assert ["«Технология» не понята" in sentence for sentence in sentences(reading)] == [True]


def test_schools_stand_under_the_district_named_between_the_rows():
    rows = [["ВПР 2025. Математика, 5 класс"], ["ОО", *MARKS], ["Ишимбайский район"], [ONE, *FIRST],
            ["Сельские школы"], [TWO, *SECOND], ["Гафурийский район"], [ONE, *THIRD]]  # fmt: skip
    (table,) = read(sheet("Лист1", rows)).tables
    assert [row.municipality for row in table.rows] == [
        "Ишимбайский район",
        "Ишимбайский район",
        "Гафурийский район",
    ]


@pytest.mark.parametrize(
    "head",
    [
        ["Образовательная организация (школа)", "Приняли участие", "неуд.", "удовл.", "хор.", "отл."],
        ["Краткое наименование ОО", "Кол-во участников ВПР", "на «2»", "на «3»", "на «4»", "на «5»"],
        ["ОУ", "Кол-во уч-ся, писавших работу", "Кол-во «2»", "Кол-во «3»", "Кол-во «4»", "Кол-во «5»"],
        ["Школа", "Выполняли работу", *(f"Получили «{mark}»" for mark in range(2, 6))],
        ["Школа", "Количество учеников", "2 (чел.)", "3 (чел.)", "4 (чел.)", "5 (чел.)"],
    ],
)  # fmt: skip
def test_the_same_columns_are_known_by_other_words(head):
    reading = read(sheet("Лист1", [["ВПР 2025. Математика, 5 класс"], head, [ONE, *FIRST]]))
    assert counts(reading) == [("vpr 2025 math 5", ONE, FIRST)]


def test_a_date_says_the_year_and_a_code_may_end_in_a_zero_after_the_point():
    rows = [["Дата проведения", "Класс", "Предмет", "Код ОО", "Школа", *MARKS],
            ["16.04.2025", "5", "Математика", "203389.0", ONE, *FIRST]]  # fmt: skip
    assert counts(read(sheet("Лист1", rows))) == [("vpr 2025 math 5", "203389", FIRST)]


def test_one_class_of_a_grade_is_refused_with_advice():
    rows = [["ВПР 2025. Математика"], ["Школа", "Класс", *MARKS], [ONE, "5А", *FIRST]]
    reading = read(sheet("Лист1", rows))
    assert counts(reading) == []
    assert "по параллели" in sentences(reading)[0]


def test_several_grades_in_a_title_are_asked_about():
    rows = [["ВПР 2024. Математика, 4–5 классы"], ["Школа", *MARKS], [ONE, *FIRST]]
    assert "не указан класс: укажите его сами" in sentences(read(sheet("Лист1", rows)))[0]


def test_marks_of_the_register_are_kept_as_a_note_and_that_is_told():
    """They were dropped without a word; of groups nobody can tell who lowered a mark."""
    head = [
        "Район",
        "Название ОО",
        "Кол-во участников",
        "Отметка по школе",
        *[None] * 3,
        "Отметка по ВПР",
    ]
    rows = [["Необъективные результаты ВПР 2025, математика, 4 класс"], head,
            [None, None, None, 2, 3, 4, 5, 2, 3, 4, 5],
            ["Ишимбайский район", ONE, 20, 0, 8, 8, 4, *FIRST[1:]]]  # fmt: skip
    reading = read(sheet("Лист1", rows, [(1, 3, 1, 6), (1, 7, 1, 10)]))
    assert counts(reading) == [("vpr 2025 math 4", ONE, FIRST)]
    (table,) = reading.tables
    assert table.rows[0].note == "отметки по школе: «2» – 0, «3» – 8, «4» – 8, «5» – 4"
    assert [problem.severity for problem in table.problems] == [Severity.WARNING]
    assert "записаны в примечание" in table.problems[0].text


def test_pupils_of_two_works_below_each_other_are_not_added_up():
    head = ["ОО", "Название ОО", "Код участника", "Вариант", "Первичный балл", "Отметка"]
    rows = [["ВПР 2025 Математика 5 класс"], head, ["edu203389", ONE, 40001, 1, 10, 5],
            ["ВПР 2025 Русский язык 5 класс"], head, ["edu203389", ONE, 40001, 1, 3, 2]]  # fmt: skip
    assert [(about, f["participants"]) for about, _, f in rows_of(read(sheet("Лист1", rows)))] == [
        ("vpr 2025 math 5", 1),
        ("vpr 2025 russian 5", 1),
    ]


def test_a_school_tells_its_own_results_under_its_name():
    """A table without a column of schools was unknown."""
    name = "Муниципальное бюджетное общеобразовательное учреждение гимназия № 1 г. Ишимбая"
    head = ["Предмет", "Класс", "Кол-\nво уч.", *MARKS[1:]]
    rows = [[name], ["Результаты ВПР 2025 года"], head, ["Математика", "5-е классы", *FIRST],
            [None, "6", *SECOND], ["Русский язык", "5 кл.", *THIRD]]  # fmt: skip
    assert counts(read(sheet("Лист1", rows, [(3, 0, 4, 0)]))) == [
        ("vpr 2025 math 5", name, FIRST),
        ("vpr 2025 math 6", name, SECOND),
        ("vpr 2025 russian 5", name, THIRD),
    ]


def test_numbers_and_letters_of_the_columns_are_no_school():
    rows = [["ВПР 2025. География, 8 класс"], ["№ п/п", "Школа", *MARKS], [1, 2, 3, 4, 5, 6, 7],
            ["А", "Б", "В", "Г", "Д", "Е", "Ж"], [1, f"203389 {ONE}", *FIRST]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert counts(reading) == [("vpr 2025 geography 8", "203389", FIRST)]
    assert sentences(reading) == []


@pytest.mark.parametrize(
    "title", ["Результаты пробного ЕГЭ", "Тренировочный ОГЭ", "Входная диагностика"]
)
def test_a_work_that_is_not_named_or_is_a_rehearsal_is_asked_about(title):
    """What no title named was taken for the all-Russian works, and a rehearsal for the exam."""
    rows = [[f"{title}, математика, 9 класс, 2025 год"], ["Школа", *MARKS], [ONE, *FIRST]]
    reading = read(sheet("Лист1", rows))
    assert counts(reading) == []
    assert "не указана процедура: укажите её сами" in sentences(reading)[0]


def test_a_school_printed_as_one_school_is_no_group():
    head = ["Группы участников", "Кол-во ОО", "Кол-во участников", *MARKS[1:]]
    rows = [["ВПР 2025. Математика, 5 класс"], head,
            ["Первомайский", 2, 30, 10, 40, 30, 20], [ONE, 1, 20, 10, 40, 30, 20]]  # fmt: skip
    (table,) = read(sheet("МА 5", rows)).tables
    assert [(row.school_name, row.municipality) for row in table.rows] == [(ONE, "Первомайский")]


@pytest.mark.parametrize("anchor", ["Группы участников", "Школа"])
@pytest.mark.parametrize("others", [["0", "1"], ["1"], ["6", "7.1"], ["4К1"], ["1 (2б)"]])
def test_scores_and_tasks_are_never_taken_for_marks(anchor, others):
    """Three pupils with three points each were read as three pupils with the mark «3»."""
    head = [anchor, "Кол-во участников", *others, *MARKS[1:]]
    rows = [["ВПР 2025. Математика, 5 класс"], head, [ONE, 3, *[0] * len(others), 0, 100, 0, 0]]
    reading = read(sheet("МА 5", rows))
    assert all("three" not in figures for _, _, figures in rows_of(reading))
    assert reading.unknown or rows_of(reading)[0][2]["scores"] == "3:3"


def told(reading) -> dict[Any, tuple[Any, ...]]:
    """What was read, as a made table remembers it."""
    return {
        (f"{row.procedure} {row.year}", row.subject, row.grade, row.school_name): tuple(
            row.figures[name] for name in ("two", "three", "four", "five")
        )
        for found in reading.tables
        for row in found.rows
    }


@given(st.integers(0, 10**6))
def test_every_count_of_any_table_comes_out_and_no_other(seed):
    table = made_table(seed)
    assert told(read(table.made())) == table.said


def row_of(cell: str) -> int:
    """Row of an address such as «B4», from 0."""
    return int("".join(filter(str.isdigit, cell))) - 1


@given(st.integers(0, 10**6))
def test_of_a_table_with_unknown_subjects_lines_and_names_each_row_is_read_right_or_told(seed):
    """Every row left out stands at or under an error, with no row taken between them."""
    table = made_table(seed, is_strange=True)
    reading = read(table.made())
    assert told(reading) == table.said
    taken = {row_of(row.cell) for found in reading.tables for row in found.rows}
    errors = {
        row_of(problem.place.rpartition("!")[2])
        for found in reading.tables
        for problem in found.problems
        if problem.severity is Severity.ERROR
    }
    for lost in table.lost:
        above = [row for row in errors if row <= lost]
        assert above
        assert not taken & set(range(max(above), lost + 1))
