"""Numbers with words, and texts as people look for them."""

from __future__ import annotations

import pytest

from quality_desktop.ui.plurals import counted, folded


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 ячеек"),
        (1, "1 ячейка"),
        (2, "2 ячейки"),
        (4, "4 ячейки"),
        (5, "5 ячеек"),
        (11, "11 ячеек"),
        (12, "12 ячеек"),
        (21, "21 ячейка"),
        (22, "22 ячейки"),
        (111, "111 ячеек"),
        (121, "121 ячейка"),
    ],
)
def test_a_word_agrees_with_its_number(number: int, text: str):
    assert counted(number, "ячейка", "ячейки", "ячеек") == text


def test_letters_are_found_in_any_case_and_with_either_e():
    assert folded("Лицей  имени\u00a0Семёнова") == "лицей имени семенова"
