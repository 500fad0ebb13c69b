"""Cells go to spreadsheets and come back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.ui.widgets.clipboard import format_cells, parse_cells

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(block=blocks)
def test_what_is_copied_is_pasted_again(block: list[list[str]]):
    # One empty line at the end is what spreadsheets add, so a single empty last cell cannot be told.
    if block[-1] == [""] and len(block) > 1:
        block = block[:-1]
    if block[-1] != [""] or len(block) == 1:
        assert parse_cells(format_cells(block)) == block


@given(text=st.text(max_size=60))
def test_reading_the_clipboard_never_fails_and_always_gives_a_cell(text: str):
    rows = parse_cells(text)
    assert rows
    assert all(rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("", [[""]]),
        ("a\t\n", [["a", ""]]),
        ('"две\nстроки"\tb\n', [["две\nстроки", "b"]]),
        ('"с ""кавычками"""', [['с "кавычками"']]),
        ('ООО "Ромашка"\tb', [['ООО "Ромашка"', "b"]]),
        ('"Ромашка" и другие\tb', [['"Ромашка" и другие', "b"]]),
        ('"не закрыта\tb', [['"не закрыта', "b"]]),
    ],
)
def test_excel_and_libreoffice_are_understood(text: str, rows: list[list[str]]):
    assert parse_cells(text) == rows
