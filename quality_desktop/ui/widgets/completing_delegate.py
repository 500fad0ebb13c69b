"""A cell that holds one of many known things, or several in order: typed with completion."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyleOptionViewItem, QWidget
from typing_extensions import override

from quality_desktop.ui.models.table_model import CellRole, Choice
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

SEPARATOR: Final = "; "
_MOST_SHOWN: Final = 12


class ChoiceEdit(QLineEdit):
    """A line that completes what is typed from choices, one or several in order.

    Several are separated by «;» and the completion works on the part under the cursor.
    """

    def __init__(
        self, choices: Sequence[Choice], *, is_several: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choiceEditor")
        self._choices = tuple(choices)
        self._is_several = is_several
        texts = [f"{c.text} — {c.hint}" if c.hint else c.text for c in self._choices]
        self._by_shown = dict(zip(texts, self._choices, strict=True))
        self._completer = QCompleter(QStringListModel(texts, self), self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(_MOST_SHOWN)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._on_completed)
        self.textEdited.connect(self._complete)

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """What the line means.

        Raises:
            ValueError: A part is none of the choices; a Russian sentence names it.
        """
        found = []
        for part in self._parts():
            choice = find_choice(part, self._choices)
            if choice is None:
                raise ValueError(
                    f"«{part}» нет в справочнике: выберите из списка или добавьте туда."
                )
            found.append(choice.key)
        return tuple(dict.fromkeys(found))

    def show_keys(self, keys: Sequence[Hashable]) -> None:
        """Show choices by their keys, in this order."""
        texts = {choice.key: choice.text for choice in self._choices}
        self.setText(SEPARATOR.join(texts[key] for key in keys if key in texts))

    def show_all(self) -> None:
        """Open the whole list."""
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def _parts(self) -> list[str]:
        parts = self.text().split(SEPARATOR.strip()) if self._is_several else [self.text()]
        return [part.strip() for part in parts if part.strip()]

    def _part_bounds(self) -> tuple[int, int]:
        """Where the part under the cursor starts and ends."""
        if not self._is_several:
            return 0, len(self.text())
        mark, cursor = SEPARATOR.strip(), self.cursorPosition()
        start = self.text().rfind(mark, 0, cursor) + 1
        end = self.text().find(mark, cursor)
        return start, len(self.text()) if end == -1 else end

    def _complete(self) -> None:
        start, end = self._part_bounds()
        typed = self.text()[start:end].strip()
        self._completer.setCompletionPrefix(typed)
        if typed and self._completer.completionCount():
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _on_completed(self, shown: str) -> None:
        choice = self._by_shown.get(shown)
        if choice is None:
            return
        start, end = self._part_bounds()
        before = self.text()[:start].rstrip()
        lead = f"{before} " if before else ""
        self.setText(lead + choice.text + self.text()[end:])
        self.setCursorPosition(len(lead) + len(choice.text))
        self.setModified(True)


def find_choice(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice a typed text means: the same text in any case, or the only one that starts so."""
    wanted = _folded(text)
    for choice in choices:
        if _folded(choice.text) == wanted:
            return choice
    starting = [choice for choice in choices if _folded(choice.text).startswith(wanted)]
    return starting[0] if wanted and len(starting) == 1 else None


def _folded(text: str) -> str:
    return "".join(text.casefold().replace("ё", "е").split())


class CompletingDelegate(WrapDelegate):
    """Edits a cell whose model gives ``CellRole.CHOICES``; a cell without them is free text.

    The value is a key, or None when empty; with ``is_several`` a tuple of keys in order.
    """

    def __init__(self, *, is_several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_several = is_several

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        choices = index.data(CellRole.CHOICES)
        if choices is None:
            return super().createEditor(parent, option, index)
        editor = ChoiceEdit(choices, is_several=self._is_several, parent=parent)
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(title or "Значение"))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not isinstance(editor, ChoiceEdit):
            super().setEditorData(editor, index)
            return
        if editor.isModified():
            return  # Qt asks again after every change of the model: what is being typed must outlive it
        value = index.data(Qt.ItemDataRole.EditRole)
        keys = value if isinstance(value, (tuple, list)) else (value,)
        editor.show_keys(tuple(keys))
        editor.selectAll()

    @override
    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if not isinstance(editor, ChoiceEdit):
            super().setModelData(editor, model, index)
            return
        try:
            keys = editor.keys
        except ValueError as reason:
            refused = getattr(model, "refused", None)
            if refused is not None:
                refused.emit([str(reason)])
            return
        value = keys if self._is_several else (keys[0] if keys else None)
        model.setData(index, value, Qt.ItemDataRole.EditRole)
