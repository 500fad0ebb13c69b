"""The grid of a section of the directory: sorts and filters from its header, hands pasted blocks over."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QWidget
from typing_extensions import override

from quality_desktop.ui.models.directory_records import OPTIONS_ROLE, RecordsModel
from quality_desktop.ui.widgets.cell_note import CellNote
from quality_desktop.ui.widgets.clipboard import format_cells, parse_cells
from quality_desktop.ui.widgets.field_delegate import FieldDelegate
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from quality_desktop.ui.widgets.grid_view import GridView

_MOST_VALUES: Final = 25


class RecordGrid(GridView):
    """A grid over ``RecordsModel``.

    Attributes:
        records: The model.
        row_actions: Actions of the tab that the context menu offers too.

    Signals:
        block_pasted: Row, column and lists of texts of a block of several cells.
        row_changed: Another row is the current one.
        filtered: Rows may be hidden now, or all are shown again.
    """

    block_pasted = Signal(int, int, object)
    row_changed = Signal()
    filtered = Signal()

    def __init__(self, model: RecordsModel, name: str, parent: QWidget | None = None) -> None:
        """Show a model.

        Args:
            model: The records.
            name: What the table is, for screen readers.
            parent: Owner of the view.
        """
        super().__init__(name, parent)
        self.records = model
        self.setModel(model)
        self.setItemDelegate(FieldDelegate(OPTIONS_ROLE, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.row_actions: tuple[QAction, ...] = ()
        self._sorted_by = -1
        self._order = Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setToolTip("Щёлкните, чтобы отсортировать; правой кнопкой – отобрать строки")
        header.sectionClicked.connect(self._on_header_clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self._frozen = FrozenColumn(self)
        self.note = CellNote(self, model.reason)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.row_changed.emit())

    @override
    def copy(self) -> None:
        """Put the selected cells of records on the clipboard; the empty row says nothing."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            if self.records.id_at(index.row()) is not None:
                text = str(index.data(Qt.ItemDataRole.EditRole) or "")
                lines.setdefault(index.row(), []).append(text)
        if lines:
            QGuiApplication.clipboard().setText(format_cells(list(lines.values())))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on a refused text gives the stored one back."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape and index.isValid() and self.records.reason(index):
            self.records.forget(index)
            return
        super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The cursor stays on a cell whose text was refused, with the reason under it."""
        index = self.currentIndex()
        is_refused = index.isValid() and bool(self.records.reason(index))
        no_hint = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, no_hint if is_refused else hint)

    @override
    def paste(self) -> None:
        """Put one copied cell in at once; a block goes to the tab, which shows it first."""
        lines = parse_cells(QGuiApplication.clipboard().text())
        index = self.currentIndex()
        if not index.isValid() or not any(any(line) for line in lines):
            return
        if len(lines) == 1 and len(lines[0]) == 1:
            super().paste()
        else:
            first = min(self.selectedIndexes() or [index], key=lambda i: (i.row(), i.column()))
            self.block_pasted.emit(first.row(), first.column(), lines)

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort rows and show the mark in the header; column -1 gives the office's order back."""
        self._sorted_by, self._order = column, order
        self.horizontalHeader().setSortIndicatorShown(column >= 0)
        self.horizontalHeader().setSortIndicator(column, order)
        self.records.sort(column, order)

    def show_only(self, column: int, text: str) -> None:
        """Show only rows with this text in a column."""
        self.records.rearrange(self.records.rows.want_only(self.records.fields[column], text))
        self.filtered.emit()

    def show_all_rows(self) -> None:
        """Show every row again."""
        self.records.rearrange(self.records.rows.want_all())
        self.filtered.emit()

    def start_new(self) -> None:
        """Put the keyboard into the last, empty row."""
        self.select_cell(self.records.rowCount() - 1, 0)
        self.edit(self.currentIndex())

    def column_menu(self, column: int) -> QMenu:
        """Sorting and filtering of a column."""
        menu = QMenu(self)
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        menu.addAction("По возрастанию", lambda: self.sort_by(column, ascending))
        menu.addAction("По убыванию", lambda: self.sort_by(column, descending))
        menu.addAction("Порядок управления", lambda: self.sort_by(-1, ascending))
        menu.addSeparator()
        everything = menu.addAction("Показать все строки", self.show_all_rows)
        everything.setEnabled(self.records.rows.is_filtered)
        only = menu.addMenu("Только строки, где")
        for text in self.records.rows.distinct(self.records.fields[column])[:_MOST_VALUES]:
            shown = text.replace("&", "&&") or "пусто"
            only.addAction(shown, lambda text=text: self.show_only(column, text))
        return menu

    def cell_menu(self) -> QMenu:
        """What can be done with the selected cells."""
        menu = QMenu(self)
        index = self.currentIndex()
        menu.addAction("Копировать\tCtrl+C", self.copy)
        menu.addAction("Вставить\tCtrl+V", self.paste)
        menu.addAction("Очистить\tDel", self.clear_cells)
        menu.addAction("Заполнить вниз\tCtrl+D", self.fill_down)
        menu.addSeparator()
        menu.addActions(self.row_actions)
        menu.addSeparator()
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        shown = text.replace("&", "&&") or "пусто"
        only = menu.addAction(
            f"Только строки, где «{shown}»", lambda: self.show_only(index.column(), text)
        )
        only.setEnabled(index.isValid() and self.records.id_at(index.row()) is not None)
        everything = menu.addAction("Показать все строки", self.show_all_rows)
        everything.setEnabled(self.records.rows.is_filtered)
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.cell_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_header_clicked(self, column: int) -> None:
        """Ascending, descending, the office's order."""
        if column != self._sorted_by:
            self.sort_by(column, Qt.SortOrder.AscendingOrder)
        elif self._order is Qt.SortOrder.AscendingOrder:
            self.sort_by(column, Qt.SortOrder.DescendingOrder)
        else:
            self.sort_by(-1, Qt.SortOrder.AscendingOrder)

    def _on_header_menu(self, place: QPoint) -> None:
        header = self.horizontalHeader()
        column = header.logicalIndexAt(place)
        if column >= 0:
            menu = self.column_menu(column)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(header.viewport().mapToGlobal(place))
