"""Whether a file lies on a share of the network, where locks of two computers may not meet.

SQLite needs locks that every computer sees. Shares promise them and keep the promise badly, some are
mounted without any. So a file on a share is opened there only when its user wants it so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mountinfo")
_SHARES: Final = frozenset(
    {
        *("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ceph", "ncpfs", "coda", "webdav"),
        *("fuse.sshfs", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.smbnetfs"),
        *("fuse.glusterfs", "fuse.s3fs", "davfs", "vboxsf", "fuse.vmhgfs-fuse"),
    }
)
_LOCKLESS: Final = frozenset({"nobrl", "nolock", "local_lock=all", "local_lock=posix"})
"""Options of a mount by which locks stay on one computer."""
_REMOTE_DRIVE: Final = 4
"""What Windows calls a drive that is a share."""


class Disk(Enum):
    """Where a file lies."""

    LOCAL = auto()
    SHARE = auto()
    LOCKLESS_SHARE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A place of the tree of folders where a file system begins."""

    point: str
    system: str
    options: frozenset[str]


def disk_of(path: Path) -> Disk:
    """Tell whether a file lies on a share; a place that cannot be asked counts as local."""
    if os.name == "nt":
        return disk_on_windows(str(path.absolute()))
    try:
        return disk_by_mounts(path.resolve(), _MOUNTS.read_text(encoding="utf-8"))
    except OSError:
        return Disk.LOCAL


def disk_by_mounts(path: Path, mounts: str) -> Disk:
    """Find the mount that a file lies in.

    Args:
        path: Without links.
        mounts: Lines as ``/proc/self/mountinfo`` has them (proc_pid_mountinfo(5)).
    """
    covering = [
        mount for mount in map(_mount, mounts.splitlines()) if mount and _covers(mount, path)
    ]
    # Of two mounts at one place the later one lies above.
    mount = max(enumerate(covering), key=lambda pair: (len(pair[1].point), pair[0]), default=None)
    if mount is None or mount[1].system not in _SHARES:
        return Disk.LOCAL
    return Disk.LOCKLESS_SHARE if mount[1].options & _LOCKLESS else Disk.SHARE


def _mount(line: str) -> Mount | None:
    left, dash, right = line.partition(" - ")
    first, second = left.split(" "), right.split(" ")
    if not dash or len(first) < 6 or len(second) < 3:
        return None
    point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal.group(1), 8)), first[4])
    options = frozenset((*first[5].split(","), *second[2].split(",")))
    return Mount(point=point, system=second[0], options=options)


def _covers(mount: Mount, path: Path) -> bool:
    return path.is_relative_to(mount.point)


def disk_on_windows(path: str) -> Disk:
    """Tell whether a file lies on a share, by its whole address as Windows writes it."""
    if path.startswith("\\\\?\\UNC\\"):
        return Disk.SHARE
    path = path.removeprefix("\\\\?\\")
    if path.startswith(("\\\\", "//")):
        return Disk.SHARE
    return Disk.SHARE if drive_type(path[:3]) == _REMOTE_DRIVE else Disk.LOCAL


_LOOK_INTO_ARCHIVE: Final = re.compile(
    r"Temp\d+_.*\.zip|7zO[0-9A-F]+|7zE[0-9A-F]+|Rar\$\w+|\.fr-\w+|ark-\w+|.*\.zip", re.IGNORECASE
)
"""Folders that programs for archives make when a file is opened without unpacking: those of Windows,
7-Zip, WinRAR, File Roller and Ark."""


def lies_in_an_archive(path: Path) -> bool:
    """True for a file that was opened from a look into an archive: its folder is thrown away later."""
    folders = re.split(r"[/\\]", str(path))[:-1]
    return any(_LOOK_INTO_ARCHIVE.fullmatch(name) for name in folders) and _is_temporary(folders)


def _is_temporary(folders: Sequence[str]) -> bool:
    return any(name.casefold() in ("temp", "tmp", ".cache") for name in folders)


def drive_type(root: str) -> int:
    """What Windows says of a drive, such as that of the letter Z."""
    import ctypes  # for Windows only, and the first tab waits for this module

    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows else 0
