"""The mouse wheel over every field of a window that it could turn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QWidget


def turned_by_wheel(owner: QWidget) -> list[str]:
    """Fields without the keyboard that a notch of the wheel, down or up, would turn or focus."""
    return [
        field.objectName() or type(field).__name__
        for kind in (QComboBox, QAbstractSpinBox)
        for field in owner.findChildren(kind)
        if not field.hasFocus() and _is_turned(field)
    ]


def notch(field: QWidget, *, down: bool) -> None:
    """Turn the wheel by a notch over the middle of a widget."""
    place = QPointF(field.rect().center())
    turn = QPoint(0, -120 if down else 120)
    wheel = QWheelEvent(
        place, field.mapToGlobal(place), QPoint(), turn, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)


def _is_turned(field: QWidget) -> bool:
    before = _shown(field)
    for down in (True, False):
        notch(field, down=down)
        if _shown(field) != before:
            return True
    return field.focusPolicy() == Qt.FocusPolicy.WheelFocus


def _shown(field: QWidget) -> object:
    match field:
        case QComboBox():
            return field.currentIndex(), field.currentText()
        case QAbstractSpinBox():
            return field.text()
        case _:
            raise TypeError(field)
