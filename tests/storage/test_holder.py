"""The note beside the file: who has it, where, since when; of two computers one gets it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import FileBusyError
from quality_desktop.domain.records import new_id
from quality_desktop.storage import connection, disk, network
from quality_desktop.storage.backup_rotation import Places
from quality_desktop.storage.holder import (
    HeldElsewhereError,
    Holder,
    busy,
    claim,
    forget,
    read_holder,
    require_ours,
    side_file,
    withdraw,
)
from quality_desktop.storage.refusals import FileReplacedError
from quality_desktop.storage.store import Store, Writer

ANNA = Writer(author="Анна", host="OO-1", program_version="1")
BORIS = Writer(author="Борис", host="OO-2", program_version="1")
Opener = Callable[[Writer], Store]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "файл.quality"


def test_what_was_claimed_is_read_until_it_is_withdrawn(path: Path):
    holder = Holder.now(user="Иванова А. П.", host="OO-03", version="0.1")
    claim(path, holder)
    assert side_file(path).name == "файл.quality.open"
    assert read_holder(path) == holder
    withdraw(path)
    withdraw(path)
    assert read_holder(path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"user": 1}', b"\xff\xfe"])
def test_an_unreadable_note_is_no_note(content: bytes, path: Path):
    side_file(path).write_bytes(content)
    assert read_holder(path) is None
    assert "другой программой" in busy(path).sentence


def test_a_holder_of_today_is_named_with_the_hour(path: Path):
    claim(path, Holder.now(user="Иванова А. П.", host="OO-03", version="0.1"))
    now = datetime.now().astimezone()
    assert busy(path).sentence.startswith(
        f"Файл «файл.quality» уже открыт: Иванова А. П., компьютер OO-03, с {now:%H:}"
    )


def test_a_holder_of_yesterday_is_named_with_the_day(path: Path):
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    claim(
        path,
        Holder(user="А", host="Б", pid=1, since=yesterday.isoformat(), version="1"),
    )
    assert f"с {yesterday:%d.%m.%Y %H:%M}" in busy(path).sentence


def test_a_strange_time_is_shown_as_it_is(path: Path):
    claim(path, Holder(user="А", host="Б", pid=1, since="утром", version="1"))
    assert "с утром" in busy(path).sentence


def test_a_note_of_another_computer_is_not_written_over(path: Path):
    anna = Holder.now(user="Анна", host="OO-1", version="1")
    claim(path, anna)
    with pytest.raises(HeldElsewhereError, match=r"Анна, компьютер OO-1, с \d\d:\d\d") as refused:
        claim(path, Holder.now(user="Борис", host="OO-2", version="1"))
    assert refused.value.holder == anna
    assert read_holder(path) == anna


def test_of_two_computers_at_the_same_moment_one_is_refused(path: Path, monkeypatch):
    """The other one writes between our note and the look at it."""
    monkeypatch.setattr(
        "quality_desktop.storage.holder.read_holder",
        lambda _path: Holder.now(user="Анна", host="OO-1", version="1"),
    )
    with pytest.raises(FileBusyError, match="уже открыт: Анна"):
        claim(path, Holder.now(user="Борис", host="OO-2", version="1"))


def test_only_the_note_that_was_shown_is_forgotten(path: Path):
    anna = Holder.now(user="Анна", host="OO-1", version="1")
    claim(path, anna)
    forget(path, Holder.now(user="Вера", host="OO-3", version="1"))
    assert read_holder(path) == anna
    forget(path, anna)
    assert not side_file(path).exists()


@pytest.mark.parametrize("is_on_a_share", [True, False])
def test_a_note_that_somebody_tidied_away_stops_saving_on_a_share_only(
    is_on_a_share: bool, path: Path
):
    """On one computer the lock tells that nobody came; on a share somebody may have come and gone."""
    mine = Holder.now(user="Анна", host="OO-1", version="1")
    claim(path, mine)
    require_ours(path, mine, must_be_there=is_on_a_share)
    withdraw(path)
    if is_on_a_share:
        with pytest.raises(FileReplacedError, match="открыли на другом компьютере, пока"):
            require_ours(path, mine, must_be_there=True)
    else:
        require_ours(path, mine, must_be_there=False)


@pytest.fixture
def shared(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose locks stay on one computer; simulated at the call: SQLite is told not to lock."""
    path = tmp_path / "общий.quality"
    path.write_bytes(empty_file.read_bytes())
    monkeypatch.setattr(
        connection, "uri", lambda at, **options: disk.uri(at, **options, nolock="1")
    )
    monkeypatch.setattr(network, "disk_of", lambda _path: network.Disk.LOCKLESS_SHARE)
    return path


@pytest.fixture
def open_as(shared: Path, migrations: Path, tmp_path: Path) -> Iterator[Opener]:
    """Opens the shared file for somebody, with copies on that person's own disk."""
    with ExitStack() as stack:

        def open_one(writer: Writer) -> Store:
            places = Places(folder=tmp_path / f"копии {writer.author}")
            opened = Store.open(shared, migrations=migrations, writer=writer, places=places)
            return stack.enter_context(opened)

        yield open_one


def enter(store: Store, surname: str) -> None:
    with store.work("Ввод") as work:
        work.put(Person(id=new_id(), surname=surname))
        work.commit()


def test_without_locks_the_second_computer_is_refused_and_nothing_is_lost(
    shared: Path, open_as: Opener
):
    anna = open_as(ANNA)
    enter(anna, "Первая")
    with pytest.raises(HeldElsewhereError, match="открыт на другом компьютере: Анна"):
        open_as(BORIS)
    enter(anna, "Вторая")
    anna.close()
    assert not side_file(shared).exists()
    boris = open_as(BORIS)
    assert {person.surname for person in boris.all(Person)} == {"Первая", "Вторая"}
    assert boris.check() == []


def test_an_owner_that_was_given_up_too_early_writes_nothing_over_the_next_one(
    shared: Path, open_as: Opener
):
    anna = open_as(ANNA)
    enter(anna, "До сна")
    with pytest.raises(HeldElsewhereError) as refused:
        open_as(BORIS)
    forget(shared, refused.value.holder)  # «тот компьютер выключен»; it was asleep
    boris = open_as(BORIS)
    enter(boris, "Следующая")
    with pytest.raises(FileReplacedError, match=r"\(Борис, компьютер OO-2.*Введённое записано"):
        enter(anna, "После сна")
    anna.close()
    assert read_holder(shared) is not None
    enter(boris, "Ещё одна")
    assert boris.check() == []
    boris.close()
    again = open_as(ANNA)
    assert {p.surname for p in again.all(Person)} == {"До сна", "Следующая", "Ещё одна"}
    assert again.check() == []


def test_a_lock_that_is_seen_is_no_question_for_a_person(
    tmp_path: Path, empty_file: Path, migrations: Path
):
    path = tmp_path / "общий.quality"
    path.write_bytes(empty_file.read_bytes())
    with (
        closing(Store.open(path, migrations=migrations, writer=ANNA)),
        pytest.raises(FileBusyError, match="уже открыт: Анна") as refused,
    ):
        Store.open(path, migrations=migrations, writer=BORIS)
    assert not isinstance(refused.value, HeldElsewhereError)
