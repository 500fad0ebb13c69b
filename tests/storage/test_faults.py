"""A full disk, a crash, a file that vanishes: rolled back, said in one sentence, nothing half-done."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import FileRefusedError, NoSpaceError, QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.refusals import FileGoneError, FileReplacedError
from quality_desktop.storage.store import Store
from tests.faults.small_disk import small_disk as mounted

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}

pytestmark = pytest.mark.slow


def people(count: int) -> list[Person]:
    return [Person(id=new_id(), surname=f"Иванова {n}", note="н" * 200) for n in range(count)]


def save(store: Store, records: list[Person]) -> None:
    with store.work("Ввод") as work:
        work.put_all(records)
        work.commit()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB of its own."""
    with mounted(tmp_path / "диск", megabytes=1) as disk:
        yield disk.folder


def test_a_commit_on_a_full_disk_is_rolled_back_and_can_be_repeated(
    small_disk: Path, path: Path, open_store: Callable[[Path], Store]
):
    live = Path(shutil.copy(path, small_disk / "файл.quality"))
    ballast = small_disk / "ballast"
    store = open_store(live)
    kept, wanted = people(3), people(100)
    save(store, kept)
    ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096 - 3 * 4096))
    with pytest.raises(NoSpaceError, match="Недостаточно места"):
        save(store, wanted)
    assert set(store.all(Person)) == set(kept)
    assert store.undo_intent() == "Ввод"
    ballast.unlink()
    assert store.check() == []
    save(store, wanted)
    assert set(store.all(Person)) == {*kept, *wanted}
    assert store.check() == []
    store.close()
    ballast.unlink(missing_ok=True)


def test_a_backup_to_a_full_disk_leaves_the_older_backup(
    small_disk: Path, store: Store, open_store: Callable[[Path], Store]
):
    target = small_disk / "копия.quality"
    save(store, people(3))
    store.back_up(target)
    before = target.read_bytes()
    save(store, people(3000))
    with pytest.raises(NoSpaceError):
        store.back_up(target)
    assert target.read_bytes() == before
    assert [file.name for file in small_disk.iterdir()] == [target.name]
    assert len(store.all(Person)) == 3003
    assert store.check() == []


def test_a_new_file_on_a_full_disk_leaves_nothing(small_disk: Path, migrations, writer):
    (small_disk / "ballast").write_bytes(bytes(os.statvfs(small_disk).f_bavail * 4096 - 4096))
    with pytest.raises(NoSpaceError):
        Store.create(small_disk / "новый.quality", migrations=migrations, writer=writer)
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


LIMITED = """
import resource, signal, sys
from pathlib import Path
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store, Writer
path, migrations = Path(sys.argv[1]), Path(sys.argv[2])
writer = Writer(author="А", host="OO-03", program_version="1")
store = Store.open(path, migrations=migrations, writer=writer)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = path.stat().st_size + 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with store.work("Ввод") as work:
        work.put_all(Person(id=new_id(), surname="Петрова", note="н" * 300) for _ in range(2000))
        work.commit()
except QualityError as error:
    print(error.sentence)
print(len(store.all(Person)), len(store.check()))
"""


@pytest.mark.skipif(os.name == "nt", reason="limits are those of POSIX")
def test_a_file_that_may_not_grow_keeps_what_it_had(path: Path, migrations, open_store):
    store = open_store(path)
    save(store, people(5))
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(migrations)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sentence, state = done.stdout.splitlines()
    assert "изменение не сохранено" in sentence or "Недостаточно места" in sentence
    assert state == "5 0"
    again = open_store(path)
    assert len(again.all(Person)) == 5
    assert again.check() == []


WRITE = """
import sys
from pathlib import Path
from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store, Writer
writer = Writer(author="А", host="OO-03", program_version="1")
store = Store.open(Path(sys.argv[1]), migrations=Path(sys.argv[2]), writer=writer)
print("open", flush=True)
for number in range(1000):
    with store.work(f"Ввод {number}") as work:
        work.put_all(Person(id=new_id(), surname=str(number), note="н" * 50) for _ in range(300))
        work.commit()
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_writer_leaves_whole_transactions_and_loses_none_it_reported(
    seed: int, path: Path, migrations, open_store
):
    chance = random.Random(seed)
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), str(migrations)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        for _ in range(chance.randint(1, 4)):
            process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=chance.random() * 0.03)  # somewhere inside the next transaction
        process.kill()
        reported = process.stdout.read().split()
    store = open_store(path)
    numbers = [person.surname for person in store.all(Person)]
    assert {numbers.count(number) for number in set(numbers)} <= {300}
    assert {int(number) for number in numbers} == set(range(len(set(numbers))))
    assert set(reported) <= set(numbers)
    assert store.check() == []


def killing_strace(strace: Path, path: Path, call: str, when: int) -> list[str]:
    inject = f"inject={call}:signal=KILL:when={when}"
    files = ["-P", str(path), "-P", f"{path}-journal"]
    return [str(strace), "-f", "-qq", "-o", os.devnull, *files, "-e", f"trace={call}", "-e", inject]


ONE = WRITE.replace("range(1000)", "range(1)")


@pytest.mark.skipif(os.name == "nt", reason="strace is a tool of Linux")
@pytest.mark.parametrize(
    ("call", "points"),
    # Opening, writing and closing make some 65 writes and 9 flushes.
    [("pwrite64", (1, 2, 3, 5, 8, 13, 34)), ("fdatasync", (1, 2, 3, 5, 8))],
)
def test_a_crash_at_any_write_leaves_the_state_before_or_after(
    call: str,
    points: tuple[int, ...],
    path: Path,
    migrations,
    open_store,
    find_tool,
    tmp_path: Path,
):
    strace = find_tool("strace")
    seen = set[int]()
    for when in points:
        victim = Path(shutil.copy(path, tmp_path / f"{call}{when}.quality"))
        subprocess.run(
            [
                *killing_strace(strace, victim, call, when),
                *[sys.executable, "-c", ONE, str(victim), str(migrations)],
            ],
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
        )
        store = open_store(victim)
        seen.add(len(store.all(Person)))
        assert store.check() == []
        store.close()
    assert 0 in seen
    assert seen <= {0, 300}


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove open files")
def test_a_file_that_vanishes_while_open_is_named_and_nothing_is_said_to_be_saved(
    path: Path, open_store, tmp_path: Path
):
    store = open_store(path)
    save(store, people(2))
    path.rename(tmp_path / "унесли.quality")
    with pytest.raises(FileGoneError, match="пропал"):
        save(store, people(1))
    shutil.copy(tmp_path / "унесли.quality", path)
    with pytest.raises(FileReplacedError, match="заменён другим"):
        save(store, people(1))
    (tmp_path / "унесли.quality").replace(path)
    save(store, people(1))
    assert len(store.all(Person)) == 3


def test_a_copy_is_a_whole_file_of_its_own(store: Store, tmp_path: Path, open_store):
    records = people(50)
    save(store, records)
    target = tmp_path / "копии" / "копия.quality"
    target.parent.mkdir()
    target.write_text("старая копия", encoding="utf-8")
    store.back_up(target)
    assert [file.name for file in target.parent.iterdir()] == [target.name]
    copy = open_store(target)
    assert set(copy.all(Person)) == set(records)
    assert copy.check() == []
    save(copy, people(1))
    assert len(store.all(Person)) == 50


def test_a_copy_to_a_folder_that_is_not_there_is_refused(store: Store, tmp_path: Path):
    with pytest.raises(FileGoneError):
        store.back_up(tmp_path / "нет" / "копия.quality")


def test_a_copy_never_replaces_the_open_file_itself(store: Store):
    save(store, people(2))
    with pytest.raises(QualityError, match="сам"):
        store.back_up(store.path)
    save(store, people(1))
    assert len(store.all(Person)) == 3


def test_a_page_spoilt_under_an_open_file_is_found_by_the_check(path: Path, open_store):
    store = open_store(path)
    save(store, people(500))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_change_row_col'"
        ).fetchone()[0]
    with path.open("rb+") as stream:
        stream.seek((root - 1) * 4096 + 2000)
        stream.write(b"\xff" * 2000)
    with pytest.raises(FileRefusedError, match="повреждён"):
        open_store(path)
