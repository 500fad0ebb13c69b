"""Tables of a state exam whose title names the only subject."""

import pytest

from quality_desktop.sheets.results.rows import Given
from tests.sheets.results.books import read, rows_of, sentences, sheet

HEAD = ["№", "ОО", "Кол-во участников", "Не преодолели порог", "Средний балл"]
ROW = [1, "МБОУ СОШ № 1", 25, 1, 71.2]
FIGURES = {"participants": 25, "below": 1, "mean_hundredths": 7120}


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Лист1", [["ЕГЭ 2025 Русский язык"]]),
        ("Лист1", [["Результаты ЕГЭ по русскому языку"], ["2025 год"]]),
        ("ЕГЭ 2025", [["Русский язык"]]),
    ],
)
def test_the_columns_are_of_the_subject_of_the_title(name, titles):
    reading = read(sheet(name, [*titles, HEAD, ROW]))
    assert rows_of(reading) == [("ege 2025 russian 0", "МБОУ СОШ № 1", FIGURES)]
    assert sentences(reading) == []


def test_without_a_subject_in_the_title_a_person_may_say_it():
    table = sheet("Лист1", [["ЕГЭ 2025"], HEAD, ROW])
    assert rows_of(read(table)) == []
    said = read(table, given=Given(subject="physics"))
    assert [row[0] for row in rows_of(said)] == ["ege 2025 physics 0"]


@pytest.mark.parametrize("title", ["ЕГЭ 2025 Математика (углубл.)", "Пробный ЕГЭ 2025, физика"])
def test_another_subject_and_a_rehearsal_are_not_read(title):
    assert rows_of(read(sheet("Лист1", [[title], HEAD, ROW]))) == []


def test_of_several_years_beside_each_other_the_one_of_the_title_is_taken():
    rows = [
        ["ЕГЭ 2025, русский язык"],
        ["ОО", "2024", None, None, "2025", None, None],
        [None, *["Сдавали", "Не преодолели порог", "Средний балл"] * 2],
        ["МБОУ СОШ № 1", 26, 2, 68.2, 25, 1, 71.2],
    ]
    reading = read(sheet("Лист1", rows, [(1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 6)]))
    assert rows_of(reading) == [("ege 2025 russian 0", "МБОУ СОШ № 1", FIGURES)]
    rows[0] = ["ЕГЭ, русский язык"]
    asked = read(sheet("Лист1", rows, [(1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 6)]))
    assert "не указан год" in sentences(asked)[0]
