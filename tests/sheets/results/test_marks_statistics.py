"""«Статистика по отметкам» and its regional twins: counts come back from percents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import Severity
from tests.sheets.results.books import percents, read, rows_of, sentences, sheet

HEAD = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]


def statistics(
    *schools, name="РУ 4 Статистика по отметкам", head=HEAD, title="ВПР 2026 Русский язык 4 класс"
):
    """Ф3 of FIS OKO: headings in row 8."""
    total = [sum(column) for column in zip(*[counts for _, counts in schools], strict=True)]
    return sheet(
        name,
        [
            ["Статистика по отметкам"],
            [],
            [title],
            ["Предмет:", "Русский язык"],
            ["Максимальный первичный балл:", 38],
            ["Дата:", "20.04.2026"],
            [],
            head,
            ["Вся выборка", 30000, 1000000, 5.1, 30.2, 44.3, 20.4],
            ["Республика Башкортостан", 900, 40000, 5.5, 30.5, 44.5, 19.5],
            ["Ишимбайский муниципальный район(reg02_m012)", len(schools), sum(total), *percents(total)],
            *[[caption, None, sum(counts), *percents(counts)] for caption, counts in schools],
            [],
            ["Исп. Иванова И.И., тел. 2-00-00"],
        ],
    )  # fmt: skip


SCHOOLS = (
    ("МБОУ «СОШ № 1»(edu203389)", (0, 11, 8, 3)),
    ("МБОУ СОШ № 3 с. Кинзебулатово(edu203390)", (1, 1, 1, 0)),
)


def test_schools_are_read_and_nothing_else_is_a_school():
    assert rows_of(read(statistics(*SCHOOLS))) == [
        (
            "vpr 2026 russian 4",
            "203389",
            {"participants": 22, "two": 0, "three": 11, "four": 8, "five": 3},
        ),
        (
            "vpr 2026 russian 4",
            "203390",
            {"participants": 3, "two": 1, "three": 1, "four": 1, "five": 0},
        ),
    ]


def test_a_school_stands_under_its_district():
    (row, _) = read(statistics(*SCHOOLS)).tables[0].rows
    assert row.municipality == "Ишимбайский муниципальный район"
    assert (row.sheet, row.cell) == ("РУ 4 Статистика по отметкам", "A12")


@given(st.lists(st.tuples(*[st.integers(0, 90)] * 4).filter(any), min_size=1, max_size=5))
def test_any_counts_come_back_from_their_hundredths(vectors):
    schools = [(f"МБОУ СОШ № {n}", counts) for n, counts in enumerate(vectors, 1)]
    found = [row.figures for row in read(statistics(*schools)).tables[0].rows]
    assert [(f["two"], f["three"], f["four"], f["five"]) for f in found] == vectors


def test_a_sheet_name_cut_at_31_letters_and_typed_in_latin_says_the_same():
    assert rows_of(read(statistics(*SCHOOLS, name="PY 4 Статистика по отметкам о")))[0][0] == (
        "vpr 2026 russian 4"
    )


def test_shares_that_fit_no_counts_are_refused_with_their_cell():
    reading = read(statistics(("МБОУ СОШ № 1", (0, 11, 8, 3))))
    broken = [list(row) for row in statistics(("МБОУ СОШ № 1", (0, 11, 8, 3))).rows]
    broken[11][4] = 51.0
    refused = read(sheet("РУ 4", broken))
    assert rows_of(reading)
    assert rows_of(refused) == []
    assert "ячейка D12" in sentences(refused)[0]
    assert "51" in sentences(refused)[0]


def test_shares_rounded_to_whole_percents_are_refused_where_two_counts_fit():
    rows = [["ВПР 2021 Математика 5 класс"], HEAD, ["МБОУ СОШ № 1", None, 400, 10, 40, 30, 20]]
    reading = read(sheet("МА 5", rows))
    assert rows_of(reading) == []
    assert "слишком грубо" in sentences(reading)[0]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (2, "12 чел.", "C12"),
        (2, -3, "C12"),
        (2, 21.5, "C12"),
        (4, "#DIV/0!", "E12"),
        (4, 101, "E12"),
        (4, None, "E12"),
    ],
)
def test_a_wrong_cell_is_named_and_its_row_is_not_taken(column, value, said):
    rows = [list(row) for row in statistics(*SCHOOLS).rows]
    rows[11][column] = value
    reading = read(sheet("РУ 4", rows))
    assert [school for _, school, _ in rows_of(reading)] == ["203390"]
    assert any(said in sentence for sentence in sentences(reading))


def test_no_data_in_place_of_the_participants_is_never_zero():
    rows = [list(row) for row in statistics(*SCHOOLS).rows]
    rows[11][2] = "-"
    reading = read(sheet("РУ 4", rows))
    assert [school for _, school, _ in rows_of(reading)] == ["203390"]
    assert "данных нет" in sentences(reading)[0]


@pytest.mark.parametrize(
    "words", ["не участвовали", "не писали", "В ВПР не участвовала", "нет 5 класса", "учащихся нет"]
)
def test_words_of_a_school_that_took_no_part_are_no_data_too(words):
    rows = [list(row) for row in statistics(*SCHOOLS).rows]
    rows[11][2:7] = [words, None, None, None, None]
    reading = read(sheet("РУ 4", rows))
    assert [school for _, school, _ in rows_of(reading)] == ["203390"]
    problems = [problem for table in reading.tables for problem in table.problems]
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert f"«{words}» — считаем, что данных нет" in sentences(reading)[0]


def test_words_with_a_figure_are_not_taken_for_no_data():
    rows = [list(row) for row in statistics(*SCHOOLS).rows]
    rows[11][2] = "не писали 3"
    problems = [p for table in read(sheet("РУ 4", rows)).tables for p in table.problems]
    assert any(problem.severity is Severity.ERROR for problem in problems)


@pytest.mark.parametrize("region", ["Тульская обл.", "Тульская область", "Респ. Башкортостан"])
def test_a_region_whose_shares_fit_no_count_never_stops_the_file(region):
    rows = [
        ["ВПР 2025 Математика 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        [region, 13000, 8.2, 36.5, 36.4, 18.9],
        ["Заокский район", 40, 15, 45, 30, 10],
        ["СОШ № 2", 40, 15, 45, 30, 10],
    ]
    reading = read(sheet("Лист1", rows))
    assert [school for _, school, _ in rows_of(reading)] == ["СОШ № 2"]
    assert sentences(reading) == []


def test_a_school_stands_under_the_district_of_a_long_official_name():
    other = "Ясногорский муниципальный район"
    own = "Муниципальное образование Заокский муниципальный округ Тульской области"
    rows = [
        ["ВПР 2025 Математика 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        [other, 50, 2, 40, 40, 18],
        ["МОУ СОШ № 1", 50, 2, 40, 40, 18],
        [own, 40, 15, 45, 30, 10],
        ["СОШ № 2", 40, 15, 45, 30, 10],
    ]
    (table,) = read(sheet("Лист1", rows)).tables
    assert [row.municipality for row in table.rows] == [other, own]


def test_a_sheet_that_says_one_subject_in_its_name_and_another_in_its_head_is_held():
    reading = read(statistics(*SCHOOLS, name="МА 4 Статистика по отметкам"))
    assert rows_of(reading) == []
    assert "предмет" in sentences(reading)[0]


def test_a_total_that_differs_from_its_schools_is_a_warning():
    rows = [list(row) for row in statistics(*SCHOOLS).rows]
    rows[10][2] = 30
    (table,) = read(sheet("РУ 4", rows)).tables
    assert [p.severity for p in table.problems] == [Severity.WARNING]
    assert "в итоге 30" in table.problems[0].text
    assert len(table.rows) == 2


REGIONAL = [
    ["Статистика по отметкам"],
    ["ВПР 2021. 4 класс"],
    ["Предмет: Математика"],
    [],
    ["Группы участников", "Кол-во ОО", "Кол-во участников", "Распределение групп баллов в %"],
    [None, None, None, 2, 3, 4, 5],
    ["Первомайский муниципальный район", 1, 22, 0, 50, 36.36, 13.64],
    ["МБОУ «Школа ОО-0005»", None, 22, 0, 50, 36.36, 13.64],
]
MERGES = [(4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 4, 6)]


@pytest.mark.parametrize("merges", [MERGES, []])
def test_headings_of_two_levels_are_read_with_joined_cells_and_without(merges):
    assert rows_of(read(sheet("МА 4", REGIONAL, merges))) == [
        (
            "vpr 2021 math 4",
            "оо-0005",
            {"participants": 22, "two": 0, "three": 11, "four": 8, "five": 3},
        )
    ]


def test_years_stacked_in_one_sheet_stay_apart():
    head = ["Группы участников", "Кол-во участников", "Распределение отметок в %", None, None, None,
            "Средняя отметка", "Качество", "Успеваемость"]  # fmt: skip
    levels = [None, None, 2, 3, 4, 5, None, None, None]
    stacked = [
        ["Результаты ВПР 2021. Математика, 5 класс"],
        head,
        levels,
        ["Все муниципалитеты", 1000, 10, 40, 30, 20, 3.6, 50, 90],
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20, 3.6, 50, 90],
        [],
        ["Результаты ВПР 2022. Математика, 5 класс"],
        head,
        levels,
        ["МБОУ СОШ № 1", 20, 5, 40, 30, 25, 3.75, 55, 95],
    ]
    assert rows_of(read(sheet("Лист1", stacked))) == [
        (
            "vpr 2021 math 5",
            "МБОУ СОШ № 1",
            {"participants": 10, "two": 1, "three": 4, "four": 3, "five": 2},
        ),
        (
            "vpr 2022 math 5",
            "МБОУ СОШ № 1",
            {"participants": 20, "two": 1, "three": 8, "four": 6, "five": 5},
        ),
    ]


def test_a_year_between_the_rows_begins_the_rows_of_that_year():
    rows = [
        ["Результаты ВПР. Математика, 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["2021 год"],
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
        ["2022 год"],
        ["МБОУ СОШ № 1", 20, 5, 40, 30, 25],
    ]
    assert [about for about, _, _ in rows_of(read(sheet("Лист1", rows)))] == [
        "vpr 2021 math 5",
        "vpr 2022 math 5",
    ]


def test_a_note_between_the_rows_changes_nothing():
    rows = [
        ["ВПР 2021. Математика, 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["Данные 2020 года уточнены"],
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
    ]
    assert [about for about, _, _ in rows_of(read(sheet("Лист1", rows)))] == ["vpr 2021 math 5"]


def test_what_was_told_holds_for_the_blocks_below_until_another_is_told():
    head = ["Группы участников", "Кол-во участников", 2, 3, 4, 5]
    rows = [
        ["ВПР 2021. Математика, 5 класс"],
        head,
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
        [],
        ["Русский язык"],
        head,
        ["МБОУ СОШ № 1", 20, 5, 40, 30, 25],
        [],
        ["2022 год, 6 класс"],
        head,
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
    ]
    assert [about for about, _, _ in rows_of(read(sheet("Лист1", rows)))] == [
        "vpr 2021 math 5",
        "vpr 2021 russian 5",
        "vpr 2022 russian 6",
    ]


def test_marks_given_as_counts_are_taken_as_counts():
    rows = [
        ["ВПР 2021. Математика, 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["МБОУ СОШ № 1", 10, 1, 4, 3, 2],
        ["МБОУ СОШ № 2", 7, 0, 4, 3, 0],
    ]
    assert [figures["two"] for _, _, figures in rows_of(read(sheet("Лист1", rows)))] == [1, 0]


def test_marks_that_may_be_counts_or_shares_are_asked_about():
    rows = [
        ["ВПР 2021. Математика, 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["МБОУ СОШ № 1", 10, 1, 4, 3, 2],
        ["МБОУ СОШ № 2", 20, 10, 40, 30, 20],
    ]
    reading = read(sheet("Лист1", rows))
    assert rows_of(reading) == []
    assert "непонятно" in sentences(reading)[0]


@pytest.mark.parametrize(
    "caption", ["Всего", "Итого по району", "*", "1", "-", "Все ОО", "Школы района"]
)
def test_totals_and_stars_never_become_schools(caption):
    rows = [["ВПР 2021. Математика, 5 класс"], HEAD, [caption, None, 10, 10, 40, 30, 20]]
    assert rows_of(read(sheet("Лист1", rows))) == []


def test_a_table_that_does_not_say_its_subject_asks_for_it():
    rows = [["ВПР 2021. 5 класс"], HEAD, ["МБОУ СОШ № 1", None, 10, 10, 40, 30, 20]]
    (table,) = read(sheet("Лист1", rows)).tables
    assert table.needs == {"subject"}
    assert "предмет" in table.problems[0].text


def test_a_school_with_nobody_and_a_school_with_one_pupil_are_read():
    schools = (("МБОУ ООШ д. Урман", (0, 0, 0, 0)), ("МБОУ СОШ № 1", (0, 1, 0, 0)))
    assert [figures for _, _, figures in rows_of(read(statistics(*schools)))] == [
        {"participants": 0, "two": 0, "three": 0, "four": 0, "five": 0},
        {"participants": 1, "two": 0, "three": 1, "four": 0, "five": 0},
    ]


def test_shares_of_one_are_the_same_as_percents():
    rows = [["ВПР 2021. Математика, 5 класс"], ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
            ["МБОУ СОШ № 1", 8, 0.125, 0.375, 0.25, 0.25]]  # fmt: skip
    assert rows_of(read(sheet("Лист1", rows)))[0][2] == {
        "participants": 8, "two": 1, "three": 3, "four": 2, "five": 2,
    }  # fmt: skip


def test_a_group_of_schools_is_not_the_district_of_those_below_it():
    head = ["Группы участников", "Кол-во участников", 2, 3, 4, 5]
    figures = [10, 10, 40, 30, 20]
    captions = ["Ишимбайский район", "Сельские школы", "МБОУ СОШ № 1"]
    rows = [["ВПР 2021. Математика, 5 класс"], head, *[[caption, *figures] for caption in captions]]
    (row,) = read(sheet("Лист1", rows)).tables[0].rows
    assert row.municipality == "Ишимбайский район"


def test_marks_and_the_comparison_with_the_register_on_one_sheet_are_both_read():
    rows = [
        ["ВПР 2025 Математика 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["МБОУ СОШ № 1", 20, 10, 40, 30, 20],
        [],
        ["Группы участников", "Кол-во участников(всего)", "Понизили", "Подтвердили", "Повысили"],
        ["МБОУ СОШ № 1", 20, 3, 15, 2],
    ]
    reading = read(sheet("МА 5", rows))
    assert [figures for _, _, figures in rows_of(reading)] == [
        {"participants": 20, "two": 2, "three": 8, "four": 6, "five": 4},
        {"participants": 20, "lowered": 3, "confirmed": 15, "raised": 2},
    ]
    assert sentences(reading) == []


@pytest.mark.parametrize(
    "second",
    [
        [["Группы участников", "Кол-во участников", "Средний балл"], ["МБОУ СОШ № 1", 20, 3.5]],
        [["Школа", "Писали", 2, 3, 4, 5], ["МБОУ СОШ № 1", 20, 2, 8, 6, 4]],
    ],
)
def test_a_table_that_is_not_read_is_told_beside_one_that_is(second):
    first = [
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
    ]
    reading = read(sheet("МА 5", [["ВПР 2025"], *first, [], *second]))
    assert any("не прочитана" in sentence for sentence in sentences(reading))


def test_rows_under_a_line_that_nobody_understands_are_not_taken_and_that_is_told():
    rows = [
        ["ВПР 2021. 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["Математика"],
        ["МБОУ СОШ № 1", 10, 10, 40, 30, 20],
        ["Технология"],
        ["МБОУ СОШ № 1", 20, 5, 40, 30, 25],
    ]
    reading = read(sheet("Лист1", rows))
    assert [about for about, _, _ in rows_of(reading)] == ["vpr 2021 math 5"]
    assert (
        "A5: строка «Технология» не понята, и результаты под ней не взяты" in sentences(reading)[0]
    )


@pytest.mark.parametrize("counts", [(25, 25, 25, 26), (24, 26, 29, 19), (25, 22, 28, 27)])
def test_counts_of_about_a_hundred_pupils_are_counts(counts):
    """Nobody could tell them from shares, though no pupils have such shares."""
    rows = [
        ["ВПР 2021. Математика, 5 класс"],
        ["Группы участников", "Кол-во участников", 2, 3, 4, 5],
        ["МБОУ СОШ № 1", sum(counts), *counts],
    ]
    [(_, _, figures)] = rows_of(read(sheet("Лист1", rows)))
    assert tuple(figures[name] for name in ("two", "three", "four", "five")) == counts
