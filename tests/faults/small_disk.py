"""A disk of its own in memory: it can be full, and it can be pulled out."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_CAP_SYS_ADMIN = 21
"""Its number in ``capabilities(7)``."""


class SmallDisk:
    """A mounted disk.

    Attributes:
        folder: Where.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def free(self) -> int:
        """Bytes that are left."""
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize

    def fill(self, *, leaving: int) -> Path:
        """Leave so many bytes; tells the file to remove for having room again."""
        ballast = self.folder / "ballast"
        ballast.write_bytes(bytes(self.free - leaving))
        return ballast

    def pull_out(self) -> None:
        """Take the disk away while files on it are open: its names are gone at once."""
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Mount a disk; who has no right to skips the test, and who has it must be able to.

    What is tried with it is tried by limits of size and by injected errors as well.
    """
    if not _may_mount():
        pytest.skip(
            "no right to mount a disk (CAP_SYS_ADMIN): a full disk and one that is pulled out "
            "(F7, F9, F42) are tried by injected errors alone"
        )
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield SmallDisk(folder)
    finally:
        if os.path.ismount(folder):
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _may_mount() -> bool:
    """Whether this process has the capability of Linux by which disks are mounted."""
    told = Path("/proc/self/status")
    if not told.exists():
        return False
    lines = dict(line.split(":", 1) for line in told.read_text(encoding="ascii").splitlines())
    return bool(int(lines["CapEff"], 16) >> _CAP_SYS_ADMIN & 1)
