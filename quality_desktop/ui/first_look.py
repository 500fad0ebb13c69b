"""A file shown before it is opened: read at a glance, painted, and only then opened for work.

Opening needs the database toolkit, whose import alone takes longer than the window to paint. So the
worker first takes a glance at the file, what the first tab asks is answered from it, and the
opening waits until that is painted, or until something is asked that needs the open file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from quality_desktop.ui.jobs import Job
from quality_desktop.ui.pending import Pending
from quality_desktop.ui.worker import StoreWorker

if TYPE_CHECKING:
    from quality_desktop.services.district_file.history import UndoState
    from quality_desktop.storage.glance import Glance


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Answer of an opening.

    Attributes:
        undo_state: What can be undone and redone.
        is_as_shown: The file holds what the glance at it has shown.
    """

    undo_state: UndoState
    is_as_shown: bool


class FirstLook(QObject):
    """The opening that waits behind a glance.

    Signals:
        taken: The file can be shown: ask with ``Operations.look``.
        answered: All that was asked is answered; what is not painted now waits for the opening.
        ended: The opening is over. True when the file is open and holds what was shown; otherwise
            nothing of it may stay on the screen.
    """

    taken = Signal()
    answered = Signal()
    ended = Signal(bool)

    def __init__(self, worker: StoreWorker, pending: Pending, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._pending = pending
        self._opening: Job | None = None
        self._is_waiting = False

    @property
    def is_under_way(self) -> bool:
        """True while a file that is shown already is not open yet."""
        return self._opening is not None

    def put(self, opening: Job, take: Callable[[], Glance | None]) -> None:
        """Take a glance at a file that is to be opened.

        Args:
            opening: Opens the file; its answer is ``Opened``.
            take: Takes the glance, on the worker thread; None when the file must be opened first.
        """
        self._opening, self._is_waiting = opening, True
        look = Job(work=lambda: self._worker.glance(take), then=self._on_taken, title=opening.title)
        self._pending.add(opening)
        self._pending.add(look)
        self._worker.put(look)

    def hurry(self) -> None:
        """Let the opening wait no longer; nothing happens when none waits."""
        if self._is_waiting and self._opening is not None:
            self._is_waiting = False
            self._worker.put(self._opening)

    def before_delivery(self, job: Job) -> None:
        """Tell how an opening has ended, before anybody hears its answer or its refusal."""
        if job is self._opening:
            self._opening = None
            answer: Any = job.answer
            self.ended.emit(isinstance(answer, Opened) and answer.is_as_shown)

    def after_delivery(self) -> None:
        """Have the answers painted and let the opening go on when nothing else is asked."""
        if self._is_waiting and self._pending.count == 1:
            self.answered.emit()
            self.hurry()

    def _on_taken(self, is_taken: object) -> None:
        if is_taken:
            self.taken.emit()
