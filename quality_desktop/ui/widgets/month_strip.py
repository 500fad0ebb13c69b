"""Cells of a plan: wrapped text, a strip of twelve months, a list of states to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from quality_desktop.domain.planning.month_marks import MonthMark
from quality_desktop.ui.models.roadmap import PlanRole, Strip
from quality_desktop.ui.theme import Colours
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.icon_wrap_delegate import IconWrapDelegate
from quality_desktop.ui.widgets.naming import called
from quality_desktop.ui.widgets.row_delegate import PADDING, colours_of

_MONTHS: Final = 12
_MOST_SIZES: Final = 20_000


class PlanDelegate(IconWrapDelegate):
    """Paints and edits cells of a plan."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sizes: dict[tuple[object, ...], QSize] = {}

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        strip = index.data(PlanRole.STRIP)
        if not isinstance(strip, Strip):
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        style = style_of(cell)
        colours = colours_of(style.palette)
        self._paint_ground(painter, style, None, colours)
        painter.save()
        paint_strip(painter, style.rect, strip, colours, style.font)
        painter.setPen(QColor(colours.border))
        painter.drawLine(style.rect.bottomLeft(), style.rect.bottomRight())
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if isinstance(index.data(PlanRole.STRIP), Strip):
            return QSize(0, QFontMetrics(style_of(option).font).height() + 4 * PADDING)
        view = style_of(option).widget
        if not isinstance(view, QTableView):
            return super().sizeHint(option, index)
        # Laying out hundreds of long texts takes longer than a glance: most of them are as before.
        key = (
            str(index.data() or ""),
            view.columnWidth(index.column()),
            view.columnSpan(index.row(), index.column()),
            view.width(),
            view.font().key(),
            index.data(Qt.ItemDataRole.DecorationRole) is None,
        )
        known = self._sizes.get(key)
        if known is None:
            if len(self._sizes) > _MOST_SIZES:
                self._sizes.clear()
            known = self._sizes[key] = super().sizeHint(option, index)
        return known

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        choices: Sequence[str] | None = index.data(PlanRole.CHOICES)
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setObjectName("choiceEditor")
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        called(box, str(title or ""))
        box.addItems(list(choices))
        box.activated.connect(lambda _place: self._on_chosen(box))
        return box

    @override
    def fill_editor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().fill_editor(editor, index)

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)

    @override
    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QComboBox):
            place = QRect(style_of(option).rect)
            place.setHeight(editor.sizeHint().height())
            editor.setGeometry(place)
        else:
            super().updateEditorGeometry(editor, option, index)

    def _on_chosen(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def paint_strip(
    painter: QPainter, place: QRect, strip: Strip, colours: Colours, font: QFont
) -> None:
    """Paint twelve boxes with the letters of the months; a box of work is filled, its letter bold.

    The last day of a work alone is a framed box with a thick right side. The present month has a line
    under it.
    """
    tints = {"overdue": colours.danger, "done": colours.success, "cancelled": colours.muted}
    tint = QColor(tints.get(strip.state, colours.accent))
    small, bold = QFont(font), QFont(font)
    small.setPointSizeF(max(font.pointSizeF() - 2, 6))
    bold.setPointSizeF(small.pointSizeF())
    bold.setBold(True)
    room = place.adjusted(PADDING, PADDING, -PADDING, -PADDING)
    width = room.width() // _MONTHS
    height = min(room.height(), painter.fontMetrics().height() + PADDING)
    for number, (letter, mark) in enumerate(zip(strip.letters, strip.marks, strict=True)):
        box = QRect(room.left() + number * width, room.top(), width - 1, height)
        painter.setFont(small if mark is MonthMark.NONE else bold)
        if mark is MonthMark.WORK:
            painter.fillRect(box, tint)
            painter.setPen(QColor(colours.base if strip.state != "planned" else colours.on_accent))
        elif mark is MonthMark.UNTIL:
            painter.setPen(tint)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.fillRect(box.right() - 3, box.top(), 3, box.height(), tint)
        else:
            painter.setPen(QColor(colours.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
        if number == strip.now:
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.drawLine(box.left(), box.bottom() + 2, box.right(), box.bottom() + 2)
