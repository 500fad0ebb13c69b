"""What a newer program wrote waits in the log of an older one's file and is shown after the update."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.merge import Clock
from quality_desktop.storage.capture import encode_row
from quality_desktop.storage.carrying import carry_over, columns_of
from quality_desktop.storage.columns import column_codes, kind_number
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.opening import create_file
from quality_desktop.storage.store import Store
from quality_desktop.storage.tables import schema_of
from tests.storage.copies import PERSON, Pair, delete, everything, log_of, save, take

NUMBER = kind_number("period_lock")
REASON = column_codes("period_lock")["reason"]
LOCK = PeriodLock(id=lock_id(2024), year=2024, reason="сдано", author="Петрова")


class OldLog:
    """A file of version 1 that took in what a newer program wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._clock = Clock()

    def add(self, column: int, value: object, *parents: bytes) -> bytes:
        """A change of the lock by somebody with the newer program."""
        uid = self._clock.start()
        change = self._clock.tick()
        with closing(sqlite3.connect(self._path)) as file, file:
            (tx,) = file.execute("SELECT coalesce(max(id), 0) + 1 FROM tx").fetchone()
            file.execute(
                "INSERT INTO tx VALUES (?, ?, zeroblob(16), 'Петрова', 'ПК', '0.2', 0, 'edit', "
                "'Закрытие периода', NULL)",
                (tx, uid),
            )
            file.execute(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
                (change, LOCK.id.bytes, column, value, b"".join(parents) or None, tx),
            )
        return change

    def made(self) -> bytes:
        """The lock is made."""
        return self.add(0, encode_row(NUMBER, 2024, 1, "сдано", "Петрова", None))


@pytest.fixture(scope="session")
def first_file(tmp_path_factory: pytest.TempPathFactory, migrations: Path) -> Path:
    """An empty file as version 1 made it."""
    folder = tmp_path_factory.mktemp("first")
    old = Path(shutil.copytree(migrations, folder / "migrations"))
    for script in (old / "versions").glob("[0-9]*.py"):
        if not script.name.startswith("0001"):
            script.unlink()
    create_file(folder / "район.quality", old)
    return folder / "район.quality"


@pytest.fixture
def path(first_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(first_file, tmp_path))


@pytest.fixture
def old(path: Path) -> OldLog:
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
        assert ("period_lock", "reason") not in columns_of(file)
    return OldLog(path)


def test_a_record_of_a_kind_that_the_old_program_lacked_is_there_after_the_update(
    old: OldLog, path: Path, open_store
):
    insert = old.made()
    old.add(REASON, "сдано в срок", insert)
    store: Store = open_store(path)
    assert store.all(PeriodLock) == (replace(LOCK, reason="сдано в срок"),)
    assert [e.intent for e in store.history(LOCK.id)] == ["Закрытие периода"] * 2
    assert store.check() == []
    save(store, "Дальше", replace(LOCK, reason="по-нашему"))
    assert store.disputes() == ()


def test_a_disagreement_carried_unseen_is_asked_after_the_update(
    old: OldLog, path: Path, open_store
):
    insert = old.made()
    old.add(REASON, "первая", insert)
    old.add(REASON, "вторая", insert)
    store: Store = open_store(path)
    (dispute,) = store.disputes()
    assert [side.value for side in dispute.sides] == ["первая", "вторая"]
    assert store.check() == []


def test_a_record_that_the_newer_program_deleted_does_not_come(old: OldLog, path: Path, open_store):
    insert = old.made()
    old.add(-1, None, insert)
    store: Store = open_store(path)
    assert store.all(PeriodLock) == ()
    assert store.check() == []


def test_values_of_a_column_that_the_tables_lacked_are_written_into_it(pair: Pair):
    ours, theirs = pair
    save(theirs, "Заметка", replace(PERSON, note="из новой программы"))
    save(theirs, "Удаление", replace(PERSON, note="последняя"))
    take(ours, theirs)
    file_of_ours = ours.path
    ours.close()
    with closing(sqlite3.connect(file_of_ours)) as file, file:
        known = columns_of(file) - {("person", "note")}
        file.execute("UPDATE person SET note = ''")  # as a fresh column begins
        before = file.execute("SELECT count(*), max(id) FROM change").fetchone()
    carry_over(file_of_ours, schema_of(KINDS), known)
    with closing(sqlite3.connect(file_of_ours)) as file:
        assert file.execute("SELECT note FROM person").fetchall() == [("последняя",)]
        assert file.execute("SELECT count(*), max(id) FROM change").fetchone() == before


def test_nothing_is_written_when_the_tables_had_every_column(pair: Pair):
    ours, _ = pair
    file_of_ours = ours.path
    ours.close()
    with closing(sqlite3.connect(file_of_ours)) as file:
        known = columns_of(file)
    before = file_of_ours.read_bytes()
    carry_over(file_of_ours, schema_of(KINDS), known)
    assert file_of_ours.read_bytes() == before


def test_what_is_carried_goes_on_to_others_unharmed(pair: Pair):
    ours, theirs = pair
    log = log_of(theirs)
    change = Clock().start()
    with closing(sqlite3.connect(log)) as file, file:
        values = (change, PERSON.id.bytes, kind_number("person") * 100 + 99, b"\x00\xff", None, 1)
        file.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", values)
    ours.merge(log, Arrival())
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    delete(ours, "Удаление", PERSON)
    take(theirs, ours)
    with closing(sqlite3.connect(log_of(theirs))) as sent:
        found = sent.execute("SELECT val, typeof(val) FROM change WHERE id = ?", (change,))
        assert found.fetchone() == (b"\x00\xff", "blob")
    assert PERSON.id not in everything(theirs)
    assert theirs.check() == []
