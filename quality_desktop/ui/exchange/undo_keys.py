"""Ctrl+Z and Ctrl+Y in a window of its own, where the menu of the main window has no say."""

from __future__ import annotations

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from quality_desktop.ui.operations import Operations
from quality_desktop.ui.shortcuts import Shortcut


def add_undo_keys(window: QWidget, operations: Operations) -> None:
    """Let both keys do in this window what they do in the main one."""
    for key, act in ((Shortcut.UNDO, operations.undo), (Shortcut.REDO, operations.redo)):
        QShortcut(key.sequence, window).activated.connect(act)
