"""The mouse wheel scrolls what lies below; it never turns a choice or a figure by the way.

A wheel over a choice would change a record unseen: the pointer only passed over the field while the
form was scrolled.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget
from typing_extensions import override


class WheelGuard(QObject):
    """Hands the wheel over to what holds a field; a figure turns while the keyboard is in it."""

    def __init__(self, field: QComboBox | QAbstractSpinBox) -> None:
        """Guard a field as long as it lives.

        Args:
            field: A list to choose from, or a field of a figure or a date.
        """
        super().__init__(field)
        self.setObjectName("wheelGuard")
        if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:  # Qt would focus it by the wheel first
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        if isinstance(watched, QAbstractSpinBox) and watched.hasFocus():
            return False
        event.ignore()
        return True


def guard_wheel(widget: QWidget) -> None:
    """Guard a field that a wheel would turn; nothing happens to other widgets or a second time."""
    if isinstance(widget, QComboBox | QAbstractSpinBox) and widget.findChild(WheelGuard) is None:
        WheelGuard(widget)
