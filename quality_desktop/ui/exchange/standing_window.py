"""What the windows of exchange and history have in common: they stand beside the main one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.shortcuts import Shortcut


class StandingWindow(ExchangeDialog):
    """A window beside the main one, in which Enter in a field starts nothing.

    Ctrl+Z and Ctrl+Y do in it what they do in the main one, whose menu has no say here.

    Signals:
        left_saying: How a write ended, when the window is closed while it says so: it may be closed
            a moment after that, by a key that was pressed before.
    """

    left_saying = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self._about: object = None
        self._is_refused = False
        self._is_own_change = False
        self._written = ""
        self.setModal(False)
        self.apply.setAutoDefault(False)
        for key, act in ((Shortcut.UNDO, operations.undo), (Shortcut.REDO, operations.redo)):
            QShortcut(key.sequence, self).activated.connect(act)
        operations.changed.connect(self._on_changed)

    @override
    def tell(self, sentence: str, *, is_refusal: bool = False, remarks: Sequence[str] = ()) -> None:
        super().tell(sentence, is_refusal=is_refusal, remarks=remarks)
        self._is_refused = is_refusal
        self._written = ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A dialog would press its default button, «Закрыть», for Enter in any field.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused := self.focusWidget(), QPushButton):
            focused.click()

    def turn_to(self, about: object) -> None:
        """Something is chosen: why another thing was refused is said no longer.

        Args:
            about: What is chosen, comparable with what was chosen before.
        """
        if about != self._about:
            self._about = about
            self._forget_refusal()

    @override
    def write(
        self, write: Callable[[Store], Changes], then: Callable[[Changes], None], *, title: str
    ) -> None:
        def written(changes: Changes) -> None:
            self._is_own_change = bool(changes)
            then(changes)
            self._written = self.outcome.text()

        super().write(write, written, title=title)

    @override
    def _on_refused(self, sentence: str) -> None:
        was_writing = self._is_writing
        super()._on_refused(sentence)
        if was_writing:
            self._written = sentence

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # closed, not put away for a moment
            if self._written:
                self.left_saying.emit(self._written)
            self.forget()

    def forget(self) -> None:
        """The window is closed: the next time nothing is said of what was done now."""
        self.tell("")

    def _on_changed(self, _changes: Changes) -> None:
        """After another change it is no longer so: undone, or possible what was refused."""
        is_own, self._is_own_change = self._is_own_change, False
        if not is_own or self._is_refused:
            self.tell("")

    def _forget_refusal(self) -> None:
        if self._is_refused:
            self.tell("")
