"""Forms that schools fill: prepared rows are no pupils, the absent are no participants."""

import pytest

from quality_desktop.sheets.results.rows import Given
from tests.sheets.results.books import read, rows_of, sentences, sheet

SCHOOL = 'edu223017 | МБОУ "Алейская СОШ"'
ABOUT = Given(subject="math", grade=4)


def form_of_2022(*pupils):
    common = [
        "admin",
        "reg220000",
        "reg220000 | Алтайский край",
        "reg22_m001 | Алейский муниципальный район",
        SCHOOL,
        "17.03.2022 05:09:18",
    ]
    head = [
        "Пользователь",
        "Код региона",
        "Регион",
        "Муниципалитет",
        "Школа",
        "Дата загрузки",
        "Код",
        "Вариант",
        "1 (1б)",
        "2 (2б)",
        "Наименование класса",
        "Пол",
        "Отметка за предыдущий триместр/ четверть/полугодие",
        "Итого баллов",
    ]
    classes = [
        *head[:6],
        'Буква (цифра) класса. Введите "нет" - если отсутствует',
        "Основной учебник по предмету",
    ]
    return (
        sheet("Классы", [classes, [*common, "А", "Моро М.И."]]),
        sheet("Протокол", [head, *[[*common, *pupil] for pupil in pupils]]),
    )


PUPILS = [
    [40001, 1, 1, 2, "А", "м", 5, 3],
    [40002, 2, 1, "X", "А", "ж", 4, 1],
    [40003, "отсутствовал", None, None, "А", "м", 3, None],
    [40004, 1, 0, 1, "А", "ж", "нет отметки", 1],
]


def test_a_form_of_2022_gives_participants_scores_and_tasks():
    reading = read(*form_of_2022(*PUPILS), given=ABOUT)
    ((about, code, figures),) = rows_of(reading)
    assert (about, code) == ("vpr 2022 math 4", "223017")
    assert figures == {
        "participants": 3,
        "scores": "1:2;3:1",
        "tasks": "1:2/3;2:3/6",
        "max_score": 3,
    }
    (row,) = (row for table in reading.tables for row in table.rows)
    assert row.note == "отсутствовали: 1"
    assert row.municipality == "Алейский муниципальный район"


def test_what_the_form_does_not_say_is_asked():
    needs = {need for table in read(*form_of_2022(*PUPILS)).tables for need in table.needs}
    assert needs == {"subject", "grade"}


def form_of_2026(*pupils):
    head = [
        "Код участника",
        "Вариант",
        "1 (1б)",
        "2 (2б)",
        "Порядковый номер класса",
        "Отметка за предыдущий триместр/ четверть/полугодие",
        "Итого баллов",
    ]
    prepared = [[40000 + n, None, None, None, None, None, 0, None, 7, n] for n in range(60)]
    return (
        sheet("Протокол", [head, *pupils, *prepared]),
        sheet("Служебный", [["отсутствовал", 1], ["нет отметки", 2], ["X", 3]]),
        sheet("Порядковый номер класса", [["Порядковый номер класса"], [1], [2]]),
    )


def test_prepared_rows_of_2026_are_no_pupils():
    given = Given(subject="math", grade=4, year=2026, school="МБОУ СОШ № 1")
    reading = read(*form_of_2026([40001, 1, 1, 2, 1, 5, 3]), given=given)
    ((about, school, figures),) = rows_of(reading)
    assert (about, school) == ("vpr 2026 math 4", "МБОУ СОШ № 1")
    assert figures["participants"] == 1
    assert not reading.unknown


def test_a_form_that_nobody_filled_says_so():
    reading = read(*form_of_2026(), given=Given(subject="math", grade=4, year=2026, school="Школа"))
    assert rows_of(reading) == []
    assert any("не заполнена" in sentence for sentence in sentences(reading))


def test_a_form_of_2026_needs_its_school():
    reading = read(
        *form_of_2026([40001, 1, 1, 2, 1, 5, 3]), given=Given(subject="math", grade=4, year=2026)
    )
    assert {need for table in reading.tables for need in table.needs} == {"school"}


def form_of_2021():
    head = [
        "логин школы",
        "регион",
        "номер обучающегося",
        "код обучающегося",
        "отметка за предыдущую четверть/триместр",
        "пол",
        "класс",
        "вариант",
        "всего баллов",
        "балл за 1",
        "балл за 2",
        "Учебник",
        "Др.уч. автор",
    ]
    return sheet(
        "Лист1",
        [
            head,
            ["sch223017", "Алейский район", 1, 4001, 3, "м", "4А", 1, 5, 3, 2, "Моро", None],
            ["sch223017", "Алейский район", 2, 4002, 3, "ж", "4А", 1, 9, 5, 4, "Моро", None],
            ["sch223017", "Алейский район", 3, 4003, 5, "ж", "4Б", 2, 15, 8, 7, "Моро", None],
            ["sch223018", "Алейский район", 1, 4001, 3, "м", "4", 1, 14, 7, 7, "Моро", None],
        ],
    )


def test_scores_of_2021_become_marks_by_the_scale_and_are_marked_so():
    reading = read(form_of_2021(), given=Given(subject="math", year=2021, grade=4))
    first, second = (row for table in reading.tables for row in table.rows)
    assert dict(first.figures) == {
        "participants": 3,
        "two": 1,
        "three": 1,
        "four": 0,
        "five": 1,
        "lowered": 1,
        "confirmed": 2,
        "raised": 0,
        "scores": "5:1;9:1;15:1",
    }
    assert (first.school_code, first.municipality) == ("223017", "Алейский район")
    assert second.figures["four"] == 1
    assert "шкал" in first.note or "посчитаны" in first.note
    assert any("сверьте" in sentence for sentence in sentences(reading))


def test_the_technical_export_of_2020_is_read():
    head = [
        "groups",
        "user",
        "id",
        "code",
        "otc",
        "gender",
        "klass",
        "var-1",
        "var-2",
        "sum",
        "a-1-grade",
        "a-2-grade",
        "Учебник",
    ]
    rows = [
        head,
        ["g", "sch223017", 1, 4001, 4, "m", "5А", 1, 2, 12, 6, 6, "Виленкин"],
        ["g", "sch223017", 2, 4002, 4, "f", "5А", "отсутствовал", None, None, None, None, None],
    ]
    ((about, code, figures),) = rows_of(
        read(sheet("Лист1", rows), given=Given(subject="math", year=2020))
    )
    assert (about, code) == ("vpr 2020 math 5", "223017")
    assert (figures["participants"], figures["four"], figures["confirmed"]) == (1, 1, 1)


def test_two_parts_with_the_same_task_numbers_stay_apart():
    head = [
        "Код",
        "Вариант (часть 1)",
        "1 (1б)",
        "Вариант (часть 2)",
        "1 (2б)",
        'Класс № (список формируется из листа "Классы")',
        "Пол",
        "Отметка за предыдущую четверть",
        "Итого баллов",
    ]
    given = Given(subject="math", grade=4, year=2022, school="МБОУ СОШ № 1")
    reading = read(sheet("Протокол", [head, [1, 1, 1, 2, 2, "1", "м", 4, 3]]), given=given)
    ((_, _, figures),) = rows_of(reading)
    assert figures["tasks"] == "1:1/1;1 (часть 2):2/2"


@pytest.mark.parametrize("missing", [None, "нет"])
def test_a_pupil_without_a_sum_is_a_participant_and_is_told(missing):
    reading = read(*form_of_2022([40001, 1, 1, 2, "А", "м", 5, missing]), given=ABOUT)
    ((_, _, figures),) = rows_of(reading)
    assert figures["participants"] == 1
    assert "scores" not in figures
    assert any("нет первичного балла" in sentence for sentence in sentences(reading))
