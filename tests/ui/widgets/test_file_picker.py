"""Files and folders dropped on the strip or chosen with its buttons."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from quality_desktop.ui.widgets.file_picker import FilePicker

pytestmark = pytest.mark.gui


@pytest.fixture
def picker(qtbot, environment):
    made = FilePicker(environment, "Сюда")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def picked(picker):
    found: list[tuple[Path, ...]] = []
    picker.picked.connect(found.append)
    return found


def drop(picker, *urls):
    data = QMimeData()
    data.setUrls(list(urls))
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(picker, enter)
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(picker, event)


def test_dropped_files_and_folders_are_picked_together(picker, picked, tmp_path):
    file = tmp_path / "ответ.xlsx"
    file.touch()
    drop(picker, QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path)))
    assert picked == [(file, tmp_path)]


def test_an_address_of_the_net_is_none(picker, picked):
    drop(picker, QUrl("https://example.org/a.xlsx"))
    assert picked == []


def test_buttons_ask_and_the_folder_is_remembered(picker, picked, messages, environment, tmp_path):
    messages.paths.extend([tmp_path / "a.csv", tmp_path, None])
    picker.files.click()
    picker.folder.click()
    picker.folder.click()
    assert picked == [(tmp_path / "a.csv",), (tmp_path,)]
    assert environment.settings.last_source == str(tmp_path)
    assert environment.settings.last_folder == ""  # what is saved next does not go there


def test_what_is_read_is_said(picker, tmp_path):
    picker.show_picked([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert picker.said.text() == f"{tmp_path}: a.csv и ещё 1 файл"
    picker.show_picked([])
    assert picker.said.text() == "Сюда"
