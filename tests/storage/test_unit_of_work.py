"""One intent is one transaction: explicit commit, rollback by default, only what differs."""

import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School, SchoolYear, Team, Unit
from quality_desktop.domain.records import Id, new_id
from quality_desktop.storage.refusals import BrokenReferenceError
from quality_desktop.storage.store import Store


def test_what_was_put_is_read_back_as_it_was(store: Store):
    person = Person(id=new_id(), surname="Мастрюкова", given="Л.", is_active=False)
    team = Team(id=new_id(), title="Команда", act_date=date(2025, 9, 1))
    school = School(id=new_id(), code="002", is_rural=True, is_small=None)
    year = SchoolYear(id=new_id(), school=school.id, year=2025, pupils=2**40, classes=None)
    with store.work("Ввод") as work:
        work.put_all([year, person, team, school])
        changes = work.commit()
    assert changes == Changes(
        kinds=frozenset({"person", "team", "school", "school_year"}), intent="Ввод"
    )
    assert store.all(Person) == (person,)
    assert store.get(Team, team.id) == team
    assert store.get(School, school.id) == school
    assert store.get(SchoolYear, year.id) == year


def test_nothing_is_kept_without_a_commit(store: Store):
    with store.work("Ввод") as work:
        work.put(Person(id=new_id(), surname="Иванова"))
        assert len(work.all(Person)) == 1
    assert store.all(Person) == ()
    assert store.undo_intent() is None


def test_nothing_is_kept_when_the_work_fails(store: Store):
    def fail() -> None:
        with store.work("Ввод") as work:
            work.put(Person(id=new_id(), surname="Иванова"))
            work.all(Person)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert store.all(Person) == ()
    assert store.check() == []


def test_a_unit_of_work_sees_its_own_writes(store: Store):
    person = Person(id=new_id(), surname="Иванова")
    other = Person(id=new_id(), surname="Петрова")
    with store.work("Ввод") as work:
        work.put_all([person, other])
        assert work.get(Person, person.id) == person
        assert work.all(Person, surname="Петрова") == (other,)
        work.delete(Person, person.id)
        assert work.get(Person, person.id) is None
        assert work.all(Person) == (other,)
        work.put(person)
        work.commit()
    assert set(store.all(Person)) == {person, other}


def test_records_are_found_by_the_values_of_their_fields(store: Store):
    unit = Unit(id=new_id(), short_name="ИМЦ")
    inside = Person(id=new_id(), surname="Иванова", unit=unit.id)
    outside = Person(id=new_id(), surname="Иванова", is_active=False)
    with store.work("Ввод") as work:
        work.put_all([unit, inside, outside])
        work.commit()
    assert store.all(Person, unit=unit.id) == (inside,)
    assert store.all(Person, unit=None) == (outside,)
    assert store.all(Person, surname="Иванова", is_active=True) == (inside,)
    assert store.all(Person, surname="Сидорова") == ()


def test_putting_a_record_as_it_is_changes_nothing(store: Store):
    person = Person(id=new_id(), surname="Иванова")
    with store.work("Ввод") as work:
        work.put(person)
        work.commit()
    with store.work("Снова") as work:
        work.put(person)
        assert work.commit() == Changes()
    assert store.undo_intent() == "Ввод"
    assert len(store.history(person.id)) == 1


def test_deleting_what_is_not_there_changes_nothing(store: Store):
    with store.work("Удаление") as work:
        work.delete(Person, new_id())
        assert not work.commit()


def test_units_and_their_heads_may_refer_to_each_other(store: Store):
    head, unit = new_id(), new_id()
    with store.work("Ввод") as work:
        work.put(Unit(id=unit, name="ИМЦ", head=head))
        work.put(Person(id=head, surname="Иванова", unit=unit))
        work.commit()
    assert store.check() == []


def test_a_record_that_others_refer_to_is_not_deleted(store: Store):
    unit = Unit(id=new_id(), name="ИМЦ")
    person = Person(id=new_id(), surname="Иванова", unit=unit.id)
    with store.work("Ввод") as work:
        work.put_all([unit, person])
        work.commit()
    with store.work("Удаление") as work:
        work.delete(Unit, unit.id)
        with pytest.raises(BrokenReferenceError, match="ещё ссылаются"):
            work.commit()
    assert store.get(Unit, unit.id) == unit
    with store.work("Следующая работа") as work:
        work.delete(Person, person.id)
        work.delete(Unit, unit.id)
        work.commit()
    assert store.check() == []


def test_more_records_than_one_question_may_name_are_saved(store: Store):
    people = [Person(id=new_id(), surname=f"Иванова {n}") for n in range(1203)]
    with store.work("Ввод") as work:
        work.put_all(people)
        work.commit()
    assert set(store.all(Person)) == set(people)
    with store.work("Снова") as work:
        work.put_all(people)
        assert not work.commit()


def test_units_of_work_do_not_nest(store: Store):
    inner = store.work("Внутренняя")
    with store.work("Внешняя"), pytest.raises(RuntimeError, match="nest"):
        inner.__enter__()
    with store.work("После") as work:
        work.put(Person(id=new_id()))
        assert work.commit()


def test_a_finished_unit_of_work_takes_nothing_more(store: Store):
    with store.work("Ввод") as work:
        work.commit()
        with pytest.raises(RuntimeError, match="over"):
            work.put(Person(id=new_id()))


def test_another_thread_waits_for_the_end_of_a_unit_of_work(store: Store):
    person = Person(id=new_id(), surname="Иванова")
    seen: list[tuple[Person, ...]] = []
    reader = threading.Thread(target=lambda: seen.append(store.all(Person)))
    with store.work("Ввод") as work:
        work.put(person)
        reader.start()
        assert work.commit()
    reader.join()
    assert seen == [(person,)]


def test_a_file_nobody_wrote_to_was_never_saved(store: Store):
    assert store.last_saved is None


def test_the_time_of_saving_is_known_also_after_reopening(path: Path, open_store):
    store = open_store(path)
    with store.work("Ввод") as work:
        work.put(Person(id=new_id()))
        work.commit()
    saved = store.last_saved
    assert saved is not None
    store.close()
    again = open_store(path).last_saved
    assert again is not None
    assert abs((again - saved).total_seconds()) < 5


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(data=st.data())
def test_any_text_and_number_survives(store_of_examples: Store, data: st.DataObject):
    store = store_of_examples
    school = School(
        id=new_id(),
        short_name=data.draw(texts),
        is_rural=data.draw(st.sampled_from([None, True, False])),
        is_active=data.draw(st.booleans()),
    )
    year = SchoolYear(
        id=new_id(),
        school=school.id,
        year=data.draw(st.integers(-(2**63), 2**63 - 1)),
        pupils=data.draw(st.none() | st.integers(0, 10**6)),
        note=data.draw(texts),
    )
    with store.work("Ввод") as work:
        work.put_all([school, year])
        work.commit()
    assert store.get(School, school.id) == school
    assert store.get(SchoolYear, year.id) == year
    assert store.check() == []


@pytest.fixture(scope="module")
def store_of_examples(tmp_path_factory, migrations, writer):
    path = tmp_path_factory.mktemp("examples") / "file.quality"
    with Store.create(path, migrations=migrations, writer=writer) as store:
        yield store


def test_ids_come_back_as_ids(store: Store):
    key: Id = new_id()
    with store.work("Ввод") as work:
        work.put(Person(id=key))
        work.commit()
    assert [person.id for person in store.all(Person)] == [key]
