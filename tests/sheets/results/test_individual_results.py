"""«Индивидуальные результаты»: pupils are added up while they are read and never kept."""

from quality_desktop.domain.errors import Severity
from tests.sheets.results.books import read, rows_of, sentences, sheet

HEAD = ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант", "1 (2б)", "2 (1б)",
        "4K1 (3б)", "Первичный балл", "Отметка", "Отметка по журналу"]  # fmt: skip


def pupil(number, points, score, mark, register, *, code="edu203389", name="МБОУ «СОШ № 1»"):
    return [code, "Ишимбайский район", name, number, "4А", 1, *points, score, mark, register]


PUPILS = [
    pupil(40001, [2, 1, 3], 6, 5, 5),
    pupil(40002, [1, "X", 0], 1, 2, 3),
    pupil(40003, [0, 1, None], 1, 2, "нет отметки"),
    pupil(40004, [2, 0, 1], 3, 4, 3),
]


def individual(*pupils, declared=4, name="РУ 4 Индивидуальные результаты"):
    return sheet(
        name,
        [
            ["Индивидуальные результаты"],
            [],
            ["ВПР 2026 Русский язык 4 класс"],
            ["Предмет:", "Русский язык"],
            ["Максимальный первичный балл:", 6],
            ["Дата:", "20.04.2026"],
            [None, None, "Уровень сложности задания", None, None, None, "Б", "Б", "П"],
            HEAD,
            [f"МБОУ «СОШ № 1»(edu203389) | Кол-во участников: {declared}"],
            *pupils,
        ],
    )


def test_pupils_become_the_figures_of_their_school():
    reading = read(individual(*PUPILS))
    assert rows_of(reading) == [
        (
            "vpr 2026 russian 4",
            "203389",
            {
                "participants": 4, "two": 2, "three": 0, "four": 1, "five": 1,
                "lowered": 1, "confirmed": 1, "raised": 1,
                "scores": "1:2;3:1;6:1", "tasks": "1:5/8;2:2/4;4К1:4/9", "max_score": 6,
            },
        )
    ]  # fmt: skip
    assert sentences(reading) == []


def test_a_declared_number_that_differs_is_a_warning():
    (table,) = read(individual(*PUPILS, declared=89)).tables
    assert [p.severity for p in table.problems] == [Severity.WARNING]
    assert "объявлено участников 89, а строк с учениками 4" in table.problems[0].text
    assert len(table.rows) == 1


def test_schools_of_a_district_are_counted_apart():
    other = pupil(40001, [2, 1, 3], 6, 5, 5, code="edu203390", name="МБОУ СОШ № 2")
    found = {
        code: figures["participants"]
        for _, code, figures in rows_of(read(individual(*PUPILS, other)))
    }
    assert found == {"203389": 4, "203390": 1}


def test_a_score_above_the_greatest_spoils_the_distribution_and_nothing_else():
    reading = read(individual(*PUPILS[:3], pupil(40004, [2, 0, 1], 92, 4, 3)))
    ((_, _, figures),) = rows_of(reading)
    assert "scores" not in figures
    assert figures["four"] == 1
    assert "балл 92 больше наибольшего (6)" in sentences(reading)[0]
    assert "J13" in sentences(reading)[0]


def test_a_pupil_without_a_mark_leaves_the_school_without_marks():
    reading = read(individual(*PUPILS[:3], pupil(40004, [2, 0, 1], 3, None, 3)))
    ((_, _, figures),) = rows_of(reading)
    assert figures["participants"] == 4
    assert "two" not in figures
    assert "lowered" not in figures
    assert "K13" in sentences(reading)[0]


def test_points_beyond_a_task_are_told_and_tasks_are_not_kept():
    reading = read(individual(*PUPILS[:3], pupil(40004, [5, 0, 1], 3, 4, 3)))
    ((_, _, figures),) = rows_of(reading)
    assert "tasks" not in figures
    assert "G13" in sentences(reading)[0]


def test_pupils_themselves_are_nowhere_in_what_was_read():
    assert "40001" not in repr(read(individual(*PUPILS)))
