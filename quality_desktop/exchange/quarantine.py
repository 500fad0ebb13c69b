"""Received files seen from the program: handed to the judging process, taken back as clean logs."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from quality_desktop.children import Child
from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange import manifest as manifests
from quality_desktop.exchange import wrapping
from quality_desktop.exchange.judging import Judged
from quality_desktop.exchange.manifest import Office
from quality_desktop.exchange.refusing import Reason, RefusedError
from quality_desktop.sheets.file_kind import cloud_attributes, is_ordinary_file
from quality_desktop.sheets.process import ReadingProcess, Silence

_log = logging.getLogger(__name__)

_SECONDS: Final = 8.0
_BYTES_A_SECOND: Final = 4 * 1024 * 1024
"""What an honest file needs on a slow computer; a hostile one gets no more than its size buys."""
_SLACK_SECONDS: Final = 3.0
_PREFIX: Final = "quality_received_"
_STALE_SECONDS: Final = 24 * 3600
_NO_ANSWER: Final = "файл не удалось прочитать: он повреждён или сделан, чтобы помешать работе"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one file.

    Attributes:
        path: As it was given.
        judged: What it is; None when it is not taken.
        log: Its clean log, while the quarantine is open.
        refusal: One sentence without the name of the file; empty when it is taken.
        reason: What could be done about the refusal.
        has_journal: A write that was cut off lies beside the file, or somebody has it open.
    """

    path: Path
    judged: Judged | None = None
    log: Path | None = None
    refusal: str = ""
    reason: Reason = Reason.REFUSED
    has_journal: bool = False


class Quarantine:
    """A private folder with the clean logs of received files; gone with what is in it when closed."""

    def __init__(self, parent: Path | None = None) -> None:
        """Make the folder.

        Args:
            parent: Where; the system's folder for temporary files when omitted.

        Raises:
            QualityError: No folder can be made.
        """
        try:
            where = Path(tempfile.gettempdir()) if parent is None else parent
            _sweep(where)
            self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=where))
        except OSError as error:
            raise QualityError(
                "Папка для временных файлов недоступна или диск полон: освободите место и повторите."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove everything; a second call does nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def judge(
        self,
        paths: Sequence[Path],
        *,
        version: int,
        passwords: Sequence[str] = (),
        with_outside_edits: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Generator[Received]:
        """Judge files one after another; one bad file never stops the rest.

        Args:
            paths: The files, as they are read.
            version: Version of the schema that the program knows.
            passwords: Tried on every closed package.
            with_outside_edits: Take also what was changed beside the program.
            progress: Called with the number of files done.
        """
        seconds = max((_seconds_for(path) for path in paths), default=_SECONDS)
        process = ReadingProcess(seconds=seconds + _SLACK_SECONDS, child=Child.RECEIVED)
        try:
            for number, path in enumerate(paths, start=1):
                folder = self.folder / f"{number:04}"
                folder.mkdir()
                yield _judge(process, path, folder, version, tuple(passwords), with_outside_edits)
                if progress is not None:
                    progress(number)
        finally:
            process.close()


def _judge(
    process: ReadingProcess,
    path: Path,
    folder: Path,
    version: int,
    passwords: tuple[str, ...],
    with_outside_edits: bool,
) -> Received:
    try:
        _refuse_at_once(path)
    except RefusedError as error:
        return Received(path=path, refusal=error.sentence)
    request = {
        "path": str(path.absolute()),
        "folder": str(folder),
        "passwords": passwords,
        "version": version,
        "seconds": _seconds_for(path),
        "with_outside_edits": with_outside_edits,
    }
    process.send(json.dumps(request).encode("ascii") + b"\n")
    reply = process.receive()
    if isinstance(reply, Silence):
        _log.warning("judging a received file: %s", reply.value)
        return Received(path=path, refusal=_NO_ANSWER)
    return _taken(path, folder / "clean.log", json.loads(reply))


def _taken(path: Path, log: Path, reply: dict[str, Any]) -> Received:
    if "failed" in reply:
        _log.error("judging a received file failed: %s", reply["failed"])
        return Received(path=path, refusal=_NO_ANSWER)
    if "refused" in reply:
        return Received(path=path, refusal=reply["refused"], reason=Reason(reply["reason"]))
    told, office = reply.pop("manifest"), reply.pop("office")
    judged = Judged(
        **reply,
        manifest=None if told is None else manifests.from_bytes(told.encode()),
        office=Office(
            family=office["family"],
            municipalities=tuple(office["municipalities"]),
            name=office["name"],
        ),
    )
    return Received(path=path, judged=judged, log=log, has_journal=_has_side_file(path))


def _refuse_at_once(path: Path) -> None:
    """What a look at the name and the folder tells."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise RefusedError("файла нет на этом месте: выберите его снова") from error
    if not is_ordinary_file(status.st_mode):
        raise RefusedError("это не файл: выберите пакет обмена или файл района")
    wrapping.refuse_by_name(path.name, status.st_size, cloud_attributes(status))
    if not os.access(path, os.R_OK):
        raise RefusedError("файл нельзя прочитать: попросите разрешение у его владельца")


def _seconds_for(path: Path) -> float:
    try:
        return _SECONDS + path.stat().st_size / _BYTES_A_SECOND
    except (OSError, ValueError):
        return _SECONDS


def _has_side_file(path: Path) -> bool:
    """Whether the newest rows may lie beside the file."""
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        with suppress(OSError):
            if beside.stat().st_size > 0:
                return True
    return False


def _sweep(parent: Path) -> None:
    """Remove what a crash left: clean logs hold what the office knows of people."""
    for left in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
