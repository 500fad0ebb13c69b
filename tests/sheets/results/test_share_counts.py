"""One percent of the participants is a whole number of pupils, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.sheets.results.figures_in_rows import RowFigures
from quality_desktop.sheets.results.share_counts import (
    ShareColumn,
    count_of_share,
    share_column,
)
from tests.sheets.results.books import percents, sheet


def told(percent, people, decimals=0):
    """The count and the problems of a cell."""
    figures = RowFigures(sheet("Лист1", [[percent]]), 0)
    count = count_of_share(
        figures, 0, "не преодолели порог", people, ShareColumn(decimals=decimals)
    )
    return count, [problem.text for problem in figures.problems]


@given(st.integers(1, 400), st.data())
def test_hundredths_of_a_percent_always_give_the_pupils_back(people, data):
    count = data.draw(st.integers(0, people))
    share, _ = percents([count, people - count])
    found, problems = told(share, people, 2)
    assert found in (count, None)  # 0,25 of 400 may be 25 % too
    assert (found is None) is bool(problems)


@pytest.mark.parametrize(
    ("percent", "people", "decimals", "count"),
    [
        (1, 25, 0, 25),
        (4, 25, 0, 1),
        (0.08, 25, 2, 2),
        (0, 25, 0, 0),
        (100, 25, 0, 25),
        (None, 25, 0, None),
    ],
)
def test_a_percent_that_fits_one_number_is_that_number(percent, people, decimals, count):
    assert told(percent, people, decimals) == (count, [])


@pytest.mark.parametrize(
    ("percent", "people", "words"),
    [
        (1, 250, "слишком грубо"),
        (5, 25, "целых чисел учеников с такими долями нет"),
        (5, None, "число участников не указано"),
        (101, 25, "от 0 до 100"),
        ("много", 25, "не число"),
    ],
)
def test_a_percent_that_fits_none_or_several_is_told(percent, people, words):
    count, (sentence,) = told(percent, people)
    assert count is None
    assert "A1" in sentence
    assert words in sentence


def test_in_a_column_of_percents_a_half_is_no_fraction_and_the_whole_may_be_one_percent():
    page = sheet("Лист1", [[0.5], [33.3], [1]])
    written = share_column((page, row, 0) for row in range(3))
    assert (written.decimals, written.holds_percents) == (1, True)
    figures = RowFigures(page, 0)
    assert count_of_share(figures, 0, "не преодолели порог", 100, written) is None
    assert figures.problems
    assert count_of_share(RowFigures(page, 2), 0, "не преодолели порог", 100, written) == 1
    alone = RowFigures(sheet("Лист1", [[1]]), 0)
    assert count_of_share(alone, 0, "не преодолели порог", 100, ShareColumn()) is None
    assert alone.problems
