"""Names of widgets: one for tests and style, one for screen readers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from quality_desktop.ui.widgets.wheel_guard import guard_wheel

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, accessible: str = "") -> W:
    """Give a widget its names and return it; a label shows marks of HTML as they are.

    Every field of the window comes by here, so here the wheel is kept from turning it.

    Args:
        widget: Any widget.
        name: Object name, by which tests find it.
        accessible: What a screen reader says, when the widget shows no text of its own.
    """
    widget.setObjectName(name)
    if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.AutoText:
        widget.setTextFormat(Qt.TextFormat.PlainText)
    if accessible:
        called(widget, accessible)
    guard_wheel(widget)
    return widget


def called(widget: QWidget, accessible: str) -> None:
    """Say what a screen reader calls a widget.

    On Linux Qt tells the chosen value of a combo box in place of its name, so its purpose is told
    where descriptions are. So is that of a label: with a name it would be told in place of its text.
    """
    if not isinstance(widget, QLabel):
        widget.setAccessibleName(accessible)
    if isinstance(widget, QComboBox | QLabel):
        widget.setAccessibleDescription(accessible)
    guard_wheel(widget)
