"""A file on a share of the network: told before it is opened, worked on as an own copy."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from quality_desktop.services.district_file import shares
from quality_desktop.services.district_file.shares import FileOnShareError
from quality_desktop.storage.network import Disk
from tests.services.district_file.conftest import enter, surnames


def test_a_file_of_this_computer_needs_no_warning(path):
    shares.require_own_disk(path=path)
    assert shares.warning(path=path) == ""


@pytest.mark.parametrize(
    ("disk", "said"),
    [
        (Disk.SHARE, "лежит на сетевом диске: при обрыве связи"),
        (Disk.LOCKLESS_SHARE, "не защищает от одновременной правки двумя людьми"),
    ],
)
def test_a_file_on_a_share_is_refused_with_advice(disk, said, path, monkeypatch):
    """Simulated at the call: the machine of the tests has no share."""
    monkeypatch.setattr(shares, "disk_of", lambda _path: disk)
    with pytest.raises(FileOnShareError, match=said):
        shares.require_own_disk(path=path)


@pytest.mark.parametrize(("disk", "is_refused"), [(Disk.SHARE, False), (Disk.LOCKLESS_SHARE, True)])
def test_no_door_opens_or_makes_a_file_where_two_would_write_at_once(
    disk, is_refused, path, opened, monkeypatch
):
    """Simulated at the call: the machine of the tests has no share."""
    monkeypatch.setattr(shares, "disk_of", lambda _path: disk)
    shown = pytest.raises(FileOnShareError, match="двумя людьми") if is_refused else nullcontext()
    with shown:
        opened(path)
    with shown:
        shares.require_locks(path=path, is_new=True)


def test_an_own_copy_is_made_once_and_used_further(path, opened, tmp_path):
    folder = tmp_path / "папка программы"
    with opened(path) as store:
        enter(store, "На сервере")
    copy = shares.own_copy(path=path, folder=folder)
    with opened(copy) as store:
        enter(store, "Здесь")
    assert shares.own_copy(path=path, folder=folder) == copy
    assert surnames(opened(copy)) == ["Здесь", "На сервере"]
    assert surnames(opened(path)) == ["На сервере"]
