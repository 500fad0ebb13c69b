"""The tab «Матрица ответственности» on the real sample district."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QListWidget

from quality_desktop import paths
from quality_desktop.domain.directions import edition_id
from quality_desktop.domain.responsibility import Role
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.district_file import files
from quality_desktop.ui.dialogs.preview_cells import PreviewCells
from quality_desktop.ui.models.matrix import MatrixRole
from quality_desktop.ui.widgets.party_list import PartyList
from tests.ui.conftest import WRITER
from tests.ui.drivers import PATIENCE_MS, find, only, type_text
from tests.ui.tabs.drivers_matrix import COLUMNS, MatrixDriver, in_dialog, plain

pytestmark = pytest.mark.gui

COORDINATOR, EXECUTOR, OPERATOR = Role.COORDINATOR, Role.EXECUTOR, Role.OPERATOR
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file, only("matrix"))


@pytest.fixture
def matrix(window, qtbot):
    return MatrixDriver(qtbot, window.show_tab("matrix"))


def test_directions_stand_in_their_two_groups_with_their_people(matrix):
    assert plain(matrix.cells.text(0, 0)).startswith("1. Механизмы управления качеством")
    assert matrix.tab.grid.columnSpan(0, 0) == 5
    assert matrix.text("1.3", COORDINATOR) == "Шерсткина Е.А."
    assert matrix.text("1.3", EXECUTOR) == "Доценко Т.И., Шерсткина Е.А., ИМЦ"
    assert matrix.text("", OPERATOR) == "ГРЦПИ (Гомзова Е.Б.)"
    assert "\xa0" in matrix.cells.text(matrix.row("1.3"), COLUMNS[COORDINATOR])


def test_the_model_keeps_the_rules_of_qt(matrix):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(matrix.tab.model, mode)
    matrix.write("1.2", COORDINATOR, "Доценко")
    matrix.tab.scope.choose_edition(edition_id("2021"))
    matrix.settle()
    assert matrix.tab.model.rowCount() == 11
    tester.deleteLater()


def test_a_coordinator_is_typed_over_undone_and_redone(matrix, window):
    matrix.write("1.2", COORDINATOR, "Доценко Т.И.")
    assert matrix.text("1.2", COORDINATOR) == "Доценко Т.И."
    window.undo()
    assert matrix.text("1.2", COORDINATOR) == "Мастрюкова Л.И."
    window.redo()
    assert matrix.text("1.2", COORDINATOR) == "Доценко Т.И."


def test_enter_takes_the_first_completion_and_goes_down(matrix):
    line = matrix.open_line("1.1", COORDINATOR)
    line.selectAll()
    type_text(line, "наход")
    assert not line.is_offering
    line.selectAll()
    type_text(line, "найд")
    assert line.is_offering
    matrix.enter(line)
    assert matrix.text("1.1", COORDINATOR) == "Найденова А.Н."
    assert matrix.tab.grid.currentIndex().row() == matrix.row("1.2")


def test_an_unknown_name_stays_visible_with_its_reason_and_is_not_written(matrix, window):
    matrix.write("1.2", COORDINATOR, "Сидорова А.А.")
    assert matrix.text("1.2", COORDINATOR) == "Сидорова А.А."
    assert any("«Сидорова А.А.» нет в справочнике" in text for text in matrix.problems)
    assert not window.window.menus.undo.isEnabled()
    matrix.write("1.3", COORDINATOR, "Доценко")  # another write does not take the draft away
    assert matrix.text("1.2", COORDINATOR) == "Сидорова А.А."
    matrix.write("1.2", COORDINATOR, "Мастрюкова")
    assert matrix.text("1.2", COORDINATOR) == "Мастрюкова Л.И."
    assert not any("Сидорова" in text for text in matrix.problems)


def test_executors_are_added_by_name_in_order(matrix):
    editor = matrix.open_list("2.2")
    assert matrix.names(editor) == ["Вахрушина Э.Ф.", "ИМЦ"]
    type_text(editor.line, "гомз")
    matrix.enter(editor.line)
    assert matrix.names(editor) == ["Вахрушина Э.Ф.", "ИМЦ", "Гомзова Е.Б."]
    matrix.press(editor.line, Qt.Key.Key_Return)
    matrix.settle()
    assert matrix.text("2.2", EXECUTOR) == "Вахрушина Э.Ф., ИМЦ, Гомзова Е.Б."


def test_executors_are_moved_with_alt_and_arrows_and_removed_with_del(matrix, window):
    editor = matrix.open_list("1.3")
    assert editor.list.currentRow() == 0
    matrix.press(editor.line, Qt.Key.Key_Down, ALT)
    assert matrix.names(editor) == ["Шерсткина Е.А.", "Доценко Т.И.", "ИМЦ"]
    matrix.press(editor.line, Qt.Key.Key_Up)
    matrix.press(editor.line, Qt.Key.Key_Delete)
    assert matrix.names(editor) == ["Доценко Т.И.", "ИМЦ"]
    matrix.press(editor.line, Qt.Key.Key_Return, CONTROL)
    matrix.settle()
    assert matrix.text("1.3", EXECUTOR) == "Доценко Т.И., ИМЦ"
    window.undo()
    assert matrix.text("1.3", EXECUTOR) == "Доценко Т.И., Шерсткина Е.А., ИМЦ"


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_alt_and_an_arrow_open_the_list_of_executors_and_stay_in_the_cell(matrix, key):
    matrix.go("1.3", EXECUTOR)
    matrix.cells.press(key, ALT)
    editor = matrix.cells.editor()
    assert isinstance(editor, PartyList)
    assert matrix.names(editor) == ["Доценко Т.И.", "Шерсткина Е.А.", "ИМЦ"]
    assert editor.list.currentRow() == 0
    assert matrix.tab.grid.currentIndex() == matrix.cells.index(
        matrix.row("1.3"), COLUMNS[EXECUTOR]
    )


def test_alt_and_an_arrow_leave_no_other_cell_either(matrix):
    for row, column in ((matrix.row("1.3"), COLUMNS[COORDINATOR]), (0, 0), (2, 0)):
        matrix.cells.go(row, column)
        matrix.cells.press(Qt.Key.Key_Down, ALT)
        assert matrix.tab.grid.currentIndex() == matrix.cells.index(row, column)
        assert matrix.tab.grid.state() is QAbstractItemView.State.NoState
    line = matrix.open_line("1.3", COORDINATOR)
    matrix.press(line, Qt.Key.Key_Down, ALT)
    assert line.isVisible()
    assert matrix.tab.grid.currentIndex().row() == matrix.row("1.3")


def test_a_row_of_the_list_is_dragged_to_another_place(matrix):
    editor = matrix.open_list("1.3")
    top = QModelIndex()
    assert editor.list.dragDropMode() is QListWidget.DragDropMode.InternalMove
    assert editor.list.model().moveRow(top, 2, top, 0)  # what a drop does
    matrix.press(editor.line, Qt.Key.Key_Return)
    matrix.settle()
    assert matrix.text("1.3", EXECUTOR) == "ИМЦ, Доценко Т.И., Шерсткина Е.А."


def test_escape_leaves_the_list_as_it_was(matrix, window):
    editor = matrix.open_list("1.3")
    matrix.press(editor.line, Qt.Key.Key_Delete)
    matrix.press(editor.line, Qt.Key.Key_Escape)
    matrix.settle()
    assert matrix.text("1.3", EXECUTOR) == "Доценко Т.И., Шерсткина Е.А., ИМЦ"
    assert not window.window.menus.undo.isEnabled()


def test_a_name_nobody_has_is_refused_beside_the_line_of_the_list(matrix):
    editor = matrix.open_list("1.3")
    type_text(editor.line, "Сидорова")
    matrix.press(editor.line, Qt.Key.Key_Return)
    assert "нет в справочнике" in editor.reason.text()
    assert editor.reason.isVisible()
    assert editor.line.text() == "Сидорова"
    matrix.press(editor.line, Qt.Key.Key_Tab)
    matrix.settle()
    assert matrix.text("1.3", EXECUTOR) == "Доценко Т.И., Шерсткина Е.А., ИМЦ, Сидорова"
    again = matrix.open_list("1.3")
    assert again.line.text() == "Сидорова"
    assert matrix.names(again) == ["Доценко Т.И.", "Шерсткина Е.А.", "ИМЦ"]


def test_an_answer_that_comes_while_somebody_types_keeps_the_typed_text(matrix):
    line = matrix.open_line("1.2", COORDINATOR)
    line.setText("Шерст")
    matrix.tab.refresh()
    matrix.settle()
    assert line.text() == "Шерст"


def test_closing_the_window_keeps_what_is_in_the_open_editor(matrix, window, sample_file, qtbot):
    editor = matrix.open_list("1.3")
    matrix.press(editor.line, Qt.Key.Key_Delete)
    window.window.close()
    qtbot.waitUntil(lambda: not window.window.isVisible(), timeout=PATIENCE_MS)
    migrations = paths.bundled().migrations
    with files.open_file(path=sample_file, migrations=migrations, writer=WRITER) as store:
        view = responsibility.view(store=store, edition=edition_id("2020"))
        line = next(line for line in view.matrix.lines if line.direction.code == "1.3")
        parties = responsibility.parties_of(line.executors.assignments)
        shown = [plain(view.text(party)) for party in parties]
    assert shown == ["Шерсткина Е.А.", "ИМЦ"]


def test_an_open_list_of_completions_does_not_hold_the_window(matrix, window, qtbot):
    line = matrix.open_line("1.3", COORDINATOR)
    type_text(line, "м")
    window.window.close()
    qtbot.waitUntil(lambda: not window.window.isVisible(), timeout=PATIENCE_MS)


def test_the_common_operator_is_muted_and_overridden_by_typing(matrix, window):
    index = matrix.cells.index(matrix.row("1.1"), COLUMNS[OPERATOR])
    assert index.data(MatrixRole.IS_INHERITED)
    assert "общий оператор" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    matrix.write("1.1", OPERATOR, "ИМЦ")
    assert matrix.text("1.1", OPERATOR) == "ИМЦ"
    assert not index.data(MatrixRole.IS_INHERITED)
    matrix.go("1.1", OPERATOR)
    matrix.cells.press(Qt.Key.Key_Delete)
    assert matrix.text("1.1", OPERATOR) == "ГРЦПИ (Гомзова Е.Б.)"
    assert index.data(MatrixRole.IS_INHERITED)


def test_opening_an_inherited_cell_and_pressing_enter_changes_nothing(matrix, window):
    line = matrix.open_line("1.1", OPERATOR)
    assert line.text() == ""
    matrix.press(line, Qt.Key.Key_Return)
    matrix.settle()
    assert not window.window.menus.undo.isEnabled()


def test_the_operator_of_all_directions_is_edited_in_the_last_row(matrix):
    matrix.write("", OPERATOR, "ИМЦ")
    assert matrix.text("1.1", OPERATOR) == "ИМЦ"
    assert matrix.text("2.5", OPERATOR) == "ИМЦ"


def test_a_block_from_a_spreadsheet_is_shown_first_and_written_at_once(matrix, window):
    seen: list[str] = []

    def agree(preview: PreviewCells) -> None:
        seen.extend(
            plain(preview.table.model().index(row, 2).data())
            for row in range(preview.table.rowCount())
        )
        preview.accept()

    in_dialog(PreviewCells, agree)
    block = "Доценко Т.И.\tИМЦ; Доценко Т.И.\r\nНекто Н.Н.\tИМЦ\r\n"
    matrix.paste("1.1", COORDINATOR, block)
    assert seen == ["Доценко Т.И.", "ИМЦ, Доценко Т.И.", "Некто Н.Н.", "ИМЦ"]
    assert matrix.text("1.1", COORDINATOR) == "Доценко Т.И."
    assert matrix.text("1.1", EXECUTOR) == "ИМЦ, Доценко Т.И."
    assert matrix.text("1.2", COORDINATOR) == "Мастрюкова Л.И."
    assert matrix.text("1.2", EXECUTOR) == "ИМЦ"
    window.undo()
    assert matrix.text("1.1", COORDINATOR) == "Мастрюкова Л.И."
    assert matrix.text("1.2", EXECUTOR) == "Мастрюкова Л.И., ИМЦ"


def test_a_refused_preview_changes_nothing(matrix, window):
    in_dialog(PreviewCells, lambda preview: preview.reject())
    matrix.paste("1.1", COORDINATOR, "Доценко\nДоценко")
    assert not window.window.menus.undo.isEnabled()


def test_a_pasted_column_passes_over_the_headings(matrix):
    in_dialog(PreviewCells, lambda preview: preview.accept())
    matrix.paste("1.4", COORDINATOR, "Доценко\nНайденова")
    assert matrix.text("1.4", COORDINATOR) == "Доценко Т.И."
    assert matrix.text("2.1", COORDINATOR) == "Найденова А.Н."


def test_the_whole_matrix_is_copied_for_a_spreadsheet_and_pasted_back_without_changes(
    matrix, window
):
    matrix.trigger("Копировать матрицу")
    text = QApplication.clipboard().text()
    lines = [line.split("\t") for line in text.split("\n")]
    assert lines[0] == [
        "№",
        "Направление",
        "Координатор",
        "Ответственные исполнители",
        "Муниципальный оператор",
    ]
    assert plain(lines[4][3]) == "Доценко Т.И., Шерсткина Е.А., ИМЦ"
    assert len(lines) == 1 + 2 + 9 + 1
    in_dialog(PreviewCells, _assert_nothing_to_do)
    matrix.cells.go(1, 0)
    matrix.tab.grid.paste()
    matrix.settle()
    assert not window.window.menus.undo.isEnabled()


def _assert_nothing_to_do(preview: PreviewCells) -> None:
    assert preview.table.rowCount() == 0
    assert not preview.apply.isEnabled()
    preview.reject()


def test_several_cells_are_cleared_in_one_step(matrix, window):
    matrix.cells.select(matrix.row("1.1"), 2, matrix.row("1.2"), 3)
    matrix.cells.press(Qt.Key.Key_Delete)
    assert matrix.text("1.2", EXECUTOR) == ""
    assert "У направления 1.1 нет координатора: назначьте его." in matrix.problems
    window.undo()
    assert matrix.text("1.2", EXECUTOR) == "Мастрюкова Л.И., ИМЦ"
    assert matrix.text("1.1", COORDINATOR) == "Мастрюкова Л.И."


def test_a_cell_under_a_heading_is_not_emptied_by_filling_down(matrix, window):
    matrix.go("1.1", COORDINATOR)
    matrix.cells.press(Qt.Key.Key_D, CONTROL)
    assert not window.window.menus.undo.isEnabled()
    matrix.go("1.3", COORDINATOR)
    matrix.cells.press(Qt.Key.Key_D, CONTROL)
    assert matrix.text("1.3", COORDINATOR) == "Мастрюкова Л.И."


def test_enter_passes_over_the_heading_of_a_group(matrix):
    matrix.go("1.4", COORDINATOR)
    matrix.cells.press(Qt.Key.Key_Return)
    assert matrix.tab.grid.currentIndex().row() == matrix.row("2.1")


def test_a_finding_jumps_to_its_cell(matrix):
    matrix.tab.grid.setCurrentIndex(QModelIndex())
    problem = next(p for p in matrix.tab.problems.problems if "Таратунина" in p.text)
    matrix.tab.problems.activated.emit(problem.place)
    index = matrix.tab.grid.currentIndex()
    assert (index.row(), index.column()) == (matrix.row("2.5"), COLUMNS[EXECUTOR])


def test_a_place_of_another_tab_moves_nothing(matrix):
    matrix.go("1.2", COORDINATOR)
    for place in ("person:1", "matrix:1:weather", ""):
        matrix.tab.jump_to(place)
    assert matrix.tab.grid.currentIndex().row() == matrix.row("1.2")


def test_the_panel_follows_the_cell_with_people_history_and_load(matrix, qtbot):
    matrix.write("1.2", COORDINATOR, "Доценко")
    matrix.go("1.2", COORDINATOR)
    qtbot.waitUntil(lambda: "1.2, координатор (" in matrix.side)
    assert "Доценко Т.И. – должность не указана" in matrix.side
    assert "Нагрузка, направлений" in matrix.side
    rows = {plain(row.name): row for row in matrix.tab.panel.loads.rows}
    assert rows["Шерсткина Е.А."].load.total == 5
    assert rows["Шерсткина Е.А."].detail == "координирует 5, исполняет 2"
    assert not rows["Шерсткина Е.А."].is_over


def test_a_person_of_the_load_leads_to_their_first_cell(matrix):
    rows = {plain(row.name): row for row in matrix.tab.panel.loads.rows}
    matrix.tab.panel.person_activated.emit(rows["Найденова А.Н."])
    assert matrix.tab.grid.currentIndex().row() == matrix.row("2.3")


def test_the_office_moves_on_to_the_later_edition(matrix):
    adopt = next(action for action in matrix.tab.actions() if "Работать по" in action.text())
    assert not adopt.isVisible()
    matrix.tab.scope.choose_edition(edition_id("2021"))
    matrix.settle()
    assert matrix.text("2.4", COORDINATOR) == ""
    assert adopt.isVisible()
    matrix.trigger("Работать по редакции 2021")
    assert not adopt.isVisible()
    assert matrix.tab.view.edition.is_current


def test_the_direction_of_the_window_is_the_current_row(matrix):
    line = matrix.tab.view.matrix.lines[5]
    matrix.tab.scope.choose_direction(line.direction.id)
    matrix.settle()
    assert matrix.tab.grid.current_direction == line.direction


def test_the_summary_of_a_preview_counts_what_happens(matrix):
    def look(preview: PreviewCells) -> None:
        summary = find(preview, QLabel, "previewSummary").text()
        assert summary.startswith("Изменится: 1, отказано: 1.")
        assert preview.apply.text() == "Вставить: 1 ячейку"
        tick = preview.table.item(0, 0)
        assert tick is not None
        tick.setCheckState(Qt.CheckState.Unchecked)
        assert not preview.apply.isEnabled()
        preview.reject()

    in_dialog(PreviewCells, look)
    matrix.paste("1.1", COORDINATOR, "Доценко\nНекто")


def test_several_names_typed_at_once_are_all_taken_or_the_unknown_one_is_told(matrix):
    matrix.write("1.1", Role.COORDINATOR, "Гомзова Е.Б., Доценко Т.И.")
    assert matrix.text("1.1", Role.COORDINATOR) == "Гомзова Е.Б., Доценко Т.И."
    matrix.write("1.2", Role.COORDINATOR, "Гомзова Е.Б., Никто Т.И.")
    (draft,) = matrix.tab.model.sheet.drafts.values()
    assert "«Никто Т.И.» нет в справочнике" in draft.reason
