"""The side-file that says who has the file open, where and since when.

On one computer the lock of the operating system is the truth, and a side-file that a crash left there
is written anew. Of two computers the locks may not meet (a share that does without them, or one that
is not known as a share), so the side-file of another one is a refusal until a person says that the
file is not open there any more. It is also looked at before each commit: an owner that was given up
too early writes nothing over the work of the next one.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from quality_desktop.domain.errors import FileBusyError
from quality_desktop.storage.refusals import FileReplacedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a file open.

    Attributes:
        since: Local time, ISO.
        version: Version of the program.
    """

    user: str
    host: str
    pid: int
    since: str
    version: str

    @classmethod
    def now(cls, *, user: str, host: str, version: str) -> Holder:
        """This process, from now on."""
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(user=user, host=host, pid=os.getpid(), since=since, version=version)


class HeldElsewhereError(FileBusyError):
    """The side-file says that another computer has the file; a person may know that it has not.

    Attributes:
        holder: Who has it as the side-file says.
    """

    def __init__(self, sentence: str, holder: Holder) -> None:
        super().__init__(sentence)
        self.holder = holder


def side_file(path: Path) -> Path:
    """Name of the side-file of a file."""
    return path.with_name(path.name + ".open")


def require_nobody_elsewhere(path: Path, host: str) -> None:
    """Make sure that no side-file of another computer is there.

    Raises:
        HeldElsewhereError: There is one.
    """
    found = read_holder(path)
    if found is not None and found.host != host:
        raise HeldElsewhereError(
            f"Файл «{path.name}» открыт на другом компьютере: {_named(found)}. Попросите закрыть "
            "его там или откройте копию.",
            found,
        )


def claim(path: Path, mine: Holder) -> None:
    """Write who has a file that this process has locked; of two computers at once one is refused.

    Raises:
        FileBusyError: Another computer has it.
        OSError: The folder cannot be written, or the disk is full; then no side-file is left.
    """
    note = side_file(path)
    try:
        stream = note.open("x", encoding="utf-8")
    except FileExistsError:
        require_nobody_elsewhere(path, mine.host)  # else a crash on this computer has left it
        stream = note.open("w", encoding="utf-8")
    try:
        with stream:
            stream.write(json.dumps(asdict(mine), ensure_ascii=False))
    except OSError:
        withdraw(path)
        raise
    if read_holder(path) != mine:  # another computer has written into it at the same moment
        raise busy(path)


def forget(path: Path, holder: Holder) -> None:
    """Remove the side-file of a computer of which a person said that it has the file no more.

    Args:
        path: The file.
        holder: Who was shown to the person; the side-file of anybody else stays.

    Raises:
        OSError: The folder cannot be written.
    """
    if read_holder(path) == holder:
        side_file(path).unlink(missing_ok=True)


def require_ours(path: Path, mine: Holder, *, must_be_there: bool) -> None:
    """Make sure before a commit that nobody was let in to the file in the meantime.

    Args:
        path: The file.
        mine: What ``claim`` wrote.
        must_be_there: On a share: where the side-file was removed somebody may have come and gone.

    Raises:
        FileReplacedError: The side-file is another owner's.
    """
    found = read_holder(path)
    if found == mine or (found is None and not must_be_there):
        return
    whose = f" ({_named(found)})" if found else ""
    raise FileReplacedError(
        f"Файл «{path.name}» открыли на другом компьютере{whose}, пока он был открыт здесь: "
        "изменение не сохранено, чтобы не испортить общий файл. Закройте файл и откройте его снова."
    )


def withdraw(path: Path) -> None:
    """Remove the side-file; a folder that went away takes it along."""
    with contextlib.suppress(OSError):
        side_file(path).unlink(missing_ok=True)


def read_holder(path: Path) -> Holder | None:
    """Who says to have the file; None when nobody does or the side-file is unreadable."""
    try:
        found = json.loads(side_file(path).read_text(encoding="utf-8"))
        return Holder(
            user=str(found["user"]),
            host=str(found["host"]),
            pid=int(found["pid"]),
            since=str(found["since"]),
            version=str(found["version"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def busy(path: Path) -> FileBusyError:
    """Say who holds a locked file, as far as the side-file tells."""
    holder = read_holder(path)
    if holder is None:
        return FileBusyError(
            f"Файл «{path.name}» занят другой программой: закройте её и повторите."
        )
    return FileBusyError(
        f"Файл «{path.name}» уже открыт: {_named(holder)}. Попросите закрыть его или откройте копию."
    )


def _named(holder: Holder) -> str:
    return f"{holder.user}, компьютер {holder.host}, {_moment(holder.since)}"


def _moment(since: str) -> str:
    try:
        moment = datetime.fromisoformat(since).astimezone()
    except ValueError:
        return f"с {since}"
    is_today = moment.date() == datetime.now().astimezone().date()
    return f"с {moment:%H:%M}" if is_today else f"с {moment:%d.%m.%Y %H:%M}"
