"""New, open, copy, check: from the menu to the disk."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QRadioButton

from quality_desktop import paths
from quality_desktop.domain.directory import Municipality, Unit
from quality_desktop.services.district_file import files, history, samples
from quality_desktop.ui.dialogs.new_file import NewFile, NewFileDialog
from tests.ui.drivers import find, wait_idle
from tests.ui.units_tab import UNITS_ENTRY, add_unit

pytestmark = pytest.mark.gui
TABS = (UNITS_ENTRY,)


def choose_in_dialog(name: str, button: str) -> None:
    """Choose a beginning in the dialog of a new file and press a button, when it is open."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, NewFileDialog):
        QTimer.singleShot(0, lambda: choose_in_dialog(name, button))
        return
    find(dialog, QRadioButton, name).setChecked(True)
    dialog.accept() if button == "create" else dialog.reject()


def test_a_new_file_from_the_sample_is_made_and_opened(make_window, messages, tmp_path):
    window = make_window(None, TABS)
    target = tmp_path / "новый.quality"
    messages.paths = [target]
    QTimer.singleShot(0, lambda: choose_in_dialog("sample-ishimbay", "create"))
    window.window.first_run.new_wanted.emit()
    window.settle()
    assert target.is_file()
    offices: list[tuple[Municipality, ...]] = []
    window.operations.ask(
        lambda store: store.all(Municipality), offices.append, owner=window.window
    )
    window.settle()
    assert len(offices[0]) == 1
    assert window.window.pages.currentWidget() is window.window.deck


def test_a_changed_mind_makes_no_file(make_window, messages, tmp_path):
    window = make_window(None, TABS)
    QTimer.singleShot(0, lambda: choose_in_dialog("emptyFile", "leave"))
    window.window.files.new()
    messages.paths = [None]
    QTimer.singleShot(0, lambda: choose_in_dialog("emptyFile", "create"))
    window.window.files.new()
    window.settle()
    assert list(tmp_path.glob("*.quality")) == []


def test_a_new_file_never_replaces_one_that_is_there(make_window, messages, empty_file):
    window = make_window(None, TABS)
    before = empty_file.read_bytes()
    window.window.files.create(empty_file, None)
    window.settle()
    assert len(messages.refusals) == 1
    assert empty_file.read_bytes() == before


def test_every_sample_is_offered_with_its_description(qtbot, environment):
    offered = samples.available(samples_folder=environment.samples)
    dialog = NewFileDialog(offered)
    qtbot.addWidget(dialog)
    assert dialog.choice == NewFile(sample=None, title="Наш район")
    find(dialog, QRadioButton, f"sample-{offered[0].name}").setChecked(True)
    assert dialog.choice.sample == offered[0].name
    assert offered[0].title.startswith(dialog.choice.title)


def test_a_new_file_is_proposed_by_the_name_of_its_district(make_window, messages):
    window = make_window(None, TABS)
    messages.paths = [None]
    QTimer.singleShot(0, lambda: choose_in_dialog("sample-ishimbay", "create"))
    window.window.files.new()
    assert [path.name for path in messages.proposals] == ["Ишимбайский район.quality"]


def test_a_copy_is_a_whole_file(make_window, messages, empty_file, tmp_path):
    window = make_window(empty_file, TABS)
    target = tmp_path / "копия.quality"
    messages.paths = [target]
    window.window.files.save_copy()
    window.settle()
    assert messages.told == [f"Копия сохранена: {target}"]
    window.window.files.open(target)
    window.settle()
    assert window.window.files.path == target


def test_a_right_file_is_said_to_be_right(make_window, messages, empty_file):
    window = make_window(empty_file, TABS)
    window.window.files.check()
    window.settle()
    assert messages.told == ["Файл в порядке: повреждений и расхождений не найдено."]


def test_another_file_takes_the_place_of_the_open_one(
    make_window, messages, empty_file, sample_file
):
    window = make_window(empty_file, TABS)
    messages.paths = [sample_file]
    window.window.files.choose()
    window.settle()
    assert window.window.windowTitle().startswith("ishimbay — ")
    assert "МКУ УО" in window.window.status.file.text()


def test_a_file_held_by_another_window_is_refused_and_ours_stays(
    make_window, messages, empty_file, sample_file, open_operations, qtbot
):
    holder = open_operations(sample_file)
    window = make_window(empty_file, TABS)
    window.window.files.open(sample_file)
    window.settle()
    wait_idle(qtbot, holder)
    assert len(messages.refusals) == 1
    assert window.window.files.path == empty_file


def test_the_name_of_the_user_stands_under_their_changes(make_window, environment, empty_file):
    window = make_window(None, TABS)
    window.window.first_run.author.setText("Исмагилов И.И.")
    window.window.first_run.author.editingFinished.emit()
    assert environment.settings.author == "Исмагилов И.И."
    window.window.files.open(empty_file)
    window.operations.do(add_unit("ИМЦ"))
    authors: list[str] = []

    def ask(store):
        (unit,) = store.all(Unit)
        return history.of_record(store=store, record=unit.id)[0].author

    window.operations.ask(ask, authors.append, owner=window.window)
    window.settle()
    assert authors == ["Исмагилов И.И."]


def test_a_file_that_cannot_be_written_says_so_and_refuses_edits_in_one_sentence(
    make_window, messages, empty_file, monkeypatch
):
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    before = empty_file.read_bytes()
    window = make_window(empty_file, TABS)
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    (said,) = messages.refusals
    assert "нельзя писать: сохраните копию" in said
    assert empty_file.read_bytes() == before


def test_a_file_that_cannot_be_written_is_copied_from_the_strip_above(
    make_window, messages, empty_file, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    window = make_window(empty_file, TABS)
    strip = window.window.read_only
    assert strip.isVisible()
    assert "правки не сохраняются" in strip.sentence.text()
    target = tmp_path / "копия.quality"
    messages.paths = [target]
    window.click("copyOfReadOnly")
    assert target.is_file()
    monkeypatch.undo()
    window.window.files.open(target)
    window.settle()
    assert not strip.isVisible()


def test_the_strip_goes_with_the_file(make_window, empty_file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    window = make_window(empty_file, TABS)
    window.window.files.close()
    window.settle()
    assert not window.window.read_only.isVisible()


def test_a_file_that_can_be_written_has_no_strip(make_window, empty_file):
    assert not make_window(empty_file, TABS).window.read_only.isVisible()


def test_a_file_that_vanished_loses_nothing_silently(make_window, messages, empty_file, tmp_path):
    window = make_window(empty_file, TABS)
    kept = empty_file.rename(tmp_path / "унесли.quality")
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    (said,) = messages.refusals
    assert "пропал" in said
    assert "верните файл на место" in said
    kept.rename(empty_file)
    window.operations.do(add_unit("ЦДО"))
    window.settle()
    assert len(messages.refusals) == 1
    window.window.files.close()
    window.settle()
    with files.open_file(
        path=empty_file, migrations=paths.bundled().migrations, writer=files.writer()
    ) as store:
        assert [unit.name for unit in store.all(Unit)] == ["ЦДО"]
