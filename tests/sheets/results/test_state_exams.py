"""Workbooks of the state exams: one to three rows of headings, the year in the sheet's name, rubbish."""

import pytest

from tests.sheets.results.books import read, rows_of, sentences, sheet

FIVE = [
    "приняли участие",
    "не преодолели min порог",
    "высокие баллы 80-99",
    "100 баллов",
    "средний балл",
]


def one_level():
    return sheet(
        "ЕГЭ 2021",
        [
            [
                "Муниципалитет",
                "Образовательная организация (школа)",
                "Всего участников ЕГЭ",
                "Русский язык",
                "Физика",
            ],
            ["г. Ишимбай", "МБОУ СОШ № 1", 30, 30, "-"],
            [None, "МБОУ гимназия № 2+B116", 20, 20, 5],
            ["Всего по району", None, 50, 50, 5],
        ],
    )


def test_a_subject_of_one_column_gives_its_participants():
    assert rows_of(read(one_level())) == [
        ("ege 2021 russian 0", "МБОУ СОШ № 1", {"participants": 30}),
        ("ege 2021 russian 0", "МБОУ гимназия № 2", {"participants": 20}),
        ("ege 2021 physics 0", "МБОУ гимназия № 2", {"participants": 5}),
    ]


def test_the_district_reaches_down_over_its_schools():
    assert [row.municipality for row in read(one_level()).tables[0].rows] == ["г. Ишимбай"] * 3


def levels(depth, rows):
    """Headings of two or three levels over rows of a district, a school, everybody and two subjects."""
    top = ["Муниципалитет", "Образовательная организация", "Всего выпускников"]
    subjects: list[str | None] = ["Русский язык", *[None] * 4, "Математика профильная"]
    nothing: list[str | None] = [None] * 3
    heads = [[*top, *subjects], nothing + FIVE * 2]
    if depth == 3:
        heads = [[*top, "Предметы", *[None] * 9], nothing + subjects, heads[1]]
    return sheet("Итоги 2022", [["Результаты ЕГЭ по школам"], [], *heads, *rows])


ROWS = [
    ["Ишимбайский район", "МБОУ СОШ № 1", 30, 30, 0, 4, 1, 71.456, 12, 2, 0, 0, "55,5"],
    [None, "12", 30, 30, 0, 4, 1, 71.4, 12, 2, 0, 0, 55.5],
    [None, "-", 30, 30, 0, 4, 1, 71.4, 12, 2, 0, 0, 55.5],
    ["Всего", "МБОУ СОШ № 1", 30, 30, 0, 4, 1, 71.4, 12, 2, 0, 0, 55.5],
    [None, "Всего", 30, 30, 0, 4, 1, 71.4, 12, 2, 0, 0, 55.5],
]


@pytest.mark.parametrize("depth", [2, 3])
def test_headings_of_several_levels_are_read_and_rubbish_is_left_out(depth):
    assert rows_of(read(levels(depth, ROWS))) == [
        (
            "ege 2022 russian 0",
            "МБОУ СОШ № 1",
            {"participants": 30, "below": 0, "high": 4, "full": 1, "mean_hundredths": 7146},
        ),
        (
            "ege 2022 math_profile 0",
            "МБОУ СОШ № 1",
            {"participants": 12, "below": 2, "high": 0, "full": 0, "mean_hundredths": 5550},
        ),
    ]


def test_more_below_the_bound_than_participants_is_refused():
    reading = read(levels(2, [["Район", "МБОУ СОШ № 1", 30, 30, 31, 4, 1, 71, 12, 2, 0, 0, 55]]))
    assert [about for about, _, _ in rows_of(reading)] == ["ege 2022 math_profile 0"]
    assert "E5" in sentences(reading)[0]


def test_a_year_that_nothing_says_is_asked():
    rows = [list(row) for row in levels(2, ROWS).rows]
    (table,) = read(sheet("Лист1", rows)).tables
    assert table.needs == {"year"}
    assert table.rows == ()


@pytest.mark.parametrize(
    ("heading", "figures"),
    [
        ("высокие баллы 80-99", {"high": 7}),
        ("количество 100-балльников", {"full": 7}),
        ("набрали 100 баллов", {"full": 7}),
        ("набрали 81-100 баллов", {}),
        ("от 61 до 80 баллов", {}),
        ("от 80 до 100 баллов", {}),
    ],
)
def test_only_the_groups_of_points_that_are_kept_are_taken(heading, figures):
    """Pupils with 81–100 points were taken for pupils with 100 points."""
    reading = read(
        sheet(
            "ЕГЭ 2021",
            [
                ["Муниципалитет", "Образовательная организация", "Русский язык", None],
                [None, None, "приняли участие", heading],
                ["г. Ишимбай", "МБОУ СОШ № 1", 30, 7],
            ],
        )
    )
    assert rows_of(reading) == [
        ("ege 2021 russian 0", "МБОУ СОШ № 1", {"participants": 30, **figures})
    ]
    assert bool(sentences(reading)) is not bool(figures)


@pytest.mark.parametrize(
    ("title", "procedure"),
    [
        ("Результаты единого государственного экзамена", "ege"),
        ("Итоги основного государственного экзамена в разрезе школ", "oge"),
    ],
)
def test_an_exam_named_in_full_and_in_the_genitive_with_the_year_on_the_tab_is_known(
    title, procedure
):
    rows = [[title], [], *levels(2, ROWS).rows[2:]]
    assert {about for about, _, _ in rows_of(read(sheet("2025", rows)))} == {
        f"{procedure} 2025 russian 0",
        f"{procedure} 2025 math_profile 0",
    }


def test_a_district_of_its_own_needs_no_column_of_districts():
    rows = [["ЕГЭ 2024"], ["№", "Школа", "Русский язык", "Физика"], [1, "МБОУ СОШ № 1", 30, 5]]
    assert [figures for _, _, figures in rows_of(read(sheet("Лист1", rows)))] == [
        {"participants": 30},
        {"participants": 5},
    ]


def test_years_below_each_other_stay_apart():
    head = ["Муниципалитет", "Образовательная организация", "Русский язык"]
    one, other = ["Район", "МБОУ СОШ № 1", 30], ["Район", "МБОУ СОШ № 1", 25]
    rows = [["ЕГЭ 2023"], head, one, [], ["2024 год"], head, other]
    assert [(about, f["participants"]) for about, _, f in rows_of(read(sheet("Лист1", rows)))] == [
        ("ege 2023 russian 0", 30),
        ("ege 2024 russian 0", 25),
    ]
