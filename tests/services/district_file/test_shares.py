"""A file on a share of the network: told before it is opened, worked on as an own copy."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.services.district_file import files, shares
from quality_desktop.services.district_file.shares import FileOnShareError
from quality_desktop.storage.closed_file import write_log_of
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.network import Disk
from tests.services.conftest import WRITER
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "папка программы"


def test_an_own_copy_is_made_once_and_used_further(path, opened, folder):
    with opened(path) as store:
        enter(store, "На сервере")
    copied = shares.own_copy(path=path, folder=folder)
    assert (copied.is_behind, copied.sentence) == (False, "")
    with opened(copied.path) as store:
        enter(store, "Здесь")
    assert shares.own_copy(path=path, folder=folder) == copied
    assert surnames(opened(copied.path)) == ["Здесь", "На сервере"]
    assert surnames(opened(path)) == ["На сервере"]


def test_a_copy_that_lacks_what_colleagues_entered_says_so_until_it_is_taken_in(
    path, opened, folder, tmp_path
):
    copied = shares.own_copy(path=path, folder=folder)
    with opened(path) as store:
        enter(store, "Введено коллегой позже")
    found = shares.own_copy(path=path, folder=folder)
    assert found.path == copied.path
    assert found.is_behind
    assert "есть то, чего нет в вашей копии" in found.sentence
    log = tmp_path / "log"
    write_log_of(path, log)
    with opened(found.path) as store:
        store.merge(log, Arrival(file_name=path.name))
        enter(store, "Здесь")
    assert shares.own_copy(path=path, folder=folder) == copied


def test_another_file_of_the_same_name_gets_a_copy_of_its_own(path, opened, folder):
    with opened(path) as store:
        enter(store, "Прежний файл")
    first = shares.own_copy(path=path, folder=folder)
    before = path.rename(path.with_name("прежний.quality"))
    create_another(path)
    second = shares.own_copy(path=path, folder=folder)
    assert second.path != first.path
    assert surnames(opened(second.path)) == []
    assert shares.own_copy(path=path, folder=folder) == second
    before.replace(path)
    assert shares.own_copy(path=path, folder=folder) == first
    assert surnames(opened(first.path)) == ["Прежний файл"]


def test_a_copy_that_cannot_be_compared_says_so(path, opened, folder):
    copied = shares.own_copy(path=path, folder=folder)
    with opened(path):  # a colleague has it open
        found = shares.own_copy(path=path, folder=folder)
    assert found.path == copied.path
    assert "сейчас не прочитать" in found.sentence
    path.unlink()
    assert "сейчас не прочитать" in shares.own_copy(path=path, folder=folder).sentence


def test_a_damaged_copy_is_not_passed_over_in_silence(path, opened, folder):
    copied = shares.own_copy(path=path, folder=folder)
    copied.path.write_bytes(copied.path.read_bytes()[:50_000])
    assert shares.own_copy(path=path, folder=folder).path == copied.path


def create_another(path: Path) -> None:
    """A file of the same name that has nothing to do with the former one."""
    bundled = paths.bundled()
    files.create_file(
        path=path,
        sample=None,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=WRITER,
    ).close()
