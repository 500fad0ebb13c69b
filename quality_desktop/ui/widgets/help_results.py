"""What the search of the help has found: title of the page and words around, marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from quality_desktop.services.help.page_text import snippet_text
from quality_desktop.services.help.search import Found
from quality_desktop.ui.widgets.naming import named

_NOTHING: Final = "Ничего не нашлось. Попробуйте другое слово или откройте «Словарь терминов»."


class HelpResults(QWidget):
    """A list of places in the help.

    Signals:
        chosen: ``Found`` that a person wants to read.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = named(QListWidget(), "helpFound", "Что нашлось")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = named(QLabel(_NOTHING, wordWrap=True), "helpNothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self._found: tuple[Found, ...] = ()
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemClicked.connect(lambda _item: self._on_row(self.list.currentRow()))

    def show_found(self, found: Sequence[Found], mark: str) -> None:
        """Show what was found.

        Args:
            found: The best first.
            mark: Colour behind the words that were looked for.
        """
        self._found = ()
        self.list.clear()
        for one in found:
            self._add(one, mark)
        self._found = tuple(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def choose_first(self) -> None:
        """Open the best place and let the arrows go on from it."""
        if self._found:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _add(self, found: Found, mark: str) -> None:
        heading = f" – {found.heading}" if found.heading else ""
        title = f"{found.title}{heading}"
        label = QLabel(
            f"<b>{title}</b><br>{snippet_text(found.snippet, mark)}",
            wordWrap=True,
            textFormat=Qt.TextFormat.RichText,
        )
        label.setContentsMargins(6, 4, 6, 6)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}. {found.snippet.text}")
        width = self.list.viewport().width()
        item.setSizeHint(QSize(0, label.heightForWidth(width)))
        self.list.addItem(item)
        self.list.setItemWidget(item, label)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.chosen.emit(self._found[row])
