"""The row of a tab's main actions: at most seven, icon and word, the main one first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from quality_desktop.ui.look import ICON_SIZE

MOST_ACTIONS: Final = 7


class ToolRow(QToolBar):
    """Buttons of a tab; reached by Tab like any other widget.

    Attributes:
        more: The button that opens what does not fit; Qt itself shows and hides it.
    """

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        """Show actions.

        Raises:
            ValueError: There are more than seven.
        """
        super().__init__(parent)
        if len(actions) > MOST_ACTIONS:
            raise ValueError(f"a tool row has at most {MOST_ACTIONS} actions, got {len(actions)}")
        self.setObjectName("toolRow")
        self.setAccessibleName("Действия вкладки")
        self.setMovable(False)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if self.more is not None:
            self.more.setAccessibleName("Ещё действия")
            self.more.setToolTip("Ещё действия")
        for action in actions:
            self.addAction(action)
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.setAccessibleName(action.text().replace("&", ""))
                # Asking the action for its menu would make PySide own and delete the menu.
                button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
