"""The first column stays in sight while the others are scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from quality_desktop.ui.widgets.row_delegate import RowDelegate
from quality_desktop.ui.widgets.wrapped_header import fit_header


class FrozenColumn(QTableView):
    """A second view of the same table that lies over its left edge and shows one column.

    It is there only while the table is scrolled to the right, shares the selection with it and
    never takes the keyboard. Rows of the table must all be of one height.
    """

    def __init__(self, grid: QTableView) -> None:
        """Watch a table.

        Args:
            grid: A view that has its model already.
        """
        super().__init__(grid)
        self._grid = grid
        self.setObjectName("frozenColumn")
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        self.setItemDelegate(
            RowDelegate(self)
        )  # two views of one delegate close each other's editors
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(self.place)
        grid.horizontalHeader().sectionResized.connect(self.place)
        grid.model().modelReset.connect(self.place)
        self.hide()

    def place(self) -> None:
        """Lie over the first column, or go away when it can be seen anyway.

        The table calls it when its own size changes.
        """
        grid = self._grid
        is_needed = grid.horizontalScrollBar().value() > 0
        if is_needed:
            for column in range(1, grid.model().columnCount()):
                self.setColumnHidden(column, True)
            self.setColumnWidth(0, grid.columnWidth(0))
            fit_header(self)
            self.horizontalHeader().setFixedHeight(grid.horizontalHeader().height())
            section = grid.verticalHeader().defaultSectionSize()
            self.verticalHeader().setMinimumSectionSize(1)
            self.verticalHeader().setDefaultSectionSize(section)
            edge = grid.frameWidth()
            height = grid.horizontalHeader().height() + grid.viewport().height()
            self.setGeometry(edge, edge, grid.columnWidth(0), height)
            self.verticalScrollBar().setValue(grid.verticalScrollBar().value())
            self.raise_()
        self.setVisible(is_needed)
