"""The one connection to the file: nothing done past SQLAlchemy meets what a failure left open."""

import faulthandler
from collections.abc import Iterator
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.connection import Link
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.store import Store
from tests.storage.copies import PERSON, Pair, log_of, save


@pytest.fixture
def _no_waiting() -> Iterator[None]:
    """What waits for ever inside SQLite cannot be interrupted: it ends the run with where it waits."""
    faulthandler.dump_traceback_later(60, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def link_of(store: Store) -> Link:
    return store._session.link  # noqa: SLF001 - what only a failing disk or a lack of memory does


def leave_open(store: Store) -> None:
    """As after a ROLLBACK that failed: SQLite's transaction is open, SQLAlchemy's is over."""
    driver = link_of(store).driver
    driver.execute("BEGIN")
    driver.execute("UPDATE site SET path = 'чужой путь'")


@pytest.mark.usefixtures("_no_waiting")
def test_a_copy_does_not_wait_for_what_could_not_be_taken_back(
    store: Store, tmp_path: Path, open_store
):
    leave_open(store)
    store.back_up(tmp_path / "копия.quality")
    assert not link_of(store).driver.in_transaction
    assert open_store(tmp_path / "копия.quality").check() == []


@pytest.mark.usefixtures("_no_waiting")
def test_a_copy_in_the_middle_of_a_unit_of_work_is_refused(store: Store, tmp_path: Path):
    with store.work("Ввод") as work:
        work.put(PERSON)
        assert work.all(Person) == (PERSON,)
        with pytest.raises(RuntimeError, match="do not nest"):
            store.back_up(tmp_path / "копия.quality")
        work.commit()
    assert store.all(Person) == (PERSON,)
    assert not list(tmp_path.glob("*копия*"))


def test_a_merge_begins_by_taking_back_what_could_not_be_taken_back(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", Person(id=new_id(), surname="Их"))
    log = log_of(theirs)
    leave_open(ours)
    assert ours.merge(log, Arrival(peer="Петрова")).new_changes == 1
    assert ours.check() == []


def test_a_merge_within_a_unit_of_work_is_refused_and_harms_it_not(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", Person(id=new_id(), surname="Их"))
    log, mine = log_of(theirs), Person(id=new_id(), surname="Наша")
    with ours.work("Наше") as work:
        work.put(mine)
        assert mine in work.all(Person)
        for _ in range(2):
            with pytest.raises(RuntimeError, match="do not nest"):
                ours.merge(log, Arrival(peer="Петрова"))
            with pytest.raises(RuntimeError, match="do not nest"):
                ours.plan_merge(log)
        work.commit()
    assert set(ours.all(Person)) == {PERSON, mine}
    assert ours.merge(log, Arrival(peer="Петрова")).new_changes == 1


def test_a_connection_that_was_broken_off_is_refused_and_becomes_no_empty_file(store: Store):
    """What SQLAlchemy does after a statement that ended by no error of the driver, such as Ctrl+C."""
    save(store, "Ввод", PERSON)
    link_of(store).sql.invalidate()
    for _ in range(2):
        with pytest.raises(QualityError, match="откройте файл снова"):
            store.all(Person)
        with pytest.raises(QualityError, match="откройте файл снова"):
            save(store, "Ещё", Person(id=new_id(), surname="Вторая"))
    store.close()


def test_after_a_connection_was_broken_off_the_file_is_as_it_was_saved_last(path: Path, open_store):
    first = open_store(path)
    save(first, "Ввод", PERSON)
    link_of(first).sql.invalidate()
    first.close()
    assert open_store(path).all(Person) == (PERSON,)
