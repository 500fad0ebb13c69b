"""What is done for the open file unasked: copies after opening, daily, before closing, and tidying up."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.jobs import Progress

_log = logging.getLogger(__name__)
_LOOK_EVERY_MS: Final = 60 * 60 * 1000


class CopyKeeper(QObject):
    """Has copies made on the thread of the file, when the window has shown what it had to show.

    Attributes:
        timer: Looks every hour whether a daily copy is due.
    """

    def __init__(self, operations: Operations, files: FileActions, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("copyKeeper")
        self._operations = operations
        self._is_due = False
        self.timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self.timer.timeout.connect(self._copy_daily)
        files.opened.connect(self._on_opened)
        files.closed.connect(self.timer.stop)
        operations.became_idle.connect(self._on_idle)
        operations.leave_with(_copy_at_end)

    def _on_opened(self) -> None:
        self._is_due = True
        self.timer.start()

    def _on_idle(self) -> None:
        """The first tab is there: now a copy is in nobody's way."""
        if self._is_due:
            self._is_due = False
            self._operations.run(_after_opening, _tell, title="Резервная копия", owner=self)

    def _copy_daily(self) -> None:
        self._operations.run(_copy_daily, _tell, title="Резервная копия", owner=self)


def _after_opening(store: Store, _progress: Progress) -> Path | None:
    """Remove what a killed program left of received files, and make a copy."""
    from quality_desktop.services.district_file import backups
    from quality_desktop.services.exchange import left_folders

    left_folders.sweep(store=store)
    return backups.at_start(store=store)


def _copy_daily(store: Store, _progress: Progress) -> Path | None:
    from quality_desktop.services.district_file import backups

    return backups.daily(store=store)


def _copy_at_end(store: Store) -> None:
    from quality_desktop.services.district_file import backups

    _tell(backups.at_end(store=store))


def _tell(copy: Path | None) -> None:
    if copy is not None:
        _log.info("a copy was made: %s", copy)
