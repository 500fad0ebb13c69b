"""The work and a panel at its right: the panel takes a share of the width, never more than it needs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

PANEL_LEAST_WIDTH: Final = 200


class PanelSplitter(QSplitter):
    """A splitter that shares the width by itself until the user drags its handle."""

    def __init__(
        self,
        work: QWidget,
        panel: QWidget,
        *,
        share: float,
        most: int,
        parent: QWidget | None = None,
    ) -> None:
        """Put the two side by side.

        Args:
            work: The grid or form at the left.
            panel: The panel at the right.
            share: Part of the width that the panel may take, 0 to 1.
            most: Width in pixels that is enough for the panel.
            parent: Owner of the splitter.
        """
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("split")
        self._share = share
        self._most = most
        self._is_dragged = False
        self.addWidget(work)
        self.addWidget(panel)
        self.setCollapsible(0, False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._on_dragged)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_dragged and event.size().width() != event.oldSize().width():
            width = event.size().width() - self.handleWidth()
            panel = max(min(self._most, int(width * self._share)), PANEL_LEAST_WIDTH)
            self.setSizes([max(width - panel, 1), panel])

    def _on_dragged(self, _place: int, _handle: int) -> None:
        self._is_dragged = True
