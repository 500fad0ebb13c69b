"""The process that judges received files, seen from the program: one file after another."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from quality_desktop.children import Child
from quality_desktop.exchange import manifest as manifests
from quality_desktop.exchange import wrapping
from quality_desktop.exchange.judging import BYTES_A_SECOND, Judged
from quality_desktop.exchange.manifest import Office
from quality_desktop.exchange.refusing import Reason, RefusedError
from quality_desktop.sheets.file_kind import cloud_attributes, is_ordinary_file
from quality_desktop.sheets.process import ReadingProcess, Silence

_log = logging.getLogger(__name__)

_SECONDS: Final = 8.0
_UNPACKED: Final = 10
"""By how much a log grows when it is unpacked, at most in packages of ours."""
_SLACK_SECONDS: Final = 3.0
_PASSWORD_SECONDS: Final = 3.0
"""On the slowest of office computers; half a second on others."""
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


class JudgingProcess:
    """Judges files until it is closed; killed and started anew when a file keeps it too long."""

    def __init__(self, *, version: int, largest: int, passwords: int = 0) -> None:
        """Start nothing yet.

        Args:
            version: Version of the schema that the program knows.
            largest: Bytes of the largest file that is going to be judged.
            passwords: How many may be tried on a file: each is made slow on purpose.
        """
        self._version = version
        # The process itself stops in time; this is for one that hangs where it cannot look at the clock.
        trying = _PASSWORD_SECONDS * passwords
        seconds = _SECONDS + _UNPACKED * largest / BYTES_A_SECOND + trying + _SLACK_SECONDS
        self._process = ReadingProcess(seconds=seconds, child=Child.RECEIVED)

    def judge(
        self,
        path: Path,
        folder: Path,
        *,
        passwords: tuple[str, ...] = (),
        with_outside_edits: bool = False,
    ) -> Received:
        """Judge one file.

        Args:
            path: The file, as it is read.
            folder: A private, empty folder for its clean log.
            passwords: Tried on a closed package.
            with_outside_edits: Take also what was changed in a bare file beside the program.
        """
        try:
            _refuse_at_once(path)
        except RefusedError as error:
            return Received(path=path, refusal=error.sentence)
        request = {
            "path": str(path.absolute()),
            "folder": str(folder),
            "passwords": passwords,
            "version": self._version,
            "seconds": _SECONDS,
            "with_outside_edits": with_outside_edits,
        }
        self._process.send(json.dumps(request).encode("ascii") + b"\n")
        reply = self._process.receive()
        if isinstance(reply, Silence):
            _log.warning("judging a received file: %s", reply.value)
            return Received(path=path, refusal=_NO_ANSWER)
        return _taken(path, folder / "clean.log", json.loads(reply))

    def close(self) -> None:
        """End the process."""
        self._process.close()


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


def _has_side_file(path: Path) -> bool:
    """Whether the newest rows may lie beside the file."""
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        with suppress(OSError):
            if beside.stat().st_size > 0:
                return True
    return False
