"""The only bridge between widgets and services: work goes to the thread that owns the file.

Widgets never touch the file. They hand over a question or a write, the worker does one after the
other in the order of asking, and the answer comes back on the thread of the window. Every write
says what it changed; whoever shows such records asks again.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from quality_desktop.domain.changes import Changes
from quality_desktop.ui.first_look import Opened
from quality_desktop.ui.job_queue import JobQueue
from quality_desktop.ui.jobs import Job, Progress

if TYPE_CHECKING:
    from quality_desktop.services.district_file.history import UndoState
    from quality_desktop.storage.glance import Glance
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """Answer of a write: what changed and what can be undone now."""

    changes: Changes
    undo_state: UndoState
    at: datetime = field(default_factory=datetime.now)


class Operations(QObject):
    """Questions to the file and writes into it, off the thread of the window.

    Attributes:
        pending: What is asked and not answered yet.
        first_look: A file that is shown before it is opened.

    Signals:
        changed: ``Changes`` after every write that changed something, also after undo and redo.
        failed: One Russian sentence for the user; already logged.
        busy_changed: Whether work has lasted longer than 0.2 s, and what it is.
        progressed: Steps done, all steps (0 when not known), what is being done.
        undo_state_changed: Intents that can be undone and redone, each a text or None.
        saved: Moment of the last write that changed something (``datetime``, local time).
        became_idle: Nothing is asked or being done any more.
    """

    changed = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(bool, str)
    progressed = Signal(int, int, str)
    undo_state_changed = Signal(object, object)
    saved = Signal(object)
    became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("operations")
        self._queue = JobQueue(self)
        self._worker = self._queue.worker
        self.pending = self._queue.pending
        self.first_look = self._queue.first_look
        self._queue.failed.connect(self.failed)
        self.pending.busy_changed.connect(self.busy_changed)
        self.pending.became_idle.connect(self.became_idle)

    @property
    def is_idle(self) -> bool:
        """True when nothing is asked or being done."""
        return self.pending.is_empty

    @property
    def is_writing(self) -> bool:
        """True when something that must not be lost is still to be written."""
        return self.pending.is_writing

    @property
    def can_cancel(self) -> bool:
        """True when the work being done can be stopped by the user."""
        return self.pending.can_cancel

    def open(
        self,
        opening: Callable[[], Store],
        then: Callable[[], None],
        *,
        title: str,
        refused: Callable[[str], None] | None = None,
        glance: Callable[[], Glance | None] | None = None,
    ) -> None:
        """Open or make a file; the one that was open is closed when the new one is there.

        Args:
            opening: Makes the store, on the worker thread.
            then: Called when the file is open.
            title: What is being done, for the status bar.
            refused: Takes the sentence when the file cannot be opened; the old one stays open.
            glance: Shows the file before it is open; only while there is no other file.
        """

        def work() -> Opened:
            store, is_as_shown = self._worker.open_store(opening)
            return Opened(undo_state=_undo_state(store), is_as_shown=is_as_shown)

        def opened(answer: object) -> None:
            self._tell_undo_state(cast("Opened", answer).undo_state)
            then()

        job = Job(work=work, then=opened, title=title, refused=refused, must_finish=True)
        if glance is None or not self.is_idle:
            self._queue.put(job)
        else:
            self.first_look.put(job, glance)

    def close_file(self, then: Callable[[], None]) -> None:
        """Close the open file after everything asked before, then call ``then``."""

        def closed(_answer: object) -> None:
            self.undo_state_changed.emit(None, None)
            then()

        work = partial(self._worker.replace_store, None)
        self._queue.put(Job(work=work, then=closed, title="Закрытие файла", must_finish=True))

    def ask(
        self, question: Callable[[Store], T], then: Callable[[T], None], *, owner: QObject
    ) -> None:
        """Ask the file something.

        Args:
            question: Runs on the worker thread; must not touch widgets.
            then: Takes the answer on the thread of the window; dropped when ``owner`` is gone.
            owner: The widget that asks.
        """
        self._queue.put(_reading(lambda: question(self._worker.store()), then, owner))

    def look(
        self, question: Callable[[Reading], T], then: Callable[[T], None], *, owner: QObject
    ) -> None:
        """Ask for records only, which can be told before the file is open; otherwise like ``ask``."""
        work = partial(self._worker.look, question)
        self._queue.put(_reading(work, then, owner), needs_store=False)

    def do(
        self,
        write: Callable[[Store], Changes],
        *,
        then: Callable[[Changes], None] | None = None,
        refused: Callable[[str], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Write something; it is done even when the widget that asked is gone by then.

        Args:
            write: Runs on the worker thread and says what it changed.
            then: Takes the changes on the thread of the window, before ``changed`` is emitted.
            refused: Takes the sentence instead of ``failed`` when the write is refused.
            owner: ``then`` and ``refused`` are dropped when it is gone.
        """

        def work() -> _Written:
            store = self._worker.store()
            changes = write(store)
            return _Written(changes=changes, undo_state=_undo_state(store))

        job = Job(
            work=work,
            then=lambda answer: self._on_written(cast("_Written", answer), job, then),
            title="Сохранение",
            refused=refused,
            owner=None if owner is None else weakref.ref(owner),
            must_finish=True,
        )
        self._queue.put(job)

    def run(
        self,
        work: Callable[[Store, Progress], T],
        then: Callable[[T], None],
        *,
        title: str,
        owner: QObject,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Do long work with progress and cancel in the status bar.

        Args:
            work: Runs on the worker thread; reports to its ``Progress``.
            then: Takes the result on the thread of the window; dropped when cancelled or when
                ``owner`` is gone.
            title: What is being done, in Russian: «Составление приказа».
            owner: The widget that asks.
            refused: Takes the sentence instead of ``failed`` when the work is refused.
        """
        progress = Progress(self.progressed.emit)
        job = _long_work(lambda: work(self._worker.store(), progress), then, title, owner, refused)
        job.progress = progress
        self._queue.put(job)

    def run_without_file(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        title: str,
        owner: QObject,
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Do long work that needs no open file; otherwise like ``run``, but it cannot be cancelled."""
        job = _long_work(work, then, title, owner, refused)
        self._queue.put(job, needs_store=False)

    def undo(self) -> None:
        """Take back the last edit."""
        self.do(_undo)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self.do(_redo)

    def leave_with(self, last: Callable[[Store], None]) -> None:
        """Have something done with a file before it is closed, on its thread; it must not fail."""
        self._worker.leave_with(last)

    def cancel(self) -> None:
        """Ask the work being done to stop; nothing happens when it cannot."""
        self.pending.cancel_first()

    def close(self) -> None:
        """Finish what is being written, drop the rest, close the file and end the thread."""
        self._queue.close()

    def _on_written(
        self, written: _Written, job: Job, then: Callable[[Changes], None] | None
    ) -> None:
        self._tell_undo_state(written.undo_state)
        if written.changes:
            self.saved.emit(written.at)
        if then is not None and not job.is_owner_gone:
            then(written.changes)
        if written.changes:
            self.changed.emit(written.changes)

    def _tell_undo_state(self, state: UndoState) -> None:
        self.undo_state_changed.emit(state.undo, state.redo)


def _reading(work: Callable[[], T], then: Callable[[T], None], owner: QObject) -> Job:
    taker = cast("Callable[[object], None]", then)
    return Job(work=work, then=taker, title="Чтение", owner=weakref.ref(owner))


def _long_work(
    work: Callable[[], T],
    then: Callable[[T], None],
    title: str,
    owner: QObject,
    refused: Callable[[str], None] | None,
) -> Job:
    taker = cast("Callable[[object], None]", then)
    return Job(work=work, then=taker, title=title, owner=weakref.ref(owner), refused=refused)


# The services bring the database toolkit along, which takes longer to import than the window to
# paint. So they are imported on the worker thread, when the first file is opened.


def _undo_state(store: Store) -> UndoState:
    from quality_desktop.services.district_file import history

    return history.undo_state(store=store)


def _undo(store: Store) -> Changes:
    from quality_desktop.services.district_file import history

    return history.undo(store=store)


def _redo(store: Store) -> Changes:
    from quality_desktop.services.district_file import history

    return history.redo(store=store)
