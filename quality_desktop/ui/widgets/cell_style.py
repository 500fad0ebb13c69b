"""The public members of ``QStyleOptionViewItem`` that the type stubs of Qt leave out."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QFont, QIcon, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget


class CellStyle(Protocol):
    """How Qt wants a cell to be painted; members are those of Qt."""

    rect: QRect
    state: QStyle.StateFlag
    palette: QPalette
    widget: QWidget | None
    text: str
    font: QFont
    icon: QIcon
    backgroundBrush: QBrush  # noqa: N815 - Qt's name
    displayAlignment: Qt.AlignmentFlag  # noqa: N815 - Qt's name


def style_of(option: QStyleOptionViewItem) -> CellStyle:
    """The same option, with its members known to the type checker."""
    return cast("CellStyle", option)
