"""The table of schools × elements: two levels of headings, schools always in sight, totals below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
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
from quality_desktop.ui.widgets.clipboard import format_cells
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from quality_desktop.ui.widgets.grouped_header import GroupedHeader
from quality_desktop.ui.widgets.sorting_grid import SortingGrid


class MonitoringGrid(SortingGrid):
    """A grid over ``MonitoringModel``.

    Attributes:
        monitoring: The model.

    Signals:
        cell_changed: Another cell is the current one.
    """

    rows_called: ClassVar[str] = "школы"
    own_order: ClassVar[str] = "Порядок справочника"

    cell_changed = Signal()

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
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._header = GroupedHeader(HeaderRole.GROUP, self)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setItemDelegate(MonitoringDelegate(look, self))
        self.setWordWrap(False)
        self._header.setStretchLastSection(False)
        self._serve_heading(self._header)
        self.sort_only_by_heading()
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

    @override
    def is_refused(self, index: QModelIndex) -> bool:
        return self.monitoring.is_refused(index)

    @override
    def forget_refused(self, index: QModelIndex) -> None:
        self.monitoring.forget_draft(index)

    @property
    @override
    def is_filtered(self) -> bool:
        return self.monitoring.visible.value is not None

    @override
    def distinct(self, column: int) -> Sequence[str]:
        return self.monitoring.visible.distinct(column)

    @override
    def show_only(self, column: int, text: str) -> None:
        """Show only schools with this text in a column."""
        self.monitoring.visible.value = (column, text)
        self.monitoring.rearrange()
        self.filtered.emit()

    @override
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
    def cell_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Копировать\tCtrl+C", self.copy)
        menu.addAction("Копировать таблицу с заголовками", lambda: _copy_all(self.monitoring))
        menu.addAction("Вставить\tCtrl+V", self.paste)
        menu.addAction("Очистить\tDel", self.clear_cells)
        menu.addAction("Заполнить вниз\tCtrl+D", self.fill_down)
        menu.addSeparator()
        menu.addActions(self.cell_actions)
        return menu

    def _on_reset(self) -> None:
        self._forget_order()
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
