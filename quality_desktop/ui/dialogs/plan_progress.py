"""How rows of a plan go: state, day, a note, what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from quality_desktop.domain.roadmap import RoadmapRow
from quality_desktop.services.roadmaps.plans import PROGRESS
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

_NOTE_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProgress:
    """What has been said of a row."""

    progress: str
    done_on: date | None
    note: str
    proof: str


class PlanProgressDialog(QDialog):
    """Asks how a row goes."""

    def __init__(self, parent: QWidget | None, row: RoadmapRow, *, today: date) -> None:
        """Show a row.

        Args:
            parent: The window it belongs to.
            row: The row.
            today: Proposed as the day when it was done.
        """
        super().__init__(parent)
        self.setObjectName("planProgressDialog")
        self.setWindowTitle("Ход строки плана")
        self.setMinimumWidth(480)
        self._today = today
        self.state = named(QComboBox(), "progressState", "Состояние")
        for code, word in PROGRESS.items():
            self.state.addItem(word, code)
        self.state.setCurrentIndex(max(self.state.findData(row.progress), 0))
        self.done_on = named(DateEdit(), "progressDone", "Когда выполнено")
        self.done_on.show_date(row.done_on)
        self.note = named(QPlainTextEdit(row.progress_note), "progressNote", "Примечание")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * _NOTE_LINES + 12)
        self.proof = named(QLineEdit(row.proof), "progressProof", "Подтверждение")
        self.proof.setPlaceholderText("например, приказ от 12.03.2025 № 15")
        self.reason = named(QLabel(wordWrap=True), "progressReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        self.apply = named(QPushButton("Записать", default=True), "progressApply")
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow("&Состояние", self.state)
        form.addRow("&Выполнено", self.done_on)
        form.addRow("&Примечание", self.note)
        form.addRow("По&дтверждение", self.proof)
        form.addRow("", self.reason)
        form.addRow(buttons)
        self.state.currentIndexChanged.connect(lambda _: self._on_state())
        self.done_on.textChanged.connect(lambda _: self._check())
        self._check()

    @classmethod
    def ask(cls, parent: QWidget | None, row: RoadmapRow, *, today: date) -> RowProgress | None:
        """Ask; None when the user changed their mind."""
        dialog = cls(parent, row, today=today)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.said if is_accepted else None
        dialog.deleteLater()
        return answer

    @property
    def said(self) -> RowProgress:
        """What has been typed."""
        is_done = self.state.currentData() == "done"
        return RowProgress(
            progress=str(self.state.currentData()),
            done_on=self.done_on.typed_day if is_done else None,
            note=self.note.toPlainText().strip(),
            proof=self.proof.text().strip(),
        )

    def _on_state(self) -> None:
        if self.state.currentData() == "done" and self.done_on.typed_day is None:
            self.done_on.show_date(self._today)
        self._check()

    def _check(self) -> None:
        is_done = self.state.currentData() == "done"
        is_right = self.done_on.has_valid_text or not is_done
        self.done_on.setEnabled(is_done)
        self.reason.setText("" if is_right else "Напишите день, месяц и год, например 05.07.2021.")
        self.apply.setEnabled(is_right)
