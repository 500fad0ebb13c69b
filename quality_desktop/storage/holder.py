"""The side-file that says who has the file open, where and since when.

The lock of the operating system is the truth; the side-file only tells people whom to ask, so a
stale one (left by a crash) is ignored and written anew.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from quality_desktop.domain.errors import FileBusyError


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


def side_file(path: Path) -> Path:
    """Name of the side-file of a file."""
    return path.with_name(path.name + ".open")


def announce(path: Path, holder: Holder) -> None:
    """Write who has the file.

    Raises:
        OSError: The folder cannot be written.
    """
    side_file(path).write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")


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
        f"Файл «{path.name}» уже открыт: {holder.user}, компьютер {holder.host}, "
        f"{_moment(holder.since)}. Попросите закрыть его или откройте копию."
    )


def _moment(since: str) -> str:
    try:
        moment = datetime.fromisoformat(since).astimezone()
    except ValueError:
        return f"с {since}"
    is_today = moment.date() == datetime.now().astimezone().date()
    return f"с {moment:%H:%M}" if is_today else f"с {moment:%d.%m.%Y %H:%M}"
