"""A table that behaves like Excel: arrows, Enter down, Tab right, copy, paste, fill, find."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from quality_desktop.ui.widgets.find_bar import FindBar, find_next
from quality_desktop.ui.widgets.grid_edits import GridEdits
from quality_desktop.ui.widgets.row_delegate import RowDelegate

ROW_HEIGHT: Final = 26


class GridView(QTableView):
    """The table view of all tabs.

    Attributes:
        edits: Clipboard, clearing and filling.

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
        self.edits = GridEdits(self)
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

    def sort_only_by_heading(self) -> None:
        """Let a click on a heading select no column: it sorts, and Del would empty all of it."""
        self.horizontalHeader().sectionPressed.disconnect()
        self.horizontalHeader().sectionEntered.disconnect()

    def copy(self) -> None:
        """Put the selected cells on the clipboard as spreadsheets do."""
        self.edits.copy()

    def cut(self) -> None:
        """Copy the selected cells and clear them."""
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Put cells of the clipboard in from the current cell; one cell fills the selection."""
        self.edits.paste()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self.edits.clear()

    def fill_down(self) -> None:
        """Repeat the top row of the selection below it."""
        self.edits.fill_down()

    def open_find_bar(self) -> None:
        """Open the bar that looks for a text."""
        if self._find_bar is None:
            self._find_bar = FindBar(self, partial(find_next, self))
        self._find_bar.open_bar()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A key that the open editor did not want comes here; the editor deals with it by itself.
        is_editing = self.state() is QAbstractItemView.State.EditingState
        handler = None if is_editing else self._handler(event)
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
        columns = self.model().columnCount()
        total = self.model().rowCount() * columns
        if not current.isValid() or total == 0:
            return
        row = min(max(current.row() + down, 0), self.model().rowCount() - 1)
        place = min(max(row * columns + current.column() + right, 0), total - 1)
        self.setCurrentIndex(self.model().index(*divmod(place, columns)))

    def _leave(self, *, forward: bool) -> None:
        """Tab moves the cursor, so the way out of the table needs a key of its own."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # frames are drawn
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forward)
        self.setTabKeyNavigation(True)

    def _handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        for keys, action in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            if event.matches(keys):
                return action
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key(), modifiers:
            # Not StandardKey.Delete: on Linux it is Ctrl+D too, which would empty what is to be filled.
            case ((Qt.Key.Key_Delete | Qt.Key.Key_Backspace), Qt.KeyboardModifier.NoModifier):
                return self.clear_cells
            case Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier:
                return self.fill_down
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.NoModifier):
                return lambda: self.step(1, 0)
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.ShiftModifier):
                return lambda: self.step(-1, 0)
            case Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier:
                return lambda: self._leave(forward=True)
            case Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier:
                return lambda: self._leave(forward=False)
            case _:
                return None
