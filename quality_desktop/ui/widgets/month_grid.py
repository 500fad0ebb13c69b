"""A month on the wall: every day with what is due on it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.controlled_dates import DateState
from quality_desktop.ui.models.month import Day, DayRole, MonthModel
from quality_desktop.ui.theme import Colours
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.row_delegate import PADDING, colours_of

_MARKS: Final = {
    DateState.OVERDUE: "!",
    DateState.TODAY: "●",
    DateState.THIS_WEEK: "○",
    DateState.LATER: "○",
    DateState.DONE: "✓",
}
"""Colour never stands alone."""


class DayDelegate(QStyledItemDelegate):
    """Paints the number of a day and as many lines of what is due as there is room for."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        day = index.data(DayRole.DAY)
        if not isinstance(day, Day):
            return
        style = style_of(option)
        colours = colours_of(style.palette)
        is_selected = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(style.rect, QColor(_ground(day, colours, is_selected=is_selected)))
        inside = style.rect.adjusted(PADDING, 2, -PADDING, -2)
        line = painter.fontMetrics().height()
        self._paint_number(painter, inside, day, colours)
        rows = max((inside.height() - line) // line, 0)
        self._paint_items(painter, inside.adjusted(0, line, 0, 0), day, colours, rows)
        painter.setPen(QColor(colours.border))
        painter.drawRect(style.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    @staticmethod
    def _paint_number(painter: QPainter, place: QRect, day: Day, colours: Colours) -> None:
        font = QFont(painter.font())
        font.setBold(day.is_today)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colours.muted if not day.is_inside or day.rest else colours.text))
        title = f"{day.day.day}" + (" – сегодня" if day.is_today else "")
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.restore()

    @staticmethod
    def _paint_items(
        painter: QPainter, place: QRect, day: Day, colours: Colours, rows: int
    ) -> None:
        metrics = painter.fontMetrics()
        shown = len(day.items) if len(day.items) <= rows else max(rows - 1, 0)
        lines = [
            (f"{_MARKS[state]} {item.what}", _ink(state, colours))
            for item, state in zip(day.items[:shown], day.states, strict=False)
        ]
        if shown < len(day.items):
            lines.append((f"ещё {len(day.items) - shown}", colours.muted))
        top = QRect(place.left(), place.top(), place.width(), metrics.height())
        for text, ink in lines:
            painter.setPen(QColor(ink))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
            top.translate(0, metrics.height())


class MonthGrid(QTableView):
    """The view of a month.

    Signals:
        day_chosen: ``datetime.date`` under the cursor.
        day_opened: ``datetime.date`` that was double-clicked or entered.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("monthGrid")
        self.setAccessibleName("Сроки месяца по дням")
        self._month = model
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
        self.activated.connect(lambda index: self._tell(index, self.day_opened))
        self.selectionModel().currentChanged.connect(
            lambda index, _before: self._tell(index, self.day_chosen)
        )

    def choose(self, day: date) -> None:
        """Put the cursor on a day of the month."""
        index = self._month.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)

    def _tell(self, index: QModelIndex, signal: SignalInstance) -> None:
        found = self._month.day_at(index)
        if found is not None:
            signal.emit(found.day)


def _ground(day: Day, colours: Colours, *, is_selected: bool) -> str:
    if is_selected:
        return colours.highlight
    if not day.is_inside:
        return colours.window
    return colours.alternate if day.rest else colours.base


def _ink(state: DateState, colours: Colours) -> str:
    return {
        DateState.OVERDUE: colours.danger,
        DateState.TODAY: colours.warning,
        DateState.DONE: colours.muted,
    }.get(state, colours.text)
