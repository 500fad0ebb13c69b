"""By when those who have not answered are to answer now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.register.entries import Entry
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What was decided; None for no new date."""

    due: date | None


class RemindDialog(QDialog):
    """How many are reminded, a date and two buttons."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        """Ask about a paper.

        Args:
            entry: Its line in the register.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("remind")
        self.setWindowTitle("Напоминание")
        self.resize(460, 160)
        owed = entry.asked - entry.answered
        whom = counted(owed, "адресату", "адресатам", "адресатам")
        self.day = DateEdit()
        self.day.setAccessibleName("Новый срок ответа")
        form = QFormLayout()
        form.addRow("&Новый срок ответа:", self.day)
        buttons = QDialogButtonBox()
        self.take = named(QPushButton("Составить напоминание"), "remindTake")
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept_if_right)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            QLabel(
                f"Напоминание будет составлено {whom}, от которых нет ответа.",
                wordWrap=True,
                textFormat=Qt.TextFormat.PlainText,
            )
        )
        layout.addLayout(form)
        layout.addStretch()
        layout.addWidget(buttons)
        self.day.setFocus()

    @classmethod
    def ask(cls, entry: Entry, parent: QWidget | None) -> Reminder | None:
        """Ask; None when nobody shall be reminded."""
        dialog = cls(entry, parent)
        is_taken = dialog.exec() == QDialog.DialogCode.Accepted
        answer = Reminder(due=dialog.day.typed_day)
        dialog.deleteLater()
        return answer if is_taken else None

    def _accept_if_right(self) -> None:
        if self.day.has_valid_text:
            self.accept()
        else:
            self.day.setFocus()
