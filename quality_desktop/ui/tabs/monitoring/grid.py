"""The table of schools × elements: two levels of headings, schools always in sight, totals below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QWidget,
)
from typing_extensions import override

from quality_desktop.ui.look import Look
from quality_desktop.ui.models.monitoring_grid import MonitoringModel
from quality_desktop.ui.models.monitoring_sheet import SCHOOL_COLUMN
from quality_desktop.ui.models.monitoring_table import HeaderRole
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.tabs.monitoring.delegate import MonitoringDelegate
from quality_desktop.ui.tabs.monitoring.widths import FormWidths
from quality_desktop.ui.widgets.cell_note import CellNote
from quality_desktop.ui.widgets.clipboard import format_cells, parse_cells
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.grouped_header import GroupedHeader

_MOST_VALUES: Final = 25


class MonitoringGrid(GridView):
    """A grid over ``MonitoringModel``.

    Attributes:
        monitoring: The model.
        cell_actions: Actions of the tab that the context menu offers too.

    Signals:
        block_pasted: Row, column and lines of texts of a block of several cells.
        cell_changed: Another cell is the current one.
        filtered: Rows may be hidden now, or all are shown again.
    """

    block_pasted = Signal(int, int, object)
    cell_changed = Signal()
    filtered = Signal()

    def __init__(
        self,
        model: MonitoringModel,
        look: Look,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Показатели школ", parent)
        self.setObjectName("monitoringGrid")
        self.monitoring = model
        self.cell_actions: tuple[QAction, ...] = ()
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._header = GroupedHeader(HeaderRole.GROUP, self)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setItemDelegate(MonitoringDelegate(look, self))
        self.setWordWrap(False)
        self._header.setStretchLastSection(False)
        self._header.setToolTip("Щёлкните, чтобы отсортировать; правой кнопкой – отобрать школы")
        self._header.sectionClicked.connect(self._on_header_clicked)
        self.sort_only_by_heading()
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._on_header_menu)
        self._header.sectionResized.connect(lambda *_: self._fitting.start())
        self._frozen = FrozenColumn(self)
        self._frozen.setWordWrap(False)
        self._frozen_header = GroupedHeader(HeaderRole.GROUP, self._frozen)
        self._frozen.setHorizontalHeader(self._frozen_header)
        self._frozen_header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._frozen_header.sectionClicked.connect(self._on_header_clicked)
        self.note = CellNote(self, model.reason)
        self._widths = FormWidths(self, model, preferences)
        model.modelReset.connect(self._on_reset)
        look.changed.connect(self._fitting.start)
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_changed.emit())

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort schools and show the mark in the header; column -1 gives the directory's order."""
        self._sorted_by, self._order = column, order
        self._header.setSortIndicatorShown(column >= 0)
        self._header.setSortIndicator(column, order)
        self.monitoring.sort(column, order)

    def show_only(self, column: int, text: str) -> None:
        """Show only schools with this text in a column."""
        self.monitoring.visible.value = (column, text)
        self.monitoring.rearrange()
        self.filtered.emit()

    def show_all_rows(self) -> None:
        """Forget what a column must show."""
        self.monitoring.visible.value = None
        self.monitoring.rearrange()
        self.filtered.emit()

    def copy(self) -> None:
        """Put the selected cells on the clipboard; numbers as spreadsheets read them."""
        for block in self.selectionModel().selection().toList():  # one: the selection is contiguous
            rows = range(block.top(), block.bottom() + 1)
            columns = range(block.left(), block.right() + 1)
            lines = self.monitoring.texts(rows, columns)
            QGuiApplication.clipboard().setText(format_cells(lines))

    @override
    def clear_cells(self) -> None:
        """Empty the selected cells."""
        for block in self.selectionModel().selection().toList():
            first = max(block.left(), SCHOOL_COLUMN + 1)
            rows, columns = range(block.top(), block.bottom() + 1), range(first, block.right() + 1)
            cells = [(row, column, "") for row in rows for column in columns]
            count = counted(len(cells), "ячейки", "ячеек", "ячеек")
            self.monitoring.edit_cells(cells, f"очистка {count}")

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
        """Esc on a refused text gives the stored answer back."""
        index = self.currentIndex()
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and index.isValid() and self.monitoring.is_refused(index):
            self.monitoring.forget_draft(index)
            return
        super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The cursor stays on a cell whose text was refused, with the reason under it."""
        index = self.currentIndex()
        stays = index.isValid() and self.monitoring.is_refused(index)
        no_hint = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, no_hint if stays else hint)

    @override
    def step(self, down: int, right: int) -> None:
        """Move the current cell; the column of schools is passed over."""
        super().step(down, right)
        index = self.currentIndex()
        if right and index.isValid() and index.column() == SCHOOL_COLUMN:
            super().step(0, 1 if right > 0 else -1)

    @override
    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Keep the cell clear of the column that lies over the left edge."""
        super().scrollTo(index, hint)
        bar, covered = self.horizontalScrollBar(), self.columnWidth(SCHOOL_COLUMN)
        left = self.columnViewportPosition(index.column())
        if index.column() > SCHOOL_COLUMN and bar.value() and left < covered:
            bar.setValue(bar.value() - (covered - left))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Painted in one go: a cell at a time would wait for the worker's Python at every cell."""
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.place()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:  # names of groups move within their groups
            covered = self.columnWidth(SCHOOL_COLUMN) if self.horizontalScrollBar().value() else 0
            self._header.set_first(covered)
            self._header.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = _cell_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_reset(self) -> None:
        self._sorted_by = -1
        self._header.setSortIndicatorShown(False)
        self._widths.apply()
        self._fit()
        if self.monitoring.rowCount() and self.monitoring.columnCount() > 1:
            self.setCurrentIndex(self.monitoring.index(0, 1))
        self.cell_changed.emit()

    def _fit(self) -> None:
        self._header.fit()
        self._frozen_header.fit()
        self.updateGeometries()
        self._frozen.place()

    def _on_header_clicked(self, column: int) -> None:
        """Ascending, descending, the directory's order."""
        if column != self._sorted_by:
            self.sort_by(column, Qt.SortOrder.AscendingOrder)
        elif self._order is Qt.SortOrder.AscendingOrder:
            self.sort_by(column, Qt.SortOrder.DescendingOrder)
        else:
            self.sort_by(-1, Qt.SortOrder.AscendingOrder)

    def _on_header_menu(self, place: QPoint) -> None:
        column = self._header.logicalIndexAt(place)
        if column >= 0:
            menu = _column_menu(self, column)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._header.viewport().mapToGlobal(place))


def _column_menu(grid: MonitoringGrid, column: int) -> QMenu:
    """Sorting and filtering of a column."""
    menu = QMenu(grid)
    ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    menu.addAction("По возрастанию", lambda: grid.sort_by(column, ascending))
    menu.addAction("По убыванию", lambda: grid.sort_by(column, descending))
    menu.addAction("Порядок справочника", lambda: grid.sort_by(-1, ascending))
    menu.addSeparator()
    everything = menu.addAction("Показать все школы", grid.show_all_rows)
    everything.setEnabled(grid.monitoring.visible.value is not None)
    only = menu.addMenu("Только школы, где")
    for text in grid.monitoring.visible.distinct(column)[:_MOST_VALUES]:
        shown = text.replace("&", "&&") or "пусто"
        only.addAction(shown, lambda text=text: grid.show_only(column, text))
    return menu


def _cell_menu(grid: MonitoringGrid) -> QMenu:
    """What can be done with the selected cells."""
    menu = QMenu(grid)
    menu.addAction("Копировать\tCtrl+C", grid.copy)
    menu.addAction("Копировать таблицу с заголовками", lambda: _copy_all(grid.monitoring))
    menu.addAction("Вставить\tCtrl+V", grid.paste)
    menu.addAction("Очистить\tDel", grid.clear_cells)
    menu.addAction("Заполнить вниз\tCtrl+D", grid.fill_down)
    menu.addSeparator()
    menu.addActions(grid.cell_actions)
    return menu


def _copy_all(model: MonitoringModel) -> None:
    """Put all schools that are shown on the clipboard, with both lines of headings."""
    horizontal = Qt.Orientation.Horizontal
    columns = range(model.columnCount())
    lines = [
        [str(model.headerData(c, horizontal, HeaderRole.GROUP) or "") for c in columns],
        [str(model.headerData(c, horizontal) or "") for c in columns],
    ]
    for row in range(model.rowCount()):
        cells = (model.index(row, c).data(Qt.ItemDataRole.EditRole) for c in columns)
        lines.append([str(text or "") for text in cells])
    QGuiApplication.clipboard().setText(format_cells(lines))
