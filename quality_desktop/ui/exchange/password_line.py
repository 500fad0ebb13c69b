"""A password of five words for a package: offered, changed, copied, or left out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.ui.widgets.naming import named

_FORBIDDEN: Final = (
    "В районе решено не закрывать пакеты паролем программы: при необходимости зашифруйте готовый "
    "пакет средством управления (КриптоАРМ, ViPNet)."
)


class PasswordLine(QWidget):
    """A tick, the words, and two buttons.

    Attributes:
        is_sealed: The package is closed with a password.
        words: The password, to be read aloud.

    Signals:
        new_wanted: Other words are wanted.
    """

    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passwordLine")
        self.is_sealed = named(QCheckBox("Закрыть &паролем:"), "sendSealed")
        self.words = named(QLineEdit(), "sendPassword", "Пароль пакета")
        self.another = named(QPushButton("Другие слова", autoDefault=False), "sendAnother")
        self.copy = named(QPushButton("Скопировать", autoDefault=False), "sendCopy")
        self.forbidden = named(QLabel(_FORBIDDEN, wordWrap=True), "sendForbidden")
        line = QHBoxLayout()
        for widget in (self.words, self.another, self.copy):
            line.addWidget(widget, 1 if widget is self.words else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.is_sealed)
        layout.addLayout(line)  # under it: all five words must be seen, to be read aloud
        layout.addWidget(self.forbidden)
        self.is_sealed.toggled.connect(self._follow)
        self.another.clicked.connect(self.new_wanted)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.words.text()))
        self.allow(True)

    @property
    def password(self) -> str | None:
        """The password; None for an open package."""
        return self.words.text() if self.is_sealed.isChecked() else None

    def allow(self, may_seal: bool) -> None:
        """Follow the policy of the office."""
        self.forbidden.setVisible(not may_seal)
        for widget in (self.is_sealed, self.words, self.another, self.copy):
            widget.setVisible(may_seal)
        if not may_seal:
            self.is_sealed.setChecked(False)
        self._follow()

    def _follow(self) -> None:
        is_sealed = self.is_sealed.isChecked()
        for widget in (self.words, self.another, self.copy):
            widget.setEnabled(is_sealed)
