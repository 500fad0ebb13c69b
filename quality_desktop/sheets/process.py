"""One reading process seen from its parent: started when first asked, killed when overdue, replaced."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from enum import Enum
from typing import Final

from quality_desktop.children import Child, command
from quality_desktop.sheets.book_message import LENGTH_BYTES

_GLANCE_SECONDS: Final = 0.1  # how often the watch looks whether the process is overdue
_REPLY_BYTES: Final = 512 * 1024 * 1024
_PIPE_BYTES: Final = 1 << 20


class Silence(Enum):
    """Why there is no reply."""

    DIED = "died"
    OVERDUE = "overdue"


class ReadingProcess:
    """Answers requests one after another; the reply to each is either bytes or a silence.

    Not for several threads at once.
    """

    def __init__(self, *, seconds: float, child: Child = Child.SHEETS) -> None:
        self._seconds = seconds
        self._child = child
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: deque[bytes] = deque()
        self._watch: _Watch | None = None

    def send(self, request: bytes) -> None:
        """Send a request of one short line; it may wait behind others."""
        if not self._waiting and self._process is not None and self._process.poll() is not None:
            self._end()  # it died while idle: no file is to blame
        self._waiting.append(request)
        if self._process is None:
            self.start()
        else:
            self._write(request)

    def receive(self) -> bytes | Silence:
        """The reply to the oldest request; waits for it no longer than the limit of time."""
        self._waiting.popleft()
        process = self._process
        if process is None or self._watch is None:
            return Silence.DIED
        with self._watch.over(process):
            reply = _read(process)
        if self._watch.has_killed:
            self._restart()
            return Silence.OVERDUE if reply is None else reply
        if reply is None:
            self._restart()
            return Silence.DIED
        return reply

    def forget(self) -> None:
        """Give up the requests that nobody will wait for."""
        if self._waiting:
            self._waiting.clear()
            self.close()

    def close(self) -> None:
        """End the process and its watch."""
        self._waiting.clear()
        self._end()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def start(self) -> None:
        """Start the process unless it runs, and give it the requests that wait."""
        if self._process is not None:
            return
        if self._watch is None:
            self._watch = _Watch(self._seconds)
        self._process = subprocess.Popen(
            _command(self._child),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        _widen(self._process)
        for request in self._waiting:
            self._write(request)

    def _restart(self) -> None:
        self._end()
        if self._waiting:
            self.start()

    def _write(self, request: bytes) -> None:
        """A process that is gone is noticed by the missing reply."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.write(request)
                self._process.stdin.flush()

    def _end(self) -> None:
        """It holds nothing that would be lost, so it is not waited for."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


class _Watch:
    """A thread that kills the process under watch when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.has_killed = False
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._until = 0.0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sheets-watch", daemon=True)
        self._thread.start()

    @contextlib.contextmanager
    def over(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Watch a process while the block runs."""
        with self._lock:
            self.has_killed = False
            self._until = time.monotonic() + self._seconds
            self._process = process
        try:
            yield
        finally:
            with self._lock:
                self._process = None

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        glance = min(_GLANCE_SECONDS, self._seconds)
        while not self._stopped.wait(glance):
            with self._lock:
                if self._process is not None and time.monotonic() > self._until:
                    self.has_killed = True
                    self._process.kill()
                    self._process = None


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Let replies wait in the pipe while the parent is busy, where the system allows it."""
    if sys.platform == "linux" and process.stdout is not None:
        import fcntl  # there is none on Windows

        with contextlib.suppress(OSError):
            fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _command(child: Child) -> list[str]:
    return command(child)


def _read(process: subprocess.Popen[bytes]) -> bytes | None:
    if process.stdout is None:
        return None
    try:
        length = int.from_bytes(process.stdout.read(LENGTH_BYTES), "big")
        if not 0 < length <= _REPLY_BYTES:
            return None
        reply = process.stdout.read(length)
    except OSError:
        return None
    return reply if len(reply) == length else None
