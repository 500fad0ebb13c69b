"""A district's results as the files of different offices tell them, made for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from quality_desktop.sheets.cells import Book
from tests.sheets.results.books import book, csv_text, percents, save, sheet

World = Mapping[tuple[str, int, str], Sequence[int]]
"""Letters of the subject, grade and school -> pupils with each mark."""

SCHOOLS = ["ОО-0005", "ОО-0092", "ОО-0137"]
HEAD = ["Год", "Класс", "Предмет", "Муниципалитет", "ОО", "Кол-во участников", "2, чел.", "2, %", "3, %",
        "4, %", "5, %", "Понизили", "Подтвердили", "Повысили"]  # fmt: skip
DISTRICT = "Первомайский муниципальный район"
SUBJECTS = {"МА": "Математика", "РУ": "Русский язык"}

counts = st.tuples(*[st.integers(0, 70)] * 4).filter(any)
worlds = st.dictionaries(
    st.tuples(st.sampled_from(sorted(SUBJECTS)), st.integers(4, 8), st.sampled_from(SCHOOLS)),
    counts,
    min_size=1,
    max_size=12,
)
"""Subject, grade and school -> pupils with each mark."""

WORLD = {
    ("МА", 4, "ОО-0005"): (0, 11, 8, 3),
    ("МА", 4, "ОО-0092"): (0, 5, 8, 7),
    ("РУ", 4, "ОО-0005"): (1, 9, 9, 2),
    ("МА", 5, "ОО-0137"): (1, 3, 3, 0),
}


def long_rows(world: World, year: int = 2021) -> list[list[Any]]:
    rows: list[list[Any]] = [list(HEAD)]
    for (letters, grade, school), marks in world.items():
        total = sum(marks)
        register = [total // 5, total - total // 5, 0]
        rows.append(
            [
                year,
                grade,
                SUBJECTS[letters],
                DISTRICT,
                school,
                total,
                marks[0],
                *percents(marks),
                *register,
            ]
        )
    return rows


def regional_book(world: World, year: int = 2021) -> Book:
    """A sheet per subject and grade with title rows and a two-level merged heading."""
    sheets = []
    for letters, grade in sorted({key[:2] for key in world}):
        rows = [
            (school, marks) for (s, g, school), marks in world.items() if (s, g) == (letters, grade)
        ]
        total = [sum(column) for column in zip(*[marks for _, marks in rows], strict=True)]
        content = [
            ["Статистика по отметкам"],
            [f"ВПР {year}. {grade} класс"],
            [f"Предмет: {SUBJECTS[letters]}"],
            [],
            [
                "Группы участников",
                "Кол-во ОО",
                "Кол-во участников",
                "Распределение групп баллов в %",
            ],
            [None, None, None, 2, 3, 4, 5],
            [DISTRICT, len(rows), sum(total), *percents(total)],
            *[
                [f"МБОУ «Школа {school}»", None, sum(marks), *percents(marks)]
                for school, marks in rows
            ],
            ["Исп. Иванова И.И., тел. 2-00-00"],
        ]
        merges = [(0, 0, 0, 6), (4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 4, 6)]
        sheets.append(sheet(f"{letters} {grade}", content, merges))
    return book(*sheets)


def merged(path_book, folder):
    return save(path_book, folder / "региональная.xlsx")


def text_file(rows, folder, name="таблица.csv", *, encoding="utf-8", mark="."):
    path = folder / name
    path.write_bytes(csv_text(rows, mark=mark).encode(encoding))
    return path


def named_book(*names):
    rows = [[name, 10, 10, 40, 30, 20] for name in names]
    head = ["Группы участников", "Кол-во участников", 2, 3, 4, 5]
    return book(sheet("МА 5", [["ВПР 2021. Математика, 5 класс"], head, *rows]))


def several_districts():
    rows = [
        ["ЕГЭ 2021"],
        ["Муниципалитет", "Образовательная организация", "Русский язык"],
        ["Ишимбайский район", "МБОУ СОШ № 1", 30],
        [None, "МБОУ СОШ № 2", 20],
        ["Гафурийский район", "МБОУ СОШ № 1", 10],
    ]
    return book(sheet("Лист1", rows))
