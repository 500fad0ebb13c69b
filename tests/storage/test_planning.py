"""The look before a merge: it tells what the merge will do, and writes nothing."""

import shutil
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.domain.directory import Person, School, SchoolYear, Unit
from quality_desktop.domain.errors import QualityError, Severity
from quality_desktop.domain.merge import Clock
from quality_desktop.domain.records import Id, Record, natural_id, new_id
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.history import Action
from quality_desktop.storage.merge_plan import MergePlan
from quality_desktop.storage.store import Store, Writer
from tests.storage.copies import (
    PERSON,
    SCHOOL,
    SHARED,
    UNIT,
    YEAR,
    Pair,
    copy_of,
    delete,
    everything,
    log_of,
    save,
    take,
)


def plan_of(ours: Store, theirs: Store) -> MergePlan:
    return ours.plan_merge(log_of(theirs))


def actions(plan: MergePlan) -> dict[Id, tuple[Action, Record | None, Record | None]]:
    return {r.key: (r.action, r.before, r.after) for r in plan.records}


def test_records_are_told_as_they_are_and_as_they_would_be(pair: Pair):
    ours, theirs = pair
    added = Person(id=new_id(), surname="Их")
    save(theirs, "Работа", added, replace(UNIT, name="Центр"))
    delete(theirs, "Удаление", YEAR)
    plan = plan_of(ours, theirs)
    assert actions(plan) == {
        added.id: (Action.CREATED, None, added),
        UNIT.id: (Action.CHANGED, UNIT, replace(UNIT, name="Центр")),
        YEAR.id: (Action.DELETED, YEAR, None),
    }
    assert [r.kind for r in plan.records] == ["unit", "person", "school_year"]
    assert plan.new_changes == 3
    assert not plan.conflicts
    assert not plan.warnings


def test_a_deleted_record_that_comes_back_is_told_as_restored(pair: Pair):
    ours, theirs = pair
    delete(ours, "Удаление", YEAR)
    save(theirs, "Правка", replace(YEAR, pupils=310))
    plan = plan_of(ours, theirs)
    assert actions(plan) == {YEAR.id: (Action.RESTORED, None, replace(YEAR, pupils=310))}
    (dispute,) = plan.conflicts
    assert (dispute.key, dispute.field) == (YEAR.id, "")


def test_a_record_that_only_others_kept_is_told_when_they_let_it_go(pair: Pair):
    ours, theirs = pair
    save(ours, "В отдел", replace(PERSON, unit=UNIT.id))
    delete(theirs, "Удаление", UNIT)
    take(ours, theirs)
    take(theirs, ours)
    save(theirs, "Из отдела", PERSON)
    assert actions(plan_of(ours, theirs)) == {
        PERSON.id: (Action.CHANGED, replace(PERSON, unit=UNIT.id), PERSON),
        UNIT.id: (Action.DELETED, UNIT, None),
    }


def test_what_the_file_shows_already_is_not_told(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    plan = plan_of(ours, theirs)
    assert (plan.new_changes, plan.records, plan.conflicts) == (1, (), ())


def test_only_disagreements_that_are_new_are_told(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    take(ours, theirs)
    save(ours, "Наша заметка", replace(PERSON, phone="3-33", note="да"))
    save(theirs, "Их заметка", replace(PERSON, phone="3-33", note="нет"))
    assert [d.field for d in plan_of(ours, theirs).conflicts] == ["note"]
    assert take(ours, theirs).conflicts == 1
    assert [d.field for d in ours.disputes()] == ["note", "phone"]


def test_transactions_are_told_by_time_with_what_is_new_of_each(pair: Pair):
    ours, theirs = pair
    save(theirs, "Первое", replace(PERSON, phone="2-22", note="а"))
    take(ours, theirs)
    save(theirs, "Второе", replace(PERSON, phone="2-22", note="б"))
    save(theirs, "Третье", replace(UNIT, name="Центр"), replace(SCHOOL, code="1"))
    told = plan_of(ours, theirs).transactions
    assert [(t.author, t.host, t.intent, t.count) for t in told] == [
        ("Петрова", "ПК Петрова", "Второе", 1),
        ("Петрова", "ПК Петрова", "Третье", 2),
    ]
    assert told[0].moment <= told[1].moment


def test_nothing_new_is_told_as_nothing(pair: Pair):
    ours, theirs = pair
    assert plan_of(ours, theirs) == MergePlan(
        new_changes=0, transactions=(), records=(), conflicts=(), questions=0, warnings=()
    )


@pytest.mark.parametrize("what", ["column", "kind"])
def test_what_a_newer_program_wrote_is_warned_of_and_carried_on(what: str, pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    change = Clock().start()
    values = {
        "column": (change, PERSON.id.bytes, column_codes("person")["phone"] + 50, "новое"),
        "kind": (change, new_id().bytes, 0, '[9999,"новое"]'),
    }[what]
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, NULL, 2)", values)
    (warning,) = ours.plan_merge(log).warnings
    assert "более новой версии" in warning.text
    assert warning.severity == Severity.WARNING
    assert ours.merge(log, Arrival()).new_changes == 2
    assert ours.check() == []
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22")
    with closing(sqlite3.connect(log_of(ours))) as sent:
        found = sent.execute("SELECT val FROM change WHERE id = ?", (change,)).fetchone()
    assert found == (values[3],)


def test_where_nothing_can_be_written_both_are_refused(
    pair: Pair, migrations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    ours.close()
    monkeypatch.setattr("quality_desktop.storage.opening._may_write", lambda _: False)
    writer = Writer(author="Иванова", host="ПК", program_version="0.1")
    with Store.open(ours.path, migrations=migrations, writer=writer) as reading:
        assert reading.is_read_only
        before = everything(reading)
        for refused in (reading.plan_merge, lambda log: reading.merge(log, Arrival())):
            with pytest.raises(QualityError, match="нельзя писать"):
                refused(log)
        assert everything(reading) == before


POOL = (
    *SHARED,
    *(Person(id=natural_id("test", "pool", n), surname=f"Н{n}") for n in range(2)),
)
VALUES = ("", "а", "б")
OFFICES = st.integers(0, 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), OFFICES, st.sampled_from(range(len(POOL))), st.integers(0, 8)),
        st.tuples(st.just("delete"), OFFICES, st.sampled_from(range(len(POOL)))),
        st.tuples(st.just("undo"), OFFICES),
        st.tuples(st.just("take"), OFFICES),
    ),
    min_size=10,
    max_size=24,
)


def edited(record: Record, number: int) -> Record:
    """One of a few edits of a record."""
    value = VALUES[number % 3]
    match record:
        case Person() if number < 3:
            return replace(record, unit=UNIT.id if number else None)
        case Person():
            return replace(record, phone=value) if number < 6 else replace(record, note=value)
        case SchoolYear():
            return replace(record, pupils=number)
        case Unit():
            return replace(record, name=value)
        case School():
            return replace(record, short_name=value)
        case _:
            return record


def do(store: Store, step: tuple[object, ...]) -> None:
    """One piece of work; a deletion of what is in use is refused and changes nothing."""
    match step:
        case ("edit", _, int(place), int(number)):
            record = POOL[place]
            now = store.get(type(record), record.id) or record
            if isinstance(now, SchoolYear) and store.get(School, now.school) is None:
                return
            if isinstance(now, Person) and store.get(Unit, UNIT.id) is None:
                now, number = replace(now, unit=None), max(number, 3)
            save(store, "Правка", edited(now, number))
        case ("delete", _, int(place)):
            record = POOL[place]
            users = [p for p in store.all(Person) if p.unit == record.id]
            if not users and not store.all(SchoolYear, school=record.id):
                delete(store, "Удаление", record)
        case _:
            store.undo()


@settings(max_examples=5)
@given(steps=STEPS)
def test_a_merge_does_what_the_look_before_it_told(
    steps: list[tuple[object, ...]], shared_file: Path, migrations: Path
):
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=shared_file.parent)))
        path = Path(shutil.copy(shared_file, folder))
        stores = []
        for author in ("Иванова", "Петрова"):
            writer = Writer(author=author, host=author, program_version="0.1")
            copy = copy_of(path, author)
            stores.append(
                stack.enter_context(Store.open(copy, migrations=migrations, writer=writer))
            )
        for step in [*steps, ("take", 0)]:
            number = int(str(step[1]))
            if step[0] == "take":
                look_and_take(stores[number], stores[1 - number])
            else:
                do(stores[number], step)
        assert stores[0].check() == []


def look_and_take(ours: Store, theirs: Store) -> None:
    """Merge, and compare with what was told before and with what was there."""
    log = log_of(theirs)
    before, asked = everything(ours), ours.disputes()
    written, state = ours.last_write, ours.path.stat()
    plan = ours.plan_merge(log)
    assert everything(ours) == before
    assert (ours.disputes(), ours.last_write) == (asked, written)
    assert (ours.path.stat().st_mtime_ns, ours.path.stat().st_size) == (
        state.st_mtime_ns,
        state.st_size,
    )
    outcome = ours.merge(log, Arrival())
    after = everything(ours)
    assert outcome.new_changes == plan.new_changes == sum(t.count for t in plan.transactions)
    assert {r.key: (r.before, r.after) for r in plan.records} == {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    assert {r.kind for r in plan.records} <= outcome.changes.kinds
    known = {(d.key, d.field) for d in asked}
    fresh = [d for d in ours.disputes() if (d.key, d.field) not in known]
    assert [(d.key, d.field, d.sort, d.sides) for d in plan.conflicts] == [
        (d.key, d.field, d.sort, d.sides) for d in fresh
    ]
    assert outcome.conflicts == plan.questions
