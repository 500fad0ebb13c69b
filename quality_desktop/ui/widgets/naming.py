"""Names of widgets: one for tests and style, one for screen readers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, accessible: str = "") -> W:
    """Give a widget its names and return it.

    Args:
        widget: Any widget.
        name: Object name, by which tests find it.
        accessible: What a screen reader says, when the widget shows no text of its own.
    """
    widget.setObjectName(name)
    if accessible:
        called(widget, accessible)
    return widget


def called(widget: QWidget, accessible: str) -> None:
    """Say what a screen reader calls a widget.

    On Linux Qt tells the chosen value of a combo box in place of its name, so its purpose is told
    where descriptions are.
    """
    widget.setAccessibleName(accessible)
    if isinstance(widget, QComboBox):
        widget.setAccessibleDescription(accessible)
