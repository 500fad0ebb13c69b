"""What the user does to a block of cells: copy, paste, clear, fill down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.clipboard import format_cells, parse_cells

CellEdit = tuple[int, int, object]
"""Row, column and the new value."""


@runtime_checkable
class BulkEdited(Protocol):
    """A model that takes several changes of cells as one edit, to be undone as one."""

    def edit_cells(self, cells: Sequence[CellEdit], intent: str) -> None:
        """Change cells."""


class GridEdits:
    """Edits of the selection of a table; cells that cannot be edited are passed over."""

    def __init__(self, view: QTableView) -> None:
        self._view = view

    def copy(self) -> None:
        """Put the selected cells on the clipboard as spreadsheets do."""
        block = self._block()
        if block:
            display = Qt.ItemDataRole.DisplayRole
            texts = [[str(index.data(display) or "") for index in row] for row in block]
            QGuiApplication.clipboard().setText(format_cells(texts))

    def paste(self) -> None:
        """Put cells of the clipboard in from the first selected cell; one cell fills all."""
        text = QGuiApplication.clipboard().text()
        block = self._block()
        if not text or not block:
            return
        lines = parse_cells(text)
        if len(lines) == 1 and len(lines[0]) == 1:
            self._edit(
                [(i.row(), i.column(), lines[0][0]) for row in block for i in row], "вставка"
            )
            return
        model, first = self._view.model(), block[0][0]
        cells = [
            (first.row() + down, first.column() + right, value)
            for down, line in enumerate(lines)
            for right, value in enumerate(line)
        ]
        rows, columns = model.rowCount(), model.columnCount()
        inside = [cell for cell in cells if cell[0] < rows and cell[1] < columns]
        self._edit(inside, "вставка")

    def clear(self) -> None:
        """Empty the selected cells."""
        cells = [(index.row(), index.column(), "") for row in self._block() for index in row]
        self._edit(cells, "очистка")

    def fill_down(self) -> None:
        """Repeat the top row of the selection below it; with one row, the row above it."""
        block = self._block()
        if not block:
            return
        top, rows = block[0], block[1:]
        if not rows and top[0].row() > 0:
            rows = block
            top = [index.siblingAtRow(index.row() - 1) for index in top]
        cells = [
            (index.row(), index.column(), source.data(Qt.ItemDataRole.EditRole))
            for row in rows
            for index, source in zip(row, top, strict=True)
        ]
        self._edit(cells, "заполнение вниз")

    def _block(self) -> list[list[QModelIndex]]:
        """The selected cells, row by row."""
        rows: dict[int, list[QModelIndex]] = {}
        for index in sorted(self._view.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            rows.setdefault(index.row(), []).append(index)
        return list(rows.values())

    def _edit(self, cells: Sequence[CellEdit], what: str) -> None:
        model: object = self._view.model()
        can_edit = Qt.ItemFlag.ItemIsEditable
        indexes = self._view.model()
        editable = [cell for cell in cells if indexes.flags(indexes.index(*cell[:2])) & can_edit]
        if not editable:
            return
        intent = f"{what} {counted(len(editable), 'ячейки', 'ячеек', 'ячеек')}"
        if isinstance(model, BulkEdited):
            model.edit_cells(editable, intent)
            return
        for row, column, value in editable:
            indexes.setData(indexes.index(row, column), value)
