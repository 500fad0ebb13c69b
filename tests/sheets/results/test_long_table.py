"""The long table and the tables of dashboards: a row per school, year, grade and subject."""

import pytest

from quality_desktop.domain.errors import Severity
from quality_desktop.sheets.results.rows import Given
from tests.sheets.results.books import percents, read, rows_of, sentences, sheet

HEAD = [
    "Год",
    "Класс",
    "Предмет",
    "Муниципалитет",
    "ОО",
    "Кол-во участников",
    "2, чел.",
    "2, %",
    "3, %",
    "4, %",
    "5, %",
    "Понизили",
    "Подтвердили",
    "Повысили",
]
ROW = [
    "2020",
    "4",
    "Математика",
    "Первомайский муниципальный район",
    "ОО-0005",
    "20",
    "0",
    "0.0",
    "15.0",
    "45.0",
    "40.0",
    "0",
    "13",
    "7",
]
COUNTS = {
    "participants": 20,
    "two": 0,
    "three": 3,
    "four": 9,
    "five": 8,
    "lowered": 0,
    "confirmed": 13,
    "raised": 7,
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_counts_are_restored_beside_given_counts(kind):
    reading = read(sheet("таблица", [HEAD, ROW]), kind=kind)
    assert rows_of(reading) == [("vpr 2020 math 4", "оо-0005", COUNTS)]
    assert sentences(reading) == []


def test_columns_in_another_order_and_with_commas_say_the_same():
    order = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    moved = [[HEAD[i] for i in order], [ROW[i].replace(".", ",") for i in order]]
    assert rows_of(read(sheet("Лист1", moved))) == [("vpr 2020 math 4", "оо-0005", COUNTS)]


def test_a_file_name_says_nothing_of_what_is_in_it():
    rows = [[text for i, text in enumerate(line) if i != 2] for line in (HEAD, ROW)]
    (table,) = read(sheet("РУ 4", rows), kind="csv").tables
    assert table.needs == {"subject"}


def test_a_person_says_what_the_table_does_not():
    rows = [[text for i, text in enumerate(line) if i != 2] for line in (HEAD, ROW)]
    reading = read(sheet("таблица", rows), kind="csv", given=Given(subject="russian"))
    assert [about for about, _, _ in rows_of(reading)] == ["vpr 2020 russian 4"]


def test_a_given_count_that_contradicts_its_share_is_refused():
    row = [*ROW[:6], "2", *ROW[7:]]
    reading = read(sheet("таблица", [HEAD, row, ROW]), kind="csv")
    assert len(rows_of(reading)) == 1
    assert "отметка «2» – 2" in sentences(reading)[0]


def test_an_unknown_subject_is_told_once():
    rows = [[*ROW[:2], "Физкультура", *ROW[3:]] for _ in range(5)]
    reading = read(sheet("таблица", [HEAD, *rows]), kind="csv")
    assert rows_of(reading) == []
    assert len([s for s in sentences(reading) if "Физкультура" in s]) == 1


DASHBOARD = ["Год", "Класс", "Предмет", "Муниципалитет", "Логин", "ОО", "Кол-во участников"]
KEYS = [2021, 4, "Русский язык", "Алейский район", "sch223017", "МБОУ Алейская СОШ", 27]


def test_bare_marks_of_a_dashboard_are_shares():
    rows = [[*DASHBOARD, 2, 3, 4, 5], [*KEYS, *percents((1, 9, 12, 5))]]
    reading = read(sheet("Лист1", rows))
    assert rows_of(reading) == [
        (
            "vpr 2021 russian 4",
            "223017",
            {"participants": 27, "two": 1, "three": 9, "four": 12, "five": 5},
        )
    ]
    (table,) = reading.tables
    assert [p.severity for p in table.problems] == [Severity.WARNING]
    assert "считаем, что ВПР" in table.problems[0].text


def test_shares_of_scores_become_pupils_per_score():
    counts = (1, 0, 3, 0, 0, 10, 6, 7)
    rows = [[*DASHBOARD, *range(8)], [*KEYS, *percents(counts)]]
    ((about, _, figures),) = rows_of(read(sheet("Лист1", rows)))
    assert about == "vpr 2021 russian 4"
    assert figures == {"participants": 27, "scores": "0:1;2:3;5:10;6:6;7:7", "max_score": 7}


def test_counts_that_do_not_add_up_are_refused_with_the_difference():
    head = [*DASHBOARD, "2, чел.", "3, чел.", "4, чел.", "5, чел."]
    reading = read(sheet("Лист1", [head, [*KEYS, 1, 9, 12, 6]]))
    assert rows_of(reading) == []
    assert "разница 1" in " ".join(sentences(reading))


def test_marks_of_a_bias_report_are_those_of_the_work():
    head = [
        "Район",
        "Название ОО",
        "Кол-во участников",
        "Отметка по школе",
        None,
        None,
        None,
        "Отметка по ВПР",
    ]
    rows = [
        ["Необъективные результаты ВПР 2021, математика, 4 класс"],
        head,
        [None, None, None, 2, 3, 4, 5, 2, 3, 4, 5],
        [
            "Алейский район",
            "МБОУ Алейская СОШ",
            27,
            *percents((0, 10, 12, 5)),
            *percents((1, 9, 12, 5)),
        ],
    ]
    assert rows_of(read(sheet("Лист1", rows))) == [
        (
            "vpr 2021 math 4",
            "МБОУ Алейская СОШ",
            {"participants": 27, "two": 1, "three": 9, "four": 12, "five": 5},
        )
    ]
