"""Reading of files that came from outside, safely: the parent's side of the reading processes."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.book_message import from_message, parse
from quality_desktop.sheets.cells import STANDARD, Book, Limits, Refusal
from quality_desktop.sheets.process import ReadingProcess, Silence
from quality_desktop.sheets.text_cleaning import clean_text

_log = logging.getLogger(__name__)

_PROCESSES: Final = 2  # more would only wait for each other on an office computer
_WORTH_TWO: Final = 8  # files from which a second process repays its start
_AHEAD: Final = 24  # files that a process is sent before the reply to the first is read
# Requests that wait must fit into the pipe whatever the process is doing, or both sides would wait for ever.
_AHEAD_BYTES: Final = 32_000 if sys.platform == "linux" else 2_000
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
        FileRefusedError: One Russian sentence that names the file, says what is wrong and what to do.
    """
    with Reader(limits=limits) as reader:
        return reader.book(path)


def read_books(paths: Sequence[Path], *, limits: Limits = STANDARD) -> Iterator[Book | Refusal]:
    """Read many files; a bad one never stops the others.

    Args:
        paths: The files.
        limits: What each of them may ask for.

    Yields:
        For each file, in the order given, its book or why it was refused.
    """
    with Reader(limits=limits) as reader:
        yield from reader.books(paths)


class Reader:
    """Reads files in processes of its own, which live until it is closed and are replaced when they die.

    For one batch ``read_books`` is enough; whoever reads again and again saves the start of the processes
    by keeping one of these.
    """

    def __init__(self, *, limits: Limits = STANDARD) -> None:
        self._limits = limits
        self._asked_limits = asdict(limits)
        count = min(_PROCESSES, os.cpu_count() or 1)
        self._processes = [ReadingProcess(seconds=limits.seconds) for _ in range(count)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.close()

    def start(self, files: int) -> None:
        """Start the processes for a batch of so many files, so that they are ready when it comes.

        Their start takes a tenth of a second, in which the caller may do other things.
        """
        for process in self._processes_for(files):
            process.start()

    def book(self, path: Path) -> Book:
        """Read one file; as ``read_book``."""
        found = next(self.books([path]))
        if isinstance(found, Refusal):
            raise FileRefusedError(found.sentence)
        return found

    def books(self, paths: Sequence[Path]) -> Iterator[Book | Refusal]:
        """Read many files; as ``read_books``."""
        processes = self._processes_for(len(paths))
        count, sent = len(processes), 0
        waiting: deque[int] = deque()
        try:
            for number, path in enumerate(paths):
                while sent < len(paths) and _may_send(waiting, count):
                    request = self._request(paths[sent])
                    processes[sent % count].send(request)
                    waiting.append(len(request))
                    sent += 1
                reply = processes[number % count].receive()
                waiting.popleft()
                yield self._understood(path, reply)
        finally:
            for process in processes:
                process.forget()

    def _processes_for(self, files: int) -> list[ReadingProcess]:
        return self._processes if files >= _WORTH_TWO else self._processes[:1]

    def _request(self, path: Path) -> bytes:
        return json.dumps({"path": str(path), "limits": self._asked_limits}).encode("ascii") + b"\n"

    def _understood(self, path: Path, reply: bytes | Silence) -> Book | Refusal:
        name = clean_text(path.name) or "файл"
        if reply is Silence.OVERDUE:
            return _refusal(
                name,
                f"чтение не закончилось за {self._limits.seconds:g} с и остановлено: проверьте, та ли это "
                "таблица, и удалите из неё лишнее",
            )
        if isinstance(reply, Silence):
            return _refusal(name, _UNREADABLE)
        try:
            message = parse(reply)
            if "refused" in message:
                return _refusal(name, message["refused"])
            if "failed" not in message:
                return from_message(message)
            _log.warning("reading %s failed:\n%s", name, message["failed"])
        except (ValueError, TypeError, KeyError) as error:
            _log.warning("the reply about %s makes no sense: %s", name, error)
        return _refusal(name, _UNREADABLE)


def _may_send(waiting: deque[int], processes: int) -> bool:
    """True when one more request may wait beside those of so many bytes each."""
    if len(waiting) < processes:
        return True
    return len(waiting) < processes * _AHEAD and sum(waiting) < _AHEAD_BYTES


def _refusal(name: str, reason: str) -> Refusal:
    return Refusal(name=name, sentence=f"«{name}»: {reason}.")
