"""The first column stays in sight while a wide table is scrolled to the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView
from typing_extensions import override

from quality_desktop.ui.widgets.row_delegate import RowDelegate


class FrozenColumn(QTableView):
    """A strip over the left edge of a table, there only while the first column is scrolled away.

    It shares model and selection with the table, so a click in it moves the cursor of the table; the keyboard
    stays with the table. Screen readers see the table only.
    """

    def __init__(self, table: QTableView) -> None:
        """Lay the strip over a table that has its model.

        Args:
            table: The table under it.
        """
        super().__init__(table)
        self.setObjectName("frozenColumn")
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(RowDelegate(self))  # a delegate belongs to one view
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("#frozenColumn { border: none; border-right: 1px solid palette(mid); }")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(table.horizontalHeader().defaultAlignment())
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.verticalHeader().setMinimumSectionSize(table.verticalHeader().minimumSectionSize())
        for column in range(1, table.model().columnCount()):
            self.setColumnHidden(column, True)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self._place())
        table.horizontalHeader().sectionResized.connect(lambda *_: self._place())
        table.viewport().installEventFilter(self)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        table = self._table
        width, frame = table.columnWidth(0), table.frameWidth()
        header = table.horizontalHeader().height()
        self.setColumnWidth(0, width)
        self.horizontalHeader().setFixedHeight(header)
        self.setGeometry(frame, frame, width + 1, table.viewport().height() + header)
        is_away = table.horizontalScrollBar().value() > 0
        self.setVisible(is_away)
        if is_away:
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
            self.raise_()
