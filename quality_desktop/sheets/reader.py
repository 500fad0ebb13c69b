"""Reading of files that came from outside, safely: the parent of the reading processes."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Self

from quality_desktop.domain.errors import FileRefusedError, QualityError
from quality_desktop.sheets.book_message import ARGUMENT, LENGTH_BYTES, from_message, parse
from quality_desktop.sheets.cells import STANDARD, Book, Limits, Refusal
from quality_desktop.sheets.text_cleaning import clean_text

_log = logging.getLogger(__name__)

_PROCESSES: Final = 2  # more would only wait for each other on an office computer
_AHEAD: Final = 2  # files per process that are read before they are asked for
_GOODBYE_SECONDS: Final = 1.0
_REPLY_BYTES: Final = 512 * 1024 * 1024
_PROGRAM: Final = """import sys
sys.path[:] = sys.argv[1:]
from quality_desktop.sheets.child import serve
serve()"""
_UNREADABLE: Final = (
    "файл устроен так, что его нельзя прочитать безопасно: откройте его в Excel, сохраните как новую "
    "книгу и выберите снова"
)


def read_book(path: Path, *, limits: Limits = STANDARD) -> Book:
    """Read one workbook or text table that came from outside.

    The file is judged first and read in another process with limits of time and memory; nothing of it is
    run, and nothing is written.

    Args:
        path: The file.
        limits: What it may ask for.

    Returns:
        Its sheets with all their cells.

    Raises:
        QualityError: One Russian sentence that names the file, says what is wrong and what to do.
    """
    with _Child() as child:
        return _read(child, path, limits)


def read_books(paths: Sequence[Path], *, limits: Limits = STANDARD) -> Iterator[Book | Refusal]:
    """Read many files; a bad one never stops the others.

    Args:
        paths: The files.
        limits: What each of them may ask for.

    Yields:
        For each file, in the order given, its book or why it was refused.
    """
    processes = max(1, min(_PROCESSES, len(paths), os.cpu_count() or 1))
    with ExitStack() as stack:
        children: SimpleQueue[_Child] = SimpleQueue()
        for _ in range(processes):
            children.put(stack.enter_context(_Child()))
        pool = ThreadPoolExecutor(processes, thread_name_prefix="sheets")
        stack.callback(pool.shutdown, cancel_futures=True)
        waiting: deque[Future[Book | Refusal]] = deque()
        for path in paths:
            waiting.append(pool.submit(_read_or_refuse, children, path, limits))
            if len(waiting) > processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read_or_refuse(children: SimpleQueue[_Child], path: Path, limits: Limits) -> Book | Refusal:
    child = children.get()
    try:
        return _read(child, path, limits)
    except QualityError as error:
        return Refusal(name=_shown_name(path), sentence=error.sentence)
    finally:
        children.put(child)


def _read(child: _Child, path: Path, limits: Limits) -> Book:
    request = json.dumps({"path": str(path), "limits": asdict(limits)}).encode("ascii") + b"\n"
    reply = child.ask(request, limits.seconds)
    name = _shown_name(path)
    if reply is None:
        if child.is_overdue:
            raise FileRefusedError(
                f"«{name}»: чтение не закончилось за {limits.seconds:g} с и остановлено: проверьте, та ли "
                "это таблица, и удалите из неё лишнее."
            )
        raise FileRefusedError(f"«{name}»: {_UNREADABLE}.")
    message = parse(reply)
    if "refused" in message:
        raise FileRefusedError(f"«{name}»: {message['refused']}.")
    if "failed" in message:
        _log.warning("reading %s failed:\n%s", name, message["failed"])
        raise FileRefusedError(f"«{name}»: {_UNREADABLE}.")
    return from_message(message)


def _shown_name(path: Path) -> str:
    """Name of a file as a person knows it; other systems spell «й» as two letters."""
    return clean_text(path.name) or "файл"


class _Child:
    """One reading process; started when first asked, and again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.is_overdue = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, request: bytes, seconds: float) -> bytes | None:
        """Send a request and wait for the reply.

        Args:
            request: One line.
            seconds: After how long the process is killed.

        Returns:
            The reply, or None when the process died; ``is_overdue`` tells whether it was killed.
        """
        self.is_overdue = False
        process = self._running()
        watch = threading.Timer(seconds, self._kill_overdue, [process])
        watch.start()
        try:
            reply = _exchange(process, request)
        finally:
            watch.cancel()
            watch.join()
        if reply is None or self.is_overdue:
            self.close()
        return reply

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    _log.debug("the reading process is gone already")
        try:
            process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def _kill_overdue(self, process: subprocess.Popen[bytes]) -> None:
        self.is_overdue = True
        process.kill()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    # Isolated from the environment and from site hooks: it starts in 30 ms and imports what we import.
    return [sys.executable, "-I", "-S", "-B", "-c", _PROGRAM, *filter(None, sys.path)]


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(request)
        process.stdin.flush()
        length = int.from_bytes(process.stdout.read(LENGTH_BYTES), "big")
        if not 0 < length <= _REPLY_BYTES:
            return None
        reply = process.stdout.read(length)
    except OSError:
        return None
    return reply if len(reply) == length else None
