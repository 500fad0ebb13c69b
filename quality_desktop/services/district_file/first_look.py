"""What the window shows of a file before it is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.storage import glance
from quality_desktop.storage.network import Disk, disk_of

if TYPE_CHECKING:
    from quality_desktop.storage.glance import Glance


def take(*, path: Path, migrations: Path) -> Glance | None:
    """Read a file that nobody writes to, for the first picture of the window.

    Args:
        path: The file.
        migrations: Folder of the migrations, which tell the version that the program knows.

    Returns:
        None when only opening the file can tell what is in it, or what is the matter with it.
    """
    return glance.take(path, migrations)


def lies_on_a_share(*, path: Path) -> bool:
    """True for a file on a share of the network, about which its user is asked first."""
    return disk_of(path) is not Disk.LOCAL
