"""Tables that people type or paste."""

from __future__ import annotations

from quality_desktop.documents.free_text import typed_table
from tests.documents.sample_papers import rows_of


def spans(row):
    return [cell.column_span for cell in row.cells]


def test_a_row_with_an_empty_place_to_sign_is_no_heading():
    table = typed_table([["Школа", "Подпись"], ["СОШ № 1", ""]])
    (row,) = table.rows
    assert (spans(row), row.is_group) == ([1, 1], False)


def test_a_row_of_one_cell_is_joined_over_all_columns():
    table = typed_table([["Список"], ["Школа", "Балл"], ["Городские"], ["СОШ № 1", "3,9"]])
    assert [spans(row) for row in (*table.header, *table.rows)] == [[2], [1, 1], [2], [1, 1]]
    assert [row.is_group for row in table.rows] == [False, True, False]
    assert rows_of(table)[2] == ["Городские"]
