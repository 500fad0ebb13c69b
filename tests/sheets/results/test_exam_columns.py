"""Columns under a subject of a state exam that look alike: the right one is taken, or none is."""

import pytest

from tests.sheets.results.books import read, rows_of, sentences, sheet

PEOPLE, MEAN = "Кол-во участников", "Средний балл"


def under_one_subject(headings, figures, title="ЕГЭ 2025"):
    """A school under «Русский язык» over these headings."""
    width = len(headings)
    return read(
        sheet(
            "Лист1",
            [
                [title],
                ["ОО", "Русский язык", *[None] * (width - 1)],
                [None, *headings],
                ["МБОУ СОШ № 1", *figures],
            ],
            [(1, 0, 2, 0), (1, 1, 1, width)],
        )
    )


def values(reading):
    """Figures of the only row."""
    ((_, _, figures),) = rows_of(reading)
    return figures


@pytest.mark.parametrize(
    ("headings", "figures"),
    [
        ([PEOPLE, "Преодолели порог", MEAN], [25, 24, 71.2]),
        ([PEOPLE, "Преодолели", "Не преодолели", MEAN], [25, 24, 1, 71.2]),
        ([PEOPLE, "Не преодолели", "Преодолели", MEAN], [25, 1, 24, 71.2]),
        ([PEOPLE, "Выше порога", "Ниже порога", MEAN], [25, 24, 1, 71.2]),
        ([PEOPLE, "Не преодолели порог, %", MEAN], [25, 4, 71.2]),
        ([PEOPLE, "% преодолевших", MEAN], [25, 96, 71.2]),
        ([PEOPLE, "Доля не преодолевших", MEAN], [25, 0.04, 71.2]),
        ([PEOPLE, "Не сдали, %", "Не сдали", MEAN], [25, 4, 1, 71.2]),
        (["Зарегистрировано участников", "Явилось", "Не сдали", MEAN], [27, 25, 1, 71.2]),
        (["Всего выпускников", "Сдавали", "Не сдали", MEAN], [30, 25, 1, 71.2]),
        (["Не явились", PEOPLE, "Не сдали", MEAN], [2, 25, 1, 71.2]),
        ([PEOPLE, "Не сдали", "Средний балл по району", "Ср. балл по ОО"], [25, 1, 69.1, 71.2]),
        ([PEOPLE, "Не сдали", "Средний балл 2024", "Средний балл 2025"], [25, 1, 69.1, 71.2]),
        ([PEOPLE, "Порог", "Не сдали", MEAN], [25, 36, 1, 71.2]),
        ([PEOPLE, "Не сдали", "Ср. первичный балл", "Ср. тестовый балл"], [25, 1, 40, 71.2]),
        ([PEOPLE, "из них не сдали", "Ср. б."], [25, 1, 71.2]),
        (["План", "Факт", "Не сдали", MEAN], [27, 25, 1, 71.2]),
        ([PEOPLE, "Участники с низкими баллами", "Не сдали", MEAN], [25, 3, 1, 71.2]),
        (["Участники 2023/24", "Участники 2024/25", "Не сдали", MEAN], [27, 25, 1, 71.2]),
        (["Участники ВПЛ", PEOPLE, "Не сдали", MEAN], [3, 25, 1, 71.2]),
    ],
)
def test_of_columns_that_look_alike_the_one_of_the_school_and_the_year_is_taken(headings, figures):
    """Whoever passed was kept as below the bound; the first of two columns won."""
    found = values(under_one_subject(headings, figures))
    assert found == {"participants": 25, "below": 1, "mean_hundredths": 7120}


@pytest.mark.parametrize(
    ("headings", "figures", "cell"),
    [
        ([PEOPLE, "Минимальный порог", MEAN], [45, 36, 71.2], "C3"),
        ([PEOPLE, "Преодолели/не преодолели", MEAN], [45, 36, 71.2], "C3"),
        ([PEOPLE, "Средняя отметка", MEAN], [45, 4, 71.2], "C3"),
        ([PEOPLE, "Сдали на 4 и 5", MEAN], [45, 20, 71.2], "C3"),
        ([PEOPLE, "Кол-во медалистов", MEAN], [45, 4, 71.2], "C3"),
        ([PEOPLE, MEAN, "Средний балл 2024"], [45, 71.2, 69.1], "D3"),
        ([PEOPLE, MEAN, "Высокобалльники"], [45, 71.2, 3], "D3"),
        ([PEOPLE, MEAN, "Не преодолели порог, %"], [45, 71.2, 5], "D4"),
    ],
)
def test_a_column_that_is_not_certain_is_told_by_its_cell(headings, figures, cell):
    reading = under_one_subject(headings, figures)
    assert values(reading) == {"participants": 45, "mean_hundredths": 7120}
    (sentence,) = sentences(reading)
    assert f"Лист «Лист1», ячейка {cell}: " in sentence


def test_two_means_that_nothing_tells_apart_are_both_left_out():
    reading = under_one_subject([PEOPLE, MEAN, "Ср. балл"], [25, 69.1, 71.2])
    assert values(reading) == {"participants": 25}
    assert "«Средний балл» (C), «Ср. балл» (D), эти столбцы не взяты" in sentences(reading)[0]


def test_two_numbers_of_participants_stop_the_file():
    reading = under_one_subject(["Сдавали", "Писали", MEAN], [25, 24, 71.2])
    (problem,) = reading.tables[0].problems
    assert problem.severity.name == "ERROR"
    assert "B3" in problem.text


def test_below_and_passed_that_make_other_participants_are_told():
    reading = under_one_subject([PEOPLE, "Не сдали", "Сдали"], [25, 2, 24])
    assert values(reading) == {"participants": 25, "below": 2}
    assert "не преодолели порог 2, преодолели 24, а участников 25" in sentences(reading)[0]


def test_the_mean_of_the_ninth_grade_is_of_scores_and_never_of_marks():
    headings = ["Участники", "Преодолели порог", "Средняя отметка", "Средний балл"]
    reading = under_one_subject(headings, [25, 24, 3.9, 27.1], "ОГЭ 2025")
    assert values(reading) == {"participants": 25, "below": 1, "mean_hundredths": 2710}


def test_high_points_in_percents_are_pupils_again():
    reading = under_one_subject([PEOPLE, "80-99 баллов, %", "100 баллов"], [25, 32, 1])
    assert values(reading) == {"participants": 25, "high": 8, "full": 1}
    assert sentences(reading) == []


def over_subjects(*headings, figures, title="ЕГЭ 2025"):
    """Two subjects under each of these headings."""
    top = [text for heading in headings for text in (heading, None)]
    subjects = ["Русский язык", "Физика"] * len(headings)
    merges = [(1, 1 + 2 * place, 1, 2 + 2 * place) for place in range(len(headings))]
    rows = [[title], ["ОО", *top], [None, *subjects], ["МБОУ СОШ № 1", *figures]]
    return read(sheet("Лист1", rows, [(1, 0, 2, 0), *merges]))


def test_figures_over_the_subjects_are_read():
    """Only the participants were taken, and nothing was said."""
    reading = over_subjects(PEOPLE, "Не сдали", MEAN, figures=[25, 5, 1, 2, 71.2, 48.2])
    assert [figures for _, _, figures in rows_of(reading)] == [
        {"participants": 25, "below": 1, "mean_hundredths": 7120},
        {"participants": 5, "below": 2, "mean_hundredths": 4820},
    ]


def test_of_years_over_the_subjects_the_one_of_the_table_is_taken():
    reading = over_subjects("2024", "2025", figures=[25, 5, 24, 4])
    assert [figures for _, _, figures in rows_of(reading)] == [
        {"participants": 24},
        {"participants": 4},
    ]
    assert "B3: «2024» – не взято" in sentences(reading)[0]


def test_an_unknown_figure_over_the_subjects_is_no_number_of_participants():
    reading = over_subjects("Качество знаний", MEAN, figures=[80, 60, 71.2, 48.2])
    assert [figures for _, _, figures in rows_of(reading)] == [
        {"mean_hundredths": 7120},
        {"mean_hundredths": 4820},
    ]
    assert "«Качество знаний» – не взято" in sentences(reading)[0]


def lone(title):
    rows = [[title], ["ОО", "Русский язык", "Физика"], ["МБОУ СОШ № 1", 71, 48]]
    return read(sheet("Лист1", rows))


def test_a_title_says_what_the_only_column_of_a_subject_holds():
    """Whole mean scores were kept as participants."""
    assert [figures for _, _, figures in rows_of(lone("ЕГЭ 2025, средний балл"))] == [
        {"mean_hundredths": 7100},
        {"mean_hundredths": 4800},
    ]
    assert [figures for _, _, figures in rows_of(lone("ЕГЭ 2025. Количество участников"))] == [
        {"participants": 71},
        {"participants": 48},
    ]


@pytest.mark.parametrize(
    "title",
    [
        "ЕГЭ 2025: % качества",
        "ЕГЭ 2025: участники и средний балл",
        "ЕГЭ 2025: не преодолели порог",
    ],
)
def test_a_title_of_other_figures_leaves_the_only_column_of_a_subject_unclear(title):
    reading = lone(title)
    assert rows_of(reading) == []
    assert "B2: под предметом один столбец" in sentences(reading)[0]
