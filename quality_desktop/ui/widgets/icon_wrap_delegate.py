"""Wrapped text with an icon before it; an editor that keeps what is being typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from typing_extensions import override

from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.row_delegate import PADDING
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

MARK_SIZE: Final = 16
_FILLED: Final = "isFilled"


class IconWrapDelegate(WrapDelegate):
    """A cell with a mark.

    An editor is filled once: an answer of the file that comes while somebody types must not take
    the typed text away.
    """

    @override
    def paint_content(self, painter: QPainter, cell: QStyleOptionViewItem, place: QRect) -> None:
        icon = style_of(cell).icon
        if not icon.isNull():
            icon.paint(painter, QRect(place.left(), place.top() + PADDING, MARK_SIZE, MARK_SIZE))
            place = place.adjusted(MARK_SIZE + PADDING, 0, 0, 0)
        super().paint_content(painter, cell, place)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            # The icon takes room from every line, which can cost one line more.
            size.setHeight(size.height() + self._extra_height(option, index))
        return size

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not editor.property(_FILLED):
            editor.setProperty(_FILLED, True)
            self.fill_editor(editor, index)

    def fill_editor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the value of a cell in its fresh editor."""
        super().setEditorData(editor, index)

    def _extra_height(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> int:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        style = style_of(cell)
        view = style.widget
        width = style.rect.width()
        if view is not None and hasattr(view, "columnWidth"):
            width = view.columnWidth(index.column())
        usable = max(width - 2 * PADDING - MARK_SIZE - PADDING, 1)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        metrics = QFontMetrics(style.font)
        flags = int(Qt.TextFlag.TextWordWrap.value)
        narrow = metrics.boundingRect(QRect(0, 0, usable, 100_000), flags, text).height()
        wide = metrics.boundingRect(QRect(0, 0, usable + MARK_SIZE + PADDING, 100_000), flags, text)
        return max(narrow - wide.height(), 0)
