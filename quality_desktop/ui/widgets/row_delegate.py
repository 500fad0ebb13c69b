"""How a cell is painted: a quiet line under the row, a coloured cell with a mark for a finding."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPolygon
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.theme import DARK, LIGHT, Colours
from quality_desktop.ui.widgets.cell_style import CellStyle, style_of

PADDING: Final = 4
_MARK: Final = 8


def colours_of(palette: QPalette) -> Colours:
    """The table of colours that a palette was made of."""
    is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return DARK if is_dark else LIGHT


class RowDelegate(QStyledItemDelegate):
    """Paints cells of all tables; other delegates build on it."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        style = style_of(cell)
        colours = colours_of(style.palette)
        problem = index.data(CellRole.PROBLEM)
        self._paint_ground(painter, style, problem, colours)
        place = QRect(style.rect)
        if isinstance(problem, Problem):
            self._paint_mark(painter, style.rect, problem, colours)
            place.adjust(0, 0, -_MARK, 0)
        self.paint_content(painter, cell, place)
        painter.save()
        painter.setPen(QColor(colours.border))
        painter.drawLine(style.rect.bottomLeft(), style.rect.bottomRight())
        painter.restore()

    def paint_content(self, painter: QPainter, cell: QStyleOptionViewItem, place: QRect) -> None:
        """Paint icon and text of a cell by the style, without its background.

        Args:
            painter: Paints on the view.
            cell: The cell with its texts and states.
            place: Where the text may be.
        """
        content = QStyleOptionViewItem(cell)
        style = style_of(content)
        style.palette.setColor(QPalette.ColorRole.Text, self.text_colour(cell))
        style.rect = place
        style.backgroundBrush = QBrush(Qt.BrushStyle.NoBrush)
        style.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        painted_by = style.widget.style() if style.widget is not None else QApplication.style()
        element = QStyle.ControlElement.CE_ItemViewItem
        painted_by.drawControl(element, content, painter, style.widget)

    @staticmethod
    def text_colour(cell: QStyleOptionViewItem) -> QColor:
        """Colour of the text of a cell: the model's own, or that of the state."""
        style = style_of(cell)
        is_selected = bool(style.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        return style.palette.color(role)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return super().sizeHint(option, index) + QSize(0, 2 * PADDING)

    @staticmethod
    def _paint_ground(
        painter: QPainter, cell: CellStyle, problem: object, colours: Colours
    ) -> None:
        if isinstance(problem, Problem):
            is_error = problem.severity is Severity.ERROR
            painter.fillRect(
                cell.rect, QColor(colours.danger_base if is_error else colours.warning_base)
            )
        elif cell.backgroundBrush.style() is not Qt.BrushStyle.NoBrush:
            painter.fillRect(cell.rect, cell.backgroundBrush)
        if cell.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell.rect, cell.palette.color(QPalette.ColorRole.Highlight))
        if cell.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QColor(colours.accent))
            painter.drawRect(cell.rect.adjusted(0, 0, -1, -2))
            painter.restore()

    @staticmethod
    def _paint_mark(painter: QPainter, place: QRect, problem: Problem, colours: Colours) -> None:
        """A corner at the top right, as spreadsheets mark a cell with a remark."""
        is_error = problem.severity is Severity.ERROR
        corner = place.topRight()
        painter.save()
        painter.setBrush(QColor(colours.danger if is_error else colours.warning))
        painter.setPen(QColor(0, 0, 0, 0))
        triangle = [corner, corner - QPoint(_MARK, 0), corner + QPoint(0, _MARK)]
        painter.drawPolygon(QPolygon(triangle))
        painter.restore()


def place_inside(editor: QWidget, place: QRect) -> None:
    """Put an editor where its cell is, moved as far as it must be to be seen whole."""
    parent = editor.parentWidget()
    if parent is not None:
        room = parent.rect()
        place.moveBottom(min(place.bottom(), max(room.bottom(), place.height() - 1)))
        place.moveRight(min(place.right(), max(room.right(), place.width() - 1)))
    editor.setGeometry(place)
