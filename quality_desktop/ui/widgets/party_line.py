"""A line for names of people and units, completed from the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget
from typing_extensions import override

from quality_desktop.services.cycle.responsibility import Choice

_MOST_SHOWN: Final = 10
_SEPARATORS: Final = ",;"
_FINISHING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PartyLine(QLineEdit):
    """Names separated with commas or semicolons; the one under the cursor is completed.

    Signals:
        chosen: The ``Party`` that was taken from the list of completions.
        entered: Enter was pressed while no list was open.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partyLine")
        known = "Фамилия или подразделение"
        self.setPlaceholderText(known if choices else "Сначала внесите людей в «Справочники»")
        self._choices = tuple(choices)
        self._offered: list[Choice] = []
        self._texts = QStringListModel(self)
        self._completer = QCompleter(self._texts, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_SHOWN)
        self._completer.setWidget(self)
        self._completer.popup().setObjectName("partyCompletions")
        # By row, not by text: two people of one name are two rows.
        by_row = self._completer.activated[QModelIndex]  # type: ignore[index]  # the stubs forget it
        by_row.connect(self._on_activated)
        self.textEdited.connect(self._offer)

    @property
    def completions(self) -> QAbstractItemView:
        """The list of completions; a window of its own while it is open."""
        return self._completer.popup()

    @property
    def is_offering(self) -> bool:
        """True while the list of completions is open."""
        return self._completer.popup().isVisible()

    def offer_all(self) -> None:
        """Open the list with everybody."""
        self._open(list(self._choices))

    @property
    def others(self) -> tuple[str, str]:
        """What is typed before and after the name under the cursor."""
        start, end = self._bounds()
        text = self.text()
        return text[:start].strip(f" {_SEPARATORS}"), text[end:].strip(f" {_SEPARATORS}")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in _FINISHING and event.modifiers() in _PLAIN:
            if self.is_offering:
                event.ignore()  # the list takes the row
            else:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Space and is_alt:
            self.offer_all()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._completer.popup().hide()
        super().focusOutEvent(event)

    def _bounds(self) -> tuple[int, int]:
        """Where the name under the cursor starts and ends."""
        text, cursor = self.text(), self.cursorPosition()
        start = max(text.rfind(mark, 0, cursor) for mark in _SEPARATORS) + 1
        ends = [end for mark in _SEPARATORS if (end := text.find(mark, cursor)) != -1]
        return start, min(ends, default=len(text))

    def _offer(self) -> None:
        start, end = self._bounds()
        typed = self.text()[start:end]
        self._open(matching(self._choices, typed) if typed.strip() else [])

    def _open(self, offered: list[Choice]) -> None:
        self._offered = offered
        if not offered:
            self._completer.popup().hide()
            return
        texts = [f"{c.text} – {c.hint}" if c.hint else c.text for c in offered]
        self._texts.setStringList(texts)
        self._completer.complete()
        # Enter takes the first one; whoever means another goes to it with the arrows.
        self._completer.popup().setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        choice = self._offered[index.row()]
        start, end = self._bounds()
        lead = self.text()[:start].rstrip()
        lead = f"{lead} " if lead else ""
        self.setText(lead + choice.text + self.text()[end:])
        self.setCursorPosition(len(lead) + len(choice.text))
        self.chosen.emit(choice.party)


_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Choices in which every typed word occurs; those that start with the text come first."""
    words = _folded(typed).split()
    found = [c for c in choices if all(word in _folded(f"{c.text} {c.hint}") for word in words)]
    return sorted(found, key=lambda choice: not _folded(choice.text).startswith(" ".join(words)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
