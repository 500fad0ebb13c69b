"""The panel at the right: it follows the selection, in sections with headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from quality_desktop.ui.widgets.naming import called, named
from quality_desktop.ui.widgets.panel_splitter import PANEL_LEAST_WIDTH


class SidePanel(QScrollArea):
    """A column of sections; each is a heading with a text or a widget under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setAccessibleName("Подробности о выбранном")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(PANEL_LEAST_WIDTH)
        self._column = named(QWidget(), "sideColumn")
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(12, 8, 8, 8)
        self._layout.setSpacing(4)
        self.setWidget(self._column)
        self._title = named(QLabel(wordWrap=True), "sideTitle")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint = named(QLabel(wordWrap=True), "sideHint")
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._sections: list[QWidget] = []
        self._last_stop: QWidget = self
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._hint)
        self._layout.addStretch()
        self.show_title("")

    def show_title(self, title: str, hint: str = "") -> None:
        """Say what is selected.

        Args:
            title: Its name.
            hint: A quieter line under it.
        """
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() + 1)
        font.setBold(True)
        self._title.setFont(font)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def clear(self) -> None:
        """Remove all sections."""
        for widget in self._sections:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._sections.clear()
        self._last_stop = self

    def add_text(self, heading: str, lines: Sequence[str] | str) -> QLabel:
        """Add a section of plain text and return its label.

        Args:
            heading: Name of the section.
            lines: Paragraphs, or one text.
        """
        text = lines if isinstance(lines, str) else "\n".join(lines)
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_widget(heading, label)
        return label

    def add_widget(self, heading: str, content: QWidget | QLayout) -> None:
        """Add a section that holds a widget or a layout of widgets."""
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        title = QLabel(heading, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        font = QFont(self.font())
        font.setBold(True)
        title.setFont(font)
        column.addWidget(title)
        if isinstance(content, QLayout):
            column.addLayout(content)
        else:
            called(content, content.accessibleName() or heading)
            column.addWidget(content)
        self._sections.append(section)
        self._layout.insertWidget(self._layout.count() - 1, section)
        for widget in section.findChildren(QWidget):
            is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if is_stop and widget.window() is self.window():  # a menu is a window of its own
                QWidget.setTabOrder(
                    self._last_stop, widget
                )  # else it would come after the whole tab
                self._last_stop = widget
