"""To which day a controlled date is put off, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.working_days import WorkingDays
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """The later day, or None to let the date of the paper hold again; and the reason."""

    to: date | None
    note: str


class PostponeDialog(QDialog):
    """A date, a reason, and what the calendar says of the date."""

    def __init__(
        self, items: Sequence[ControlledDate], calendar: WorkingDays, parent: QWidget | None = None
    ) -> None:
        """Ask about dates.

        Args:
            items: What is put off.
            calendar: Working days.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("postpone")
        self.setWindowTitle("Перенести срок")
        self.resize(520, 220)
        self._calendar = calendar
        self.answer: Postponement | None = None
        self.day = DateEdit()
        self.day.setAccessibleName("Новый срок")
        self.reason = named(QLineEdit(), "postponeReason", "Почему")
        self.reason.setPlaceholderText("Например: по письму министерства")
        self.hint = named(QLabel(wordWrap=True), "postponeHint")
        what = items[0].what if len(items) == 1 else f"Выбрано сроков: {len(items)}"
        form = QFormLayout()
        form.addRow("&Новый срок:", self.day)
        form.addRow("&Почему:", self.reason)
        buttons = QDialogButtonBox()
        self.take = named(QPushButton("Перенести"), "postponeTake")
        self.back = named(QPushButton("Вернуть прежний срок"), "postponeBack")
        self.leave = named(QPushButton("Не переносить"), "postponeLeave")
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.back.setVisible(any(item.moved_from is not None for item in items))
        self.leave.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(named(QLabel(what, wordWrap=True), "postponeWhat"))
        layout.addLayout(form)
        layout.addWidget(self.hint)
        layout.addStretch()
        layout.addWidget(buttons)
        self.take.clicked.connect(self._take)
        self.back.clicked.connect(self._give_back)
        buttons.rejected.connect(self.reject)
        self.day.textChanged.connect(lambda _text: self._follow())
        self._follow()
        self.day.setFocus()

    @classmethod
    def ask(
        cls, items: Sequence[ControlledDate], calendar: WorkingDays, parent: QWidget | None
    ) -> Postponement | None:
        """Ask; None when nothing shall be put off."""
        dialog = cls(items, calendar, parent)
        dialog.exec()
        answer = dialog.answer
        dialog.deleteLater()
        return answer

    def _follow(self) -> None:
        """A date is needed; a day off is told and may stand all the same."""
        day = self.day.typed_day
        self.take.setEnabled(day is not None)
        (self.take if day is not None else self.leave).setDefault(True)
        name = "" if day is None else self._calendar.rest_name(day)
        self.hint.setText(f"{day:%d.%m.%Y} – нерабочий день: {name}." if name and day else "")

    def _take(self) -> None:
        day = self.day.typed_day
        if day is not None:
            self.answer = Postponement(to=day, note=self.reason.text().strip())
            self.accept()

    def _give_back(self) -> None:
        self.answer = Postponement(to=None, note=self.reason.text().strip())
        self.accept()
