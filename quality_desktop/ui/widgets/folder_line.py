"""A folder that is typed or chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from quality_desktop.ui.environment import Environment
from quality_desktop.ui.widgets.naming import named


class FolderLine(QWidget):
    """A folder as text, with a button to choose it.

    Attributes:
        line: The text.
        choose: The button.
    """

    def __init__(
        self,
        environment: Environment,
        name: str,
        accessible: str,
        *,
        question: str = "",
        otherwise: Callable[[], Path] = Path.home,
    ) -> None:
        """Make an empty line.

        Args:
            environment: Messages.
            name: Object name of the line.
            accessible: What the folder is for, for screen readers.
            question: What the dialog asks that chooses a folder; the same words when omitted.
            otherwise: Where that dialog begins when the line names no folder that exists.
        """
        super().__init__()
        self._environment = environment
        self._question = question or accessible
        self._otherwise = otherwise
        self.line = named(QLineEdit(), name, accessible)
        self.choose = named(QPushButton("Выбрать…", autoDefault=False), f"{name}Choose")
        self.choose.setAccessibleName(f"Выбрать папку: {accessible}")
        self.choose.clicked.connect(self._ask)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.choose)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """The folder; empty for none."""
        return self.line.text().strip()

    def _ask(self) -> None:
        start = Path(self.text) if self.text and Path(self.text).is_dir() else self._otherwise()
        chosen = self._environment.messages.folder(self, self._question, start)
        if chosen is not None:
            self.line.setText(str(chosen))
