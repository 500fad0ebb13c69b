"""What Qt brings along speaks Russian too."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QPushButton

from quality_desktop.ui.translation import speak_russian
from tests.ui.drivers import find

pytestmark = pytest.mark.gui

ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def _russian(qapp):
    before = set(qapp.findChildren(QTranslator))
    speak_russian(qapp)
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.mark.usefixtures("_russian")
def test_no_standard_button_is_left_in_english(qtbot):
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    buttons = QDialogButtonBox.StandardButton
    texts = []
    for kind in buttons:
        if kind not in (buttons.NoButton,):
            button = box.addButton(kind)
            if button is not None:
                texts.append(button.text().replace("&", ""))
    assert [text for text in texts if ENGLISH.search(text)] == []
    assert "Не сохранять" in texts


@pytest.mark.usefixtures("_russian")
def test_the_file_dialog_is_russian(qtbot, tmp_path):
    (tmp_path / "папка").mkdir()
    dialog = QFileDialog(None, "Открыть файл", str(tmp_path), "Файлы программы (*.quality)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    texts = [button.text() for button in dialog.findChildren(QPushButton)]
    assert [text for text in texts if ENGLISH.search(text)] == []


@pytest.mark.usefixtures("_russian")
def test_the_context_menu_of_a_line_is_russian(qtbot):
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [action.text().split("\t")[0].replace("&", "") for action in menu.actions()]
    menu.deleteLater()
    assert [word for word in words if ENGLISH.search(word)] == []
    assert "Копировать" in words


@pytest.mark.usefixtures("_russian")
def test_own_words_win_and_the_rest_comes_from_qt(qtbot):
    translate = QCoreApplication.translate
    assert translate("QPlatformTheme", "Discard") == "Не сохранять"
    assert translate("QPlatformTheme", "Cancel") == "Отмена"
    assert translate("QPlatformTheme", "No such words") == "No such words"


@pytest.mark.usefixtures("_russian")
def test_a_message_box_has_russian_buttons(qtbot):
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    assert find(box, QPushButton).text().replace("&", "") in {"ОК", "OK", "Отмена"}
