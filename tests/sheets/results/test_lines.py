"""What stands between tables and rows and is not understood: no figures go to what stood before."""

from typing import Any

import pytest

from quality_desktop.domain.errors import Severity
from quality_desktop.sheets.results.lines import is_unclear
from quality_desktop.sheets.results.occasions import Occasion, from_separator
from tests.sheets.results.books import catalogue, read, rows_of, sentences, sheet

ONE, TWO = "МБОУ СОШ № 1", "МБОУ СОШ № 2"
FIRST, SECOND = [20, 5, 5, 5, 5], [20, 1, 9, 5, 5]
LONG = ["Школа", "Писали", "2", "3", "4", "5"]
PUPILS = ["ОО", "Код участника", "Вариант", "Первичный балл", "Отметка"]
NAMES = catalogue()


def table(kind: str, name: str, figures: list[Any]) -> list[list[Any]]:
    """Headings of a layout and one row under them."""
    if kind == "long":
        return [LONG, [name, *figures]]
    if kind == "groups":
        head = ["Группы участников", "Кол-во участников", "2", "3", "4", "5"]
        return [head, [name, *figures]]
    return [PUPILS, [name, 40001, 1, 10, 5]]


def abouts(reading) -> list[tuple[str, str]]:
    return [(about, school) for about, school, _ in rows_of(reading)]


@pytest.mark.parametrize(
    "title", ["Технология 6 класс", "Предмет: Технология", "Технология, 6 параллель"]
)
@pytest.mark.parametrize("kind", ["long", "groups", "pupils"])
def test_a_table_of_an_unknown_subject_is_asked_about_and_takes_none_from_above(kind, title):
    rows = [["ВПР 2023 Математика 5 класс"], *table(kind, ONE, FIRST), [], [title],
            *table(kind, TWO, SECOND)]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 math 5", ONE)]
    assert "subject" in reading.tables[1].needs


@pytest.mark.parametrize("kind", ["long", "groups", "pupils"])
def test_the_name_of_a_sheet_is_not_the_subject_of_a_title_with_another(kind):
    rows = [["ВПР 2023 Технология 6 класс"], *table(kind, ONE, FIRST)]
    reading = read(sheet("Математика", rows))
    assert abouts(reading) == []
    assert reading.tables[0].needs == {"subject"}


@pytest.mark.parametrize(
    "title",
    [
        "Статистика по отметкам",
        "Результаты всероссийских проверочных работ (ВПР) в Первомайском районе, 2023 год",
        "Сводная таблица результатов по школам г. Ишимбая",
        "Комитет по образованию. Информация об итогах",
    ],
)
def test_an_honest_title_leaves_the_subject_to_the_name_of_the_sheet(title):
    reading = read(sheet("ВПР 2023 Математика 5 класс", [[title], *table("long", ONE, FIRST)]))
    assert abouts(reading) == [("vpr 2023 math 5", ONE)]
    assert sentences(reading) == []


def test_another_work_below_is_not_of_the_procedure_above():
    rows = [["ВПР 2023 Математика 5 класс"], *table("long", ONE, FIRST), [],
            ["Пробная работа, математика, 5 класс"], *table("long", TWO, SECOND)]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 math 5", ONE)]
    assert reading.tables[1].needs == {"procedure"}


@pytest.mark.parametrize("line", ["Технология 6 класс", "6А класс", "История края", "ТХ 6 класс",
                                  "Вариант 2", "Математика и история", "Математика 6"])  # fmt: skip
@pytest.mark.parametrize("kind", ["long", "groups"])
def test_a_line_that_is_not_understood_stops_the_rows_below_it(kind, line):
    head, row = table(kind, ONE, FIRST)
    rows = [["ВПР 2023 Русский язык 5 класс"], head, row, [line], [TWO, *SECOND],
            ["Окружающий мир, 4 класс"], row]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 russian 5", ONE), ("vpr 2023 world 4", ONE)]
    (problem,) = reading.tables[0].problems
    assert (problem.severity, problem.place) == (Severity.ERROR, "Лист1!A4")


@pytest.mark.parametrize("line", ["Технология 6 класс", "Русский язык", "2022 год"])
def test_pupils_under_a_line_about_another_work_are_not_added_to_those_above(line):
    rows = [["ВПР 2023 Математика 5 класс"], PUPILS, [ONE, 40001, 1, 10, 5], ["Математика, 5 класс"],
            [ONE, 40002, 1, 9, 4], [line], [ONE, 40003, 1, 3, 2]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert [(about, f["participants"]) for about, _, f in rows_of(reading)] == [
        ("vpr 2023 math 5", 2)
    ]
    assert ["говорит о другом" in sentence for sentence in sentences(reading)] == [True]


def test_what_was_stopped_does_not_go_on_in_the_table_below():
    rows = [["ВПР 2023 Русский язык 5 класс"], LONG, [ONE, *FIRST], ["Технология"], [ONE, *SECOND],
            [], ["6 класс"], LONG, [TWO, *SECOND]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 russian 5", ONE)]
    assert reading.tables[1].needs == {"subject"}


def test_a_table_below_goes_on_with_what_the_last_line_said():
    rows = [["ВПР 2023 Русский язык 5 класс"], LONG, [ONE, *FIRST], ["Математика"], [ONE, *SECOND],
            [], ["6 класс"], LONG, [TWO, *SECOND]]  # fmt: skip
    assert [about for about, _ in abouts(read(sheet("Лист1", rows)))] == [
        "vpr 2023 russian 5",
        "vpr 2023 math 5",
        "vpr 2023 math 6",
    ]


@pytest.mark.parametrize(
    "line", ["Улу-Теляк", "Сельские школы", "Ишимбайский район", "Исп. Иванова И.И.", TWO, "*"]
)
def test_a_school_without_figures_a_group_and_a_footer_stop_nothing(line):
    rows = [
        ["ВПР 2023 Русский язык 5 класс"],
        ["№", *LONG],
        [1, ONE, *FIRST],
        [2, line],
        [3, TWO, *SECOND],
    ]
    reading = read(sheet("Лист1", rows))
    assert [school for _, school in abouts(reading)] == [ONE, TWO]
    assert sentences(reading) == []


def test_rows_that_say_their_subject_and_class_need_no_line_above_them():
    head = ["Школа", "Предмет", "Класс", *LONG[1:]]
    rows = [["ВПР 2023"], head, [ONE, "Математика", 5, *FIRST], ["Базовый уровень"],
            [TWO, "Математика", 6, *SECOND]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 math 5", ONE), ("vpr 2023 math 6", TWO)]


def test_a_subject_nobody_knows_beside_a_known_one_is_not_that_of_the_title():
    head = ["Школа", "Русский язык", *[None] * 4, "Технология", *[None] * 4]
    rows = [
        ["ВПР 2023 Математика 5 класс"],
        head,
        [None, *LONG[1:], *LONG[1:]],
        [ONE, *FIRST, *SECOND],
    ]
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 russian 5", ONE)]
    assert [table.needs for table in reading.tables] == [frozenset(), {"subject"}]


EXAM = ["Муниципалитет", "ОО", "Математика профильная", "Русский язык"]


def test_a_line_between_the_rows_of_the_state_exams_says_their_year():
    rows = [["ЕГЭ 2023"], EXAM, ["Ишимбайский", ONE, 10, 20], ["2022 год"], ["Ишимбайский", TWO, 11, 21],
            ["Пересдача"], ["Ишимбайский", "МБОУ СОШ № 3", 3, 4]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [
        ("ege 2023 math_profile 0", ONE),
        ("ege 2023 russian 0", ONE),
        ("ege 2022 math_profile 0", TWO),
        ("ege 2022 russian 0", TWO),
    ]
    assert ["«Пересдача» не понята" in sentence for sentence in sentences(reading)] == [True]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("6 класс", "ВПР 2023 Математика 7 класс"),
        ("ВПР 2023", "ВПР 2024 Математика 7 класс"),
        ("Русский язык", "ВПР 2024 Математика 7 класс"),
    ],
)
def test_a_sheet_whose_name_says_another_thing_than_its_title_is_not_read(name, title):
    reading = read(sheet(name, [[title], *table("long", ONE, FIRST)]))
    assert abouts(reading) == []
    assert "название листа и шапка говорят разное" in sentences(reading)[0]
    assert abouts(read(sheet(name, [[title], *table("long", ONE, FIRST)]), kind="csv"))


def test_years_of_the_state_exams_in_the_title_and_the_name_of_the_sheet_must_agree():
    reading = read(sheet("ЕГЭ 2022", [["ЕГЭ 2023"], EXAM, ["Ишимбайский", ONE, 10, 20]]))
    assert abouts(reading) == []
    assert "говорят разное: год" in sentences(reading)[0]


@pytest.mark.parametrize(
    "name", ["1", "№ 1", "-", "Общеобразовательная школа", "Глава-Слобода", "Общий Сырт"]
)
@pytest.mark.parametrize("kind", ["long", "groups"])
def test_a_row_with_figures_and_a_name_of_nothing_is_told(kind, name):
    head, row = table(kind, ONE, FIRST)
    rows = [["ВПР 2023 Математика 5 класс"], head, [name, *SECOND], row]
    reading = read(sheet("Лист1", rows))
    assert [school for _, school in abouts(reading)] == [ONE]
    (problem,) = reading.tables[0].problems
    assert (problem.severity, problem.place) == (Severity.ERROR, "Лист1!A3")
    assert "не видно, что это школа" in problem.text


@pytest.mark.parametrize("name", ["1", "-", "Общеобразовательная школа", ""])
def test_a_code_says_the_school_where_its_name_says_nothing(name):
    rows = [["ВПР 2023 Математика 5 класс"], ["Код ОО", *LONG], ["sch020001", name, *FIRST],
            ["sch020002", TWO, *SECOND]]  # fmt: skip
    reading = read(sheet("Лист1", rows))
    assert abouts(reading) == [("vpr 2023 math 5", "020001"), ("vpr 2023 math 5", "020002")]
    assert sentences(reading) == []


def test_a_school_of_the_state_exams_called_by_a_dash_is_told():
    rows = [
        ["ЕГЭ 2023"],
        EXAM,
        ["Ишимбайский", ONE, 10, 20],
        [None, "-", 11, 21],
        ["Итого", None, 21, 41],
    ]
    reading = read(sheet("Лист1", rows))
    assert {school for _, school in abouts(reading)} == {ONE}
    assert ["не видно, что это школа" in sentence for sentence in sentences(reading)] == [True]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [("Технология", True), ("История края", True), ("Средние школы, 6 класс", True), (ONE, False),
     ("МБОУ СОШ им. Гагарина, 6 класс", True), ("Итого по математике", False),
     ("Сельские школы", False), ("", False)],
)  # fmt: skip
def test_a_line_that_is_neither_school_nor_total_is_unclear(text, doubt):
    assert is_unclear(text, NAMES) is doubt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("РУ 6", Occasion(subject="russian", grade=6)),
        ("1. Математика", Occasion(subject="math")),
        ("по русскому языку, 4-е классы", Occasion(subject="russian", grade=4)),
        ("ВПР 2024/2025 учебного года", Occasion(procedure="vpr", year=2025)),
        ("Математика, 4–5 классы", Occasion()),
        ("ВПР и РДР 2023", Occasion()),
        ("ТХ 6 класс", Occasion()),
    ],
)
def test_a_line_is_taken_when_all_of_it_is_understood(text, said):
    assert from_separator(text, NAMES) == said
