"""Long text in a cell: wrapped when shown, a box of several lines when edited."""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.row_delegate import PADDING, RowDelegate

_EDITOR_LINES = 3


class WrapDelegate(RowDelegate):
    """Wraps the text of a column; Ctrl+Enter ends an edit, Enter makes a new line, Esc leaves."""

    @override
    def paint_content(self, painter: QPainter, cell: QStyleOptionViewItem, place: QRect) -> None:
        painter.save()
        painter.setClipRect(style_of(cell).rect)
        painter.setPen(self.text_colour(cell))
        layout = _laid_out(cell, place.width() - 2 * PADDING)
        layout.draw(painter, place.adjusted(PADDING, PADDING, 0, 0).topLeft())
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        width = style_of(cell).rect.width()
        view = style_of(cell).widget
        if isinstance(view, QTableView):
            span = view.columnSpan(index.row(), index.column())
            width = sum(view.columnWidth(index.column() + n) for n in range(span))
        height = _laid_out(cell, width - 2 * PADDING).boundingRect().height()
        return QSize(width, math.ceil(height) + 2 * PADDING + 1)

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setObjectName("textEditor")
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title or "Текст"))
        editor.setTabChangesFocus(True)
        editor.document().setDocumentMargin(PADDING)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        # Qt asks again after every change of the model: what is being typed must outlive it.
        if isinstance(editor, QPlainTextEdit) and not editor.document().isModified():
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The box covers its cell and is never lower than three lines."""
        place = QRect(style_of(option).rect)
        lowest = editor.fontMetrics().lineSpacing() * _EDITOR_LINES + 4 * PADDING
        place.setHeight(max(place.height(), lowest))
        parent = editor.parentWidget()
        if parent is not None and place.bottom() > parent.height():
            place.moveBottom(max(parent.height(), place.height()))
        editor.setGeometry(place)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and isinstance(editor, QPlainTextEdit):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    hint = QAbstractItemDelegate.EndEditHint.SubmitModelCache
                    self.commitData.emit(editor)
                    self.closeEditor.emit(editor, hint)
                    return True
                return False
        return super().eventFilter(editor, event)


def _laid_out(cell: QStyleOptionViewItem, width: int) -> QTextLayout:
    """The text of a cell in lines of a width."""
    style = style_of(cell)
    wrapping = QTextOption(style.displayAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(style.text.replace("\n", "\u2028"), style.font)
    layout.setTextOption(wrapping)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QRectF(0, height, 0, 0).topLeft())
        height += line.height()
    layout.endLayout()
    return layout
