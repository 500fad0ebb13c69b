import pytest

from quality_desktop.documents.model import Cell, Paragraph, Row, plain
from quality_desktop.writers.grid import place


def cell(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    paragraphs = (Paragraph(style="cell", runs=plain(text)),)
    return Cell(paragraphs=paragraphs, column_span=columns, row_span=rows)


def shape(rows: list[Row], columns: int) -> list[list[tuple[str, int, int, int]]]:
    return [
        [
            (
                each.cell.paragraphs[0].text if each.cell is not None else "^",
                each.column,
                each.column_span,
                each.row_span,
            )
            for each in row
        ]
        for row in place(rows, columns)
    ]


def test_cells_stand_one_after_another():
    assert shape([Row(cells=(cell("а"), cell("б")))], 2) == [[("а", 0, 1, 1), ("б", 1, 1, 1)]]


def test_a_cell_that_reaches_down_pushes_the_cells_of_the_next_row_to_the_right():
    rows = [
        Row(cells=(cell("а", rows=2), cell("б"), cell("в"))),
        Row(cells=(cell("г"), cell("д"))),
    ]
    assert shape(rows, 3)[1] == [("^", 0, 1, 1), ("г", 1, 1, 1), ("д", 2, 1, 1)]


def test_a_span_beyond_the_table_is_cut_at_its_edge():
    assert shape([Row(cells=(cell("а", columns=9, rows=9),))], 3) == [[("а", 0, 3, 1)]]


def test_a_wide_cell_stops_before_a_cell_that_reaches_down():
    rows = [
        Row(cells=(cell("а"), cell("б", rows=2), cell("в"))),
        Row(cells=(cell("г", columns=3), cell("д"))),
    ]
    assert shape(rows, 3)[1] == [("г", 0, 1, 1), ("^", 1, 1, 1), ("д", 2, 1, 1)]


def test_a_short_row_is_filled_up_with_empty_cells():
    assert shape([Row(cells=(cell("а"),))], 3)[0] == [("а", 0, 1, 1), ("", 1, 1, 1), ("", 2, 1, 1)]


def test_a_row_with_too_many_cells_is_a_mistake_of_the_composer():
    with pytest.raises(ValueError, match="more cells"):
        place([Row(cells=(cell("а"), cell("б")))], 1)
