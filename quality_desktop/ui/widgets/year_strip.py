"""A strip over a table that is empty this year: where the last answers are, and a way there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from quality_desktop.ui.look import Look
from quality_desktop.ui.scope import short_year
from quality_desktop.ui.widgets.naming import named


class YearStrip(QWidget):
    """Hidden until another year is named.

    Attributes:
        sentence: What is missing, and where it was last.
        button: Shows that year.

    Signals:
        year_wanted: School year to show.
    """

    year_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yearStrip")
        self._other = 0
        self.sentence = named(QLabel(), "yearStripSentence")
        self.button = named(QPushButton(autoDefault=False), "yearStripShow")
        look.dress(self.button, "timeline")
        self.button.clicked.connect(lambda: self.year_wanted.emit(self._other))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.button)
        layout.addStretch()
        self.hide()

    def show_years(self, year: int, other: int | None) -> None:
        """Say that a year has no answers and another has; hide without another.

        Args:
            year: School year that is shown.
            other: School year with answers.
        """
        self.setVisible(other is not None)
        if other is None:
            return
        self._other = other
        word = "Последние" if other < year else "Есть"
        self.sentence.setText(
            f"За {short_year(year)} учебный год ответов пока нет. {word} – за {short_year(other)}."
        )
        self.button.setText(f"Показать {short_year(other)}")
