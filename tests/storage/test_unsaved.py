"""Edits of a file that went away are kept on this computer, and join the file when it is back."""

import os
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.whole_values import TOGETHER
from quality_desktop.storage.backup_rotation import Places, family_of, folder_of
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.store import Store, Writer
from quality_desktop.storage.unsaved import Unsaved, Written, keep, read_written, waiting
from tests.storage.copies import PERSON, copy_of, save

NOW = datetime(2026, 11, 22, 9, 30)
of_posix = pytest.mark.skipif(
    os.name == "nt", reason="Windows lets nobody move a file that is open"
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(folder=tmp_path / "копии")


@pytest.fixture
def open_kept(migrations: Path, writer: Writer, places: Places):
    def open_one(path: Path) -> Store:
        return Store.open(path, migrations=migrations, writer=writer, places=places)

    return open_one


@pytest.fixture
def path(shared_file: Path, tmp_path: Path) -> Path:
    return copy_of(Path(shutil.copy(shared_file, tmp_path)), "район")


def kept_of(path: Path, places: Places) -> tuple[Unsaved, ...]:
    """Edits of a file that wait for it."""
    family = family_of(path)
    assert family is not None
    return waiting(path, places, family)


def lose_and_edit(store: Store, *records: Person) -> str:
    """Work on a file whose disk was pulled out; what the program says of it."""
    hidden = store.path.rename(store.path.with_name("унесён.quality"))
    with pytest.raises(QualityError) as refused:
        save(store, "Телефон", *records)
    store.close()
    hidden.rename(store.path)
    return refused.value.sentence


@of_posix
def test_what_was_typed_while_the_file_was_away_joins_it_later(path, places, open_kept):
    started = datetime.now() - timedelta(seconds=1)
    sentence = lose_and_edit(open_kept(path), replace(PERSON, phone="2-22"))
    assert "Введённое записано на этот компьютер" in sentence
    (kept,) = kept_of(path, places)
    assert (kept.intent, kept.count) == ("Телефон", 1)
    assert started <= kept.moment <= datetime.now()
    with open_kept(path) as store:
        assert store.get(Person, PERSON.id) == PERSON
        save(store, "Тем временем", replace(PERSON, note="другое"))
        assert store.merge(kept.path, Arrival()).new_changes == 1
        assert store.get(Person, PERSON.id) == replace(PERSON, phone="2-22", note="другое")
        assert store.history(PERSON.id)[1].intent == "Телефон"
        assert store.merge(kept.path, Arrival()).new_changes == 0
        assert store.check() == []


@of_posix
def test_what_others_typed_meanwhile_in_the_same_field_is_a_disagreement(path, places, open_kept):
    lose_and_edit(open_kept(path), replace(PERSON, phone="2-22"))
    (kept,) = kept_of(path, places)
    with open_kept(path) as store:
        save(store, "Тем временем", replace(PERSON, phone="3-33"))
        assert store.merge(kept.path, Arrival()).conflicts == 1


@of_posix
def test_without_a_place_the_failure_is_told_plainly(path, migrations, writer, places):
    store = Store.open(path, migrations=migrations, writer=writer)
    assert "на этот компьютер" not in lose_and_edit(store, replace(PERSON, phone="2-22"))
    assert kept_of(path, places) == ()


def test_edits_wait_in_the_order_in_which_they_were_made(path, places, open_kept):
    for number in range(3):
        written = one_transaction(path, open_kept, f"Правка {number}", str(number))
        assert keep(path, places, written, NOW + timedelta(minutes=number))
    kept = kept_of(path, places)
    assert [(k.intent, k.moment) for k in kept] == [
        (f"Правка {n}", NOW + timedelta(minutes=n)) for n in range(3)
    ]


def test_fields_that_are_one_value_are_counted_as_the_one_thing_that_was_typed(
    path, places, open_kept
):
    written = one_transaction(path, open_kept, "Число", "1")
    change = written.changes[0]
    codes = column_codes(Value.kind)
    fields = (*TOGETHER[Value.kind], "note")
    cells = tuple(
        (bytes([number]) * 16, change[1], codes[field], *change[3:])
        for number, field in enumerate(fields)
    )
    assert keep(path, places, replace(written, changes=cells), NOW)
    (kept,) = kept_of(path, places)
    assert kept.count == 2, "the number and its comment"


def test_what_is_no_log_of_ours_does_not_wait(path, places, open_kept):
    folder = folder_of(places.folder, path)
    folder.mkdir(parents=True)
    (folder / "не внесено_2026-11-22_09-30-00_0123abcd.log").write_bytes(b"not a database")
    (folder / "не внесено_2026-13-45_99-30-00_0123abcd.log").write_bytes(b"")
    (folder / "другое.log").write_bytes(b"")
    assert kept_of(path, places) == ()


def test_nothing_is_kept_where_nothing_can_be_written(path, places, open_kept, caplog):
    written = one_transaction(path, open_kept, "Правка", "1")
    places.folder.write_text("здесь файл, а не папка", encoding="utf-8")
    assert not keep(path, places, written, NOW)
    assert not keep(path, None, written, NOW)
    assert "could not be kept" in caplog.text


def test_a_transaction_without_changes_is_not_kept(path, places, open_kept):
    written = one_transaction(path, open_kept, "Правка", "1")
    assert not keep(path, places, Written(tx=written.tx, changes=(), family=written.family), NOW)
    assert kept_of(path, places) == ()


def one_transaction(path: Path, open_kept, intent: str, phone: str) -> Written:
    """The newest transaction of a file, as the capture wrote it."""
    with open_kept(path) as store:
        save(store, intent, replace(PERSON, phone=phone))
        with store._session.reading() as connection:  # noqa: SLF001 - the door of the unit of work
            last = connection.exec_driver_sql("SELECT max(id) FROM tx").scalar_one()
            return read_written(connection, last)
