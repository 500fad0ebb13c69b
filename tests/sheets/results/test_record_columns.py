"""Marks given together or in part, mean scores by short names: nothing is lost without a word."""

import pytest

from tests.sheets.results.books import read, rows_of, sentences, sheet

VPR = "ВПР 2025 Математика 5 класс"
MARKS = ["2", "3", "4", "5"]
COUNTS = [6, 18, 12, 4]


def of_school(headings, figures, participants=40, title=VPR):
    """A school with so many participants and these figures."""
    rows = [
        [title],
        ["ОО", "Кол-во участников", *headings],
        ["МБОУ СОШ № 1", participants, *figures],
    ]
    return read(sheet("Лист1", rows))


def of_exam(headings, figures):
    """A row for the exam in Russian."""
    head = ["Процедура", "Год", "Предмет", "ОО", "Участников, чел.", *headings]
    row = ["ЕГЭ", 2025, "Русский язык", "МБОУ СОШ № 1", 25, *figures]
    return read(sheet("Лист1", [head, row]))


def values(reading):
    """Figures of the only row."""
    ((_, _, figures),) = rows_of(reading)
    return figures


@pytest.mark.parametrize(
    ("headings", "figures"),
    [
        (["«2»", "«3»", "«4» и «5»"], [16, 18, 6]),
        (["«2»", "«3»", "«4-5»"], [16, 18, 6]),
        (["«5» и «4»", "«3»", "«2»"], [6, 18, 16]),
        (["на «2»", "на «3»", "на «4» и «5»", "% «4» и «5»"], [16, 18, 6, 15]),
        (["% «2»", "% «3»", "% «4»+«5»"], [40, 45, 15]),
        (["Неуд.", "Удовл.", "Хорошо и отлично"], [16, 18, 6]),
    ],
)
def test_fours_and_fives_together_leave_the_twos_and_threes(headings, figures):
    """Sixteen twos of forty were lost without a word."""
    reading = of_school(headings, figures)
    assert values(reading) == {"participants": 40, "two": 16, "three": 18}
    (sentence,) = sentences(reading)
    assert "«4» и «5» даны вместе" in sentence


def test_fours_and_fives_together_must_make_the_participants():
    reading = of_school(["«2»", "«3»", "«4» и «5»", "% «4» и «5»"], [16, 18, 7, 15])
    assert rows_of(reading) == []


def test_fours_and_fives_beside_each_of_them_change_nothing():
    reading = of_school([*MARKS, "«4» и «5», %"], [*COUNTS, 40])
    assert values(reading) == {"participants": 40, "two": 6, "three": 18, "four": 12, "five": 4}
    assert sentences(reading) == []


def test_percents_of_one_mark_are_pupils_where_one_number_fits():
    assert values(of_school(["% «2»"], [15])) == {"participants": 40, "two": 6}
    reading = of_school(["% «2»"], [1], participants=250)
    assert values(reading) == {"participants": 250}
    assert "C3: отметка «2»: доля 1 % при числе участников 250 не взята" in sentences(reading)[0]


def test_some_marks_that_are_neither_pupils_nor_percents_are_told():
    reading = of_school(["«2»", "«3»"], [16, 18])
    assert values(reading) == {"participants": 40}
    assert "C2: отметки не взяты: даны не все" in sentences(reading)[0]


@pytest.mark.parametrize(
    ("heading", "mean", "is_taken"),
    [
        ("Ср. балл", 13.5, True),
        ("Ср. балл", 3.5, False),
        ("Ср. первичный балл", 3.5, True),
        ("Средний балл", 3.5, True),
    ],
)
def test_a_short_mean_that_may_be_one_of_marks_is_told_instead(heading, mean, is_taken):
    reading = of_school([*MARKS, heading], [*COUNTS, mean])
    assert ("mean_hundredths" in values(reading)) is is_taken
    assert bool(sentences(reading)) is not is_taken


@pytest.mark.parametrize(
    ("headings", "figures"),
    [
        (["Не преодолели порог", "Ср. балл"], [1, 71.2]),
        (["Преодолели порог", "Ср. тестовый балл"], [24, 71.2]),
        (["Не преодолели порог, %", "Средний балл"], [4, 71.2]),
        (["Сдали, %", "Средний балл по ОО"], [96, 71.2]),
        (
            ["Не сдали", "Средний первичный балл", "Средний балл", "Средний балл по району"],
            [1, 40, 71.2, 69],
        ),
    ],
)
def test_a_row_of_an_exam_is_read_in_other_words(headings, figures):
    reading = of_exam(headings, figures)
    assert values(reading) == {"participants": 25, "below": 1, "mean_hundredths": 7120}


def test_a_primary_mean_of_the_exam_in_test_points_is_told():
    reading = of_exam(["Не сдали", "Средний первичный балл"], [1, 40])
    assert values(reading) == {"participants": 25, "below": 1}
    assert "G1: средний балл не взят" in sentences(reading)[0]


def test_more_below_the_bound_than_participants_is_refused_in_a_row_of_an_exam_too():
    reading = of_exam(["Не преодолели порог", "Средний балл"], [26, 71.2])
    assert rows_of(reading) == []
    assert "F2" in sentences(reading)[0]


@pytest.mark.parametrize(
    ("heading", "is_told"),
    [
        ("Минимальный порог", True),
        ("Средний балл 2024", True),
        ("Получили 81-100 баллов", True),
        ("Средний балл по району", False),
        ("Средняя отметка", False),
    ],
)
def test_scores_and_bounds_that_say_nothing_for_certain_are_told_by_their_cell(heading, is_told):
    reading = of_school([*MARKS, heading], [*COUNTS, 36])
    assert "mean_hundredths" not in values(reading)
    assert any("G2: «" in sentence for sentence in sentences(reading)) is is_told


def test_who_came_counts_and_who_enlisted_does_not():
    rows = [
        [VPR],
        ["ОО", "Зарегистрировано", "Явилось", *MARKS],
        ["МБОУ СОШ № 1", 43, 40, *COUNTS],
    ]
    assert values(read(sheet("Лист1", rows)))["participants"] == 40


def test_words_of_an_exam_under_a_subject_stay_with_its_marks():
    """«Математика» over «Преодолели порог» was taken for one heading, and the number was lost."""
    rows = [
        ["ОГЭ 2025"],
        ["ОО", "Математика", *[None] * 6],
        [None, "Участники", *MARKS, "Преодолели порог", "Ср. балл"],
        ["МБОУ СОШ № 1", 40, *COUNTS, 34, 14.2],
    ]
    reading = read(sheet("Лист1", rows, [(1, 0, 2, 0), (1, 1, 1, 7)]))
    figures = values(reading)
    assert (figures["below"], figures["two"], figures["mean_hundredths"]) == (6, 6, 1420)
