"""Files to read: dragged here, or chosen one by one or as a whole folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from quality_desktop.ui.environment import Environment
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named

TABLES: Final = "Таблицы (*.xlsx *.xlsm *.csv *.txt);;Все файлы (*)"


class FilePicker(QFrame):
    """A strip with two buttons that takes dropped files and folders too.

    Signals:
        picked: Tuple of paths of files and folders.
    """

    picked = Signal(object)

    def __init__(
        self,
        environment: Environment,
        prompt: str,
        parent: QWidget | None = None,
        *,
        patterns: str = TABLES,
        has_folder: bool = True,
    ) -> None:
        """Show the strip.

        Args:
            environment: Messages and settings.
            prompt: What is to be dropped here.
            parent: Owner of the widget.
            patterns: Which files are offered.
            has_folder: Whether a whole folder can be chosen.
        """
        super().__init__(parent)
        self.setObjectName("filePicker")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAcceptDrops(True)
        self._environment = environment
        self._prompt = prompt
        self._patterns = patterns
        self.said = named(QLabel(prompt, wordWrap=True), "pickerText")
        self.said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.files = named(QPushButton("Файлы…", autoDefault=False), "pickFiles", "Выбрать файлы")
        self.folder = named(
            QPushButton("Папка…", autoDefault=False), "pickFolder", "Выбрать папку целиком"
        )
        self.folder.setVisible(has_folder)
        environment.look.dress(self.files, "file-plus")
        environment.look.dress(self.folder, "folder-open")
        layout = QHBoxLayout(self)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.files)
        layout.addWidget(self.folder)
        self.files.clicked.connect(self._on_files)
        self.folder.clicked.connect(self._on_folder)

    def show_picked(self, paths: Sequence[Path]) -> None:
        """Say what is being read."""
        if not paths:
            self.said.setText(self._prompt)
        elif len(paths) == 1:
            self.said.setText(str(paths[0]))
        else:
            more = counted(len(paths) - 1, "файл", "файла", "файлов")
            self.said.setText(f"{paths[0].parent}: {paths[0].name} и ещё {more}")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.picked.emit(paths)

    def _on_files(self) -> None:
        paths = self._environment.messages.files_to_open(
            self, "Какие файлы прочитать", self._start(), self._patterns
        )
        if paths:
            self._environment.preferences.remember_source(paths[0].parent)
            self.picked.emit(paths)

    def _on_folder(self) -> None:
        folder = self._environment.messages.folder(self, "Какую папку прочитать", self._start())
        if folder is not None:
            self._environment.preferences.remember_source(folder)
            self.picked.emit((folder,))

    def _start(self) -> Path:
        return self._environment.preferences.folder_to_read


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return tuple(Path(url.toLocalFile()) for url in urls)
