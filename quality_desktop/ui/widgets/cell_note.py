"""The reason why a typed text cannot stand, written beside its cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import QLabel, QTableView

from quality_desktop.ui.widgets.row_delegate import colours_of

_WIDTH = 320


class CellNote(QLabel):
    """A small sheet under the current cell of a table while its text is refused."""

    def __init__(self, table: QTableView, reason: Callable[[QModelIndex], str]) -> None:
        """Make the note of a table that has its model.

        Args:
            table: The table.
            reason: Why the text of a cell is refused; nothing when it is not.
        """
        super().__init__(table)
        self.setObjectName("cellNote")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(6)
        self._table = table
        self._reason = reason
        table.selectionModel().currentChanged.connect(lambda *_: self.follow())
        table.model().dataChanged.connect(lambda *_: self.follow())
        table.model().layoutChanged.connect(lambda *_: self.follow())
        for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.follow())
        self.hide()

    def follow(self) -> None:
        """Stand under the current cell, above it at the bottom; hide when there is nothing to say."""
        index = self._table.currentIndex()
        text = self._reason(index) if index.isValid() else ""
        if not text:
            self.hide()
            return
        colours = colours_of(self._table.palette())
        if self.parent() is self._table:
            # Only now: the first question for a viewport has PySide make the types of all widgets.
            self.setParent(self._table.viewport())
        self.setStyleSheet(
            f"background: {colours.danger_base}; color: {colours.danger}; border: 1px solid {colours.danger};"
        )
        self.setText(text)
        self._stand_by(self._table.visualRect(index))
        self.show()
        self.raise_()

    def _stand_by(self, cell: QRect) -> None:
        room = self._table.viewport().rect()
        width = min(_WIDTH, room.width())
        self.resize(width, self.heightForWidth(width))
        left = max(min(cell.left(), room.right() - width), 0)
        is_low = cell.bottom() + self.height() > room.bottom()
        self.move(left, cell.top() - self.height() if is_low else cell.bottom() + 1)
