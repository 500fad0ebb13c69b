"""The first view of «Мониторинг»: typing, pasting, findings, comments, history."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton

from quality_desktop import paths
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.services.district_file import files
from quality_desktop.ui.dialogs.accept_warning import AcceptWarning
from quality_desktop.ui.dialogs.figures_preview import FiguresPreview
from quality_desktop.ui.models.monitoring_looks import CellState
from quality_desktop.ui.tabs.monitoring.delegate import STATE_STYLES, fitted, width_of_absences
from quality_desktop.ui.tabs.monitoring.legend import StateLegend
from quality_desktop.ui.tabs.monitoring.side import NoteBox
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.totals_strip import TotalsStrip
from tests.services.monitoring_form import NAMES, YEAR, fill, number
from tests.ui.conftest import WRITER
from tests.ui.drivers import PATIENCE_MS, find, only, type_text
from tests.ui.tabs.drivers_matrix import in_dialog
from tests.ui.tabs.drivers_monitoring import MonitoringDriver

pytestmark = pytest.mark.gui
FIRST, SECOND, THIRD, FOURTH = NAMES


@pytest.fixture(scope="session")
def filled_file(_made_files, tmp_path_factory):
    """A file with the small form, made once."""
    path = tmp_path_factory.mktemp("monitoring") / f"small{files.SUFFIX}"
    shutil.copy(_made_files(None), path)
    migrations = paths.bundled().migrations
    with files.open_file(path=path, migrations=migrations, writer=WRITER) as store:
        fill(store)
    return path


@pytest.fixture
def window(make_window, filled_file, tmp_path):
    driver = make_window(
        shutil.copy(filled_file, tmp_path / filled_file.name), only("monitoring", "directory")
    )
    driver.window.scope.choose_year(YEAR)
    driver.settle()
    return driver


@pytest.fixture
def tab(window, qtbot):
    driver = MonitoringDriver(qtbot, window.show_tab("monitoring"))
    driver.settle()
    return driver


def test_the_models_keep_the_rules_of_qt(tab):
    tester = QAbstractItemModelTester(
        tab.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    tab.write(FIRST, "high", "11")
    tab.filter("лицей")
    tab.filter("")
    tab.pane.grid.sort_by(1, Qt.SortOrder.DescendingOrder)
    assert tester.model() is tab.model


def test_answers_stand_with_their_states(tab):
    assert tab.text(FIRST, "pupils") == "500"
    assert tab.text(FIRST, "mean") == "65,5"
    assert tab.text(SECOND, "graduates") == "нет класса"
    assert [
        tab.state(*place)
        for place in (
            (FIRST, "pupils"),
            (FIRST, "high"),
            (SECOND, "graduates"),
            (THIRD, "pupils"),
            (THIRD, "graduates"),
            (FOURTH, "pupils"),
        )
    ] == [
        CellState.FORM,
        CellState.TYPED,
        CellState.NO_CLASS,
        CellState.OFFICIAL,
        CellState.DIFFERS,
        CellState.EMPTY,
    ]


def test_what_is_typed_is_saved_at_once_and_enter_goes_down(tab):
    tab.write(FIRST, "pupils", "1 512")
    assert tab.answer(FIRST, "pupils") == number(1512)
    assert tab.text(FIRST, "pupils") == "1512"
    assert tab.pane.grid.currentIndex().row() == tab.place(FIRST, "pupils")[0] + 1


def test_both_decimal_marks_are_taken(tab):
    tab.write(SECOND, "mean", "61.5")
    tab.write(THIRD, "mean", "62,5")
    assert tab.answer(SECOND, "mean") == number(615, 1)
    assert tab.answer(THIRD, "mean") == number(625, 1)


def test_what_is_no_number_stays_red_and_unsaved_until_it_is_mended(tab):
    tab.write(FIRST, "high", "1О")
    assert tab.text(FIRST, "high") == "1О"
    assert tab.state(FIRST, "high") is CellState.REFUSED
    assert tab.answer(FIRST, "high") == number(10)
    tab.go(FOURTH, "mean")
    assert tab.text(FIRST, "high") == "1О"
    assert any("не сохранено" in text and FIRST in text for text in tab.problems)
    tab.write(FIRST, "high", "10")
    assert tab.state(FIRST, "high") is CellState.TYPED
    assert not tab.problems


def test_esc_gives_the_stored_answer_back(tab):
    tab.write(FIRST, "high", "десять")
    tab.cells.press(Qt.Key.Key_Escape)
    assert tab.text(FIRST, "high") == "10"
    assert not tab.problems


def test_opening_and_leaving_an_official_figure_reports_nothing(tab):
    tab.go(THIRD, "pupils")
    tab.pane.grid.edit(tab.pane.grid.currentIndex())
    editor = tab.cells.editor()
    tab.qtbot.keyClick(editor, Qt.Key.Key_Return)
    tab.settle()
    assert tab.answer(THIRD, "pupils").is_empty
    assert tab.state(THIRD, "pupils") is CellState.OFFICIAL


def test_delete_clears_the_selection_as_one_step(tab, window):
    top, left = tab.place(FIRST, "pupils")
    tab.cells.select(top, left, top, left + 2)
    tab.cells.press(Qt.Key.Key_Delete)
    assert [tab.text(FIRST, code) for code in ("pupils", "graduates", "high")] == ["", "", ""]
    window.undo()
    tab.settle()
    assert [tab.text(FIRST, code) for code in ("pupils", "graduates", "high")] == [
        "500",
        "40",
        "10",
    ]


def test_ctrl_d_repeats_the_cell_above(tab):
    top, left = tab.place(FIRST, "ready")
    assert tab.text(SECOND, "ready") == ""
    tab.cells.select(top, left, top + 1, left)
    tab.cells.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert tab.text(SECOND, "ready") == "да"
    assert tab.answer(SECOND, "ready") == number(1)


def test_copied_numbers_can_be_read_by_a_spreadsheet(tab):
    tab.write(FIRST, "pupils", "12500")
    top, left = tab.place(FIRST, "pupils")
    tab.cells.select(top, left, top, left + 3)
    tab.cells.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "12500\t40\t10\t65,5"


def test_a_block_is_shown_before_it_is_pasted_and_undone_as_one(tab, window):
    said = []

    def take(dialog):
        said.append(dialog.summary.text())
        dialog.take.click()

    in_dialog(FiguresPreview, take)
    tab.paste(FIRST, "graduates", f"{SECOND}\t5\tмного\n{FOURTH}\t7\t1\n")
    tab.settle()
    assert "по названиям" in said[0]
    assert tab.answer(SECOND, "graduates") == number(5)
    assert tab.answer(FOURTH, "high") == number(1)
    assert tab.stored(FOURTH, "high").origin == "pasted"
    assert tab.state(SECOND, "high") is CellState.REFUSED
    window.undo()
    tab.settle()
    assert tab.answer(SECOND, "graduates") == Answer(absence="no_class")
    assert tab.answer(FOURTH, "high").is_empty


def test_refused_texts_of_a_block_go_and_come_with_its_undo(tab, window):
    in_dialog(FiguresPreview, lambda dialog: dialog.take.click())
    tab.paste(FIRST, "graduates", f"{SECOND}\t5\tмного\n{FOURTH}\t7\t1\n")
    tab.write(FIRST, "pupils", "двести")
    window.undo()
    tab.settle()
    assert tab.state(SECOND, "high") is CellState.EMPTY
    assert tab.text(FIRST, "pupils") == "двести"
    assert len(tab.problems) == 1
    window.redo()
    tab.settle()
    assert tab.text(SECOND, "high") == "много"
    assert tab.state(SECOND, "high") is CellState.REFUSED


def test_a_refused_text_stays_when_its_block_was_mended_by_hand(tab, window):
    in_dialog(FiguresPreview, lambda dialog: dialog.take.click())
    tab.paste(FIRST, "graduates", f"{SECOND}\t5\tмного\n")
    tab.write(SECOND, "graduates", "6")
    window.undo()
    tab.settle()
    assert tab.answer(SECOND, "graduates") == number(5)
    assert tab.state(SECOND, "high") is CellState.REFUSED
    window.undo()
    tab.settle()
    assert tab.state(SECOND, "high") is CellState.EMPTY


def test_a_comment_outlives_news_of_its_cell_and_is_finished_by_the_keyboard(tab):
    tab.go(FIRST, "high")
    note = find(tab.pane.side, NoteBox, "noteBox")
    note.setFocus()
    type_text(note, "Уточнить")
    tab.pane.second_look.found.emit()  # news of all cells, while somebody types
    tab.settle()
    assert find(tab.pane.side, NoteBox, "noteBox") is note
    type_text(note, " у школы")
    tab.qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tab.settle()
    assert tab.stored(FIRST, "high").note == "Уточнить у школы"
    assert tab.tab.focusWidget() is tab.pane.grid


def test_a_comment_begun_right_after_enter_belongs_to_the_cell_that_the_panel_names(tab):
    tab.go(FIRST, "high")
    note = find(tab.pane.side, NoteBox, "noteBox")
    tab.cells.go(*tab.place(SECOND, "high"))  # the cursor moves on, the panel has not followed yet
    note.setFocus()
    type_text(note, "Со слов")
    tab.pane.show_cell()
    tab.settle()
    assert find(tab.pane.side, NoteBox, "noteBox") is note
    type_text(note, " директора")
    tab.qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tab.settle()
    assert tab.stored(FIRST, "high").note == "Со слов директора"
    assert tab.stored(SECOND, "high").note == ""


def test_a_comment_being_typed_is_saved_when_another_year_is_shown(tab):
    tab.go(FIRST, "high")
    note = find(tab.pane.side, NoteBox, "noteBox")
    note.setFocus()
    type_text(note, "Успел")
    grid = tab.pane.model.sheet.grid
    assert grid is not None
    tab.pane.show_grid(replace(grid, year=grid.year - 1), ())
    tab.settle()
    assert tab.stored(FIRST, "high").note == "Успел"


def test_a_click_on_a_heading_sorts_and_selects_no_column(tab):
    tab.go(SECOND, "pupils")
    header = tab.pane.grid.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 5, header.height() - 5)
    tab.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.schools != list(NAMES)
    (only,) = tab.pane.grid.selectedIndexes()
    assert (only.row(), only.column()) == tab.place(SECOND, "pupils")


def test_esc_leaves_a_comment_as_it_was(tab):
    tab.go(FIRST, "high")
    note = find(tab.pane.side, NoteBox, "noteBox")
    note.setFocus()
    type_text(note, "Лишнее")
    tab.qtbot.keyClick(note, Qt.Key.Key_Escape)
    tab.settle()
    assert tab.stored(FIRST, "high").note == ""
    assert tab.tab.focusWidget() is tab.pane.grid


def test_the_keyboard_comes_back_to_the_cells_after_a_paste(tab):
    in_dialog(FiguresPreview, lambda dialog: dialog.take.click())
    tab.paste(FIRST, "graduates", "1\t2")
    assert tab.tab.focusWidget() is tab.pane.grid


def test_the_keyboard_is_in_the_cells_when_the_tab_is_opened(tab, window):
    window.window.deck.step(1)
    window.settle()
    window.show_tab("monitoring")
    assert tab.tab.focusWidget() is tab.pane.grid
    for view in ("showResults", "showIndicators", "showValues"):
        tab.click(view)
        tab.tab.setFocus()
        assert isinstance(tab.tab.focusWidget(), GridView | QPushButton)


def test_a_block_that_is_left_changes_nothing(tab):
    in_dialog(FiguresPreview, lambda dialog: dialog.leave.click())
    tab.paste(FIRST, "pupils", "1\t2\n3\t4")
    tab.settle()
    assert tab.answer(FIRST, "pupils") == number(500)


def test_one_pasted_cell_fills_the_selection_at_once(tab):
    top, left = tab.place(FIRST, "high")
    tab.cells.select(top, left, top + 1, left)
    QGuiApplication.clipboard().setText("7")
    tab.cells.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [tab.cells.text(row, left) for row in (top, top + 1)] == ["7", "7"]


def test_a_broken_rule_is_found_at_once_and_leads_to_its_cell(tab):
    tab.write(FIRST, "high", "41")
    assert tab.state(FIRST, "high") is CellState.ERROR
    problem = tab.tab.problems.problems[0]
    tab.go(FOURTH, "mean")
    tab.tab.problems.activated.emit(problem.place)
    tab.settle()
    assert tab.cells.text(tab.pane.grid.currentIndex().row(), 0) == FIRST


def test_a_finding_of_a_hidden_school_is_shown_again(tab):
    tab.write(FIRST, "high", "41")
    problem = tab.tab.problems.problems[0]
    tab.filter("лицей")
    assert tab.schools == [THIRD]
    tab.tab.problems.activated.emit(problem.place)
    tab.settle()
    assert tab.cells.text(tab.pane.grid.currentIndex().row(), 0) == FIRST


def test_a_warning_is_accepted_with_a_reason_and_undone(tab, window):
    tab.write(FIRST, "pupils", "39")
    assert tab.state(FIRST, "pupils") is CellState.WARNING

    def accept(dialog):
        assert not dialog.take.isEnabled()
        type_text(dialog.reason, "вечерняя школа")
        dialog.take.click()

    tab.go(FIRST, "pupils")
    in_dialog(AcceptWarning, accept)
    tab.press_side("acceptWarning")
    tab.settle()
    assert tab.state(FIRST, "pupils") is CellState.ACCEPTED
    assert not tab.problems
    assert "вечерняя школа" in tab.side
    window.undo()
    tab.settle()
    assert tab.state(FIRST, "pupils") is CellState.WARNING


def test_accepting_can_be_taken_back_in_the_panel(tab):
    tab.write(FIRST, "pupils", "39")
    tab.go(FIRST, "pupils")

    def accept(dialog):
        dialog.reason.setText("так и есть")
        dialog.take.click()

    in_dialog(AcceptWarning, accept)
    tab.trigger("Принять с причиной…")
    tab.settle()
    assert tab.state(FIRST, "pupils") is CellState.ACCEPTED
    tab.press_side("withdrawAcceptance")
    assert tab.state(FIRST, "pupils") is CellState.WARNING


def test_the_panel_tells_years_district_and_history_and_gives_an_answer_back(tab):
    tab.write(FIRST, "pupils", "480")
    tab.go(FIRST, "pupils")
    assert "медиана" in tab.side
    assert "Больше, чем в 2024/25: было 470" in tab.side
    tab.press_side("restoreVersion")
    assert tab.answer(FIRST, "pupils") == number(500)


def test_a_comment_is_saved_when_it_is_left(tab):
    tab.go(FIRST, "mean")
    note = find(tab.pane.side, NoteBox)
    note.setFocus()
    type_text(note, "сверено")
    tab.qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tab.settle()
    assert tab.stored(FIRST, "mean").note == "сверено"


def test_totals_follow_every_edit(tab):
    def sums():
        return [cell.text for cell in find(tab.pane, TotalsStrip).cells[1:3]]

    tab.qtbot.waitUntil(lambda: sums() == ["920", "70"])
    tab.write(FIRST, "pupils", "600")
    tab.qtbot.waitUntil(lambda: sums() == ["1020", "70"])


def test_schools_with_findings_and_unfilled_ones_can_be_chosen(tab):
    tab.write(FIRST, "high", "41")
    tab.filter_kind("problems")
    assert tab.schools == [FIRST]
    tab.filter_kind("unfilled")
    assert FIRST not in tab.schools
    assert FOURTH in tab.schools


def test_sorting_leaves_empty_cells_at_the_end(tab):
    column = tab.place(FIRST, "pupils")[1]
    tab.pane.grid.sort_by(column, Qt.SortOrder.DescendingOrder)
    assert tab.schools == [FIRST, THIRD, SECOND, FOURTH]
    tab.pane.grid.sort_by(column, Qt.SortOrder.AscendingOrder)
    assert tab.schools == [SECOND, THIRD, FIRST, FOURTH]


def test_a_cell_keeps_its_school_when_rows_are_sorted(tab):
    tab.go(THIRD, "high")
    tab.pane.grid.sort_by(1, Qt.SortOrder.DescendingOrder)
    assert tab.cells.text(tab.pane.grid.currentIndex().row(), 0) == THIRD


def test_edits_made_in_a_row_are_all_kept(tab):
    rows = {name: tab.place(name, "high")[0] for name in NAMES}
    column = tab.place(FIRST, "high")[1]
    for digit, name in enumerate(NAMES):
        tab.model.edit_cells([(rows[name], column, str(digit))], "")
    tab.settle()
    assert [tab.answer(name, "high") for name in NAMES] == [number(n) for n in range(4)]
    assert [tab.text(name, "high") for name in NAMES] == ["0", "1", "2", "3"]


def test_another_year_shows_its_own_answers_and_keeps_refused_texts(tab, window):
    tab.write(FIRST, "high", "десять")
    window.window.scope.choose_year(YEAR - 1)
    tab.settle()
    assert tab.text(FIRST, "pupils") == "470"
    assert not tab.problems
    window.window.scope.choose_year(YEAR)
    tab.settle()
    assert tab.text(FIRST, "high") == "десять"


def test_an_edit_on_its_way_never_shows_in_another_year(tab, window):
    row, column = tab.place(FIRST, "high")
    tab.model.edit_cells([(row, column, "33")], "")
    window.window.scope.choose_year(YEAR - 1)
    tab.settle()
    assert tab.text(FIRST, "high") == ""
    window.window.scope.choose_year(YEAR)
    tab.settle()
    assert tab.text(FIRST, "high") == "33"


def test_a_refused_write_keeps_the_text_with_the_reason(tab, messages):
    edits = []
    tab.model.edited.disconnect(tab.pane.writer.write)
    tab.model.edited.connect(lambda found, _intent: edits.extend(found))
    row, column = tab.place(FIRST, "high")
    tab.model.edit_cells([(row, column, "33")], "")
    tab.model.refuse(edits, "Файл только для чтения.")
    assert tab.state(FIRST, "high") is CellState.REFUSED
    assert tab.text(FIRST, "high") == "33"
    assert any("Файл только для чтения" in text for text in tab.problems)


def test_names_of_schools_can_be_read_but_take_no_more_than_a_quarter(window, tab):
    grid = tab.pane.grid
    width = grid.columnWidth(0)
    longest = max(grid.fontMetrics().horizontalAdvance(name) for name in NAMES)
    assert longest < width <= window.widget.width() / 4


def test_an_absence_is_never_cut_to_another_word(tab):
    grid = tab.pane.grid
    metrics = grid.fontMetrics()
    whole = metrics.horizontalAdvance("нет класса")
    assert fitted("нет класса", metrics, whole) == "нет класса"
    assert fitted("нет класса", metrics, whole - 1) == "нет кл."
    assert fitted("не участвовали", metrics, whole - 1) == "не уч."
    assert fitted("нет класса", metrics, 8) == ""
    assert fitted("1 234 567", metrics, whole // 2).endswith("…")
    assert grid.columnWidth(1) >= width_of_absences(metrics)
    index = tab.cells.index(*tab.place(SECOND, "graduates"))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "нет класса"


def test_widths_of_columns_are_remembered_for_the_form(tab, environment):
    tab.pane.grid.setColumnWidth(1, 173)
    known = environment.preferences
    tab.qtbot.waitUntil(
        lambda: known.settings.column_widths.get("monitoring_small", (0, 0))[1] == 173
    )


def test_a_year_without_forms_says_what_to_do(tab, window):
    window.window.scope.choose_year(2010)
    tab.settle()
    assert tab.tab.values.empty.isVisibleTo(tab.tab)
    assert "2010/11" in tab.tab.values.empty.sentence.text()


def test_the_other_views_come_to_the_front(tab):
    for number_of_view in (1, 2, 0):
        tab.tab.show_view(number_of_view)
        tab.settle()
        assert tab.tab.view.isVisibleTo(tab.tab)
    assert tab.tab.view is tab.tab.values


def test_a_cell_is_read_out_with_its_heading_and_state(tab):
    index = tab.cells.index(*tab.place(THIRD, "graduates"))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("ЕГЭ: Сдавали: 30")
    assert "отличается от официальных данных" in spoken


def test_the_legend_names_every_look_of_a_cell_and_closes_by_escape(tab, qtbot):
    tab.click("showLegend")
    legend = find(tab.tab.values, StateLegend)
    words = [label.text() for label in legend.findChildren(QLabel, "legendWords")]
    assert "из ответа школы" in words
    looks = {(how.icon, how.ground) for how in STATE_STYLES.values()}
    assert len(words) == len(looks) + 1
    with qtbot.waitSignal(legend.destroyed, timeout=PATIENCE_MS):
        qtbot.keyClick(legend, Qt.Key.Key_Escape)


def test_a_year_without_answers_leads_to_the_year_that_has_them(window, tab):
    strip = tab.tab.values.other_year
    assert strip.isHidden()
    window.window.scope.choose_year(YEAR + 1)
    tab.settle()
    assert strip.sentence.text() == (
        "За 2026/27 учебный год ответов пока нет. Последние – за 2025/26."
    )
    assert strip.button.text() == "Показать 2025/26"
    tab.write(FOURTH, "high", "1")
    assert strip.isHidden()
    window.undo()
    tab.settle()
    assert strip.isVisible()
    tab.click("yearStripShow")
    assert strip.isHidden()
    assert window.window.scope.year == YEAR
    assert tab.text(FIRST, "pupils") == "500"
