"""Settings while the program runs: changed from the window, written at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from quality_desktop.settings import Settings, load_settings, save_settings

_log = logging.getLogger(__name__)


class Preferences(QObject):
    """The settings of this user.

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
        self._settings = load_settings(file)

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def remember_folder(self, folder: Path) -> None:
        """Remember where the last paper was saved."""
        self.apply(lambda settings: replace(settings, last_folder=str(folder)))

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
