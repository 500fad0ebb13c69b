"""Which rows of a table are shown: a text to look for, and one of a few kinds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from quality_desktop.ui.plurals import folded
from quality_desktop.ui.widgets.naming import named

_SEARCH_WIDTH = 200


class RowFilter(QWidget):
    """A line and a box.

    Attributes:
        search: The line.
        kind_box: The box.

    Signals:
        changed: Other rows are wanted now.
    """

    changed = Signal()

    def __init__(
        self, prompt: str, kinds: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """Show all rows at first.

        Args:
            prompt: What is looked for: «Школа…».
            kinds: Key and text of every kind of rows; the first one means all of them.
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName("rowFilter")
        self.search = named(QLineEdit(clearButtonEnabled=True), "filterLine", "Отбор строк")
        self.search.setPlaceholderText(prompt)
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self.kind_box = named(QComboBox(), "filterBox", "Какие строки показать")
        for key, text in kinds.items():
            self.kind_box.addItem(text, key)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.kind_box)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.kind_box.currentIndexChanged.connect(lambda _place: self.changed.emit())

    @property
    def kind(self) -> str:
        """Key of the chosen kind."""
        return str(self.kind_box.currentData())

    @property
    def is_open(self) -> bool:
        """True when all rows are shown."""
        return self.kind_box.currentIndex() == 0 and not folded(self.search.text())

    @property
    def words(self) -> list[str]:
        """What is looked for, folded; every word must be found, in any order."""
        return folded(self.search.text()).split()

    def fits(self, text: str) -> bool:
        """Whether a row with this text is looked for."""
        plain = folded(text)
        return all(word in plain for word in self.words)

    def show_all(self) -> None:
        """Want all rows again."""
        self.search.clear()
        self.kind_box.setCurrentIndex(0)
