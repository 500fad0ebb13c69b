"""Titles that seem to name a subject or an exam and name another one."""

import pytest

from quality_desktop.sheets.results.occasions import (
    Occasion,
    from_sheet_name,
    from_titles,
    grade_in,
)
from quality_desktop.sheets.results.rows import Given
from tests.sheets.results.books import catalogue, read, rows_of, sentences, sheet

HEAD = ["ОО", "Кол-во участников", 2, 3, 4, 5]
ROW = ["МБОУ СОШ № 1", 9, 0, 1, 4, 4]
CATALOGUE = catalogue()


@pytest.mark.parametrize(
    "title",
    [
        "ВПР 2025 Родной (русский) язык 5 класс",
        "ВПР 2025, Родной русский язык, 5 класс",
        "Результаты ВПР 2025 по родному русскому языку в 5 классе",
        "Русский язык как неродной, ВПР 2025, 5 класс",
        "ВПР 2025 Математика (углублённый уровень) 5 класс",
        "ВПР 2025 Математика (углубл.) 5 класс",
        "ВПР 2025 Математика, углублённый уровень, 5 класс",
        "ВПР 2025. Углубленная математика. 5 класс",
        "ВПР 2025 Физика (профильный уровень) 5 класс",
        "ВПР 2025 Математика (обучающиеся с ОВЗ) 5 класс",
        "ВПР 2025 Башкирская литература 5 класс",
        "ВПР 2025 История края 5 класс",
        "ВПР 2025 Второй иностранный (немецкий) язык 5 класс",
        "Предмет: Математика (углубл.); ВПР 2025, 5 класс",
    ],
)
def test_a_subject_that_only_looks_like_a_plain_one_is_told_as_unknown(title):
    reading = read(sheet("Лист1", [[title], HEAD, ROW]))
    assert rows_of(reading) == []
    (told,) = sentences(reading)
    assert "не указан предмет: укажите его сами" in told
    assert "предмет, который программе не известен" in told


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("ВПР 2025 Математика (5 класс)", "math"),
        ("ВПР (2025 год), Русский язык (весна, 5 класс)", "russian"),
        ("ВПР 2025 математика (по программе 5 класса)", "math"),
        ("Математика (базовый уровень) 2025", "math_base"),
        ("ЕГЭ 2025, математика (профильный уровень)", "math_profile"),
        ("Иностранный язык (английский), 5 класс", "english"),
        ("ВПР 2025 Иностранный (английский) язык 7 класс", "english"),
        ("Информатика (КЕГЭ) 2025", "informatics"),
        ("Родной (башкирский) язык, 5 класс", "native"),
        ("Результаты ВПР по математике в школах с углублённым изучением предметов", "math"),
        ("Всероссийские проверочные работы по русскому языку, Заокский район", "russian"),
        ("Математика (Заокский район)", "math"),
    ],
)
def test_a_plain_subject_is_taken_with_what_stands_beside_it(title, subject):
    assert from_titles([[title]], CATALOGUE).subject == subject


@pytest.mark.parametrize(
    "name", ["Математика (углубл.)", "МА 5 угл", "Родной русский", "ФИ 5 (углубл.)"]
)
def test_the_name_of_a_sheet_is_no_plain_subject_either(name):
    assert from_sheet_name(name, CATALOGUE).subject == ""
    told = sentences(read(sheet(name, [["ВПР 2025, 5 класс"], HEAD, ROW])))
    assert f"«{name}» – предмет, который программе не известен" in told[0]
    named = read(sheet(name, [["ВПР 2025 Математика 5 класс"], HEAD, ROW]))
    assert "название листа и шапка говорят разное: предмет" in sentences(named)[0]


def test_a_level_on_a_line_of_its_own_belongs_to_the_subject_above_it():
    lines = [["ЕГЭ 2025"], ["Математика"]]
    assert from_titles([*lines, ["Профильный уровень"]], CATALOGUE).subject == "math_profile"
    assert from_titles([*lines, ["Углублённый уровень"]], CATALOGUE).subject == ""


@pytest.mark.parametrize(
    "title",
    [
        "ОГЭ 2025 Математика (пересдача)",
        "Математика, ОГЭ 2025, дополнительный период",
        "Пробный ОГЭ 2025, математика",
        "Диагностическая работа в формате ОГЭ, математика, 2025",
        "ОГЭ 2025 математика, досрочный период",
        "Репетиционный ОГЭ по математике 2025",
    ],
)
@pytest.mark.parametrize("name", ["Лист1", "ОГЭ 2025"])
def test_a_second_try_and_a_rehearsal_are_not_the_exam(title, name):
    reading = read(sheet(name, [[title], HEAD, ROW]))
    assert rows_of(reading) == []
    assert any(said in sentences(reading)[0] for said in ("процедура", "говорят разное"))
    given = Given(procedure="oge")
    assert len(rows_of(read(sheet("Лист1", [[title], HEAD, ROW]), given=given))) == 1


def test_an_exam_with_its_second_tries_counted_in_is_the_exam():
    for title in ("ОГЭ 2025, с учётом пересдач", "ЕГЭ 2025, досрочный и основной периоды"):
        assert from_titles([[title]], CATALOGUE).procedure in ("oge", "ege")


def test_a_table_above_gives_no_subject_to_a_table_of_an_unknown_one():
    rows = [["ВПР 2025 Математика 7 класс"], HEAD, ROW, [], ["Математика (углубл.)"], HEAD, ROW]
    reading = read(sheet("Лист1", rows))
    assert [row[0] for row in rows_of(reading)] == ["vpr 2025 math 7"]
    assert any("Математика (углубл.)" in text for text in sentences(reading))


@pytest.mark.parametrize(
    ("text", "grade"),
    [("V класс", 5), ("в пятых классах", 5), ("VII-х классов", 7), ("одиннадцатый класс", 11),
     ("IX классы", 9), ("5-х классов", 5), ("первая четверть, 6 класс", 6), ("в 5 и шестых классах", None)],
)  # fmt: skip
def test_a_class_may_be_written_in_roman_digits_and_in_words(text, grade):
    assert grade_in(text) == grade


def test_a_person_who_names_the_subject_knows_better():
    said = Occasion(other_subject="Математика (углубл.)").filled(Given(subject="math"))
    assert (said.subject, said.other_subject) == ("math", "")


def test_what_is_missing_is_told_with_the_option_that_says_it():
    told = sentences(read(sheet("Лист1", [["ВПР, математика, 5 класс"], HEAD, ROW])))
    assert "не указан год: укажите его сами (вверху окна или в команде: --year)" in told[0]
