"""The table behaves like Excel, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from quality_desktop.domain.directory import Unit
from quality_desktop.domain.records import natural_id
from tests.ui.drivers import GridDriver, WindowDriver, find
from tests.ui.units_tab import UNITS_ENTRY, UnitsTab, save

pytestmark = pytest.mark.gui

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
UNITS = [
    Unit(id=natural_id("unit", number), short_name=short, name=name, place=number)
    for number, (short, name) in enumerate(
        [("ИМЦ", "Центр"), ("ГРЦПИ", "Методический центр"), ("ЦДО", "Отдел")]
    )
]


@pytest.fixture
def window(make_window: Callable[..., WindowDriver], empty_file: Path) -> WindowDriver:
    window = make_window(empty_file, (UNITS_ENTRY,))
    window.operations.do(save(UNITS, "Заполнение"))
    window.settle()
    return window


@pytest.fixture
def grid(window: WindowDriver) -> GridDriver:
    return window.grid()


def column(grid: GridDriver, number: int) -> list[str]:
    return [grid.text(row, number) for row in range(grid.view.model().rowCount())]


def place(grid: GridDriver) -> tuple[int, int]:
    index = grid.view.currentIndex()
    return index.row(), index.column()


def test_enter_goes_down_and_tab_goes_right(grid):
    grid.go(0, 0)
    grid.press(Qt.Key.Key_Return)
    assert place(grid) == (1, 0)
    grid.press(Qt.Key.Key_Return, SHIFT)
    assert place(grid) == (0, 0)
    grid.press(Qt.Key.Key_Tab)
    assert place(grid) == (0, 1)


def test_an_edit_is_saved_and_the_cursor_goes_down(grid):
    grid.edit(0, 0, "Центр")
    assert column(grid, 0) == ["Центр", "ГРЦПИ", "ЦДО"]
    assert place(grid) == (1, 0)


def test_escape_leaves_the_old_value(qtbot, grid):
    grid.go(0, 0)
    grid.press(Qt.Key.Key_F2)
    editor = grid.editor()
    qtbot.keyClicks(editor, "zzz")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    grid.settle()
    assert grid.text(0, 0) == "ИМЦ"


def test_typing_replaces_the_cell(qtbot, grid):
    grid.go(0, 0)
    qtbot.keyClick(grid.view, Qt.Key.Key_X)
    grid.leave_editor(grid.editor())
    grid.settle()
    assert grid.text(0, 0) == "x"


def test_a_block_is_copied_as_spreadsheets_read_it(grid):
    grid.select(0, 0, 1, 1)
    grid.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "ИМЦ\tЦентр\nГРЦПИ\tМетодический центр"


def test_a_paste_of_a_spreadsheet_is_one_edit_with_one_undo(window, grid):
    QGuiApplication.clipboard().setText("А\tБ\r\nВ\tГ\r\n")
    grid.go(1, 0)
    grid.press(Qt.Key.Key_V, CTRL)
    assert column(grid, 0) == ["ИМЦ", "А", "В"]
    assert column(grid, 1) == ["Центр", "Б", "Г"]
    assert window.window.menus.undo.text() == "&Отменить: вставка 4 ячеек"
    window.undo()
    assert column(grid, 0) == ["ИМЦ", "ГРЦПИ", "ЦДО"]
    window.redo()
    assert column(grid, 1) == ["Центр", "Б", "Г"]


def test_a_paste_ends_at_the_edge_of_the_table(grid):
    QGuiApplication.clipboard().setText("А\nБ\nВ")
    grid.go(2, 0)
    grid.press(Qt.Key.Key_V, CTRL)
    assert column(grid, 0) == ["ИМЦ", "ГРЦПИ", "А"]


def test_one_cell_is_pasted_into_the_whole_selection(grid):
    QGuiApplication.clipboard().setText("Один\n")
    grid.select(0, 0, 2, 0)
    grid.press(Qt.Key.Key_V, CTRL)
    assert column(grid, 0) == ["Один", "Один", "Один"]


def test_cells_that_are_closed_stay_as_they_are(grid):
    grid.select(0, 0, 0, 2)
    grid.press(Qt.Key.Key_Delete)
    assert [grid.text(0, number) for number in range(3)] == ["", "", "0"]


def test_cut_copies_and_clears(window, grid):
    grid.go(0, 0)
    grid.press(Qt.Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "ИМЦ"
    assert grid.text(0, 0) == ""
    assert window.window.menus.undo.text() == "&Отменить: очистка 1 ячейки"


def test_the_top_of_the_selection_is_filled_down(grid):
    grid.select(0, 0, 2, 0)
    grid.press(Qt.Key.Key_D, CTRL)
    assert column(grid, 0) == ["ИМЦ", "ИМЦ", "ИМЦ"]


def test_one_row_is_filled_from_the_row_above(grid):
    grid.go(1, 0)
    grid.press(Qt.Key.Key_D, CTRL)
    assert column(grid, 0) == ["ИМЦ", "ИМЦ", "ЦДО"]


def test_a_text_is_found_round_the_end_of_the_table(qtbot, window, grid):
    grid.go(1, 1)
    window.window.menus.find_wanted.emit()
    line = find(window.widget, QLineEdit, "findLine")
    line.setText("центр")
    places = []
    for _ in range(2):
        qtbot.keyClick(line, Qt.Key.Key_Return)
        places.append(place(grid))
    assert places == [(0, 1), (1, 1)]
    qtbot.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert place(grid) == (0, 1)
    line.setText("нет такого")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "Не найдено" in [
        label.text() for label in line.parent().children() if hasattr(label, "text")
    ]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert grid.view.hasFocus()


def test_widths_are_remembered(qtbot, window, grid, environment):
    with qtbot.waitSignal(environment.preferences.changed):
        grid.view.horizontalHeader().resizeSection(0, 222)
    assert environment.settings.column_widths["units"][0] == 222
    tab = UnitsTab(window.operations, window.window.scope, environment)
    qtbot.addWidget(tab)
    assert tab.grid.columnWidth(0) == 222


def test_a_finding_jumps_to_its_cell(window, grid):
    window.operations.do(save([replace(UNITS[2], short_name="")], "Правка"))
    window.settle()
    tab = window.window.deck.current_tab
    assert [problem.text for problem in tab.problems.problems] == ["Нет краткого названия: Отдел."]
    tab.problems.activated.emit(tab.problems.problems[0].place)
    assert place(grid) == (2, 0)
