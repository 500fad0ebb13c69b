"""Why a warning may stand: one sentence in the words of the person who accepts it."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.ui.widgets.naming import named


class AcceptWarning(QDialog):
    """The warning, a line for the reason and two buttons."""

    def __init__(self, warning: str, parent: QWidget | None = None) -> None:
        """Show a warning.

        Args:
            warning: Its sentence.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("acceptWarning")
        self.setWindowTitle("Принять замечание")
        self.resize(520, 180)
        self.reason = named(QLineEdit(), "acceptReason", "Причина")
        self.reason.setPlaceholderText("Например: школа подтвердила по телефону")
        label = QLabel("&Почему так и есть:")
        label.setBuddy(self.reason)
        hint = QLabel(
            "Причина сохранится с вашим именем. Изменятся цифры – замечание появится снова.",
            wordWrap=True,
        )
        buttons = QDialogButtonBox()
        self.take = named(QPushButton("Принять"), "acceptTake")
        self.leave = named(QPushButton("Не принимать"), "acceptLeave")
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.reason.textChanged.connect(self._on_typed)
        layout = QVBoxLayout(self)
        layout.addWidget(named(QLabel(warning, wordWrap=True), "acceptText"))
        layout.addWidget(label)
        layout.addWidget(self.reason)
        layout.addWidget(hint)
        layout.addStretch()
        layout.addWidget(buttons)
        self._on_typed("")
        self.reason.setFocus()

    @classmethod
    def ask(cls, warning: str, parent: QWidget | None) -> str | None:
        """Ask for the reason; None when the warning shall not be accepted.

        Args:
            warning: Its sentence.
            parent: Window the dialog belongs to.
        """
        dialog = cls(warning, parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason.text().strip()
        dialog.deleteLater()
        return reason if is_accepted and reason else None

    def _on_typed(self, text: str) -> None:
        self.take.setEnabled(bool(text.strip()))
        (self.take if text.strip() else self.leave).setDefault(True)
