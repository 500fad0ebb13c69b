"""The grid of a section of the directory: sorts and filters from its header, hands pasted blocks over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget
from typing_extensions import override

from quality_desktop.ui.models.directory_records import OPTIONS_ROLE, RecordsModel
from quality_desktop.ui.widgets.cell_note import CellNote
from quality_desktop.ui.widgets.clipboard import format_cells
from quality_desktop.ui.widgets.field_delegate import FieldDelegate
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from quality_desktop.ui.widgets.sorting_grid import SortingGrid, shown_value


class RecordGrid(SortingGrid):
    """A grid over ``RecordsModel``.

    Attributes:
        records: The model.

    Signals:
        row_changed: Another row is the current one.
    """

    rows_called: ClassVar[str] = "строки"
    own_order: ClassVar[str] = "Порядок управления"

    row_changed = Signal()

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
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        self._serve_heading(header)
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
    def is_refused(self, index: QModelIndex) -> bool:
        return bool(self.records.reason(index))

    @override
    def forget_refused(self, index: QModelIndex) -> None:
        self.records.forget(index)

    @property
    @override
    def is_filtered(self) -> bool:
        return self.records.rows.is_filtered

    @override
    def distinct(self, column: int) -> Sequence[str]:
        return self.records.rows.distinct(self.records.fields[column])

    @override
    def show_only(self, column: int, text: str) -> None:
        """Show only rows with this text in a column."""
        self.records.rearrange(self.records.rows.want_only(self.records.fields[column], text))
        self.filtered.emit()

    @override
    def show_all_rows(self) -> None:
        """Show every row again."""
        self.records.rearrange(self.records.rows.want_all())
        self.filtered.emit()

    def start_new(self) -> None:
        """Put the keyboard into the last, empty row."""
        self.select_cell(self.records.rowCount() - 1, 0)
        self.edit(self.currentIndex())

    @override
    def cell_menu(self) -> QMenu:
        """What can be done with the selected cells."""
        menu = QMenu(self)
        index = self.currentIndex()
        menu.addAction("Копировать\tCtrl+C", self.copy)
        menu.addAction("Вставить\tCtrl+V", self.paste)
        menu.addAction("Очистить\tDel", self.clear_cells)
        menu.addAction("Заполнить вниз\tCtrl+D", self.fill_down)
        menu.addSeparator()
        menu.addActions(self.cell_actions)
        menu.addSeparator()
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        only = menu.addAction(
            f"Только {self.rows_called}, где «{shown_value(text)}»",
            lambda: self.show_only(index.column(), text),
        )
        only.setEnabled(index.isValid() and self.records.id_at(index.row()) is not None)
        self._offer_all(menu)
        return menu
