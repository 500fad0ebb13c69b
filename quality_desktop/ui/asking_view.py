"""A part of the window that shows records: it asks services again when what it shows has changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope


class AskingView(QWidget):
    """A widget that is stale until it has asked.

    A subclass asks services in ``refresh``. The base calls it when the widget is first shown, and
    again when a write touched one of ``kinds`` or the scope changed: at once when visible,
    otherwise when it is shown next.

    Attributes:
        kinds: Kinds of records it shows.
        operations: The bridge to the file.
        scope: What the window looks at.
        environment: Shared objects.
    """

    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.operations = operations
        self.scope = scope
        self.environment = environment
        self._is_stale = True
        operations.changed.connect(self._on_records_changed)
        scope.changed.connect(self.mark_stale)

    def refresh(self) -> None:
        """Ask services again and show the answers."""
        raise NotImplementedError

    def jump_to(self, place: str) -> None:
        """Show and select what ``Problem.place`` names; a place that is shown elsewhere is none of ours."""

    def record_in_hand(self) -> tuple[str, Id] | None:
        """Kind and id of the selected record, whose history can be shown; None for none."""
        return None

    def mark_stale(self) -> None:
        """Ask again: now when visible, otherwise when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()

    def _on_records_changed(self, changes: Changes) -> None:
        if changes.touches(*self.kinds):
            self.mark_stale()
