"""Dialogs of the matrix: replacement, comparison, editions, a direction."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from quality_desktop.domain.directions import edition_id
from quality_desktop.domain.responsibility import Role
from quality_desktop.ui.dialogs.compare_dates import CompareDates
from quality_desktop.ui.dialogs.direction import DirectionDialog
from quality_desktop.ui.dialogs.edition_mapping import EditionMapping
from quality_desktop.ui.dialogs.preview_cells import PreviewCells
from quality_desktop.ui.dialogs.replace_person import ReplacePerson
from tests.ui.drivers import PATIENCE_MS, only
from tests.ui.tabs.drivers_matrix import COLUMNS, MatrixDriver, in_dialog, plain

pytestmark = pytest.mark.gui

COORDINATOR, EXECUTOR = Role.COORDINATOR, Role.EXECUTOR


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file, only("matrix"))


@pytest.fixture
def matrix(window, qtbot):
    return MatrixDriver(qtbot, window.show_tab("matrix"))


def choose(box, beginning):
    """Choose a row of a box by how its text starts."""
    rows = [plain(box.itemText(row)) for row in range(box.count())]
    box.setCurrentIndex(next(row for row, text in enumerate(rows) if text.startswith(beginning)))


def texts(places: QListWidget):
    return [plain(places.item(row).text()) for row in range(places.count())]


def test_a_person_is_replaced_in_the_ticked_places_in_one_step(matrix, window, qtbot):
    def act(dialog):
        assert plain(dialog.person.currentText()).startswith("Мастрюкова Л.И.")
        qtbot.waitUntil(lambda: dialog.places.count() == 6, timeout=PATIENCE_MS)
        assert not dialog.apply.isEnabled()
        choose(dialog.successor, "Доценко")
        assert dialog.apply.text() == "Заменить в 6 местах"
        dialog.places.item(texts(dialog.places).index("1.2 – координатор")).setCheckState(
            Qt.CheckState.Unchecked
        )
        assert dialog.apply.text() == "Заменить в 5 местах"
        dialog.apply.click()

    matrix.go("1.1", COORDINATOR)
    in_dialog(ReplacePerson, act)
    matrix.trigger("Заменить человека…")
    assert matrix.text("1.1", COORDINATOR) == "Доценко Т.И."
    assert matrix.text("1.2", COORDINATOR) == "Мастрюкова Л.И."
    assert matrix.text("1.2", EXECUTOR) == "Доценко Т.И., ИМЦ"
    window.undo()
    assert matrix.text("1.1", COORDINATOR) == "Мастрюкова Л.И."


def test_nobody_is_replaced_by_themselves_or_without_a_place(matrix, window, qtbot):
    def act(dialog):
        choose(dialog.person, "Исмагилов")
        qtbot.waitUntil(
            lambda: "нигде не назначен" in dialog.sentence.text() or dialog.places.count() > 0,
            timeout=PATIENCE_MS,
        )
        choose(dialog.person, "Доценко")
        choose(dialog.successor, "Доценко")
        qtbot.waitUntil(lambda: dialog.places.count() == 3, timeout=PATIENCE_MS)
        assert "один и тот же человек" in dialog.sentence.text()
        assert not dialog.apply.isEnabled()
        dialog.leave.click()

    in_dialog(ReplacePerson, act)
    matrix.trigger("Заменить человека…")
    assert not window.window.menus.undo.isEnabled()


def test_was_and_now_show_the_last_change_first_and_are_copied(matrix, qtbot):
    matrix.write("2.4", COORDINATOR, "Доценко")

    def act(dialog):
        qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=PATIENCE_MS)
        assert dialog.summary.text() == "Изменилось: 1 ячейка."
        dialog.copy.click()
        dialog.reject()

    in_dialog(CompareDates, act)
    matrix.trigger("Было и стало…")
    assert plain(QApplication.clipboard().text()).split("\n")[1] == (
        "2.4\tСистема методической работы\tкоординатор\tМастрюкова Л.И.\tДоценко Т.И."
    )


def test_a_free_date_is_compared_by_the_end_of_its_day(matrix, qtbot):
    def act(dialog):
        qtbot.waitUntil(lambda: dialog.was.count() > 0, timeout=PATIENCE_MS)
        choose(dialog.was, "Другая дата")
        assert dialog.was_day.isVisible()
        assert "Укажите дату" in dialog.summary.text()
        dialog.was_day.setText("01.02.2020")
        dialog.was_day.editingFinished.emit()
        qtbot.waitUntil(lambda: dialog.model.rowCount() == 27, timeout=PATIENCE_MS)
        dialog.was_day.setText(f"{date.today():%d.%m.%Y}")
        dialog.was_day.editingFinished.emit()
        qtbot.waitUntil(
            lambda: dialog.summary.text() == "Матрица не изменилась.", timeout=PATIENCE_MS
        )
        assert not dialog.copy.isEnabled()
        dialog.reject()

    in_dialog(CompareDates, act)
    matrix.trigger("Было и стало…")


def test_responsible_people_move_to_the_later_edition_after_a_preview(matrix, window, qtbot):
    def act(dialog):
        qtbot.waitUntil(lambda: dialog.model.rowCount() > 0, timeout=PATIENCE_MS)
        column = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
        assert column[-1] == "новое направление"
        in_dialog(PreviewCells, agree)
        dialog.move_on.click()

    def agree(preview):
        first = preview.table.item(0, 0)
        assert first.text() == "1.1, координатор"
        first.setCheckState(Qt.CheckState.Unchecked)
        preview.apply.click()

    in_dialog(EditionMapping, act)
    matrix.trigger("Соответствие редакций…")
    matrix.tab.scope.choose_edition(edition_id("2021"))
    matrix.settle()
    assert matrix.text("1.1", COORDINATOR) == ""
    assert matrix.text("2.2", COORDINATOR) == "Шерсткина Е.А., Мастрюкова Л.И."
    window.undo()
    assert matrix.text("2.2", COORDINATOR) == ""


def test_editions_in_the_wrong_order_are_not_compared(matrix, qtbot):
    def act(dialog):
        qtbot.waitUntil(lambda: dialog.model.rowCount() > 0, timeout=PATIENCE_MS)
        dialog.later.setCurrentIndex(0)
        assert dialog.model.rowCount() == 0
        assert not dialog.move_on.isEnabled()
        dialog.reject()

    in_dialog(EditionMapping, act)
    matrix.trigger("Соответствие редакций…")


def test_a_tenth_direction_is_added_renamed_and_removed(matrix, messages):
    def add(dialog):
        assert dialog.code.text() == "2.6"
        dialog.heading.setText("Система качества дошкольного образования")
        dialog.apply.click()

    matrix.go("2.3", COORDINATOR)
    in_dialog(DirectionDialog, add)
    matrix.trigger("Добавить направление…")
    assert "У направления 2.6 нет координатора: назначьте его." in matrix.problems

    def rename(dialog):
        dialog.code.setText("2.5")
        assert "занят" in dialog.reason.text()
        assert not dialog.apply.isEnabled()
        dialog.code.setText("2.7")
        dialog.apply.click()

    matrix.go("2.6", COORDINATOR)
    in_dialog(DirectionDialog, rename)
    matrix.trigger("Номер и название направления…")
    matrix.go("2.7", COORDINATOR)
    matrix.trigger("Удалить направление")
    assert matrix.row("2.7")
    messages.answer_next("remove")
    matrix.trigger("Удалить направление")
    assert not any("2.7" in text for text in matrix.problems)
    assert messages.refusals == []


def test_a_new_direction_is_chosen_and_undoing_it_does_not_go_to_the_top(matrix, window):
    def add(dialog):
        dialog.heading.setText("Система качества дошкольного образования")
        dialog.apply.click()

    def chosen():
        index = matrix.tab.grid.currentIndex()
        return matrix.cells.text(index.row(), 0), index.column()

    matrix.go("1.3", EXECUTOR)
    in_dialog(DirectionDialog, add)
    matrix.trigger("Добавить направление…")
    assert chosen() == ("1.5", COLUMNS[COORDINATOR])
    assert matrix.tab.grid.current_direction.title == "Система качества дошкольного образования"
    grid = matrix.tab.grid
    assert grid.selectedIndexes() == [grid.currentIndex()]
    matrix.go("2.2", EXECUTOR)
    window.undo()
    assert chosen() == ("2.2", COLUMNS[EXECUTOR])
    window.redo()
    assert chosen() == ("2.2", COLUMNS[EXECUTOR])
    matrix.go("1.5", EXECUTOR)
    window.undo()
    assert chosen() == ("1.4", COLUMNS[EXECUTOR])


def test_a_direction_in_use_is_not_removed(matrix, messages):
    messages.answer_next("remove")
    matrix.go("2.5", COORDINATOR)
    matrix.trigger("Удалить направление")
    assert "удалить нельзя" in messages.refusals[0]
    assert matrix.text("2.5", COORDINATOR) == "Шерсткина Е.А."
