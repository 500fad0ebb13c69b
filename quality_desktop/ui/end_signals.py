"""Ctrl+C in a terminal and the system's request to end close the window as its cross does."""

from __future__ import annotations

import contextlib
import signal
import socket
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class EndSignals(QObject):
    """Tells of signals between two events of the window.

    Python alone would raise an exception inside whatever it does at that moment, be it half a painted
    cell, and not before Qt calls it the next time.

    Signals:
        end_wanted: The process was asked to end.
    """

    end_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen from now on. Only the main thread may make it."""
        super().__init__(parent)
        self._ear, self._mouth = socket.socketpair()
        self._ear.setblocking(False)
        self._mouth.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_heard)
        self._woken_before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        self._handlers_before = {number: signal.signal(number, _ignore) for number in _SIGNALS}

    def stop(self) -> None:
        """Leave signals to whoever had them before."""
        for number, handler in self._handlers_before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken_before)
        self._notifier.setEnabled(False)
        self._ear.close()
        self._mouth.close()

    def _on_heard(self) -> None:
        heard = b""
        with contextlib.suppress(BlockingIOError):
            heard = self._ear.recv(64)
        if set(heard) & set(_SIGNALS):
            self.end_wanted.emit()


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Stand where the system would end the process: the socket has told of the signal already."""
