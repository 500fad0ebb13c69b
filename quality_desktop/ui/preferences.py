"""Settings while the program runs: changed from the window, written at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal

from quality_desktop.settings import Settings, Theme, load_settings, save_settings

ZOOM_LIMITS: Final = (-3, 6)
_log = logging.getLogger(__name__)


class Preferences(QObject):
    """The settings of this user.

    Attributes:
        broken: Where a settings file lies that could not be read; None when there was none.

    Signals:
        changed: ``Settings`` after every change.
    """

    changed = Signal(object)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        """Read the settings.

        Args:
            file: The settings file; it need not exist.
            parent: Owner of the object.
        """
        super().__init__(parent)
        self._file = file
        self.broken: Path | None = None
        self._settings = load_settings(file, self._on_broken)

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    @property
    def folder_to_save(self) -> Path:
        """Where a dialog proposes to save: where the last paper went, first the folder of files."""
        return _first_there(self._settings.last_folder, str(usual_folder(self._settings)))

    @property
    def folder_to_read(self) -> Path:
        """Where a dialog looks for a file: where the last one was, first the folder of files."""
        return _first_there(self._settings.last_source, str(usual_folder(self._settings)))

    def remember_folder(self, folder: Path) -> None:
        """Remember where the last paper was saved."""
        self.apply(lambda settings: replace(settings, last_folder=str(folder)))

    def remember_source(self, folder: Path) -> None:
        """Remember where the last file was read from."""
        self.apply(lambda settings: replace(settings, last_source=str(folder)))

    def remember_geometry(self, geometry: str) -> None:
        """Remember place and size of the window."""
        self.apply(lambda settings: replace(settings, window_geometry=geometry))

    def sign_as(self, author: str) -> None:
        """Remember the name under the user's changes; it holds from the next opening of a file."""
        self.apply(lambda settings: replace(settings, author=author))

    def choose_theme(self, theme: Theme) -> None:
        """Remember the colours of the window."""
        self.apply(lambda settings: replace(settings, theme=theme))

    def zoom_by(self, points: int) -> None:
        """Remember that the text of the window is larger, or smaller, by some points."""
        low, high = ZOOM_LIMITS
        zoom = min(max(self._settings.zoom + points, low), high)
        self.apply(lambda settings: replace(settings, zoom=zoom))

    def remember_widths(self, table: str, widths: tuple[int, ...]) -> None:
        """Remember the widths of the columns of a table."""
        known = {**self._settings.column_widths, table: widths}
        self.apply(lambda settings: replace(settings, column_widths=known))

    def apply(self, change: Callable[[Settings], Settings]) -> None:
        """Replace the settings by what a function makes of them and write them.

        A folder that cannot be written is no reason to stop: the settings then hold until the end.
        """
        settings = change(self._settings)
        if settings == self._settings:
            return
        self._settings = settings
        try:
            save_settings(settings, self._file)
        except OSError as error:
            _log.warning("settings cannot be written: %s", error)
        self.changed.emit(settings)

    def _on_broken(self, aside: Path) -> None:
        self.broken = aside


def usual_folder(settings: Settings) -> Path:
    """Where files lie: the folder of the settings, else the documents of the user."""
    if settings.files_folder:
        return Path(settings.files_folder).expanduser()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents else Path.home()


def _first_there(*names: str) -> Path:
    """The first folder that is there still: a memory stick may be gone."""
    return next((Path(name) for name in names if name and Path(name).is_dir()), Path.home())
