"""«Резервные копии»: the list, what was changed since, yesterday back without losing today."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from quality_desktop.domain.directory import Unit
from quality_desktop.services.district_file import backups
from quality_desktop.services.district_file.backups import BackupCopy, Since
from quality_desktop.storage.backup_rotation import copies_in, folder_of
from quality_desktop.ui.dialogs.backups import BackupsDialog, since_words
from tests.ui.drivers import find
from tests.ui.units_tab import UNITS_ENTRY, add_unit

pytestmark = pytest.mark.gui
TABS = (UNITS_ENTRY,)


@pytest.fixture
def window(make_window, empty_file):
    """A file with a copy of yesterday and today's work."""
    window = make_window(empty_file, TABS)
    window.operations.do(add_unit("Вчерашнее"))
    yesterday = datetime.now() - timedelta(days=1)
    window.operations.ask(
        lambda store: backups.at_end(store=store, now=yesterday),
        lambda _copy: None,
        owner=window.window,
    )
    window.settle()
    return window


@pytest.fixture
def dialog(window):
    def show() -> BackupsDialog:
        window.window.files.show_copies()
        window.settle()
        shown = window.window.findChild(BackupsDialog)
        assert isinstance(shown, BackupsDialog)
        return shown

    yield show
    for shown in window.window.findChildren(BackupsDialog):
        shown.close()
        shown.deleteLater()


def press(window, dialog, name: str) -> None:
    find(dialog, QPushButton, name).click()
    window.settle()


def names(window) -> list[str]:
    found: list[list[str]] = []
    window.operations.ask(
        lambda store: sorted(unit.name for unit in store.all(Unit)),
        found.append,
        owner=window.window,
    )
    window.settle()
    return found[0]


def test_yesterday_comes_back_through_the_window_and_today_is_not_lost(
    window, dialog, messages, environment, empty_file
):
    """The drill: choose the copy, read what was changed since, go back, undo."""
    window.operations.do(add_unit("Сегодняшнее"))
    shown = dialog()
    (row,) = shown.model.rows
    assert "После этой копии изменено:" in shown.since.text()
    assert "1 запись" in shown.since.text()
    messages.answer_next("yes")
    press(window, shown, "restoreCopy")
    assert messages.questions == [f"Вернуть файл к копии от {row.copy.moment:%d.%m.%Y %H:%M}?"]
    assert messages.told[0].startswith("Возвращено записей: 1. Прежнее состояние сохранено в копии")
    assert names(window) == ["Вчерашнее"]
    assert len(shown.model.rows) == 2
    kept = copies_in(folder_of(environment.backups, empty_file), empty_file)
    assert {copy.path for copy in kept} == {row.copy.path for row in shown.model.rows}
    shown.accept()
    window.undo()
    assert names(window) == ["Вчерашнее", "Сегодняшнее"]


def test_nothing_is_brought_back_when_the_user_thinks_better_of_it(window, dialog, messages):
    window.operations.do(add_unit("Сегодняшнее"))
    shown = dialog()
    press(window, shown, "restoreCopy")
    assert len(messages.questions) == 1
    assert messages.told == []
    assert names(window) == ["Вчерашнее", "Сегодняшнее"]


def test_a_copy_from_another_folder_is_chosen_by_the_user(window, dialog, messages, tmp_path):
    shown, other = dialog(), tmp_path / "с флешки.quality"
    messages.paths = [other]
    window.window.files.save_copy()
    window.settle()
    window.operations.do(add_unit("Сегодняшнее"))
    messages.paths = [other]
    messages.answer_next("yes")
    press(window, shown, "restoreOther")
    assert messages.questions == ["Вернуть файл к копии «с флешки.quality»?"]
    assert names(window) == ["Вчерашнее"]


def test_a_damaged_copy_is_refused_and_the_file_stays(window, dialog, messages, tmp_path):
    shown, other = dialog(), tmp_path / "порча.quality"
    other.write_bytes(b"x" * 5000)
    messages.paths = [other]
    messages.answer_next("yes")
    press(window, shown, "restoreOther")
    assert len(messages.refusals) == 1
    assert names(window) == ["Вчерашнее"]


def test_the_state_of_a_moment_before_the_file_was_made_is_refused(window, dialog, messages):
    shown = dialog()
    shown.moment.setDateTime(shown.moment.dateTime().addYears(-5))
    messages.answer_next("yes")
    press(window, shown, "restoreToMoment")
    assert "нет ни одной записи" in messages.refusals[0]


def test_a_second_folder_is_chosen_and_given_up(window, dialog, messages, environment, tmp_path):
    shown = dialog()
    assert not shown.no_second.isVisible()
    messages.paths = [tmp_path / "флешка"]
    press(window, shown, "chooseSecond")
    assert environment.settings.backup_folder == str(tmp_path / "флешка")
    assert "флешка" in shown.second.text()
    press(window, shown, "noSecond")
    assert environment.settings.backup_folder == ""


def test_a_file_without_copies_says_so(make_window, empty_file, qtbot):
    window = make_window(empty_file, TABS)
    window.window.files.show_copies()
    window.settle()
    shown = window.window.findChild(BackupsDialog)
    assert shown is not None
    assert shown.stack.currentWidget() is shown.empty
    assert not shown.restore.isEnabled()
    shown.close()
    shown.deleteLater()


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (Since(by={}, is_known=True), "ничего не изменено"),
        (Since(by={}, is_known=False), "другой линии файла"),
        (Since(by={("unit", "А<Б"): 2}, is_known=True), "Отдел: 2 записи (А&lt;Б)"),
        (Since(by={(f"k{n}", ""): 1 for n in range(15)}, is_known=True), "и ещё строк: 3"),
    ],
)
def test_what_was_changed_since_is_told_in_words(since: Since, said: str):
    assert said in since_words(since, {"unit": "Отдел"})


def test_rows_tell_why_a_copy_was_made(window, dialog):
    shown = dialog()
    assert [type(row.copy) for row in shown.model.rows] == [BackupCopy]
    texts = [
        str(shown.model.index(0, column).data()) for column in range(shown.model.columnCount())
    ]
    assert texts[1] == "при закрытии файла"
    assert texts[2].endswith(" МБ")
