"""When and where proofs were put on the website."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was decided; no address keeps the one noted before."""

    day: date
    address: str


class PublishedDialog(QDialog):
    """A date, an address and two buttons."""

    def __init__(self, parent: QWidget | None, *, count: int, label: str, words: str) -> None:
        """Ask about some proofs.

        Args:
            parent: Window it belongs to.
            count: How many proofs.
            label: What the address is: «Адрес страницы».
            words: What has happened, for the first line; nothing for none.
        """
        super().__init__(parent)
        self.setObjectName("published")
        self.setWindowTitle("Размещено на сайте")
        self.setMinimumWidth(520)
        self.day = DateEdit()
        self.day.setAccessibleName("Когда размещено")
        self.day.show_date(date.today())
        self.address = named(QLineEdit(), "publishedAddress")
        self.address.setPlaceholderText("https://… – можно не указывать")
        self.reason = named(QLabel(wordWrap=True), "publishedReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        proofs = counted(count, "подтверждение", "подтверждения", "подтверждений")
        self.take = named(QPushButton(f"Отметить {proofs}", default=True), "publishedTake")
        buttons = QDialogButtonBox()
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Позже", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        if words:
            form.addRow(QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        form.addRow("&Когда размещено", self.day)
        form.addRow(f"&{label}", self.address)
        form.addRow("", self.reason)
        form.addRow(buttons)
        for line in (self.day, self.address):
            line.textChanged.connect(self._check)
        self.address.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, count: int, label: str, words: str = ""
    ) -> Published | None:
        """Ask; None when nothing shall be noted yet."""
        dialog = cls(parent, count=count, label=label, words=words)
        is_taken = dialog.exec() == QDialog.DialogCode.Accepted
        answer = Published(
            day=dialog.day.typed_day or date.today(), address=dialog.address.text().strip()
        )
        dialog.deleteLater()
        return answer if is_taken else None

    def _check(self) -> None:
        address = self.address.text().strip()
        reason = ""
        if not self.day.has_valid_text or self.day.typed_day is None:
            reason = "Напишите день, месяц и год, например 05.07.2021."
        elif address and not address.startswith(("http://", "https://")):
            reason = "Адрес страницы начинается с http:// или https://."
        self.reason.setText(reason)
        self.take.setEnabled(not reason)
