"""Files of an answer: kept inside the office's file, taken out to be looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from quality_desktop.services.office import kept_files
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.store import Store


class AnswerFiles(QObject):
    """Puts files beside an addressee and shows them again."""

    def __init__(self, operations: Operations, environment: Environment, window: QWidget) -> None:
        """Serve a dialog.

        Args:
            operations: Reads and writes.
            environment: Asks for files, knows the user's folder.
            window: The dialog.
        """
        super().__init__(window)
        self._operations = operations
        self._environment = environment
        self._window = window

    def attach(self, addressee: Id) -> None:
        """Ask for a file and keep a copy of it beside an addressee."""
        folder = self._environment.preferences.folder_to_read
        path = self._environment.messages.file_to_open(
            self._window, "Файл ответа", folder, "Все файлы (*)"
        )
        if path is None:
            return
        self._environment.preferences.remember_source(path.parent)
        self._operations.do(
            lambda store: kept_files.keep(
                store=store, owner="addressee", record=addressee, path=path
            ),
            refused=lambda sentence: self._environment.messages.refuse(self._window, sentence),
            owner=self,
        )

    def open(self, addressee: Id) -> None:
        """Take the files of an answer out into the user's folder and show it; nothing is run."""
        folder = self._environment.user_folder / "ответы"

        def take_out(store: Store) -> Path:
            for kept in kept_files.of_record(store=store, owner="addressee", record=addressee):
                kept_files.take_out(store=store, attachment=kept.attachment.id, folder=folder)
            return folder

        self._operations.run(
            lambda store, _progress: take_out(store),
            _show_folder,
            title="Файлы ответа",
            owner=self,
        )


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
