"""Columns of a plan: what headings mean, how rows are numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.planning.columns import USUAL, Column, counted, headings, understood


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("№ п/п", Column.NUMBER),
        ("№", Column.NUMBER),
        ("п/п", Column.NUMBER),
        ("N п\\п.", Column.NUMBER),
        ("Наименование мероприятия", Column.TITLE),
        ("Содержание деятельности", Column.TITLE),
        ("Что делаем", Column.TITLE),
        ("Кто отвечает", Column.EXECUTORS),
        ("Итог", Column.EXPECTED),
        ("Участники", Column.PARTICIPANTS),
        ("Исполнители/соисполнители", Column.EXECUTORS),
        ("Ответственный\nисполнитель", Column.EXECUTORS),
        ("Соисполнители", Column.CO_EXECUTORS),
        ("Сроки", Column.DATES),
        ("СРОК ИСПОЛНЕНИЯ", Column.DATES),
        ("Дата проведения", Column.DATES),
        ("Ожидаемый результат", Column.EXPECTED),
        ("Отметка о выполнении", Column.PROGRESS),
        ("Участники мероприятия", Column.PARTICIPANTS),
        ("Примечание", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_heading_is_understood_by_its_words(heading, column):
    assert understood(heading) is column


def test_the_usual_headings_mean_their_columns():
    assert all(understood(heading.text) is heading.column for heading in USUAL)
    assert headings(" \n") == USUAL


def test_the_second_heading_of_one_meaning_heads_nothing():
    found = headings("Мероприятие\nСодержание\nСроки")
    assert [each.column for each in found] == [Column.TITLE, None, Column.DATES]


@given(st.lists(st.sampled_from(["", " ", "5", "12.", "2а", "1.1."]), max_size=12))
def test_counting_leaves_own_numbers_and_fills_the_rest(numbers):
    printed = counted(numbers)
    assert len(printed) == len(numbers)
    assert all(p == n.strip() for p, n in zip(printed, numbers, strict=True) if n.strip())
    assert all(printed)


def test_counting_goes_on_from_a_whole_number():
    assert counted(["", "", "10.", "", "10а", ""]) == ("1.", "2.", "10.", "11.", "10а", "12.")
