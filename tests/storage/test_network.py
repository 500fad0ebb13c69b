"""Where a file lies, by what the system says of its mounts."""

from pathlib import Path

import pytest

from quality_desktop.storage import network
from quality_desktop.storage.network import Disk, disk_by_mounts, lies_in_an_archive

MOUNTS = """\
22 1 253:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
30 22 0:40 / /mnt/server rw,relatime - cifs //oo/obmen rw,vers=3.0,username=oo
31 22 0:41 / /mnt/school\\0405 rw - nfs4 srv:/x rw,local_lock=none
32 22 0:42 / /mnt/old rw - cifs //oo/old rw,nobrl
33 30 0:43 / /mnt/server/usb rw - vfat /dev/sdb1 rw
34 22 0:44 / /mnt/late rw - ext4 /dev/vdb rw
35 22 0:45 / /mnt/late rw - fuse.sshfs oo@srv: rw
a line that is no mount
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/oo/район.quality", Disk.LOCAL),
        ("/mnt/server/район.quality", Disk.SHARE),
        ("/mnt/serverside/район.quality", Disk.LOCAL),
        ("/mnt/school 5/район.quality", Disk.SHARE),
        ("/mnt/old/папка/район.quality", Disk.LOCKLESS_SHARE),
        ("/mnt/server/usb/район.quality", Disk.LOCAL),
        ("/mnt/late/район.quality", Disk.SHARE),
    ],
)
def test_a_share_is_known_by_the_mount_that_covers_the_file(path: str, expected: Disk):
    assert disk_by_mounts(Path(path), MOUNTS) is expected


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        (r"\\oo\obmen\район.quality", 0, Disk.SHARE),
        (r"\\?\UNC\oo\obmen\район.quality", 0, Disk.SHARE),
        (r"Z:\район.quality", 4, Disk.SHARE),
        (r"\\?\Z:\район.quality", 4, Disk.SHARE),
        (r"C:\Users\oo\район.quality", 3, Disk.LOCAL),
    ],
)
def test_a_share_of_windows_is_known_by_its_address_or_drive(
    path: str, kind: int, expected: Disk, monkeypatch: pytest.MonkeyPatch
):
    """Simulated at the call: what Windows says of the drive is given."""
    monkeypatch.setattr(network, "drive_type", lambda root: kind if root[1:2] == ":" else 0)
    assert network.disk_on_windows(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\Users\oo\AppData\Local\Temp\Temp1_архив.zip\район.quality", True),
        (r"C:\Users\oo\AppData\Local\Temp\7zO4A5B\район.quality", True),
        ("/home/oo/.cache/.fr-Abc123/район.quality", True),
        (r"C:\Users\oo\Documents\архив.zip\район.quality", False),
        ("/tmp/район.quality", False),
    ],
)
def test_a_file_opened_from_a_look_into_an_archive_is_known(path: str, expected: bool):
    assert lies_in_an_archive(Path(path)) is expected
