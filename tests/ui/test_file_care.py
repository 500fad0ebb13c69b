"""A file that is damaged, lies on a share or was replaced; a full disk: what the window offers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Unit
from quality_desktop.services.district_file import backups, files, shares
from quality_desktop.services.district_file.backups import Places, Reason
from quality_desktop.storage import connection, private_folders
from quality_desktop.storage.backup_rotation import copies_in, folder_of
from quality_desktop.storage.connection import Link
from quality_desktop.storage.holder import Holder, claim, read_holder
from quality_desktop.storage.network import Disk
from quality_desktop.storage.refusals import unread
from quality_desktop.ui.copy_keeper import CopyKeeper
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from tests.faults.small_disk import small_disk
from tests.ui.conftest import WRITER
from tests.ui.units_tab import UNITS_ENTRY, add_unit

pytestmark = pytest.mark.gui
TABS = (UNITS_ENTRY,)


def write_names(path: Path, places: Places, *names: str) -> None:
    """Add units outside the window, with a copy of the file after them."""
    with files.open_file(
        path=path, migrations=paths.bundled().migrations, writer=WRITER, places=places
    ) as store:
        for name in names:
            add_unit(name)(store)
        backups.before(store=store, step=Reason.MERGE)


def names(window) -> list[str]:
    found: list[list[str]] = []
    window.operations.ask(
        lambda store: sorted(unit.name for unit in store.all(Unit)),
        found.append,
        owner=window.window,
    )
    window.settle()
    return found[0]


@pytest.fixture
def places(environment) -> Places:
    return Places(folder=environment.backups)


def test_a_damaged_file_is_brought_over_into_a_new_one_and_opened(
    make_window, messages, empty_file, places
):
    write_names(empty_file, places, "ИМЦ")
    with empty_file.open("rb+") as stream:
        stream.seek(30 * 4096)
        stream.write(bytes(3 * 4096))
    spoilt, target = empty_file.read_bytes(), empty_file.with_name("новый.quality")
    messages.answer_next("rescue")
    messages.paths = [target]
    window = make_window(empty_file, TABS)
    window.settle()
    assert "повреждён" in messages.questions[0]
    assert messages.proposals == [empty_file.with_name("district (восстановлен).quality")]
    assert messages.told[0].startswith("Создан новый файл «новый.quality»")
    assert window.window.files.path == target
    assert names(window) == ["ИМЦ"]
    assert empty_file.read_bytes() == spoilt


def test_a_damaged_file_may_be_left_as_it_is(make_window, messages, empty_file):
    empty_file.write_bytes(empty_file.read_bytes()[:50_000])
    window = make_window(empty_file, TABS)
    assert len(messages.questions) == 1
    assert messages.refusals == []
    assert window.window.files.path is None


@pytest.mark.parametrize("answer", ["copy", "here", "cancel"])
def test_a_file_on_a_share_is_opened_there_or_as_a_copy_or_not(
    answer, make_window, messages, environment, empty_file, monkeypatch
):
    """Simulated at the call: the machine of the tests has no share."""
    own = environment.user_folder

    def disk_of(path: Path) -> Disk:
        return Disk.LOCAL if own in path.parents else Disk.SHARE

    monkeypatch.setattr(shares, "disk_of", disk_of)
    messages.answer_next(answer)
    window = make_window(empty_file, TABS)
    window.settle()
    assert len(messages.questions) == 1
    assert "лежит на сетевом диске" in messages.questions[0]
    opened = window.window.files.path
    if answer == "copy":
        assert opened is not None
        assert own in opened.parents
    else:
        assert opened == (empty_file if answer == "here" else None)


def test_a_file_on_a_share_without_locks_is_not_opened_there(
    make_window, messages, environment, empty_file, monkeypatch
):
    """Simulated at the call: the machine of the tests has no share."""
    own = environment.user_folder

    def disk_of(path: Path) -> Disk:
        return Disk.LOCAL if own in path.parents else Disk.LOCKLESS_SHARE

    monkeypatch.setattr(shares, "disk_of", disk_of)
    messages.answer_next("copy")
    window = make_window(empty_file, TABS)
    window.settle()
    assert "не защищает от одновременной правки" in messages.questions[0]
    assert messages.offered == [("cancel", "copy")]
    assert own in window.window.files.path.parents
    window.window.files.care.open_wanted.emit(empty_file, True)
    window.settle()
    assert len(messages.questions) == 2
    assert own in window.window.files.path.parents
    window.window.files.create(empty_file.with_name("новый.quality"), None)
    window.settle()
    assert "выберите папку на этом компьютере" in messages.refusals[0]
    assert not empty_file.with_name("новый.quality").exists()


@pytest.mark.parametrize("answer", ["receive", "later"])
def test_a_copy_that_is_behind_the_share_is_told_and_taken_in_by_exchange(
    answer, make_window, messages, environment, empty_file, places, monkeypatch
):
    """Simulated at the call: the machine of the tests has no share."""
    own = environment.user_folder
    copy = shares.own_copy(path=empty_file, folder=own).path
    write_names(empty_file, places, "ИМЦ")
    monkeypatch.setattr(
        shares, "disk_of", lambda path: Disk.LOCAL if own in path.parents else Disk.SHARE
    )
    messages.answer_next("copy")
    messages.answer_next(answer)
    window = make_window(empty_file, TABS)
    window.settle()
    assert "есть то, чего нет в вашей копии" in messages.questions[1]
    assert window.window.files.path == copy
    shown = window.window.findChild(ReceiveWindow, "receiveWindow")
    assert (shown is not None) is (answer == "receive")
    if shown is not None:
        shown.take()
        window.settle()
        assert names(window) == ["ИМЦ"]
        shown.close()


@pytest.mark.parametrize("answer", ["take", "cancel"])
def test_a_file_of_another_computer_is_opened_when_its_user_says_that_it_is_off(
    answer, make_window, messages, empty_file
):
    claim(empty_file, Holder.now(user="Анна", host="OO-1", version="1"))
    messages.answer_next(answer)
    window = make_window(empty_file, TABS)
    window.settle()
    (asked,) = messages.questions
    assert "открыт на другом компьютере: Анна, компьютер OO-1, с " in asked
    assert window.window.files.path == (empty_file if answer == "take" else None)
    holder = read_holder(empty_file)
    assert holder is not None
    assert (holder.host == "OO-1") is (answer == "cancel")


def test_a_file_replaced_by_an_older_one_gets_back_what_the_copy_still_has(
    make_window, messages, empty_file, places, tmp_path
):
    older = shutil.copy(empty_file, tmp_path / "из почты.quality")
    write_names(empty_file, places, "ИМЦ", "ЦДО")
    shutil.copy(older, empty_file)
    messages.answer_next("take")
    window = make_window(empty_file, TABS)
    window.settle()
    assert "Файл заменён более старым" in messages.questions[0]
    assert messages.told == ["Внесено 2\xa0изменения."]
    assert names(window) == ["ИМЦ", "ЦДО"]


def test_an_edit_on_a_full_disk_is_refused_in_a_sentence_and_goes_in_when_there_is_room(
    make_window, messages, empty_file, tmp_path
):
    with small_disk(tmp_path / "диск", megabytes=3) as disk:
        path = Path(shutil.copy(empty_file, disk.folder / "район.quality"))
        window = make_window(path, TABS)
        ballast = disk.fill(leaving=4096)
        window.operations.do(add_unit("ИМЦ"))
        window.settle()
        (said,) = messages.refusals
        assert "Недостаточно места на диске" in said
        assert names(window) == []
        ballast.unlink()
        window.operations.do(add_unit("ЦДО"))
        assert names(window) == ["ЦДО"]
        window.window.files.close()
        window.settle()


def test_a_file_on_a_full_disk_is_opened_with_a_warning(
    make_window, messages, empty_file, tmp_path
):
    with small_disk(tmp_path / "диск", megabytes=3) as disk:
        path = Path(shutil.copy(empty_file, disk.folder / "район.quality"))
        disk.fill(leaving=0)
        window = make_window(path, TABS)
        window.settle()
        assert window.window.files.path == path
        (said,) = messages.refusals
        assert "не осталось места: файл открыт" in said
        assert names(window) == []
        window.window.files.close()
        window.settle()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_IOERR_FSYNC, "Диск не записал или не прочитал файл"),
        (sqlite3.SQLITE_IOERR_CORRUPTFS, "Диск не прочитал файл"),
        (sqlite3.SQLITE_IOERR_TRUNCATE, "Диск не записал или не прочитал файл"),
    ],
    ids=["flushing fails", "a page is not read", "an antivirus holds the journal"],
)
def test_an_edit_that_the_disk_refuses_is_told_and_the_next_one_goes_in(
    code, said, make_window, messages, empty_file, monkeypatch
):
    """Simulated at the call of the commit: the real errors befall a program of its own (faults)."""

    def refuse(_link: Link) -> NoReturn:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    window = make_window(empty_file, TABS)
    monkeypatch.setattr(Link, "require_in_place", refuse)
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    assert said in messages.refusals[0]
    assert names(window) == []
    monkeypatch.undo()
    window.operations.do(add_unit("ЦДО"))
    assert names(window) == ["ЦДО"]


def test_a_file_that_the_disk_does_not_read_is_not_to_be_rebuilt(
    make_window, messages, empty_file, monkeypatch
):
    """Simulated at the call: the check of the structure finds that the disk failed."""

    def unreadable(_connection: sqlite3.Connection, path: Path) -> NoReturn:
        raise unread(path)

    monkeypatch.setattr(connection, "require_sound", unreadable)
    window = make_window(empty_file, TABS)
    assert window.window.files.path is None
    assert messages.questions == []
    assert "Диск не прочитал файл" in messages.refusals[0]


def test_a_copy_onto_a_file_that_is_held_for_ever_is_refused_and_the_old_one_stays(
    make_window, messages, empty_file, tmp_path, monkeypatch
):
    """Simulated at the call: Path.replace raises what Windows would."""

    def held(_source: Path, _target: Path) -> NoReturn:
        raise PermissionError(13, "being used by another process")

    target = tmp_path / "копия.quality"
    target.write_bytes(old := empty_file.read_bytes())
    window = make_window(empty_file, TABS)
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    messages.paths = [target]
    monkeypatch.setattr(Path, "replace", held)
    window.window.files.save_copy()
    window.settle()
    monkeypatch.undo()
    assert len(messages.refusals) == 1
    assert messages.told == []
    assert target.read_bytes() == old
    assert not list(tmp_path.glob(".*.tmp"))


def test_what_was_typed_while_the_disk_was_away_is_offered_when_the_file_is_back(
    make_window, messages, empty_file, tmp_path
):
    window = make_window(empty_file, TABS)
    away = empty_file.rename(tmp_path / "на сервере.quality")
    window.operations.do(add_unit("ИМЦ"))
    window.settle()
    (said,) = messages.refusals
    assert "Введённое записано на этот компьютер" in said
    window.window.files.close()
    window.settle()
    away.rename(empty_file)
    messages.answer_next("take")
    window.window.files.open(empty_file)
    window.settle()
    assert "диск с файлом был недоступен" in messages.questions[-1]
    assert names(window) == ["ИМЦ"]


@pytest.fixture
def kept_window(make_window, empty_file):
    """The window as the program starts it, with the keeper of copies."""
    window = make_window(None, TABS)
    CopyKeeper(window.operations, window.window.files, window.window)
    return window


def test_copies_are_made_after_opening_and_before_closing_without_a_word(
    kept_window, messages, environment, empty_file
):
    folder = folder_of(environment.backups, empty_file)
    kept_window.window.files.open(empty_file)
    kept_window.settle()
    assert [copy.reason for copy in copies_in(folder, empty_file)] == [Reason.START]
    kept_window.operations.do(add_unit("ИМЦ"))
    kept_window.window.files.close()
    kept_window.settle()
    newest = copies_in(folder, empty_file)[0]
    assert newest.reason is Reason.END
    assert (messages.told, messages.refusals, messages.questions) == ([], [], [])


def test_what_a_killed_program_left_of_received_files_is_removed_after_opening(
    kept_window, empty_file, tmp_path, monkeypatch
):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = private_folders.prefix()
    left = tmp_path / f"{own.replace(str(os.getpid()), str(ended.pid))}xxxxxxxx"
    beside = empty_file.parent / left.name
    for folder in {left, beside, running := tmp_path / f"{own}xxxxxxxx"}:
        folder.mkdir()
    kept_window.window.files.open(empty_file)
    kept_window.settle()
    assert not left.exists()
    assert not beside.exists()
    assert running.exists()


def test_a_copy_that_cannot_be_made_is_told_once(kept_window, messages, environment, empty_file):
    environment.backups.write_text("файл на месте папки", encoding="utf-8")
    kept_window.window.files.open(empty_file)
    kept_window.settle()
    kept_window.operations.do(add_unit("ИМЦ"))
    kept_window.window.files.close()
    kept_window.settle()
    (said,) = messages.refusals
    assert "Резервная копия не сделана" in said
