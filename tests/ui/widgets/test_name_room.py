"""Names get the room that figures leave; where it is short, every row has two lines."""

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.widgets.figure_grid import FigureGrid, parted
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.name_room import NameRoom

pytestmark = pytest.mark.gui

LONG = "МБОУ «Средняя общеобразовательная школа № 5 имени Героя Советского Союза»"


@dataclass(frozen=True)
class Row:
    """A school with a figure."""

    name: str


COLUMNS = (
    FigureColumn[Row](key="school", title="Школа", width=120, text=lambda row: row.name),
    FigureColumn[Row](key="low", title="Доля", width=80, is_number=True, text=lambda _row: "7"),
)


def shown(qtbot, width, names):
    model = FigureModel[Row](key=lambda row: row.name)
    grid = FigureGrid(model, "Школы")
    model.setParent(grid)
    qtbot.addWidget(grid)
    room = NameRoom(grid)
    grid.resize(width, 300)
    grid.show()
    model.show_table(COLUMNS, [Row(name) for name in names])
    room.share()
    return grid


def test_the_room_that_is_left_goes_to_the_names(qtbot):
    grid = shown(qtbot, 1200, [LONG])
    assert grid.columnWidth(0) >= grid.fontMetrics().horizontalAdvance(LONG)
    assert grid.verticalHeader().defaultSectionSize() == ROW_HEIGHT
    assert sum(grid.widths) <= grid.viewport().width()


def test_rows_have_two_lines_where_a_name_does_not_fit(qtbot):
    grid = shown(qtbot, 320, [LONG, "СОШ № 1"])
    lines = 2 * grid.fontMetrics().lineSpacing()
    assert grid.verticalHeader().defaultSectionSize() >= lines
    shorter = shown(qtbot, 320, ["СОШ № 1"])
    assert shorter.verticalHeader().defaultSectionSize() == ROW_HEIGHT


def test_a_text_is_parted_between_words_and_nothing_is_lost(qapp: QApplication):
    metrics = QFontMetrics(qapp.font())
    first, rest = parted(LONG, metrics, metrics.horizontalAdvance(LONG) // 2)
    assert f"{first} {rest}" == LONG
    assert first
    assert metrics.horizontalAdvance(first) <= metrics.horizontalAdvance(LONG) // 2
    assert parted("Общеобразовательная", metrics, 10) == ("", "Общеобразовательная")
