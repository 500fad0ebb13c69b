"""The thread that owns the open file: it takes jobs one after the other."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from quality_desktop.domain.errors import QualityError
from quality_desktop.ui.jobs import Cancelled, Job

if TYPE_CHECKING:
    from quality_desktop.storage.glance import Glance
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store

T = TypeVar("T")
_log = logging.getLogger(__name__)


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
        self._glance: Glance | None = None
        self._last: Callable[[Store], None] = lambda _store: None
        self._is_owed = False  # a file was shown and is not open yet, was refused, or was closed
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
            Cancelled: The file that was shown could not be opened, or was closed, and its tabs are
                going away.
            NoFileOpenError: There is none.
        """
        if self._store is None:
            raise Cancelled if self._is_owed else NoFileOpenError("no file is open")
        return self._store

    def glance(self, take: Callable[[], Glance | None]) -> bool:
        """Look at a file that is not open; False when it cannot be had so (on the thread only)."""
        self._glance = take()
        self._is_owed = self._glance is not None
        return self._is_owed

    def look(self, question: Callable[[Reading], T]) -> T:
        """Answer from the glance, or from the open file when there is none (on the thread only).

        Raises:
            Cancelled: The glance could not answer: the question is asked again of the open file,
                which has the sentence for it.
        """
        if self._glance is None:
            return question(self.store())
        try:
            return question(self._glance)
        except Exception as error:
            _log.info("a glance was given up: %r", error)
            self._end_glance()
            raise Cancelled from error

    def open_store(self, opening: Callable[[], Store]) -> tuple[Store, bool]:
        """Open a file in the place of a glance or of another file (on the thread only).

        Returns:
            The store, and whether it holds what a glance has shown before.
        """
        shown = self._glance
        self._end_glance()
        store = opening()
        self.replace_store(store)
        return store, shown is not None and shown.last_write == store.last_write

    def replace_store(self, store: Store | None) -> None:
        """Take another file, or none, and close the one that was open (on the thread only)."""
        self._is_owed = store is None  # a tab of the closed file may ask until it has gone
        old, self._store = self._store, store
        if old is not None:
            try:
                self._last(old)
            finally:
                old.close()

    def leave_with(self, last: Callable[[Store], None]) -> None:
        """Have something done with every file before it is closed (done on the thread)."""
        self._last = last

    def _end_glance(self) -> None:
        if self._glance is not None:
            self._glance.close()
            self._glance = None

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if not job.must_finish and (self.is_closing or job.is_owner_gone):
                job.error = Cancelled()
            else:
                self._try(job)
            self._finished(job)
        self._end_glance()
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
