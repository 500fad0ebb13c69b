"""What the windows of exchange and history have in common: they stand beside the main one."""

from __future__ import annotations

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.shortcuts import Shortcut


class StandingWindow(ExchangeDialog):
    """A window beside the main one, in which Enter in a field starts nothing.

    Ctrl+Z and Ctrl+Y do in it what they do in the main one, whose menu has no say here.
    """

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        name: str,
        title: str,
        verb: str,
        size: tuple[int, int],
    ) -> None:
        super().__init__(parent, operations, scope, environment, name=name, title=title, verb=verb)
        self.setModal(False)
        self.resize_within_screen(*size)
        self.apply.setAutoDefault(False)
        for key, act in ((Shortcut.UNDO, operations.undo), (Shortcut.REDO, operations.redo)):
            QShortcut(key.sequence, self).activated.connect(act)
