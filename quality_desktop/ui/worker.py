"""The thread that owns the open file: it takes jobs one after the other."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.ui.jobs import Cancelled, Job

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


class NoFileOpenError(RuntimeError):
    """A widget asked something of the file while none was open: a fault of the program."""


class StoreWorker:
    """One thread, one file, one queue.

    Everything about the file happens on the thread, its opening and closing too, so that the
    window never waits for the disk and edits are written in the order in which they were made.
    """

    def __init__(self, finished: Callable[[Job], None]) -> None:
        """Start the thread.

        Args:
            finished: Called on the thread with every job: done, refused, cancelled or dropped.
        """
        self._finished = finished
        self._store: Store | None = None
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="store", daemon=False)
        self._thread.start()

    @property
    def is_closing(self) -> bool:
        """True once the thread was told to end."""
        return self._is_closing.is_set()

    def put(self, job: Job) -> None:
        """Hand over a job; it is done after all earlier ones."""
        self._queue.put(job)

    def close(self) -> None:
        """Do what must be done, drop the rest, close the file and end the thread; wait for it."""
        if not self._thread.is_alive():
            return
        self._is_closing.set()
        self._queue.put(None)
        self._thread.join()

    def store(self) -> Store:
        """The open file (on the thread only).

        Raises:
            NoFileOpenError: There is none.
        """
        if self._store is None:
            raise NoFileOpenError("no file is open")
        return self._store

    def replace_store(self, store: Store | None) -> None:
        """Take another file, or none, and close the one that was open (on the thread only)."""
        old, self._store = self._store, store
        if old is not None:
            old.close()

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if not job.must_finish and (self.is_closing or job.is_owner_gone):
                job.error = Cancelled()
            else:
                self._try(job)
            self._finished(job)
        self._close_store()

    @staticmethod
    def _try(job: Job) -> None:
        try:
            job.answer = job.work()
        except Exception as error:  # noqa: BLE001 - raised again on the thread of the window
            job.error = error

    def _close_store(self) -> None:
        try:
            self.replace_store(None)
        except QualityError as refusal:  # the window is gone: there is nobody left to tell
            job = Job(work=lambda: None, then=lambda _answer: None, title="Закрытие файла")
            job.error = refusal
            self._finished(job)
