"""Jobs that are asked and not answered yet, and whether the user should be told of them."""

from __future__ import annotations

from collections import deque
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quality_desktop.ui.jobs import Job

BUSY_AFTER_MS: Final = 200


class Pending(QObject):
    """The queue as the window sees it.

    Signals:
        busy_changed: Whether work has lasted longer than 0.2 s, and what it is.
        became_idle: Nothing is asked or being done any more.
    """

    busy_changed = Signal(bool, str)
    became_idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: deque[Job] = deque()
        self._is_busy_shown = False
        self.timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self.timer.timeout.connect(self._show_busy)

    @property
    def is_empty(self) -> bool:
        """True when nothing is asked or being done."""
        return not self._jobs

    @property
    def count(self) -> int:
        """How many jobs are asked and not answered."""
        return len(self._jobs)

    @property
    def is_writing(self) -> bool:
        """True when something that must not be lost is still to be written."""
        return any(job.must_finish for job in self._jobs)

    @property
    def can_cancel(self) -> bool:
        """True when the work being done can be stopped by the user."""
        return bool(self._jobs) and self._jobs[0].progress is not None

    def add(self, job: Job) -> None:
        """A job was asked."""
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.timer.start()

    def remove(self, job: Job) -> None:
        """A job is done; ``tell_idle`` follows when its answer is delivered.

        It is not shown as being done any more: its answer may be a message that waits for the user.
        """
        if job in self._jobs:
            self._jobs.remove(job)
        if not self._jobs:
            self.timer.stop()
            if self._is_busy_shown:
                self._is_busy_shown = False
                self.busy_changed.emit(False, "")
        elif self._is_busy_shown:
            self._show_busy()

    def tell_idle(self) -> None:
        """Say so when nothing is asked any more, not even by the answer just delivered."""
        if not self._jobs:
            self.became_idle.emit()

    def cancel_first(self) -> None:
        """Ask the work being done to stop; nothing happens when it cannot."""
        if self._jobs and self._jobs[0].progress is not None:
            self._jobs[0].progress.cancel()

    def cancel_all(self) -> None:
        """Ask all work that can stop to stop."""
        self.timer.stop()
        for job in self._jobs:
            if job.progress is not None:
                job.progress.cancel()

    @Slot()
    def _show_busy(self) -> None:
        if self._jobs:
            self._is_busy_shown = True
            self.busy_changed.emit(True, self._jobs[0].title)
