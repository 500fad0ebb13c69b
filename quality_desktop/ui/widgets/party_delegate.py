"""Cells with people and units: painted wrapped, edited as a line or as a small list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from quality_desktop.services.cycle.responsibility import Choice, Party
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.matrix import MatrixModel, MatrixRole
from quality_desktop.ui.models.matrix_sheet import Entry
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.icon_wrap_delegate import IconWrapDelegate
from quality_desktop.ui.widgets.party_line import PartyLine
from quality_desktop.ui.widgets.party_list import PartyList
from quality_desktop.ui.widgets.row_delegate import place_inside

_Hint = QAbstractItemDelegate.EndEditHint


class PartyDelegate(IconWrapDelegate):
    """Edits the cells of the matrix."""

    def __init__(self, look: Look, list_columns: Collection[int], parent: QWidget) -> None:
        """Make the delegate of a view.

        Args:
            look: Icons.
            list_columns: Columns edited as a list; the others are one line.
            parent: The view.
        """
        super().__init__(parent)
        self._look = look
        self._list_columns = frozenset(list_columns)

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        model = index.model()
        if not isinstance(model, MatrixModel) or model.sheet.view is None:
            return super().createEditor(parent, option, index)
        view = model.sheet.view
        title = str(model.headerData(index.column(), Qt.Orientation.Horizontal))
        editor: QWidget
        if index.column() in self._list_columns:
            editor = self._list_editor(view.choices, view.text, parent)
        else:
            editor = self._line_editor(view.choices, parent)
        editor.setAccessibleName(title)
        return editor

    @override
    def fill_editor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        entry = index.data(MatrixRole.ENTRY)
        if isinstance(editor, PartyList) and isinstance(entry, Entry):
            editor.show_parties(entry.parties, entry.leftover)
        elif isinstance(editor, PartyLine):
            is_inherited = index.data(MatrixRole.IS_INHERITED)
            text = "" if is_inherited else str(index.data(Qt.ItemDataRole.EditRole) or "")
            editor.setText(text)
            editor.selectAll()

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if not isinstance(model, MatrixModel):
            return
        if isinstance(editor, PartyList):
            model.take(index, Entry(parties=editor.parties, leftover=editor.leftover))
        elif isinstance(editor, PartyLine):
            is_untouched = not editor.text().strip() and index.data(MatrixRole.IS_INHERITED)
            if not is_untouched:
                model.take(index, Entry(leftover=editor.text()))

    @override
    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place = QRect(style_of(option).rect)
        if isinstance(editor, PartyList):
            place.setWidth(max(place.width(), editor.sizeHint().width()))
            place.setHeight(max(place.height(), editor.sizeHint().height()))
        place_inside(editor, place)

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(editor, PartyLine) and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return False  # the line itself knows whether a name is being chosen
        elif isinstance(editor, PartyList):
            return False  # it tells by signals when it is done
        return super().eventFilter(editor, event)

    def _line_editor(self, choices: Sequence[Choice], parent: QWidget) -> PartyLine:
        line = PartyLine(choices, parent)
        line.setFrame(True)
        line.entered.connect(self._ender(line, _Hint.SubmitModelCache))
        line.chosen.connect(self._ender(line, _Hint.SubmitModelCache))
        return line

    def _list_editor(
        self, choices: Sequence[Choice], shown: Callable[[Party], str], parent: QWidget
    ) -> PartyList:
        editor = PartyList(choices, shown, self._look, parent)
        down, right = _Hint.SubmitModelCache, _Hint.EditNextItem
        editor.finished.connect(lambda by_tab: self._ender(editor, right if by_tab else down)())
        editor.left.connect(self._ender(editor, _Hint.NoHint))
        editor.cancelled.connect(lambda: self.closeEditor.emit(editor, _Hint.RevertModelCache))
        return editor

    def _ender(
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> Callable[..., None]:
        def end(*_: object) -> None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, hint)

        return end
