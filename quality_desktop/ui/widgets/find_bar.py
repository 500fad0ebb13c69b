"""The bar that looks for a text in a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from typing_extensions import override

from quality_desktop.ui.plurals import folded
from quality_desktop.ui.widgets.naming import named


class FindBar(QFrame):
    """A line at the top right of a table: Enter finds the next cell, Shift+Enter the one before."""

    def __init__(self, grid: QWidget, find: Callable[[str, bool], bool]) -> None:
        """Make the bar of a table, hidden.

        Args:
            grid: The table.
            find: Goes to the next cell with a text (forward or back); False when there is none.
        """
        super().__init__(grid)
        self._grid = grid
        self._find = find
        self.setObjectName("findBar")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.line = named(QLineEdit(placeholderText="Найти"), "findLine", "Найти в таблице")
        self.line.setMinimumWidth(200)
        self.answer = named(QLabel(), "findAnswer")
        self.next = named(QPushButton("Далее", autoDefault=False), "findNext")
        self.leave = named(QPushButton("Закрыть", autoDefault=False), "findLeave")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        for widget in (self.line, self.answer, self.next, self.leave):
            layout.addWidget(widget)
        self.line.textEdited.connect(lambda _text: self.answer.clear())
        self.next.clicked.connect(lambda: self.search(forward=True))
        self.leave.clicked.connect(self.close_bar)
        grid.installEventFilter(self)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar with the keyboard in it."""
        self.show()
        self._place()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the table."""
        self.hide()
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, *, forward: bool) -> None:
        """Go to the next cell with the text, keep the keyboard here and say when there is none."""
        is_found = self._find(self.line.text(), forward)
        self.answer.setText("" if is_found or not self.line.text() else "Не найдено")
        self.adjustSize()
        self._place()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move(max(self._grid.width() - self.width() - 24, 0), 4)


def find_next(view: QTableView, text: str, forward: bool) -> bool:
    """Make the next cell that holds a text the current one, round the end of the table.

    Letters of any case are equal, so are «е» and «ё»; hidden rows and columns are passed over.

    Args:
        view: The table.
        text: What is looked for.
        forward: To the right and down, otherwise back.

    Returns:
        False when no cell holds it.
    """
    model, wanted = view.model(), folded(text)
    columns = model.columnCount()
    total = model.rowCount() * columns
    if not wanted or total == 0:
        return False
    current = view.currentIndex()
    start = current.row() * columns + current.column() if current.isValid() else -1
    step = 1 if forward else -1
    for distance in range(1, total + 1):
        row, column = divmod((start + step * distance) % total, columns)
        if view.isColumnHidden(column) or view.isRowHidden(row):
            continue
        index = model.index(row, column)
        if wanted in folded(str(index.data(Qt.ItemDataRole.DisplayRole) or "")):
            view.setCurrentIndex(index)
            view.scrollTo(index)
            return True
    return False
