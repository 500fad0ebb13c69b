"""Two tables beside each other, each under a caption of its own."""

from typing import Any

import pytest

from tests.sheets.results.books import read, rows_of, sentences, sheet

HEAD: list[Any] = ["ОО", "Кол-во участников", 2, 3, 4, 5]
MATH: list[Any] = ["МБОУ СОШ № 1", 40, 6, 18, 12, 4]
RUSSIAN: list[Any] = ["МБОУ СОШ № 1", 41, 6, 19, 12, 4]
OTHER: list[Any] = ["МБОУ СОШ № 2", 10, 1, 4, 3, 2]
TITLES = ("ВПР 2025 Математика 5 класс", "ВПР 2025 Русский язык 5 класс")


def beside(first: Any, second: Any, *, gap: int = 1, above: Any = ()) -> list[list[Any]]:
    """Two tables of two rows; the first is longer by a row."""
    space: list[Any] = [None] * gap
    width = [None] * (len(HEAD) - 1)
    return [
        *above,
        [first, *width, *space, second],
        [*HEAD, *space, *HEAD],
        [*MATH, *space, *RUSSIAN],
        [*OTHER],
    ]


def told(reading: Any) -> list[tuple[str, str, int]]:
    return [(about, school, own["participants"]) for about, school, own in rows_of(reading)]


BOTH = [
    ("vpr 2025 math 5", "МБОУ СОШ № 1", 40),
    ("vpr 2025 math 5", "МБОУ СОШ № 2", 10),
    ("vpr 2025 russian 5", "МБОУ СОШ № 1", 41),
]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("merges", [False, True])
def test_each_table_is_of_its_own_caption(gap, merges):
    second = len(HEAD) + gap
    areas = [(0, 0, 0, 5), (0, second, 0, second + 5)] if merges else []
    reading = read(sheet("Лист1", beside(*TITLES, gap=gap), areas))
    assert told(reading) == BOTH
    assert sentences(reading) == []


def test_a_title_over_both_says_what_is_of_both():
    rows = beside("Математика", "Русский язык", above=[["ВПР 2025, 5 класс"], []])
    assert told(read(sheet("Лист1", rows))) == BOTH


def test_numbers_before_the_schools_belong_to_each_table():
    rows = [
        [TITLES[0], *[None] * 6, TITLES[1]],
        ["№", *HEAD, "№", *HEAD],
        [1, *MATH, 1, *RUSSIAN],
        [2, *OTHER],
    ]
    assert told(read(sheet("Лист1", rows))) == BOTH


@pytest.mark.parametrize(
    "rows",
    [
        beside(TITLES[0], None),
        beside(None, TITLES[1]),
        [*beside(*TITLES), ["ВПР 2024"], MATH],
    ],
)
def test_tables_of_which_only_one_is_told_are_refused(rows):
    reading = read(sheet("Лист1", rows))
    assert rows_of(reading) == []
    assert "стоят дважды" in sentences(reading)[0]


def test_a_caption_of_an_unknown_subject_is_told_and_the_other_table_is_read():
    reading = read(sheet("Лист1", beside(TITLES[0], "ВПР 2025 Родной русский язык 5 класс")))
    assert told(reading) == BOTH[:2]
    assert "Родной русский язык" in sentences(reading)[0]
