"""A cell typed as text, with completion from what the model offers; the model decides what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from quality_desktop.ui.widgets.row_delegate import RowDelegate

_MOST_SHOWN: Final = 12
_POPUP_MARGIN: Final = 28


class OfferLine(QLineEdit):
    """A line that offers known texts while something is typed; Alt+↓ opens the whole list."""

    def __init__(self, options: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldEditor")
        self._options = QCompleter(self)
        self._options.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._options.setFilterMode(Qt.MatchFlag.MatchContains)
        self._options.setMaxVisibleItems(_MOST_SHOWN)
        self.offer(options)

    @property
    def popup_activated(self) -> QCompleter:
        """The completer, whose ``activated`` tells that an offered text was taken."""
        return self._options

    def offer(self, options: Sequence[str]) -> None:
        """Offer other texts; without any the line is an ordinary one."""
        self._options.setModel(QStringListModel([text for text in options if text], self._options))
        popup = self._options.popup()
        popup.setMinimumWidth(popup.sizeHintForColumn(0) + _POPUP_MARGIN if options else 0)
        self.setCompleter(self._options if options else None)  # type: ignore[arg-type]  # Qt takes None

    def open_list(self) -> None:
        """Show everything that is offered."""
        if self.completer() is not None:
            self._options.setCompletionPrefix("")
            self._options.complete()

    @override
    def event(self, event: QEvent) -> bool:
        """Alt+↓ belongs to the list here, whatever it does in the tab."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if is_alt and event.key() == Qt.Key.Key_Down:
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_alt and event.key() == Qt.Key.Key_Down:
            self.open_list()
            return
        super().keyPressEvent(event)


class FieldDelegate(RowDelegate):
    """Edits cells as text. A refresh in the background never overwrites what is being typed."""

    def __init__(self, options_role: int, parent: QObject | None = None) -> None:
        """Make a delegate.

        Args:
            options_role: Role under which the model gives texts to offer.
            parent: Owner of the delegate.
        """
        super().__init__(parent)
        self._options_role = options_role

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        options: Sequence[str] = index.data(self._options_role) or ()
        editor = OfferLine(options, parent)
        editor.setFrame(False)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title or "Значение"))
        editor.popup_activated.activated.connect(lambda _text: self._on_taken(editor))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, OfferLine) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, OfferLine):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def _on_taken(self, editor: OfferLine) -> None:
        """A text taken from the list is a whole answer: Enter is not needed twice."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
