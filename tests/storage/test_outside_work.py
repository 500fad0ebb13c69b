"""What was changed in the open file beside the program is in the log before anything is written over it."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.outside_work import MOST_COMPARED
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.row_edits import AUTHOR

UNIT = Unit(id=new_id(), name="ИМЦ", place=2025)
ARRIVAL = Arrival(peer="Борис")


def beside(path, *statements):
    """Somebody writes into the file with another program."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def put(store, *records):
    with store.work("Ввод") as work:
        work.put_all(records)
        work.commit()


def places(store):
    """Values of the field that the log tells of, each with who wrote it."""
    return {
        (entry.after, entry.author) for entry in store.history(UNIT.id) if entry.field == "place"
    }


@pytest.fixture
def two(path, tmp_path, open_store):
    """A file and its copy; in the copy 2025 has become 1001."""
    with open_store(path) as store:
        put(store, UNIT)
        store.back_up(tmp_path / "копия.quality")
    other = open_store(tmp_path / "копия.quality")
    put(other, replace(UNIT, place=1001))
    package = tmp_path / "журнал"
    other.write_log(package, LogChoice())
    return path, package


def test_an_edit_writes_over_nothing_that_the_log_does_not_know(path, open_store):
    with open_store(path) as store:
        put(store, UNIT)
    beside(path, "UPDATE unit SET place = 777")
    with open_store(path) as store:
        put(store, replace(UNIT, place=888))
        assert store.check() == []
        assert (777, AUTHOR) in places(store)
        store.undo()
        assert store.get(Unit, UNIT.id).place == 777
        store.undo()
        assert store.get(Unit, UNIT.id).place == 2025


def test_a_record_added_beside_the_program_is_known_when_it_is_edited_or_deleted(path, open_store):
    beside(path, f"INSERT INTO unit VALUES (x'{UNIT.id.hex}', 'ИМЦ', '', NULL, 7)")
    with open_store(path) as store:
        put(store, replace(store.get(Unit, UNIT.id), name="Центр"))
        assert store.check() == []
        assert AUTHOR in {entry.author for entry in store.history(UNIT.id)}


def test_a_value_that_cannot_be_in_the_log_is_corrected_by_an_edit(path, open_store):
    with open_store(path) as store:
        put(store, UNIT)
    beside(path, "UPDATE unit SET place = 'много'")
    with open_store(path) as store:
        put(store, replace(UNIT, place=888))
        assert store.check() == []


def test_a_merge_asks_about_what_was_changed_here_beside_the_program(two, open_store):
    path, package = two
    beside(path, "UPDATE unit SET place = 1234")
    store = open_store(path)
    (warning,) = store.plan_merge(package).warnings
    assert "помимо программы (1" in warning.text
    assert not any(author == AUTHOR for _, author in places(store))
    done = store.merge(package, ARRIVAL)
    assert (done.new_changes, done.conflicts) == (1, 1)
    (dispute,) = store.disputes()
    assert dispute.field == "place"
    assert store.check() == []
    assert (1234, AUTHOR) in places(store)
    store.decide([Decision(kind="unit", key=UNIT.id, field="place", value=1234)], "так верно")
    assert store.get(Unit, UNIT.id).place == 1234
    assert store.plan_merge(package).new_changes == 0


def test_a_merge_that_is_taken_back_leaves_what_was_changed_beside_the_program(two, open_store):
    path, package = two
    beside(path, "UPDATE unit SET place = 1234")
    store = open_store(path)
    store.undo_merge(store.merge(package, ARRIVAL).exchange)
    assert store.get(Unit, UNIT.id).place == 1234
    assert store.disputes() == ()


def test_what_is_changed_after_a_merge_is_not_lost_when_the_merge_is_taken_back(two, open_store):
    path, package = two
    with open_store(path) as store:
        exchange = store.merge(package, ARRIVAL).exchange
    beside(path, "UPDATE unit SET place = 1234")
    store = open_store(path)
    store.undo_merge(exchange)
    assert store.get(Unit, UNIT.id).place == 1234


def test_a_record_deleted_beside_the_program_is_asked_about(two, open_store):
    path, package = two
    beside(path, "DELETE FROM unit")
    store = open_store(path)
    assert store.merge(package, ARRIVAL).conflicts == 1
    assert store.check() == []


def test_a_merge_waits_for_a_value_that_cannot_be_in_the_log(two, open_store):
    path, package = two
    beside(path, "UPDATE unit SET place = 'много'")
    store = open_store(path)
    with pytest.raises(QualityError, match="недопустимое значение"):
        store.merge(package, ARRIVAL)
    assert store.exchanges() == ()
    put(store, replace(UNIT, place=888))
    assert store.merge(package, ARRIVAL).new_changes == 1


def test_records_that_a_merge_does_not_touch_stay_as_they_are(two, open_store):
    path, package = two
    person = Person(id=new_id(), surname="Иванова")
    with open_store(path) as store:
        put(store, person)
    beside(path, "UPDATE person SET surname = 'Петрова'")
    store = open_store(path)
    assert store.plan_merge(package).warnings == ()
    store.merge(package, ARRIVAL)
    (problem,) = store.check()
    assert problem.place == f"person:{person.id}:surname"


@pytest.mark.parametrize("more", [0, MOST_COMPARED])
@pytest.mark.parametrize(("name", "conflicts"), [("Новый", 0), ("Мой", 1)])
def test_a_record_that_came_and_was_put_in_beside_the_program_too_is_one(
    more, name, conflicts, path, tmp_path, open_store
):
    with open_store(path) as store:
        put(store, UNIT)
        store.back_up(tmp_path / "копия.quality")
    other = open_store(tmp_path / "копия.quality")
    new = Unit(id=new_id(), name="Новый")
    put(other, new, *(replace(new, id=new_id()) for _ in range(more)))
    package = tmp_path / "журнал"
    other.write_log(package, LogChoice())
    beside(path, f"INSERT INTO unit VALUES (x'{new.id.hex}', '{name}', '', NULL, 0)")
    store = open_store(path)
    (warning,) = store.plan_merge(package).warnings
    assert "помимо программы" in warning.text
    done = store.merge(package, ARRIVAL)
    assert (done.new_changes, done.conflicts) == (1 + more, conflicts)
    assert {side.value for one in store.disputes() for side in one.sides} == (
        {"Новый", "Мой"} if conflicts else set()
    )
    assert store.check() == []
    store.undo_merge(done.exchange)
    assert store.get(Unit, new.id) == replace(new, name=name)


@pytest.mark.parametrize(("more", "is_compared"), [(0, True), (1, False)])
def test_only_a_merge_of_very_many_records_does_not_look_at_what_was_changed_beside(
    more, is_compared, path, tmp_path, open_store
):
    units = [replace(UNIT, id=new_id()) for _ in range(MOST_COMPARED + more)]
    with open_store(path) as store:
        put(store, *units)
        store.back_up(tmp_path / "копия.quality")
    other = open_store(tmp_path / "копия.quality")
    put(other, *(replace(unit, place=1001) for unit in units))
    package = tmp_path / "журнал"
    other.write_log(package, LogChoice())
    beside(path, f"UPDATE unit SET place = 1234 WHERE id = x'{units[-1].id.hex}'")
    store = open_store(path)
    assert bool(store.plan_merge(package).warnings) == is_compared
    done = store.merge(package, ARRIVAL)
    assert (done.new_changes, done.conflicts) == (len(units), is_compared)
    assert store.check() == []
