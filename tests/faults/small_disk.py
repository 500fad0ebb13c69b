"""A disk of its own in memory: it can be full, and it can be pulled out."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


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
    """Mount a disk; only root may, so that others skip the test.

    What is tried with it is tried by limits of size and by injected errors as well.
    """
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if not hasattr(os, "getuid") or os.getuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("mounting a disk needs root; injected errors cover the same code")
    try:
        yield SmallDisk(folder)
    finally:
        if os.path.ismount(folder):
            subprocess.run(["umount", "-l", str(folder)], check=True)
