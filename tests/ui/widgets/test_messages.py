"""Dialogs: verbs on the buttons, Esc does no harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from quality_desktop.ui.widgets.messages import Answer, Messages, safe_answer

KEEP = Answer(key="keep", text="Оставить мою", is_safe=True)
REPLACE = Answer(key="replace", text="Заменить везде")
DELETE = Answer(key="delete", text="Удалить", is_harmful=True)


def in_dialog(act: Callable[[QMessageBox], None]) -> None:
    """Do something as soon as a message box is open."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QMessageBox) and dialog.isVisible():
        act(dialog)
    else:
        QTimer.singleShot(0, lambda: in_dialog(act))


def press(text: str) -> Callable[[QMessageBox], None]:
    def act(dialog: QMessageBox) -> None:
        next(button for button in dialog.buttons() if button.text() == text).click()

    return act


@pytest.mark.gui
@pytest.mark.parametrize("answer", [KEEP, REPLACE, DELETE])
def test_a_question_returns_the_key_of_the_button(qapp, answer: Answer):
    QTimer.singleShot(0, lambda: in_dialog(press(answer.text)))
    assert Messages().ask(None, "Заменить?", (REPLACE, DELETE, KEEP)) == answer.key


@pytest.mark.gui
@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_mean_the_safe_answer(qtbot, key: Qt.Key):
    QTimer.singleShot(0, lambda: in_dialog(lambda dialog: qtbot.keyClick(dialog, key)))
    assert Messages().ask(None, "Удалить?", (DELETE, KEEP)) == "keep"


@pytest.mark.gui
def test_a_refusal_shows_its_sentence(qapp):
    seen: list[str] = []

    def look(dialog: QMessageBox) -> None:
        seen.append(dialog.text())
        dialog.accept()

    QTimer.singleShot(0, lambda: in_dialog(look))
    Messages().refuse(None, "Файл занят: откройте копию.")
    assert seen == ["Файл занят: откройте копию."]


@pytest.mark.parametrize("answers", [(REPLACE,), (KEEP, KEEP), ()])
def test_exactly_one_answer_must_be_safe(answers: tuple[Answer, ...]):
    with pytest.raises(ValueError, match="exactly one"):
        safe_answer(answers)
