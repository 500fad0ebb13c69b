"""Jobs on their way to the thread of the file, and their answers on their way back."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Qt, Signal, Slot

from quality_desktop.ui.first_look import FirstLook
from quality_desktop.ui.jobs import Job
from quality_desktop.ui.pending import Pending
from quality_desktop.ui.worker import StoreWorker

_log = logging.getLogger(__name__)


class JobQueue(QObject):
    """Hands jobs to the worker and delivers them on the thread of the window.

    Attributes:
        worker: The thread that owns the file.
        pending: What is asked and not answered yet.
        first_look: A file that is shown before it is opened.

    Signals:
        failed: The sentence of a refusal that nobody else takes.
    """

    failed = Signal(str)
    _finished = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pending = Pending(self)
        self._finished.connect(self._on_job_finished, Qt.ConnectionType.QueuedConnection)
        self.worker = StoreWorker(self._finished.emit)
        self.first_look = FirstLook(self.worker, self.pending, self)

    def put(self, job: Job, *, needs_store: bool = True) -> None:
        """Hand over a job; it is done after all earlier ones.

        Args:
            job: The job.
            needs_store: A glance at the file is not enough for it.
        """
        if self.worker.is_closing:
            _log.warning("asked after closing: %s", job.title)
            return
        if needs_store:
            self.first_look.hurry()
        self.pending.add(job)
        self.worker.put(job)

    def close(self) -> None:
        """Finish what is being written, drop the rest, close the file and end the thread."""
        self.pending.cancel_all()
        self.worker.close()

    @Slot(object)
    def _on_job_finished(self, job: Job) -> None:
        self.pending.remove(job)
        self.first_look.before_delivery(job)
        try:
            job.deliver(self.failed.emit)
        finally:
            self.first_look.after_delivery()
            self.pending.tell_idle()
