"""Texts get the room that others do not need, the name first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.needed_widths import NeededWidths, needed_room

COLUMNS = st.lists(st.tuples(st.integers(40, 400), st.integers(10, 900)), min_size=1, max_size=6)
LONG = "Показатель школы: Гимназия № 1 имени А. С. Пушкина, численность обучающихся"


@given(room=st.integers(1, 2000), columns=COLUMNS, place=st.integers(0, 5))
def test_the_room_is_filled_and_no_column_waits_empty_while_another_is_cut(room, columns, place):
    name = place % len(columns)
    usual, needs = [one for one, _ in columns], [need for _, need in columns]
    widths = needed_room(room, usual, needs, name=name)
    least = [min(one, need) for one, need in columns]
    assert all(width >= one for width, one in zip(widths, least, strict=True))
    assert sum(widths) == max(room, sum(least))
    is_cut = [width < need for width, need in zip(widths, needs, strict=True)]
    spare = [width - need for width, need in zip(widths[:-1], needs[:-1], strict=True)]
    assert all(one <= 0 for one in spare)
    if is_cut[name]:
        assert [*widths[:name], *widths[name + 1 :]] == [*least[:name], *least[name + 1 :]]
    if any(is_cut):
        assert widths[-1] - needs[-1] < len(columns)  # what is left of whole pixels


@pytest.mark.gui
def test_a_name_is_whole_beside_a_column_that_has_nothing_to_show(qtbot):
    columns: tuple[FigureColumn[tuple[str, str]], ...] = (
        FigureColumn(key="name", title="Запись", width=100, text=lambda one: one[0]),
        FigureColumn(key="file", title="Из файла", width=300, text=lambda one: one[1]),
    )
    model: FigureModel[tuple[str, str]] = FigureModel(key=lambda one: one)
    grid = FigureGrid(model, "Что придёт")
    qtbot.addWidget(grid)
    widths = NeededWidths(grid)
    model.show_table(columns, [(LONG, "а.qpack")])
    grid.resize(grid.fontMetrics().horizontalAdvance(LONG) + 200, 200)
    grid.show()
    widths.share()
    assert grid.columnWidth(0) >= grid.fontMetrics().horizontalAdvance(LONG)
    assert grid.columnWidth(0) + grid.columnWidth(1) == grid.viewport().width()
