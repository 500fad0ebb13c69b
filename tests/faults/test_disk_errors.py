"""F7–F9, F11–F13, F18, F34, F41: the disk refuses, is full or goes away; memory runs out.

Errors are put into the calls of the real program by strace, disks are mounted and pulled out.
"""

import contextlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import FileReadOnlyError, NoSpaceError
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import backups, left_behind
from quality_desktop.storage import network
from quality_desktop.storage.backup_rotation import Places
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.refusals import FileGoneError
from quality_desktop.storage.store import Store
from tests.campaign import Count, Tally
from tests.faults.conftest import Diverged, enter, injecting, is_whole, run_step, with_journal
from tests.faults.power import environment
from tests.faults.scenes import is_consistent
from tests.faults.small_disk import SmallDisk, small_disk

HOLDS = re.compile(r"holds ([\d,]*); findings (\d+)")
Opener = Callable[..., Store]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "диск", megabytes=2) as mounted:
        yield mounted


def held(lines: list[str]) -> list[int]:
    """What the file held at the end, with no finding of the check."""
    found = HOLDS.fullmatch(lines[-1])
    assert found is not None, lines
    assert found.group(2) == "0"
    return [int(name) for name in found.group(1).split(",") if name]


def people_in(path: Path) -> set[int]:
    """Numbers of the people who stand in a file."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return {int(name) for (name,) in connection.execute("SELECT surname FROM person")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        ("fdatasync", "error=EIO:when=6", "DiskFailedError: Диск не записал"),
        ("ftruncate", "error=EACCES:when=2", "DiskFailedError: Диск не записал"),
        ("pwrite64", "error=ENOSPC:when=20", "NoSpaceError: Недостаточно места"),
    ],
    ids=["flushing fails", "an antivirus holds the journal", "the disk is full"],
)
def test_a_commit_that_the_disk_refuses_is_taken_back_and_the_next_one_goes_in(
    call: str, error: str, said: str, path: Path, find_tool: Callable[[str], Path]
):
    wrap = injecting(find_tool("strace"), call, error, *with_journal(path))
    done = run_step("stubborn", path, "3", wrap=wrap)
    lines = done.stdout.splitlines()
    refused = [line for line in lines if line.startswith("refused")]
    assert len(refused) == 1, done.stderr
    assert said in refused[0]
    saved = [int(line.split()[1]) for line in lines if line.startswith("done")]
    assert len(saved) == 2
    assert held(lines) == saved
    assert is_consistent(path)


@pytest.mark.slow
def test_a_commit_that_only_seemed_to_fail_is_not_told_to_be_lost(
    path: Path, find_tool: Callable[[str], Path]
):
    """The journal was emptied, so nothing takes the change back: typing it again would double it."""
    wrap = injecting(find_tool("strace"), "fdatasync", "error=EIO:when=8", *with_journal(path))
    lines = run_step("stubborn", path, "3", wrap=wrap).stdout.splitlines()
    assert [line for line in lines if line.startswith("refused")] == []
    assert held(lines) == [0, 1, 2]


@pytest.mark.slow
@pytest.mark.parametrize(
    "which", ["30", "9+"], ids=["one page of a table", "the definitions of the tables, for good"]
)
def test_a_page_that_cannot_be_read_is_told_and_the_file_is_left_as_it_is(
    which: str, path: Path, find_tool: Callable[[str], Path]
):
    """The file is sound: to call it damaged would have its user rebuild it for nothing."""
    before = path.read_bytes()
    wrap = injecting(find_tool("strace"), "pread64", f"error=EIO:when={which}", path)
    done = run_step("stubborn", path, "1", wrap=wrap)
    assert done.returncode == 1, done.stderr
    assert f"DiskFailedError: Диск не прочитал файл «{path.name}»: сам файл, возможно, цел" in (
        done.stdout
    )
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_page_that_is_read_at_the_second_attempt_stops_nobody(
    path: Path, find_tool: Callable[[str], Path]
):
    wrap = injecting(find_tool("strace"), "pread64", "error=EIO:when=9", path)
    assert held(run_step("stubborn", path, "2", wrap=wrap).stdout.splitlines()) == [0, 1]


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("call", "error", "most"),
    [
        ("pwrite64", "ENOSPC", 60),
        ("pwrite64", "EIO", 60),
        ("fdatasync", "EIO", 14),
        ("ftruncate", "EACCES", 5),
        ("pread64", "EIO", 60),
        ("unlink", "EACCES", 2),
    ],
)
def test_an_error_of_the_disk_at_the_kth_call_loses_nothing_that_was_acknowledged(
    call: str,
    error: str,
    most: int,
    empty_file: Path,
    tmp_path: Path,
    find_tool: Callable[[str], Path],
    tally: Tally,
):
    lost = injected = 0
    for when in range(1, most + 1):
        path = Path(shutil.copy(empty_file, tmp_path / f"{when}.quality"))
        what, trace = f"error={error}:when={when}", tmp_path / f"{when}.trace"
        wrap = injecting(find_tool("strace"), call, what, *with_journal(path), trace=trace)
        done = run_step("stubborn", path, "3", wrap=wrap)
        lines = done.stdout.splitlines()
        assert lines, done.stderr
        saved = [int(line.split()[1]) for line in lines if line.startswith("done")]
        told_otherwise = bool(HOLDS.fullmatch(lines[-1])) and held(lines) != saved
        assert is_consistent(path), what
        # Also where the program ended before it could tell: what it had acknowledged is in the file.
        lost += told_otherwise or not set(saved) <= people_in(path)
        injected += "INJECTED" in trace.read_text(encoding="utf-8", errors="replace")
    tally.add(Count.INJECTED, injected)
    tally.add(Count.LOST, lost)
    assert lost == 0
    assert injected, "the error never befell anything"


@pytest.mark.slow
def test_a_merge_on_a_full_disk_is_taken_back_and_can_be_repeated(
    disk: SmallDisk, diverged: Diverged, open_store: Opener
):
    path = Path(shutil.copy(diverged.ours, disk.folder / "район.quality"))
    store = open_store(path)
    before = set(store.all(Person))
    ballast = disk.fill(leaving=3 * 4096)
    with pytest.raises(NoSpaceError, match="Недостаточно места"):
        store.merge(diverged.log, Arrival(file_name="log"))
    assert set(store.all(Person)) == before
    assert store.exchanges() == ()
    ballast.unlink()
    assert store.check() == []
    assert store.merge(diverged.log, Arrival(file_name="log")).new_changes == 210


@pytest.mark.parametrize(
    ("is_known_here", "is_on_a_share"), [(True, False), (False, False), (True, True)]
)
def test_a_file_on_a_full_disk_is_opened_and_told_and_saves_when_there_is_room(
    is_known_here: bool,
    is_on_a_share: bool,
    disk: SmallDisk,
    path: Path,
    tmp_path: Path,
    open_store: Opener,
    monkeypatch: pytest.MonkeyPatch,
):
    """The share is simulated at the call: there a file is not opened for writing without a note."""
    told: list[str] = []
    places = Places(folder=tmp_path / "копии", warn=told.append)
    live = Path(shutil.copy(path, disk.folder / "район.quality"))
    if is_known_here:
        open_store(live).close()
    if is_on_a_share:
        monkeypatch.setattr(network, "disk_of", lambda _path: network.Disk.SHARE)
    ballast = disk.fill(leaving=0)
    store = open_store(live, places=places)
    assert store.all(Person) == ()
    assert store.is_read_only is is_on_a_share
    assert len(told) == 1
    assert "не осталось места: файл открыт" in told[0]
    with pytest.raises(FileReadOnlyError if is_on_a_share else NoSpaceError):
        enter(store, [Person(id=new_id(), surname="Первая")])
    store.close()
    assert {file.name for file in disk.folder.iterdir()} == {live.name, ballast.name}
    ballast.unlink()
    again = open_store(live, places=places)
    enter(again, [Person(id=new_id(), surname="Вторая")])
    assert again.check() == []


@pytest.mark.slow
def test_a_copy_on_a_full_disk_warns_keeps_the_older_copies_and_work_goes_on(
    disk: SmallDisk, path: Path, open_store: Opener
):
    told: list[str] = []
    store = open_store(path, places=Places(folder=disk.folder / "копии", warn=told.append))
    enter(store, [Person(id=new_id(), surname="Первая")])
    first = backups.before(store=store, step=backups.Reason.IMPORT)
    assert first is not None
    enter(store, [Person(id=new_id(), surname="Вторая")])
    disk.fill(leaving=8 * 4096)
    assert backups.before(store=store, step=backups.Reason.MERGE) is None
    assert len(told) == 1
    assert "Резервная копия не сделана: на диске не хватает" in told[0]
    assert [file.name for file in first.parent.iterdir()] == [first.name]
    assert is_whole(first)
    enter(store, [Person(id=new_id(), surname="Третья")])
    assert len(store.all(Person)) == 3


@pytest.mark.slow
def test_what_was_typed_when_the_disk_went_away_is_kept_here_and_entered_later(
    disk: SmallDisk, path: Path, tmp_path: Path, open_store: Opener
):
    live = disk.folder / "район.quality"
    places = Places(folder=tmp_path / "копии")
    store = open_store(Path(shutil.copy(path, live)), places=places)
    enter(store, [Person(id=new_id(), surname="Первая")])
    away = Path(shutil.copy(live, tmp_path / "на сервере.quality"))
    disk.pull_out()
    with pytest.raises(FileGoneError, match="Введённое записано на этот компьютер"):
        enter(store, [Person(id=new_id(), surname="Вторая")], "Новый сотрудник")
    store.close()
    shutil.copy(away, live)  # the disk is back
    again = open_store(live, places=places)
    missing = left_behind.missing(store=again)
    assert missing is not None
    assert "«Новый сотрудник»" in missing.sentence
    taken = left_behind.take_in(store=again, missing=missing)
    assert taken.sentence == "Внесено 1\xa0изменение."
    assert {person.surname for person in again.all(Person)} == {"Первая", "Вторая"}
    assert left_behind.missing(store=again) is None
    assert again.check() == []


@pytest.mark.slow
def test_a_computer_that_slept_while_the_disk_went_away_says_what_was_not_saved(
    disk: SmallDisk, path: Path, tmp_path: Path
):
    live = Path(shutil.copy(path, disk.folder / "район.quality"))
    copies = tmp_path / "копии"
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.faults.programs", "stubborn"),
            *(str(live), "400", str(copies)),
        ],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().rstrip() for _ in range(3)]
        process.send_signal(signal.SIGSTOP)
        disk.pull_out()
        process.send_signal(signal.SIGCONT)
        lines += process.stdout.read().splitlines()
    refused = [line for line in lines if line.startswith("refused")]
    saved = [int(line.split()[1]) for line in lines if line.startswith("done")]
    assert refused
    assert len(saved) + len(refused) == 400
    assert all("пропал" in line and "записано на этот компьютер" in line for line in refused)
    assert len(list(copies.rglob("не внесено_*.log"))) == len(refused)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
def test_a_merge_without_memory_is_taken_back_and_said_in_a_sentence(
    diverged: Diverged, tmp_path: Path
):
    path = Path(shutil.copy(diverged.ours, tmp_path / "район.quality"))
    done = run_step("merge_within", path, diverged.log, "0.1")
    refused, state, after = done.stdout.splitlines()
    assert "Не хватило памяти" in refused
    assert "ничего не записано" in refused
    assert state == "findings 0, people 70"
    assert after == "done 210"
    assert is_consistent(path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "first", "second"),
    [("6", "refused DiskFailedError", "done 210"), ("8", "done 210", "done 0")],
    ids=["the flushing of the file fails", "only that of the emptied journal"],
)
def test_a_merge_whose_flushing_fails_is_in_the_file_once_and_told_as_it_is(
    which: str,
    first: str,
    second: str,
    diverged: Diverged,
    tmp_path: Path,
    find_tool: Callable[[str], Path],
):
    path = Path(shutil.copy(diverged.ours, tmp_path / "район.quality"))
    failing = f"error=EIO:when={which}"
    wrap = injecting(find_tool("strace"), "fdatasync", failing, *with_journal(path))
    lines = run_step("stubborn_merge", path, diverged.log, wrap=wrap).stdout.splitlines()
    assert lines[0].startswith(first), lines
    assert lines[1:] == [second, "findings 0, disputes 10"]
