"""The strip above the work that says that the open file takes no edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.look import Look
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.services.district_file.file_facts import FileFacts


class ReadOnlyStrip(QWidget):
    """A sentence and the way out: a copy that can be written."""

    def __init__(self, files: FileActions, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readOnlyStrip")
        self._look = look
        self.sentence = named(
            QLabel(
                "Файл открыт только для чтения: правки не сохраняются. Сохраните копию и "
                "работайте в ней.",
                wordWrap=True,
            ),
            "readOnlySentence",
        )
        self.copy = named(QPushButton("Сохранить копию как…"), "copyOfReadOnly")
        self.copy.clicked.connect(files.save_copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.copy)
        self.setAutoFillBackground(True)
        files.opened.connect(self._show_file)
        files.closed.connect(self.hide)
        look.changed.connect(self._paint)
        self._paint()
        self.hide()

    def above(self, rest: QWidget) -> QWidget:
        """The strip with everything else below it."""
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self)
        layout.addWidget(rest, 1)
        return whole

    def _show_file(self, facts: FileFacts) -> None:
        if facts.is_read_only and self.copy.icon().isNull():  # not while the window starts
            self._look.dress(self.copy, "copy")
        self.setVisible(facts.is_read_only)

    def _paint(self) -> None:
        colours = self._look.colours
        palette = QPalette(self.sentence.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colours.warning))
        self.sentence.setPalette(palette)
        own = QPalette(self.palette())
        own.setColor(QPalette.ColorRole.Window, QColor(colours.warning_base))
        self.setPalette(own)
