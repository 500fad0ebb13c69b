"""What a place shows before there is anything in it: one sentence and one button that starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.ui.widgets.naming import named


class EmptyState(QWidget):
    """A sentence and a button in the middle.

    Signals:
        activated: The button was pressed.
    """

    activated = Signal()

    def __init__(self, sentence: str, button: str = "", parent: QWidget | None = None) -> None:
        """Show a sentence.

        Args:
            sentence: What belongs here.
            button: What starts it; without it there is no button.
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.sentence = named(QLabel(wordWrap=True), "emptySentence")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setFixedWidth(420)
        self.button = named(QPushButton(button, default=True), "emptyButton")
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.activated)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        # Between two stretches, because a layout forgets the height of a wrapped label that it aligns.
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.sentence)
        line.addStretch()
        layout.addLayout(line)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setFocusProxy(self.button)
        self.show_sentence(sentence)

    def show_sentence(self, sentence: str) -> None:
        """Say something else."""
        self.setAccessibleName(sentence)
        self.sentence.setText(sentence)
