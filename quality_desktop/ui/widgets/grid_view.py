"""A table that behaves like Excel: arrows, Enter down, Tab right, copy, paste, fill, find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.clipboard import format_cells, parse_cells
from quality_desktop.ui.widgets.find_bar import FindBar
from quality_desktop.ui.widgets.row_delegate import RowDelegate

ROW_HEIGHT: Final = 26


class BulkEdited(Protocol):
    """A model that takes several changes of cells as one edit."""

    def edit_cells(self, cells: list[tuple[int, int, object]], intent: str) -> None:
        """Change cells given as row, column and value."""


class GridView(QTableView):
    """The table view of all tabs.

    Signals:
        widths_changed: Column widths in pixels, after the user dragged one.
    """

    widths_changed = Signal(object)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        """Make a view without a model.

        Args:
            accessible_name: What the table is, for screen readers.
            parent: Owner of the view.
        """
        super().__init__(parent)
        self._find_bar: FindBar | None = None
        self.setObjectName("grid")
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setWordWrap(True)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: self.widths_changed.emit(self.widths))

    @property
    def widths(self) -> tuple[int, ...]:
        """Widths of the columns in pixels."""
        return tuple(self.columnWidth(column) for column in range(self.horizontalHeader().count()))

    def set_widths(self, widths: tuple[int, ...]) -> None:
        """Set widths of the columns in pixels; a column that is not named keeps its own."""
        header = self.horizontalHeader()
        was_blocked = header.blockSignals(True)
        for column, width in zip(range(header.count()), widths, strict=False):
            self.setColumnWidth(column, width)
        header.blockSignals(was_blocked)
        self.updateGeometries()

    def select_cell(self, row: int, column: int) -> None:
        """Make a cell the current one, scroll to it and take the keyboard."""
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as spreadsheets do."""
        rows = self._selected_block()
        if rows:
            display = Qt.ItemDataRole.DisplayRole
            texts = [[str(index.data(display) or "") for index in row] for row in rows]
            QGuiApplication.clipboard().setText(format_cells(texts))

    def cut(self) -> None:
        """Copy the selected cells and clear them."""
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Put cells of the clipboard in from the current cell; one cell fills the selection."""
        text = QGuiApplication.clipboard().text()
        block = self._selected_block()
        if not text or not block:
            return
        lines = parse_cells(text)
        first = block[0][0]
        if len(lines) == 1 and len(lines[0]) == 1:
            cells = [
                (i.row(), i.column(), cast("object", lines[0][0])) for row in block for i in row
            ]
        else:
            cells = [
                (first.row() + down, first.column() + right, cast("object", value))
                for down, line in enumerate(lines)
                for right, value in enumerate(line)
                if first.row() + down < self.model().rowCount()
                and first.column() + right < self.model().columnCount()
            ]
        self._edit_cells(cells, "вставка")

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        cells = [
            (index.row(), index.column(), cast("object", ""))
            for row in self._selected_block()
            for index in row
        ]
        self._edit_cells(cells, "очистка")

    def fill_down(self) -> None:
        """Repeat the top row of the selection below it; with one row, the row above it."""
        block = self._selected_block()
        if not block:
            return
        top = block[0]
        rows = block[1:]
        if not rows and top[0].row() > 0:
            rows = block
            top = [index.siblingAtRow(index.row() - 1) for index in top]
        cells = [
            (index.row(), index.column(), source.data(Qt.ItemDataRole.EditRole))
            for row in rows
            for index, source in zip(row, top, strict=True)
        ]
        self._edit_cells(cells, "заполнение вниз")

    def open_find_bar(self) -> None:
        """Open the bar that looks for a text."""
        if self._find_bar is None:
            self._find_bar = FindBar(
                self, lambda text, forward: self.find_next(text, forward=forward)
            )
        self._find_bar.open_bar()

    def find_next(self, text: str, *, forward: bool = True) -> bool:
        """Go to the next cell that holds a text, round the end of the table; letters of any case.

        Returns:
            False when no cell holds it.
        """
        wanted = _folded(text)
        columns, total = self.model().columnCount(), self._cell_count()
        if not wanted or total == 0:
            return False
        current = self.currentIndex()
        start = current.row() * columns + current.column() if current.isValid() else -1
        step = 1 if forward else -1
        for distance in range(1, total + 1):
            row, column = divmod((start + step * distance) % total, columns)
            if self.isColumnHidden(column) or self.isRowHidden(row):
                continue
            shown = self.model().index(row, column).data(Qt.ItemDataRole.DisplayRole)
            if shown is not None and wanted in _folded(str(shown)):
                self.select_cell(row, column)
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        handler = self._handler(event)
        if handler is None:
            super().keyPressEvent(event)
        else:
            handler()
            event.accept()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down, as in Excel; Tab goes right by Qt itself, without opening an editor."""
        no_hint = QAbstractItemDelegate.EndEditHint.NoHint
        moves = {
            QAbstractItemDelegate.EndEditHint.EditNextItem: (0, 1),
            QAbstractItemDelegate.EndEditHint.EditPreviousItem: (0, -1),
            QAbstractItemDelegate.EndEditHint.SubmitModelCache: (1, 0),
        }
        super().closeEditor(editor, no_hint if hint in moves else hint)
        if hint in moves:
            self.step(*moves[hint])

    def step(self, down: int, right: int) -> None:
        """Move the current cell; past the end of a row it goes on in the next one."""
        current = self.currentIndex()
        columns, total = self.model().columnCount(), self._cell_count()
        if not current.isValid() or total == 0:
            return
        row = min(max(current.row() + down, 0), self.model().rowCount() - 1)
        place = min(max(row * columns + current.column() + right, 0), total - 1)
        self.setCurrentIndex(self.model().index(*divmod(place, columns)))

    def _handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        for keys, action in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Delete, self.clear_cells),
        ):
            if event.matches(keys):
                return action
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key(), modifiers:
            case Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier:
                return self.fill_down
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.NoModifier):
                return lambda: self.step(1, 0)
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.ShiftModifier):
                return lambda: self.step(-1, 0)
            case Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier:
                return self.clear_cells
            case _:
                return None

    def _selected_block(self) -> list[list[QModelIndex]]:
        """The selected cells that can be seen, row by row."""
        rows: dict[int, list[QModelIndex]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            rows.setdefault(index.row(), []).append(index)
        return list(rows.values())

    def _edit_cells(self, cells: list[tuple[int, int, object]], what: str) -> None:
        model = self.model()
        editable = [
            cell
            for cell in cells
            if model.flags(model.index(cell[0], cell[1])) & Qt.ItemFlag.ItemIsEditable
        ]
        if not editable:
            return
        intent = f"{what} {counted(len(editable), 'ячейки', 'ячеек', 'ячеек')}"
        if hasattr(model, "edit_cells"):
            cast("BulkEdited", model).edit_cells(editable, intent)
            return
        for row, column, value in editable:
            model.setData(model.index(row, column), value)

    def _cell_count(self) -> int:
        return self.model().rowCount() * self.model().columnCount()


def _folded(text: str) -> str:
    """A text as people search for it: letters of any case, ё like е, any space like a space."""
    return " ".join(text.casefold().replace("ё", "е").split())
