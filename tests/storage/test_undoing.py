"""Undo and redo: every edit can be taken back, step by step, and the log only grows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School, SchoolYear, Team, Unit
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.storage.refusals import BrokenReferenceError
from quality_desktop.storage.store import Store, Writer

KINDS: tuple[type[Record], ...] = (Person, Unit, School, SchoolYear, Team)


def save(store: Store, intent: str, *records: Record) -> Changes:
    with store.work(intent) as work:
        work.put_all(records)
        return work.commit()


def test_undo_takes_the_last_edit_back_and_redo_makes_it_again(store: Store):
    person = Person(id=new_id(), surname="Иванова", note="было")
    renamed = Person(id=person.id, surname="Петрова", note="стало")
    save(store, "Ввод", person)
    save(store, "Смена фамилии", renamed)

    assert store.undo_intent() == "Смена фамилии"
    assert store.undo() == Changes(kinds=frozenset({"person"}), intent="Отмена: Смена фамилии")
    assert store.get(Person, person.id) == person
    assert store.redo_intent() == "Смена фамилии"
    assert store.redo() == Changes(kinds=frozenset({"person"}), intent="Повтор: Смена фамилии")
    assert store.get(Person, person.id) == renamed
    assert store.redo_intent() is None


def test_a_deleted_record_comes_back_with_all_its_fields(store: Store):
    unit = Unit(id=new_id(), name="ИМЦ")
    person = Person(id=new_id(), surname="Иванова", unit=unit.id, is_active=False)
    save(store, "Ввод", unit, person)
    with store.work("Удаление") as work:
        work.delete(Person, person.id)
        work.delete(Unit, unit.id)
        work.commit()
    store.undo()
    assert store.all(Person) == (person,)
    assert store.all(Unit) == (unit,)
    store.redo()
    assert store.all(Person) == ()
    store.undo()
    store.undo()
    assert store.all(Unit) == ()
    assert store.check() == []


def test_nothing_to_undo_changes_nothing(store: Store):
    assert store.undo() == Changes()
    assert store.redo() == Changes()
    assert store.undo_intent() is None
    assert store.redo_intent() is None


def test_a_new_edit_ends_what_could_be_redone(store: Store):
    save(store, "Первая", Person(id=new_id()))
    store.undo()
    save(store, "Вторая", Person(id=new_id()))
    assert store.redo_intent() is None
    assert store.undo_intent() == "Вторая"
    store.undo()
    assert store.undo_intent() is None


def test_an_edit_that_came_to_nothing_is_no_step(store: Store):
    person = Person(id=new_id(), surname="Иванова")
    save(store, "Ввод", person)
    with store.work("Передумали") as work:
        team = Team(id=new_id())
        work.put(team)
        assert work.all(Team) == (team,)
        work.delete(Team, team.id)
        work.commit()
    assert store.undo_intent() == "Ввод"
    store.undo()
    assert store.all(Person) == ()
    assert store.undo_intent() is None
    assert store.redo_intent() == "Ввод"
    store.redo()
    assert store.all(Person) == (person,)
    assert store.undo_intent() == "Ввод"


def test_a_loaded_sample_cannot_be_undone(store: Store):
    with store.work("Новый файл по образцу", kind="load") as work:
        work.put(Person(id=new_id()))
        work.commit()
    assert store.undo_intent() is None
    assert not store.undo()
    assert len(store.all(Person)) == 1


def test_a_bulk_statement_is_undone_as_one_edit(store: Store):
    people = [Person(id=new_id(), surname=f"А{n}") for n in range(20)]
    save(store, "Ввод", *people)
    with store.work("Всем примечание") as work:
        work.execute("UPDATE person SET note = 'общее', is_active = 0")
        work.execute("DELETE FROM person WHERE surname > 'А15'")
        work.commit()
    store.undo()
    assert set(store.all(Person)) == set(people)


def test_undo_goes_on_after_the_file_was_opened_again(path: Path, open_store):
    store = open_store(path)
    save(store, "Ввод", Person(id=new_id()))
    save(store, "Команда", Team(id=new_id()))
    store.undo()
    store.close()
    again = open_store(path)
    assert (again.undo_intent(), again.redo_intent()) == ("Ввод", "Команда")
    again.undo()
    assert again.all(Person) == ()


def test_a_copy_of_the_file_does_not_undo_what_the_original_did(path: Path, open_store):
    store = open_store(path)
    save(store, "Ввод", Person(id=new_id()))
    store.close()
    copy = open_store(Path(shutil.copy(path, path.with_name("копия.quality"))))
    assert copy.undo_intent() is None
    save(copy, "Своё", Team(id=new_id()))
    assert copy.undo_intent() == "Своё"
    copy.undo()
    assert copy.undo_intent() is None


def test_undo_leaves_every_value_in_the_history(store: Store):
    person = Person(id=new_id(), surname="Иванова")
    save(store, "Ввод", person)
    save(store, "Смена", Person(id=person.id, surname="Петрова"))
    store.undo()
    assert [entry.after for entry in store.history(person.id) if entry.field] == [
        "Иванова",
        "Петрова",
    ]


class Model:
    """Independent notion of what undo does: the states of the file after every edit."""

    def __init__(self, start: frozenset[Record]) -> None:
        self.states = [start]
        self.now = 0

    def edit(self, state: frozenset[Record], *, is_logged: bool) -> None:
        """An edit that came to nothing is no step, but it too ends what could be redone."""
        if is_logged:
            del self.states[self.now + 1 :]
        if state != self.states[self.now]:
            self.states.append(state)
            self.now += 1


UNITS = [Id(new_id(n)) for n in range(2)]
PEOPLE = [Id(new_id(n)) for n in range(3)]
SCHOOLS = [Id(new_id(n)) for n in range(2)]
words = st.sampled_from(["", "А", "Б", "Ё «»"])
units = st.builds(
    Unit, id=st.sampled_from(UNITS), name=words, head=st.none() | st.sampled_from(PEOPLE)
)
people = st.builds(
    Person,
    id=st.sampled_from(PEOPLE),
    surname=words,
    unit=st.none() | st.sampled_from(UNITS),
    is_active=st.booleans(),
)
schools = st.builds(
    School,
    id=st.sampled_from(SCHOOLS),
    code=words,
    is_small=st.sampled_from([None, True, False]),
    head=st.none() | st.sampled_from(PEOPLE),
)
records = units | people | schools
deletions = st.one_of(
    st.tuples(st.just(Unit), st.sampled_from(UNITS)),
    st.tuples(st.just(Person), st.sampled_from(PEOPLE)),
    st.tuples(st.just(School), st.sampled_from(SCHOOLS)),
)
statements = st.sampled_from(
    [
        "UPDATE person SET surname = surname || '+'",
        "UPDATE person SET is_active = 1 - is_active, unit = NULL",
        "UPDATE school SET is_small = NULL WHERE is_small = 1",
        "DELETE FROM school",
        "INSERT OR REPLACE INTO unit SELECT id, name || '!', short_name, NULL, 7 FROM unit",
    ]
)
steps = st.one_of(
    st.tuples(st.just("put"), st.lists(records, min_size=1, max_size=4)),
    st.tuples(st.just("delete"), st.lists(deletions, min_size=1, max_size=3)),
    st.tuples(st.just("raw"), st.lists(statements, min_size=1, max_size=2)),
    st.tuples(st.just("mixed"), st.tuples(records, deletions, statements)),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
)


@pytest.mark.slow
@settings(max_examples=20)
@given(steps=st.lists(steps, min_size=3, max_size=12))
def test_undoing_everything_gives_the_beginning_and_redoing_everything_the_end(
    steps: list[tuple[str, Any]], example_file: Any
):
    with example_file() as store:
        model = Model(state_of(store))
        for kind, what in steps:
            if kind in ("undo", "redo"):
                walk(store, model, kind)
            else:
                changes = edit(store, kind, what)
                model.edit(state_of(store), is_logged=bool(changes))
            assert state_of(store) == model.states[model.now]
            assert store.check() == []
        end, length = state_of(store), len_of_log(store)
        position = model.now
        while store.undo_intent() is not None:
            walk(store, model, "undo")
        assert state_of(store) == model.states[0]
        assert store.check() == []
        while model.now < position:
            walk(store, model, "redo")
        assert state_of(store) == end
        assert store.check() == []
        assert len_of_log(store) >= length


def walk(store: Store, model: Model, kind: str) -> None:
    can = model.now > 0 if kind == "undo" else model.now < len(model.states) - 1
    changes = store.undo() if kind == "undo" else store.redo()
    assert bool(changes) == can
    if can:
        model.now += -1 if kind == "undo" else 1
    assert state_of(store) == model.states[model.now]


def edit(store: Store, kind: str, what: Any) -> Changes:
    """Runs one edit; one that would break references is refused and leaves nothing."""
    before = state_of(store)
    try:
        with store.work(f"Правка {kind}") as work:
            match kind:
                case "put":
                    work.put_all(what)
                case "delete":
                    for record_kind, key in what:
                        work.delete(record_kind, key)
                case "raw":
                    for statement in what:
                        work.execute(statement)
                case _:
                    record, (record_kind, key), statement = what
                    work.put(record)
                    work.execute(statement)
                    work.delete(record_kind, key)
            return work.commit()
    except BrokenReferenceError:
        assert state_of(store) == before
        return Changes()


def state_of(store: Store) -> frozenset[Record]:
    return frozenset(record for kind in KINDS for record in store.all(kind))


def len_of_log(store: Store) -> int:
    keys = {record.id for record in state_of(store)}
    return sum(len(store.history(key)) for key in keys)


@pytest.fixture(scope="module")
def example_file(tmp_path_factory, empty_file: Path, migrations: Path, writer: Writer):
    """Opens a fresh file for every example."""
    folder = tmp_path_factory.mktemp("examples")

    @contextmanager
    def fresh() -> Iterator[Store]:
        path = Path(shutil.copy(empty_file, folder / "example.quality"))
        with Store.open(path, migrations=migrations, writer=writer) as store:
            yield store

    return fresh
