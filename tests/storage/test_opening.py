"""Files that cannot be opened, or not for writing: one Russian sentence each, nothing touched."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import (
    FileBusyError,
    FileReadOnlyError,
    FileRefusedError,
    QualityError,
)
from quality_desktop.domain.records import new_id
from quality_desktop.storage.holder import side_file, withdraw
from quality_desktop.storage.owners import this_computer
from quality_desktop.storage.refusals import FileGoneError
from quality_desktop.storage.store import Store, Writer

ROOT = Path(__file__).parents[2]


def ended_process() -> int:
    """The number of a process that has just ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    return ended.pid


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Fails when the folder of a file is not byte for byte as it was."""
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    yield
    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    assert after == before


def fill(path: Path, migrations: Path, writer: Writer, count: int = 300) -> None:
    with (
        Store.open(path, migrations=migrations, writer=writer) as store,
        store.work("Ввод") as work,
    ):
        work.put_all(Person(id=new_id(), surname=f"Иванова {n}") for n in range(count))
        work.commit()


def test_a_new_file_is_made_with_its_owner_beside_it(
    tmp_path: Path, migrations: Path, writer: Writer
):
    path = tmp_path / "новый.quality"
    with Store.create(path, migrations=migrations, writer=writer) as store:
        assert store.path == path
        assert not store.is_read_only
        owner = json.loads(side_file(path).read_text(encoding="utf-8"))
        assert (owner["user"], owner["host"]) == ("Иванова А. П.", "OO-03")
        assert owner["pid"] == os.getpid()
    assert [file.name for file in tmp_path.iterdir()] == ["новый.quality"]


def test_giving_a_file_back_twice_leaves_the_note_of_its_next_owner(
    tmp_path: Path, migrations: Path, writer: Writer
):
    path = tmp_path / "новый.quality"
    first = Store.create(path, migrations=migrations, writer=writer)
    first.close()
    with Store.open(path, migrations=migrations, writer=writer):
        first.close()
        assert side_file(path).exists()


def test_the_note_is_taken_away_while_nobody_else_can_have_the_file(
    tmp_path: Path, migrations: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "новый.quality"
    first = Store.create(path, migrations=migrations, writer=writer)
    refused: list[str] = []

    def withdraw_late(_path: Path) -> None:
        with pytest.raises(FileBusyError) as busy:
            Store.open(path, migrations=migrations, writer=writer)
        refused.append(busy.value.sentence)
        withdraw(_path)

    monkeypatch.setattr("quality_desktop.storage.holder.withdraw", withdraw_late)
    first.close()
    assert len(refused) == 1
    assert not side_file(path).exists()


def test_an_existing_file_is_never_overwritten(path: Path, migrations: Path, writer: Writer):
    with untouched(path), pytest.raises(QualityError, match="уже есть"):
        Store.create(path, migrations=migrations, writer=writer)


def test_a_file_is_not_made_in_a_folder_that_is_not_there(
    tmp_path: Path, migrations: Path, writer: Writer
):
    with pytest.raises(FileGoneError, match="Нет файла или папки"):
        Store.create(tmp_path / "нет" / "файл.quality", migrations=migrations, writer=writer)


def test_nothing_is_left_when_a_file_could_not_be_made(
    tmp_path: Path, migrations: Path, writer: Writer
):
    broken = Path(shutil.copytree(migrations, tmp_path / "broken"))
    (broken / "env.py").write_text("raise ValueError('broken')", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(ValueError, match="broken"):
        Store.create(folder / "файл.quality", migrations=broken, writer=writer)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_not_there_is_named(tmp_path: Path, open_store):
    with pytest.raises(FileGoneError, match=r"нет\.quality"):
        open_store(tmp_path / "нет.quality")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"text", b"PK\x03\x04" + bytes(5000), "Приказ\n".encode() * 500, bytes(8192)],
    ids=["short text", "zip", "long text", "zeros"],
)
def test_a_file_of_another_sort_is_refused(content: bytes, tmp_path: Path, open_store):
    path = tmp_path / "чужой.quality"
    path.write_bytes(content)
    with untouched(path), pytest.raises(FileRefusedError, match="не файл этой программы"):
        open_store(path)


def test_an_empty_file_is_refused(tmp_path: Path, open_store):
    path = tmp_path / "пустой.quality"
    path.touch()
    with untouched(path), pytest.raises(FileRefusedError, match="пуст"):
        open_store(path)


def test_a_folder_is_refused(tmp_path: Path, open_store):
    with pytest.raises(QualityError):
        open_store(tmp_path)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_of_another_program_is_refused(journal: str, tmp_path: Path, open_store):
    path = tmp_path / "чужая.quality"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("CREATE TABLE person(id)")
    with untouched(path), pytest.raises(FileRefusedError, match="не файл этой программы"):
        open_store(path)


def test_a_file_of_a_newer_version_is_refused_by_both_numbers(path: Path, open_store):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 77")
    with (
        untouched(path),
        pytest.raises(FileRefusedError, match=r"формат 77.*формат \d.*обновите программу"),
    ):
        open_store(path)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE roadmap_row",
        "ALTER TABLE deadline_mark DROP COLUMN postponed_from",
    ],
)
def test_a_file_of_an_earlier_trial_version_is_refused_in_words(
    change: str, path: Path, open_store
):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
    with untouched(path), pytest.raises(FileRefusedError, match=r"пробной версией.*создайте новый"):
        open_store(path)


@pytest.mark.parametrize("share", [0.999, 0.9, 0.5, 0.1, 0.02])
def test_a_truncated_file_is_refused(
    share: float, path: Path, migrations: Path, writer: Writer, open_store
):
    fill(path, migrations, writer)
    os.truncate(path, int(path.stat().st_size * share))
    with untouched(path), pytest.raises(FileRefusedError, match="повреждён"):
        open_store(path)


@pytest.mark.parametrize("size", [1, 15, 99, 100, 511, 512])
def test_a_stump_of_a_file_is_refused(size: int, path: Path, open_store):
    os.truncate(path, size)
    with untouched(path), pytest.raises(FileRefusedError):
        open_store(path)


def test_a_file_with_a_spoilt_page_is_refused(
    path: Path, migrations: Path, writer: Writer, open_store
):
    fill(path, migrations, writer)
    with path.open("rb+") as stream:
        stream.seek(path.stat().st_size // 8192 * 4096)
        stream.write(b"\xff" * 4096)
    with untouched(path), pytest.raises(FileRefusedError, match="повреждён"):
        open_store(path)


def test_a_file_left_in_wal_mode_becomes_an_ordinary_one(path: Path, open_store):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    assert path.read_bytes()[18:20] == b"\x02\x02"
    store = open_store(path)
    with store.work("Ввод") as work:
        work.put(Person(id=new_id()))
        work.commit()
    store.close()
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


HOLD = """
import sys
from pathlib import Path
from quality_desktop.storage.store import Store, Writer
writer = Writer(author="Петрова В. Г.", host="OO-03", program_version="1")
store = Store.open(Path(sys.argv[1]), migrations=Path(sys.argv[2]), writer=writer)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held_elsewhere(path: Path, migrations: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the file open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(migrations)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.slow
def test_a_file_open_elsewhere_says_who_has_it_where_and_since_when(
    held_elsewhere, path: Path, open_store
):
    with untouched(path), pytest.raises(FileBusyError) as caught:
        open_store(path)
    assert "Петрова В. Г." in caught.value.sentence
    assert "OO-03" in caught.value.sentence
    assert " с " in caught.value.sentence


@pytest.mark.slow
def test_the_note_that_a_crash_left_on_this_computer_is_ignored(
    held_elsewhere, path: Path, open_store
):
    held_elsewhere.kill()
    held_elsewhere.wait()
    assert side_file(path).exists()
    store = open_store(path)
    owner = json.loads(side_file(path).read_text(encoding="utf-8"))
    assert owner["user"] == "Иванова А. П."
    store.close()
    assert not side_file(path).exists()


def test_the_same_process_opens_a_file_only_once(path: Path, open_store):
    first = open_store(path)
    with pytest.raises(FileBusyError, match="Иванова"):
        open_store(path)
    with first.work("Ввод") as work:
        work.put(Person(id=new_id()))
        assert work.commit()


@pytest.mark.slow
def test_looking_at_a_file_a_second_time_does_not_drop_its_lock(
    path: Path, open_store, migrations: Path
):
    open_store(path)
    with pytest.raises(FileBusyError):
        open_store(path)
    other = subprocess.run(
        [sys.executable, "-c", HOLD, str(path), str(migrations)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "FileBusyError" in other.stderr


def test_a_transaction_cut_off_by_a_crash_is_taken_back_before_anything_is_read(
    path: Path, migrations: Path, writer: Writer, open_store
):
    fill(path, migrations, writer, count=20)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE person SET surname = hex(randomblob(900))")
        journal = path.with_name(path.name + "-journal")
        torn, undo_log = path.read_bytes(), journal.read_bytes()
        connection.execute("ROLLBACK")
    path.write_bytes(torn)
    journal.write_bytes(undo_log)
    store = open_store(path)
    assert {person.surname for person in store.all(Person)} == {f"Иванова {n}" for n in range(20)}
    assert store.check() == []


# Root may write anywhere, so what others may not is tried by an ordinary user of the machine.
ORDINARY = """
import os, sys
from pathlib import Path
import sqlalchemy.dialects.sqlite.pysqlite
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store, Writer
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path, migrations = Path(sys.argv[1]), Path(sys.argv[2])
writer = Writer(author="Петрова", host="OO-07", program_version="1")
try:
    if sys.argv[3] == "create":
        Store.create(path, migrations=migrations, writer=writer)
    store = Store.open(path, migrations=migrations, writer=writer)
    print(len(store.all(Person)), store.is_read_only, store.undo_intent(), len(store.check()))
    if sys.argv[3] == "back up":
        store.back_up(path.with_name("copy.quality"))
    with store.work("Ввод") as work:
        work.put(Person(id=new_id()))
        work.commit()
except QualityError as error:
    print(type(error).__name__, error.sentence)
"""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A place that other users reach; pytest closes its own folders to them whenever it is started."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def as_ordinary_user(migrations: Path, open_place: Path) -> Callable[[Path, str], list[str]]:
    known = shutil.copytree(
        migrations, open_place / "known", ignore=shutil.ignore_patterns("*.pyc")
    )

    def run(path: Path, what: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", ORDINARY, str(path), str(known), what],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


@pytest.fixture
def public_folder(open_place: Path) -> Iterator[Path]:
    """A folder that other users of the machine reach."""
    folder = open_place / "общая"
    folder.mkdir()
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="mode bits are those of POSIX")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o666), (0o777, 0o444), (0o555, 0o444)]
)
def test_a_file_that_cannot_be_written_is_opened_for_reading(
    folder_mode: int,
    file_mode: int,
    path: Path,
    public_folder: Path,
    migrations: Path,
    writer: Writer,
    as_ordinary_user,
):
    fill(path, migrations, writer, count=3)
    shown = Path(shutil.copy(path, public_folder / "файл.quality"))
    shown.chmod(file_mode)
    public_folder.chmod(folder_mode)
    with untouched(shown):
        answer, refusal = as_ordinary_user(shown, "write")
    assert answer == "3 True None 0"
    assert refusal.startswith(FileReadOnlyError.__name__)
    assert "нельзя писать" in refusal


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="mode bits are those of POSIX")
def test_a_file_is_not_made_in_a_folder_that_cannot_be_written(
    public_folder: Path, as_ordinary_user
):
    public_folder.chmod(0o555)
    (refusal,) = as_ordinary_user(public_folder / "файл.quality", "create")
    assert refusal.startswith(FileReadOnlyError.__name__)
    assert list(public_folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="mode bits are those of POSIX")
def test_a_copy_is_not_made_in_a_folder_that_cannot_be_written(
    path: Path, public_folder: Path, as_ordinary_user
):
    shown = Path(shutil.copy(path, public_folder / "файл.quality"))
    shown.chmod(0o666)
    public_folder.chmod(0o555)
    with untouched(shown):
        _, refusal = as_ordinary_user(shown, "back up")
    assert refusal.startswith(FileReadOnlyError.__name__)


def test_a_file_of_an_older_format_that_cannot_be_written_says_what_to_do(
    path: Path, migrations: Path, writer: Writer, tmp_path: Path, monkeypatch
):
    later = Path(shutil.copytree(migrations, tmp_path / "later"))
    (later / "versions" / "0077_later.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with untouched(path), pytest.raises(FileReadOnlyError, match="прежнего формата"):
        Store.open(path, migrations=later, writer=writer)


def test_leftovers_of_a_crash_are_swept_and_other_files_stay(path: Path, open_store):
    here, ended = this_computer(), ended_process()
    gone, others = [
        [path.with_name(f".{name}") for name in names]
        for names in (
            (
                f"{path.name}.{here}-{ended:x}-0a1b2c3d.tmp",
                f"{path.name}.{here}-{ended:x}-0a1b2c3d.tmp-journal",
                f"приказ.docx.{here}-{ended:x}-0a1b2c3d.tmp",
                f"вчера.quality.{'0' * 8}-{ended:x}-0a1b2c3d.tmp",
            ),
            (
                f"{path.name}.{here}-{os.getpid():x}-0a1b2c3d.tmp",
                f"сейчас.quality.{'0' * 8}-{ended:x}-0a1b2c3d.tmp",
                "другой.tmp",
                f"{path.name}.0a1b2c3d.tmp",
            ),
        )
    ]
    for file in (*gone, *others):
        file.touch()
    os.utime(gone[-1], (0, 0))
    open_store(path)
    assert [file.name for file in gone if file.exists()] == []
    assert [file.name for file in others if not file.exists()] == []
