"""What the worker of the file is handed: a piece of work, its progress, its answer."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QObject

from quality_desktop.domain.errors import QualityError

_log = logging.getLogger(__name__)
_REPORT_EVERY_S: Final = 0.05


class Cancelled(Exception):  # noqa: N818 - the user's wish, no error
    """The user asked long work to stop."""


class Progress:
    """What long work tells about itself; lives on the worker thread."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._is_cancelled = threading.Event()
        self._last_report = 0.0

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is; also the place where a wish to stop takes effect.

        Args:
            done: Steps done.
            total: All steps; 0 when not known.
            text: What is being done, in Russian.

        Raises:
            Cancelled: The user pressed «Отмена».
        """
        self.check_cancelled()
        now = time.monotonic()
        if done >= total or now - self._last_report >= _REPORT_EVERY_S:
            self._last_report = now
            self._tell(done, total, text)

    def check_cancelled(self) -> None:
        """Stop here when the user asked for it.

        Raises:
            Cancelled: The user pressed «Отмена».
        """
        if self._is_cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report (called on the thread of the window)."""
        self._is_cancelled.set()


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """One piece of work with what happens to its answer."""

    work: Callable[[], object]
    then: Callable[[object], None]
    title: str
    refused: Callable[[str], None] | None = None
    owner: weakref.ref[QObject] | None = None
    progress: Progress | None = None
    must_finish: bool = False
    answer: object = None
    error: Exception | None = None

    @property
    def is_owner_gone(self) -> bool:
        """True when the widget that asked is no more."""
        if self.owner is None:
            return False
        owner = self.owner()
        return owner is None or not shiboken6.isValid(owner)

    def deliver(self, failed: Callable[[str], None]) -> None:
        """Hand the answer over, on the thread of the window.

        Args:
            failed: Takes the sentence of a refusal that the job does not take itself.

        Raises:
            Exception: The work failed by a fault of the program.
        """
        match self.error:
            case None:
                if self.must_finish or not self.is_owner_gone:
                    self.then(self.answer)
            case Cancelled():
                _log.info("cancelled: %s", self.title)
            case QualityError() as refusal:
                _log.info("refused: %s", refusal.sentence)
                if self.refused is None:
                    failed(refusal.sentence)
                elif not self.is_owner_gone:
                    self.refused(refusal.sentence)
            case bug:
                raise bug  # ends in the crash report, like any other fault of the program
