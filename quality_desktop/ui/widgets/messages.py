"""The only way to tell the user something in a dialog; tests inject one that records instead.

The dialogs of Qt are imported when one is shown: they cost a visible part of the start.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

_log = logging.getLogger(__name__)
_QUALITY_FILES: Final = "Файлы программы (*.quality)"


class Kind(Enum):
    """What a dialog is about; decides its icon."""

    QUESTION = auto()
    WARNING = auto()
    INFORMATION = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A button of a question.

    Attributes:
        key: What the caller gets back.
        text: A verb with its object: «Заменить везде».
        is_safe: Changes nothing: the default button, also the meaning of Esc. Exactly one is safe.
        is_harmful: Loses something; never the default.
    """

    key: str
    text: str
    is_safe: bool = False
    is_harmful: bool = False


class Messages:
    """Dialogs of the program: a refusal, a question with verbs, choice of a file."""

    def refuse(self, parent: QWidget | None, sentence: str) -> None:
        """Say in one sentence what could not be done and what to do now."""
        _log.info("shown: %s", sentence)
        _show(_box(parent, Kind.WARNING, sentence, ""))

    def tell(self, parent: QWidget | None, sentence: str, details: str = "") -> None:
        """Say what was done when it cannot be seen in the window."""
        _log.info("shown: %s", sentence)
        _show(_box(parent, Kind.INFORMATION, sentence, details))

    def ask(
        self,
        parent: QWidget | None,
        question: str,
        answers: Sequence[Answer],
        *,
        details: str = "",
        kind: Kind = Kind.QUESTION,
    ) -> str:
        """Ask for a decision.

        Args:
            parent: The window it belongs to.
            question: One sentence.
            answers: Buttons in the order of reading; exactly one of them is safe.
            details: A second, quieter sentence.
            kind: Decides the icon.

        Returns:
            Key of the answer; of the safe one when the dialog was closed by Esc.

        Raises:
            ValueError: Not exactly one answer is safe.
        """
        safe = safe_answer(answers)
        box = _box(parent, kind, question, details)
        keys: dict[QAbstractButton, str] = {}
        for answer in answers:
            button = box.addButton(answer.text, _role(answer))
            keys[button] = answer.key
            if answer is safe:
                box.setDefaultButton(button)
                box.setEscapeButton(button)
        box.exec()
        clicked = box.clickedButton()
        chosen = next((key for button, key in keys.items() if button is clicked), safe.key)
        box.deleteLater()
        _log.info("asked: %s - %s", question, chosen)
        return chosen

    def file_to_open(
        self, parent: QWidget | None, title: str, folder: Path, pattern: str = _QUALITY_FILES
    ) -> Path | None:
        """Ask which file to open; None when the user changed their mind."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), pattern)
        return Path(name) if name else None

    def files_to_open(
        self, parent: QWidget | None, title: str, folder: Path, pattern: str
    ) -> tuple[Path, ...]:
        """Ask which files to read; none when the user changed their mind."""
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), pattern)
        return tuple(Path(name) for name in names)

    def file_to_save(
        self, parent: QWidget | None, title: str, proposal: Path, pattern: str = _QUALITY_FILES
    ) -> Path | None:
        """Ask where to write a file; the dialog itself asks before one is replaced."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(parent, title, str(proposal.parent), pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(proposal.suffix.removeprefix("."))
        dialog.selectFile(proposal.name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

    def folder(self, parent: QWidget | None, title: str, folder: Path) -> Path | None:
        """Ask for a folder; None when the user changed their mind."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None


def safe_answer(answers: Sequence[Answer]) -> Answer:
    """The answer that changes nothing.

    Raises:
        ValueError: Not exactly one is safe, or it is harmful too.
    """
    safe = [answer for answer in answers if answer.is_safe and not answer.is_harmful]
    if len(safe) != 1:
        raise ValueError(f"exactly one answer must be safe: {[answer.key for answer in answers]}")
    return safe[0]


def _role(answer: Answer) -> QMessageBox.ButtonRole:
    from PySide6.QtWidgets import QMessageBox

    if answer.is_safe:
        return QMessageBox.ButtonRole.RejectRole
    if answer.is_harmful:
        return QMessageBox.ButtonRole.DestructiveRole
    return QMessageBox.ButtonRole.AcceptRole


def _box(parent: QWidget | None, kind: Kind, sentence: str, details: str) -> QMessageBox:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel, QMessageBox

    icon = {
        Kind.QUESTION: QMessageBox.Icon.Question,
        Kind.WARNING: QMessageBox.Icon.Warning,
        Kind.INFORMATION: QMessageBox.Icon.Information,
    }[kind]
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setObjectName("message")
    box.setWindowTitle("Управление качеством образования")
    box.setText(sentence)
    box.setInformativeText(details)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box


def _show(box: QMessageBox) -> None:
    from PySide6.QtWidgets import QMessageBox

    box.addButton("Понятно", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()
