"""A header of two levels: groups over the titles of neighbouring columns, titles wrapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from quality_desktop.ui.widgets.row_delegate import PADDING, colours_of

_MOST_LINES: Final = 4
_ARROW: Final = 4
_RAGGED: Final = 6
"""Letters that the end of a first line may leave empty."""
_WRAPS: Final = Qt.TextFlag.TextWordWrap.value
_TITLE: Final = _WRAPS | Qt.AlignmentFlag.AlignHCenter.value | Qt.AlignmentFlag.AlignVCenter.value
_NAME: Final = _WRAPS | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value


class GroupedHeader(QHeaderView):
    """Paints groups and titles by itself; the model names the groups under a role.

    The name of a group stands in the part of it that can be seen, so that it is known what one
    looks at however far one has scrolled.
    """

    def __init__(self, group_role: int, parent: QWidget | None = None) -> None:
        """Make the header.

        Args:
            group_role: Role under which the model gives the group of a column.
            parent: The table.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("groupedHeader")
        self._role = group_role
        self._groups: list[str] = []
        self._first = 0
        self._group_lines = 1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def set_first(self, width: int) -> None:
        """So many pixels at the left are covered: names of groups stand right of them."""
        if width != self._first:
            self._first = width
            self.viewport().update()

    def fit(self) -> None:
        """Take the height that the tallest title needs, and learn the groups anew."""
        model = self.model()
        columns = range(model.columnCount())
        horizontal = Qt.Orientation.Horizontal
        self._groups = [str(model.headerData(c, horizontal, self._role) or "") for c in columns]
        metrics = self.fontMetrics()
        tallest = metrics.height()
        for column in columns:
            room = QRect(0, 0, max(self.sectionSize(column) - 2 * PADDING, 1), 1000)
            text = str(model.headerData(column, horizontal) or "")
            tallest = max(tallest, metrics.boundingRect(room, _WRAPS, text).height())
        tallest = min(tallest, _MOST_LINES * metrics.lineSpacing()) + 2 * PADDING
        self._group_lines = (
            2 if any(self._is_long(first, last) for first, last in self._spans()) else 1
        )
        height = tallest + (self._group_height() if any(self._groups) else 0)
        if height != self.height():
            self.setFixedHeight(height)
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(self.height(), self._group_height()))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not rect.isValid() or logicalIndex >= len(self._groups):
            return
        colours = colours_of(self.palette())
        painter.save()
        painter.fillRect(rect, QColor(colours.window))
        group = self._groups[logicalIndex]
        top = self._group_height() if any(self._groups) and (group or logicalIndex) else 0
        title = rect.adjusted(0, top, 0, 0)
        self._paint_title(painter, title, logicalIndex)
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if top:
            painter.drawLine(rect.left(), rect.top() + top, rect.right(), rect.top() + top)
            self._paint_group(painter, rect, logicalIndex)
        is_last = logicalIndex + 1 >= len(self._groups) or self._groups[logicalIndex + 1] != group
        painter.setPen(QColor(colours.border))
        right_top = rect.top() if is_last or not logicalIndex else rect.top() + top
        painter.drawLine(rect.right(), right_top, rect.right(), rect.bottom())
        painter.restore()

    def _paint_title(self, painter: QPainter, place: QRect, column: int) -> None:
        colours = colours_of(self.palette())
        painter.setPen(QColor(colours.text))
        painter.setFont(self.font())
        text = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        painter.drawText(place.adjusted(PADDING, 0, -PADDING, 0), _TITLE if column else _NAME, text)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == column:
            is_down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            painter.setBrush(QColor(colours.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(_arrow(place, is_down=is_down))

    def _paint_group(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Every section paints the whole name, clipped to itself."""
        first = last = column
        while first > 1 and self._groups[first - 1] == self._groups[column]:
            first -= 1
        while last + 1 < len(self._groups) and self._groups[last + 1] == self._groups[column]:
            last += 1
        left = max(self.sectionViewportPosition(first), self._first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        right = min(right, self.viewport().width())
        place = QRect(left, rect.top(), max(right - left, 0), self._group_height())
        place.adjust(PADDING, 0, -PADDING, 0)
        painter.setClipRect(rect)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours_of(self.palette()).text))
        metrics = painter.fontMetrics()
        text, room = self._groups[column], QRect(0, 0, place.width(), 1000)
        if metrics.boundingRect(room, _WRAPS, text).height() > self._group_height():
            most = place.width() * self._group_lines - _RAGGED * metrics.averageCharWidth()
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        painter.drawText(place, _NAME, text)

    def _group_height(self) -> int:
        return self._group_lines * self.fontMetrics().lineSpacing() + 2 * PADDING

    def _spans(self) -> Iterator[tuple[int, int]]:
        """First and last column of every group."""
        first = 0
        for column in range(1, len(self._groups) + 1):
            if column == len(self._groups) or self._groups[column] != self._groups[first]:
                yield first, column - 1
                first = column

    def _is_long(self, first: int, last: int) -> bool:
        """True when the name of a group needs two lines."""
        width = sum(self.sectionSize(column) for column in range(first, last + 1))
        font = QFont(self.font())
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(self._groups[first]) > width - 2 * PADDING


def _arrow(place: QRect, *, is_down: bool) -> QPolygon:
    middle, top = place.center().x(), place.bottom() - _ARROW - 2
    tip, base = (top + _ARROW, top) if is_down else (top, top + _ARROW)
    polygon = QPolygon()
    polygon.append(QRect(middle - _ARROW, base, 1, 1).topLeft())
    polygon.append(QRect(middle + _ARROW, base, 1, 1).topLeft())
    polygon.append(QRect(middle, tip, 1, 1).topLeft())
    return polygon
