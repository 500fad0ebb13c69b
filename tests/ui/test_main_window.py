"""The window as a whole: first page, opening, tabs, undo menu, status, closing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QTextBrowser,
)

from quality_desktop import __version__
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directions import Direction
from quality_desktop.services.cycle import responsibility
from quality_desktop.settings import Theme
from quality_desktop.ui.dialogs.about import AboutDialog
from quality_desktop.ui.dialogs.help import HelpDialog
from quality_desktop.ui.dialogs.keys import KeysDialog
from quality_desktop.ui.scope import shown_year
from quality_desktop.ui.scope_bar import ScopeBar
from quality_desktop.ui.shortcuts import Shortcut
from tests.ui.drivers import PATIENCE_MS, WindowDriver, find
from tests.ui.units_tab import UNITS_ENTRY, UnitsTab, add_unit

pytestmark = pytest.mark.gui

Make = Callable[..., WindowDriver]
TWO_TABS = (UNITS_ENTRY, UNITS_ENTRY)


@pytest.fixture
def window(make_window: Make, empty_file: Path) -> WindowDriver:
    return make_window(empty_file, (UNITS_ENTRY,))


def units_tab(window: WindowDriver) -> UnitsTab:
    tab = window.window.deck.current_tab
    assert isinstance(tab, UnitsTab)
    return tab


def test_without_a_file_there_is_the_first_page_and_nothing_of_a_file(make_window):
    window = make_window().window
    assert window.pages.currentWidget() is window.first_run
    assert window.windowTitle() == "Управление качеством образования"
    texts = {action.text(): action.isEnabled() for action in window.menus.menus[0].actions()}
    assert texts["&Новый…"]
    assert not texts["&Закрыть файл"]
    assert not window.status.file.isVisible()


def test_an_open_file_is_named_in_title_and_status(window, environment, empty_file):
    assert window.window.windowTitle() == "district — Управление качеством образования"
    assert window.window.status.file.text() == "district.quality"
    assert window.window.status.saved.text().startswith("сохранено ")
    assert environment.settings.recent_files == (str(empty_file),)


def test_a_tab_asks_once_when_the_file_is_opened(window):
    assert units_tab(window).refresh_count == 1


def test_a_tab_asks_again_after_a_write_that_concerns_it(window):
    window.operations.do(add_unit("ИМЦ"))
    window.operations.do(lambda store: Changes(kinds=frozenset({"school"})))
    window.settle()
    assert units_tab(window).refresh_count == 2
    assert [unit.name for unit in units_tab(window).model.rows] == ["ИМЦ"]


def test_a_hidden_tab_asks_when_it_is_shown(make_window, empty_file):
    window = make_window(empty_file, TWO_TABS)
    first = units_tab(window)
    window.window.menus.tab_step_wanted.emit(1)
    window.settle()
    assert units_tab(window) is not first
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    assert first.refresh_count == 1
    window.window.menus.tab_step_wanted.emit(1)
    window.settle()
    assert first.refresh_count == 2


def test_a_tab_is_built_when_it_is_shown_first(make_window, empty_file):
    window = make_window(empty_file, TWO_TABS).window
    assert len(window.deck.findChildren(UnitsTab)) == 1


def test_the_undo_menu_names_what_it_takes_back(window):
    menus = window.window.menus
    assert not menus.undo.isEnabled()
    window.operations.do(add_unit("ИМЦ & Ко"))
    window.settle()
    assert menus.undo.text() == "&Отменить: Добавление: ИМЦ && Ко"
    window.undo()
    assert not menus.undo.isEnabled()
    assert menus.redo.text() == "В&ернуть: Добавление: ИМЦ && Ко"
    assert units_tab(window).model.rows == ()
    window.redo()
    assert len(units_tab(window).model.rows) == 1


def test_the_count_of_findings_stands_in_the_status_and_leads_to_them(window):
    status = window.window.status
    assert not status.problems.isVisible()
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    assert status.problems.text() == "1 замечание"
    window.click("statusProblems")
    assert units_tab(window).problems.view.hasFocus()


def test_long_work_can_be_cancelled_in_the_status(qtbot, window):
    def work(store, progress):
        while True:
            progress.report(1, 3, "Страница 1")

    status = window.window.status
    with qtbot.waitSignal(window.operations.busy_changed, timeout=PATIENCE_MS):
        window.operations.run(work, pytest.fail, title="Печать", owner=window.window)
    assert status.cancel.isVisible()
    assert status.bar.isVisible()
    qtbot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
    window.settle()
    assert not status.bar.isVisible()


def test_directions_and_editions_of_the_file_can_be_chosen(window):
    bar = find(window.widget, ScopeBar)
    editions = find(bar, QComboBox, "scopeEdition")
    directions = find(bar, QComboBox, "scopeDirection")
    assert editions.currentText() == "Редакция 2020"
    assert directions.itemText(0) == "Все направления"
    assert directions.itemText(2).startswith("1.2 ")
    known: list[tuple[Direction, ...]] = []
    edition = window.window.scope.edition
    window.operations.ask(
        lambda store: responsibility.directions_of(store=store, edition=edition),
        known.append,
        owner=window.window,
    )
    window.settle()
    directions.setCurrentIndex(2)
    directions.activated.emit(2)
    assert window.window.scope.direction == known[0][1].id
    editions.setCurrentIndex(1)
    editions.activated.emit(1)
    window.settle()
    assert window.window.scope.edition != edition
    assert window.window.scope.direction is None


@pytest.mark.parametrize("years", [-1, 1, -30])
def test_the_list_of_years_follows_a_year_that_is_chosen_elsewhere(window, years):
    scope = window.window.scope
    box = find(window.widget, QComboBox, "scopeYear")
    scope.choose_year(scope.year + years)
    assert box.currentData() == scope.year
    assert box.currentText() == shown_year(scope.year)
    offered = [box.itemData(place) for place in range(box.count())]
    assert offered == sorted(set(offered), reverse=True)
    window.settle()


def test_closing_the_file_leads_back_to_the_first_page(window):
    window.window.files.close()
    window.settle()
    assert window.window.pages.currentWidget() is window.window.first_run
    assert window.window.deck.count() == 0
    assert window.window.files.path is None


def test_closing_the_window_waits_for_what_is_being_written(qtbot, make_window, empty_file):
    window = make_window(empty_file, (UNITS_ENTRY,))
    gate = threading.Event()

    def slow(store):
        gate.wait(PATIENCE_MS / 1000)
        return add_unit("Успели")(store)

    window.operations.do(slow)
    window.window.close()
    assert window.window.isVisible()
    assert window.window.status.work.text() == "Сохраняется внесённое, окно закроется само…"
    gate.set()
    qtbot.waitUntil(lambda: not window.window.isVisible(), timeout=PATIENCE_MS)
    again = make_window(empty_file, (UNITS_ENTRY,))
    assert [unit.name for unit in units_tab(again).model.rows] == ["Успели"]


def test_closing_asks_before_it_breaks_off_long_work(qtbot, window, messages):
    started = threading.Event()

    def work(store, progress):
        started.set()
        while True:
            progress.check_cancelled()

    window.operations.run(work, pytest.fail, title="Печать", owner=window.window)
    assert started.wait(PATIENCE_MS / 1000)
    window.window.close()
    assert window.window.isVisible()
    messages.answer_next("break")
    window.window.close()
    assert not window.window.isVisible()
    assert messages.questions == ["Работа ещё идёт: закрыть окно и прервать её?"] * 2


def test_what_is_being_typed_is_saved_when_the_window_closes(qtbot, make_window, empty_file):
    window = make_window(empty_file, (UNITS_ENTRY,))
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    grid = window.grid()
    grid.go(0, 1)
    grid.press(Qt.Key.Key_F2)
    editor = grid.editor()
    assert isinstance(editor, QLineEdit)
    editor.setText("Центр")
    window.window.close()
    qtbot.waitUntil(lambda: not window.window.isVisible(), timeout=PATIENCE_MS)
    again = make_window(empty_file, (UNITS_ENTRY,))
    assert [unit.name for unit in units_tab(again).model.rows] == ["Центр"]


def test_a_file_that_is_not_ours_is_refused_in_one_sentence(make_window, messages, tmp_path):
    strange = tmp_path / "письмо.quality"
    strange.write_bytes(b"\x00" * 5000)
    window = make_window(strange, (UNITS_ENTRY,))
    assert len(messages.refusals) == 1
    assert window.window.pages.currentWidget() is window.window.first_run


def test_a_file_that_is_gone_leaves_the_recent_ones(make_window, messages, environment, tmp_path):
    gone = tmp_path / "нет.quality"
    environment.preferences.apply(lambda settings: settings.with_recent(gone))
    window = make_window()
    recent = find(window.widget, QListWidget, "recentFiles")
    recent.itemActivated.emit(recent.item(0))
    window.settle()
    assert len(messages.refusals) == 1
    assert environment.settings.recent_files == ()


def test_a_file_dropped_on_the_window_is_opened(make_window, empty_file):
    window = make_window(None, (UNITS_ENTRY,))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(empty_file))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, keys)
    QApplication.sendEvent(window.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window.window, QDropEvent(QPointF(5, 5), actions, data, buttons, keys))
    window.settle()
    assert window.window.files.path == empty_file


def test_theme_and_size_are_chosen_in_the_menu_and_kept(make_window, environment, qapp):
    make_window()
    usual: QFont = qapp.font()
    environment.preferences.choose_theme(Theme.DARK)
    environment.preferences.zoom_by(2)
    assert environment.look.theme is Theme.DARK
    assert qapp.font().pointSizeF() == usual.pointSizeF() + 2
    assert environment.settings.zoom == 2
    environment.preferences.zoom_by(-2)
    environment.preferences.choose_theme(Theme.SYSTEM)


def test_every_shortcut_of_a_menu_works_once(window):
    used = [
        action.shortcut().toString()
        for menu in window.window.menus.menus
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    ]
    assert len(used) == len(set(used))
    assert Shortcut.HELP.keys in used


def test_everything_with_the_keyboard_has_a_name_for_the_screen_reader(window):
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)
        for widget in window.widget.findChildren(kind)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_help_opens_at_the_page_of_the_tab(window):
    window.window.menus.help_wanted.emit()
    dialog = find(window.widget, HelpDialog)
    text = find(dialog, QTextBrowser, "helpText")
    assert dialog.isVisible()
    assert "Первые шаги" in text.toPlainText()
    dialog.show_page("matrix")
    assert "Матрица ответственности" in text.toPlainText()


def test_all_shortcuts_are_listed(window):
    window.window.menus.shortcuts_wanted.emit()
    dialog = find(window.widget, KeysDialog)
    assert find(dialog, QTableWidget, "keysTable").rowCount() == len(Shortcut)
    dialog.reject()


def test_the_program_tells_its_version_and_licences(window):
    window.window.menus.about_wanted.emit()
    dialog = find(window.widget, AboutDialog)
    text = find(dialog, QTextBrowser, "aboutDetails").toPlainText()
    assert "LGPL-3.0" in text
    assert "SQLAlchemy" in text
    assert __version__ in find(dialog, QLabel, "aboutTitle").text()
    dialog.reject()
