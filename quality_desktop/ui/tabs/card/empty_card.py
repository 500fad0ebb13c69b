"""The strip above a card in which nothing is written yet: a ready text to begin with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from quality_desktop.domain.cycle import CardRow
from quality_desktop.services.cycle.cycle import CardView
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.card import TITLES
from quality_desktop.ui.widgets.naming import named

_SENTENCE = (
    "Карта пуста. Готовый текст – начальный, по приказу 2021 года: прочтите его и поправьте под "
    "свой район."
)


class EmptyCard(QWidget):
    """A sentence and a button; hidden as soon as the common card says what to do.

    Signals:
        filling_wanted: The ready text is to be filled in.
    """

    filling_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyCard")
        self.sentence = named(QLabel(_SENTENCE, wordWrap=True), "emptyCardSentence")
        self.button = named(QPushButton("Заполнить готовым текстом", autoDefault=False), "fillCard")
        self.button.clicked.connect(self.filling_wanted)
        look.dress(self.button, "text-plus")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_card(self, card: CardView) -> None:
        """Follow the card: headings of stages alone are no card."""
        self.setVisible(not any(has_text(row) for row in card.common))


def has_text(row: CardRow) -> bool:
    """A row says what somebody does, not only how its stage is called."""
    return any(getattr(row, field).strip() for field in TITLES if field != "structure")
