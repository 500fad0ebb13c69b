"""The switch above the views of a tab: a word for each, the one in front is bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from quality_desktop.ui.widgets.naming import named


class ViewSwitch(QWidget):
    """Buttons of which one is down.

    Signals:
        chosen: Number of the view that a person wants, from 0.
    """

    chosen = Signal(int)

    def __init__(self, views: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Make a button for every view; none is down at first.

        Args:
            views: Object name and title of each.
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName("viewSwitch")
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for number, (name, title) in enumerate(views):
            button = named(QToolButton(), name)
            button.setText(title)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, number)
            line.addWidget(button)
        line.addStretch()
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        """Number of the view in front; -1 for none."""
        return self._group.checkedId()

    def show_current(self, number: int) -> None:
        """Put the button of a view down, without a signal."""
        for button in self._group.buttons():
            is_current = self._group.id(button) == number
            font = QFont(button.font())
            font.setBold(is_current)
            button.setFont(font)
            if is_current:
                button.setChecked(True)
