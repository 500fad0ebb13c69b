"""An appendix of a person's own words: title, text, tables typed or pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.paperwork.pasted import plain_lines
from quality_desktop.ui.widgets.naming import named

_HINT = (
    "Строка – абзац, строка с «- » – подпункт. Строки с табуляцией – таблица, первая из них – шапка; "
    "таблицу удобно скопировать из Word или Excel."
)


class OwnAppendix(QDialog):
    """Title and text."""

    def __init__(self, parent: QWidget | None, *, title: str = "", text: str = "") -> None:
        """Show an appendix.

        Args:
            parent: The window it belongs to.
            title: Its title now.
            text: Its text now.
        """
        super().__init__(parent)
        self.setObjectName("ownAppendix")
        self.setWindowTitle("Приложение со своим текстом")
        self.resize(640, 480)
        self.title = named(QLineEdit(title), "appendixTitle")
        self.text = named(QPlainTextEdit(text), "appendixText", "Текст приложения")
        self.text.setTabChangesFocus(True)
        hint = QLabel(_HINT, textFormat=Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        self.paste = named(QPushButton("Вставить из буфера", autoDefault=False), "appendixPaste")
        self.paste.clicked.connect(self.paste_text)
        buttons = QDialogButtonBox()
        self.keep = named(QPushButton("Сохранить приложение"), "appendixKeep")
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не сохранять", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Название", self.title)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.paste)
        layout.addWidget(buttons)

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, title: str = "", text: str = ""
    ) -> tuple[str, str] | None:
        """Ask for title and text; None when the user changed their mind."""
        dialog = cls(parent, title=title, text=text)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = (dialog.title.text(), dialog.text.toPlainText())
        dialog.deleteLater()
        return answer if is_accepted else None

    def paste_text(self) -> None:
        """Put the text and the tables of the clipboard where the cursor is."""
        data = QGuiApplication.clipboard().mimeData()
        self.text.insertPlainText(plain_lines(data.html() if data.hasHtml() else "", data.text()))
