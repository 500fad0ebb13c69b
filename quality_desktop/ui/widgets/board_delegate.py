"""Cells of the progress board: an icon, a word, a date; edited in a small form."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from quality_desktop.ui.look import Look
from quality_desktop.ui.models.board import BoardModel, BoardRole
from quality_desktop.ui.models.board_cell import BoardCell
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.icon_wrap_delegate import MARK_SIZE
from quality_desktop.ui.widgets.row_delegate import PADDING, RowDelegate, colours_of, place_inside
from quality_desktop.ui.widgets.state_editor import StateEditor

_PAPERCLIP: Final = 14
_Hint = QAbstractItemDelegate.EndEditHint


class BoardDelegate(RowDelegate):
    """Two lines: the word of the state, under it the date and the count of proofs."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._cell: BoardCell | None = None

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(BoardRole.CELL)
        self._cell = cell if isinstance(cell, BoardCell) else None
        super().paint(painter, option, index)

    @override
    def paint_content(self, painter: QPainter, cell: QStyleOptionViewItem, place: QRect) -> None:
        shown, style = self._cell, style_of(cell)
        if shown is None:
            super().paint_content(painter, cell, place)
            return
        colours = colours_of(style.palette)
        line = QFontMetrics(style.font).height()
        top = QRect(place.left(), place.top() + PADDING, place.width(), line)
        icon = QIcon(style.icon)
        if not icon.isNull():
            icon.paint(painter, QRect(top.left(), top.top(), MARK_SIZE, MARK_SIZE))
        text = top.adjusted(MARK_SIZE + PADDING, 0, 0, 0)
        painter.save()
        painter.setFont(style.font)
        is_selected = bool(style.state & QStyle.StateFlag.State_Selected)
        is_quiet = not shown.is_part or shown.icon == "circle"
        colour = colours.danger if shown.state.is_overdue else colours.text
        painter.setPen(QColor(colours.muted if is_quiet and not is_selected else colour))
        word = text.adjusted(0, 0, 2 * PADDING, 0)  # under the corner of a finding there is room
        painter.drawText(word, Qt.AlignmentFlag.AlignLeft, shown.word)
        if not is_selected:
            painter.setPen(QColor(colours.muted))
        is_narrow = place.width() < MARK_SIZE + PADDING + painter.fontMetrics().horizontalAdvance(
            shown.dates
        )
        under = (top if is_narrow else text).translated(0, line)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, shown.dates)
        if shown.proofs:
            self._paint_proofs(painter, text, shown.proofs)
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = QFontMetrics(style_of(option).font).height()
        return QSize(120, 2 * line + 2 * PADDING)

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = StateEditor(self._look, date.today(), parent)
        cell = index.data(BoardRole.CELL)
        editor.setAccessibleName(cell.where if isinstance(cell, BoardCell) else "")
        model = index.model()
        if isinstance(model, BoardModel):
            editor.show_states(model.states(index))
        editor.finished.connect(lambda: self._end(editor, _Hint.SubmitModelCache))
        editor.left.connect(lambda: self._end(editor, _Hint.NoHint))
        editor.cancelled.connect(lambda: self.closeEditor.emit(editor, _Hint.RevertModelCache))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """The form is filled when it is made: a later answer must not take typed text away."""

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, StateEditor) and isinstance(model, BoardModel):
            model.change(index, editor.change)

    @override
    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place = QRect(style_of(option).rect)
        place.setSize(place.size().expandedTo(editor.sizeHint()))
        place_inside(editor, place)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        return False  # the form tells by signals when it is done

    def _end(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def _paint_proofs(self, painter: QPainter, place: QRect, count: int) -> None:
        number = str(count)
        width = painter.fontMetrics().horizontalAdvance(number) + _PAPERCLIP
        left = place.right() - width
        icon = self._look.icon("paperclip")
        icon.paint(painter, QRect(left, place.top() + 1, _PAPERCLIP, _PAPERCLIP))
        painter.drawText(
            QRect(left + _PAPERCLIP, place.top(), width, place.height()),
            Qt.AlignmentFlag.AlignLeft,
            number,
        )
