"""The district's figures under a table, each under its column, always in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QToolTip, QWidget
from typing_extensions import override

from quality_desktop.ui.models.figure_table import FigureModel, TotalCell
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.figure_grid import TEXT_AIR
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.row_delegate import PADDING, colours_of

_ALIGN: Final = Qt.AlignmentFlag.AlignVCenter


class TotalsStrip(QWidget):
    """A line of cells that follows widths and scrolling of the table above it."""

    def __init__(self, table: QTableView, title: str, parent: QWidget | None = None) -> None:
        """Watch a table.

        Args:
            table: The table; its first column names the rows and stays in sight.
            title: What the line is: «Район».
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName("totals")
        self.setAccessibleName(title)
        self._table = table
        self._title = title
        self._cells: tuple[TotalCell, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW_HEIGHT + 2)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        table.horizontalHeader().sectionResized.connect(lambda *_: self.update())

    @property
    def cells(self) -> tuple[TotalCell, ...]:
        """What is shown, by column."""
        return self._cells

    def show_cells(self, cells: Sequence[TotalCell]) -> None:
        """Show other figures, one per column of the table."""
        self._cells = tuple(cells)
        model = self._table.model()
        horizontal = Qt.Orientation.Horizontal
        spoken = [
            f"{model.headerData(column, horizontal)}: {cell.text}"
            for column, cell in enumerate(self._cells)
            if cell.text
        ]
        self.setAccessibleDescription("; ".join(spoken))
        self.setVisible(bool(self._cells))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.alternate))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        table = self._table
        painter.setClipRect(0, 0, table.frameWidth() + table.viewport().width(), self.height())
        for column in range(1, len(self._cells)):
            painter.setPen(QColor(colours.text))
            is_number = self._is_number(column)
            place = self._place(column).adjusted(0 if is_number else TEXT_AIR, 0, 0, 0)
            self._paint(painter, place, self._cells[column].text, is_number=is_number)
        if self._cells:
            place = self._place(0)
            painter.fillRect(place.adjusted(-place.left(), 0, 0, 0), QColor(colours.alternate))
            painter.setPen(QColor(colours.text))
            self._paint(painter, place, self._title, is_number=False)
        painter.setClipping(False)
        painter.setPen(QColor(colours.border))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            column = self._table.columnAt(event.pos().x() - self._table.frameWidth())
            text = self._cells[column].tooltip if 0 <= column < len(self._cells) else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)

    def _place(self, column: int) -> QRect:
        table = self._table
        left = 0 if column == 0 else table.columnViewportPosition(column)
        return QRect(left + table.frameWidth(), 1, table.columnWidth(column), self.height() - 1)

    def _is_number(self, column: int) -> bool:
        """A total stands as the figures above it do."""
        model = self._table.model()
        if isinstance(model, FigureModel) and column < len(model.figures):
            return model.figures[column].is_number
        return True

    @staticmethod
    def _paint(painter: QPainter, place: QRect, text: str, *, is_number: bool = True) -> None:
        inside = place.adjusted(PADDING, 0, -PADDING, 0)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | _ALIGN, shown)
