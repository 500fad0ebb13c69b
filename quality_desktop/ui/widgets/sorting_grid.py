"""A table that sorts and filters from its heading, keeps refused texts and hands pasted blocks over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QMenu, QWidget
from typing_extensions import override

from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.clipboard import parse_cells
from quality_desktop.ui.widgets.grid_view import GridView

_MOST_VALUES: Final = 25


class SortingGrid(GridView):
    """A grid whose rows have an order of their own, to which the user can always return.

    A subclass names its rows and says what is refused and what is filtered; its model sorts itself.

    Attributes:
        rows_called: What a row is, plural accusative: «строки».
        own_order: What the order of the rows is called that holds when nothing is sorted.
        cell_actions: Actions of the tab that the context menu offers too.

    Signals:
        block_pasted: Row, column and lists of texts of a block of several cells.
        filtered: Rows may be hidden now, or all are shown again.
    """

    rows_called: ClassVar[str]
    own_order: ClassVar[str]

    block_pasted = Signal(int, int, object)
    filtered = Signal()

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(accessible_name, parent)
        self.cell_actions: tuple[QAction, ...] = ()
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder

    def is_refused(self, index: QModelIndex) -> bool:
        """True when the text of a cell could not be saved."""
        raise NotImplementedError

    def forget_refused(self, index: QModelIndex) -> None:
        """Give up a refused text: the stored one is shown again."""
        raise NotImplementedError

    @property
    def is_filtered(self) -> bool:
        """True when a column must show a text."""
        raise NotImplementedError

    def distinct(self, column: int) -> Sequence[str]:
        """The texts that a column can be filtered by."""
        raise NotImplementedError

    def show_only(self, column: int, text: str) -> None:
        """Show only rows with this text in a column."""
        raise NotImplementedError

    def show_all_rows(self) -> None:
        """Show every row again."""
        raise NotImplementedError

    def cell_menu(self) -> QMenu:
        """What can be done with the selected cells."""
        raise NotImplementedError

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort rows and show the mark in the heading; column -1 gives their own order back."""
        self._sorted_by, self._order = column, order
        self.horizontalHeader().setSortIndicatorShown(column >= 0)
        self.horizontalHeader().setSortIndicator(column, order)
        self.model().sort(column, order)

    def column_menu(self, column: int) -> QMenu:
        """Sorting and filtering of a column."""
        menu = QMenu(self)
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        menu.addAction("По возрастанию", lambda: self.sort_by(column, ascending))
        menu.addAction("По убыванию", lambda: self.sort_by(column, descending))
        menu.addAction(self.own_order, lambda: self.sort_by(-1, ascending))
        menu.addSeparator()
        self._offer_all(menu)
        only = menu.addMenu(f"Только {self.rows_called}, где")
        for text in self.distinct(column)[:_MOST_VALUES]:
            only.addAction(shown_value(text), lambda text=text: self.show_only(column, text))
        return menu

    @override
    def paste(self) -> None:
        """Put one copied cell in at once; a block goes to the tab, which shows it first."""
        lines = parse_cells(QGuiApplication.clipboard().text())
        index = self.currentIndex()
        if not index.isValid() or not any(any(line) for line in lines):
            return
        if len(lines) == 1 and len(lines[0]) == 1:
            super().paste()
            return
        first = min(self.selectedIndexes() or [index], key=lambda i: (i.row(), i.column()))
        self.block_pasted.emit(first.row(), first.column(), lines)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on a refused text gives the stored one back."""
        index = self.currentIndex()
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and index.isValid() and self.is_refused(index):
            self.forget_refused(index)
            return
        super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The cursor stays on a cell whose text was refused, with the reason under it."""
        index = self.currentIndex()
        stays = index.isValid() and self.is_refused(index)
        no_hint = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, no_hint if stays else hint)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _pop_up(self.cell_menu(), event.globalPos())

    def _serve_heading(self, header: QHeaderView) -> None:
        """Sort by a click on the heading of the table, filter from its menu."""
        tip = f"Щёлкните, чтобы отсортировать; правой кнопкой – отобрать {self.rows_called}"
        header.setToolTip(plain_tip(tip))
        header.sectionClicked.connect(self._on_header_clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)

    def _forget_order(self) -> None:
        """The rows are others and stand in their own order."""
        self._sorted_by = -1
        self.horizontalHeader().setSortIndicatorShown(False)

    def _offer_all(self, menu: QMenu) -> None:
        everything = menu.addAction(f"Показать все {self.rows_called}", self.show_all_rows)
        everything.setEnabled(self.is_filtered)

    def _on_header_clicked(self, column: int) -> None:
        """Ascending, descending, their own order."""
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
            _pop_up(self.column_menu(column), header.viewport().mapToGlobal(place))


def shown_value(text: str) -> str:
    """A text of a cell as a menu shows it."""
    return text.replace("&", "&&") or "пусто"


def _pop_up(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
