"""Papers on the disk: whole under their final names, or not there at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from quality_desktop.domain.errors import FileReadOnlyError, NoSpaceError, QualityError
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.pdf import to_pdf
from quality_desktop.writers.styles import STANDARD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quality_desktop.documents.model import Document
    from quality_desktop.writers.styles import Profile

    Progress = Callable[[int, int, str], None]

Format = Literal["docx", "pdf"]

FORMATS: tuple[Format, ...] = ("docx", "pdf")
"""Formats that a paper can be saved in, in the order of their making."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_DEVICES = re.compile(
    r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE
)  # on Windows 10
_PAUSES = (0.05, 0.1, 0.2, 0.4)  # s; a virus scanner holds a new file for a moment
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def save(
    document: Document,
    *,
    formats: Sequence[str],
    folder: Path,
    fonts: Path,
    profile: Profile = STANDARD,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a paper into a folder as ``<key>.docx`` and ``<key>.pdf``.

    Every format is first written under a temporary name beside its place; the final names are taken only when
    all of them are safely on the disk.

    Args:
        document: The paper.
        formats: «docx», «pdf» or both.
        folder: Where to; made when it is not there.
        fonts: Folder with the bundled font files.
        profile: Look of the paper.
        progress: Called with the number of formats done, of how many, and the one that comes (empty at the
            end); an exception from it cancels the saving.

    Returns:
        The files, in the order of ``formats``.

    Raises:
        FileReadOnlyError: The folder cannot be written, or a file of that name is open in another program.
        NoSpaceError: The disk is full.
        QualityError: An unknown format, or the paper cannot be printed.
    """
    report = progress if progress is not None else _no_progress
    _make_folder(folder)
    pending: list[tuple[Path, Path]] = []
    steps = len(formats)
    try:
        for index, name in enumerate(formats):
            report(index, steps, name)
            content = _content(document, name, fonts=fonts, profile=profile)
            target = folder / f"{file_name(document.key)}.{name}"
            pending.append((_written(content, target), target))
        report(steps, steps, "")  # the last moment to cancel: from here on the paper is written
        for temporary, target in pending:
            _put_in_place(temporary, target)
    finally:
        for temporary, _target in pending:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return [target for _temporary, target in pending]


def file_name(key: str) -> str:
    """The key of a paper as a name that every file system takes."""
    return _DEVICES.sub(r"\1_", _FORBIDDEN.sub("-", key).strip(" .")) or "document"


def _no_progress(_done: int, _steps: int, _next: str) -> None:
    """Nobody watches."""


def _content(document: Document, name: str, *, fonts: Path, profile: Profile) -> bytes:
    match name:
        case "docx":
            return to_docx(document, profile=profile)
        case "pdf":
            return to_pdf(document, fonts=fonts, profile=profile)
        case _:
            raise QualityError(
                f"Неизвестный формат документа «{name}»: выберите {' или '.join(FORMATS)}."
            )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(error, folder) from error


def _written(content: bytes, target: Path) -> Path:
    """Write to a new file beside the target and see it onto the disk."""
    if target.exists() and not os.access(target, os.W_OK):
        raise _busy(target)
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=".part", dir=target.parent
        )
    except OSError as error:
        raise _refusal(error, target.parent) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode(target))
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _refusal(error, target.parent) from error
    return temporary


def _usual_mode(target: Path) -> int:
    """Permissions of the file that is replaced; a temporary file is closed to everybody else."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    return 0o644


def _put_in_place(temporary: Path, target: Path) -> None:
    for pause in (*_PAUSES, None):
        try:
            temporary.replace(target)
        except PermissionError as error:
            if pause is None:
                raise _busy(target) from error
            threading.Event().wait(pause)  # off the GUI thread, like all saving
        except OSError as error:
            raise _refusal(error, target) from error
        else:
            return


def _busy(target: Path) -> FileReadOnlyError:
    return FileReadOnlyError(
        f"Файл «{target}» занят или защищён от записи: закройте его в другой программе "
        "и сохраните ещё раз."
    )


def _refusal(error: OSError, place: Path) -> QualityError:
    if error.errno in _FULL:
        return NoSpaceError(
            f"На диске нет места, документ не сохранён: освободите место или выберите другую папку "
            f"вместо «{place}»."
        )
    return FileReadOnlyError(
        f"В папку «{place}» нельзя записать документ: выберите другую папку или снимите запрет записи."
    )
