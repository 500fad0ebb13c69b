"""Where the keyboard goes when a dialog is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def take_keyboard(widget: QWidget) -> None:
    """Give the keyboard back to what a dialog was opened for.

    A desktop without a window manager does not activate the window again when a dialog closes.
    """
    widget.window().activateWindow()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
