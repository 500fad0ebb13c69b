"""The bar of the menus, as high as the boxes at its right."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget
from typing_extensions import override

_HEIGHT: Final = 28


class MenuBarStyle(QProxyStyle):
    """Fusion with words as high as the bar; its own draw their lower border in the middle of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__("Fusion")
        self.setParent(parent)

    @override
    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        /,
        w: QWidget | None = None,
    ) -> QSize:
        needed = super().sizeFromContents(
            kind,
            option,
            size,
            cast("QWidget", w),  # the stub forgets that Qt allows none
        )
        if kind is QStyle.ContentsType.CT_MenuBarItem:
            return needed.expandedTo(QSize(0, _HEIGHT))
        return needed
