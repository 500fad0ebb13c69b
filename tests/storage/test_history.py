"""Who changed what, when, from what to what; and what the records were at a moment."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from quality_desktop.domain.directory import Person, Team, Unit
from quality_desktop.domain.records import new_id
from quality_desktop.storage.history import Action
from quality_desktop.storage.store import Store


def save(store: Store, intent: str, *records) -> datetime:
    """Saves and gives a moment after it and before whatever follows."""
    with store.work(intent) as work:
        work.put_all(records)
        work.commit()
    return next_moment()


def next_moment() -> datetime:
    """Waits for the next millisecond, the grain of the log."""
    start = datetime.now()
    while datetime.now() - start < timedelta(milliseconds=2):
        pass
    return start


def test_the_history_of_a_record_is_told_newest_first(store: Store):
    person = new_id()
    save(store, "Приём на работу", Person(id=person, surname="Иванова"))
    save(store, "Замужество", Person(id=person, surname="Петрова"))
    with store.work("Увольнение") as work:
        work.delete(Person, person)
        work.commit()
    store.undo()

    restored, deleted, renamed, created = store.history(person)
    assert [e.intent for e in (created, renamed, deleted, restored)] == [
        "Приём на работу",
        "Замужество",
        "Увольнение",
        "Отмена: Увольнение",
    ]
    assert [e.action for e in (created, renamed, deleted, restored)] == [
        Action.CREATED,
        Action.CHANGED,
        Action.DELETED,
        Action.RESTORED,
    ]
    assert (renamed.field, renamed.before, renamed.after) == ("surname", "Иванова", "Петрова")
    assert {(e.kind, e.key, e.author, e.host) for e in store.history(person)} == {
        ("person", person, "Иванова А. П.", "OO-03")
    }
    assert abs(datetime.now(UTC) - renamed.moment) < timedelta(minutes=1)


def test_values_in_the_history_are_those_of_the_fields(store: Store):
    team, unit, head = new_id(), new_id(), new_id()
    save(store, "Ввод", Team(id=team), Unit(id=unit), Person(id=head))
    save(store, "Акт", Team(id=team, act_date=date(2025, 9, 1)), Unit(id=unit, head=head))
    save(store, "Акт снят", Team(id=team), Unit(id=unit))
    last, first, _ = store.history(team)
    assert (first.before, first.after) == (None, date(2025, 9, 1))
    assert (last.before, last.after) == (date(2025, 9, 1), None)
    assert [entry.after for entry in store.history(unit)][:2] == [None, head]


def test_a_record_that_never_was_has_no_history(store: Store):
    assert store.history(new_id()) == ()


def test_records_are_shown_as_they_were_at_a_moment(store: Store):
    before = datetime.now() - timedelta(seconds=1)
    first = Person(id=new_id(), surname="Иванова")
    second = Person(id=new_id(), surname="Сидорова")
    first_saved = save(store, "Первая", first)
    both_saved = save(store, "Вторая", second, Unit(id=new_id()))
    renamed = Person(id=first.id, surname="Петрова")
    save(store, "Смена", renamed)
    with store.work("Удаление") as work:
        work.delete(Person, second.id)
        work.commit()

    assert store.as_of(Person, before) == ()
    assert store.as_of(Person, first_saved) == (first,)
    assert set(store.as_of(Person, both_saved)) == {first, second}
    assert store.as_of(Person, datetime.now().astimezone()) == store.all(Person) == (renamed,)


def test_a_moment_never_cuts_a_transaction_in_two(store: Store):
    people = [Person(id=new_id(), surname=str(n)) for n in range(500)]
    before = next_moment()
    after = save(store, "Все сразу", *people)
    seen = [len(store.as_of(Person, before + (after - before) * n / 40)) for n in range(41)]
    assert (seen[0], seen[-1]) == (0, 500)
    assert set(seen) == {0, 500}


def test_moments_tell_when_records_of_some_kinds_were_changed(store: Store):
    person = Person(id=new_id(), surname="Иванова")
    save(store, "Приём", person)
    save(store, "Команда", Team(id=new_id()))
    save(store, "Замужество", Person(id=person.id, surname="Петрова"))
    newest, oldest = store.moments(Person)
    assert (newest.intent, oldest.intent) == ("Замужество", "Приём")
    assert newest.author == "Иванова А. П."
    assert store.as_of(Person, oldest.at) == (person,)
    assert [moment.intent for moment in store.moments(Person, Team)] == [
        "Замужество",
        "Команда",
        "Приём",
    ]


def test_a_change_by_a_newer_program_is_kept_and_not_shown(path: Path, open_store):
    person = Person(id=new_id(), surname="Иванова")
    with open_store(path) as store:
        save(store, "Приём", person)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO change SELECT ?, row, 499, 'новое', NULL, tx FROM change", (b"\xfe" * 16,)
        )
    again = open_store(path)
    assert [entry.action for entry in again.history(person.id)] == [Action.CREATED]
    assert again.check() == []


def test_moments_of_records_made_with_a_value_include_those_that_are_gone(store: Store):
    office, other, head = new_id(), new_id(), new_id()
    save(store, "Отделы", Unit(id=office, name="Центр"), Unit(id=other, name="Отдел"))
    save(store, "Люди", Person(id=head, unit=office, surname="Иванова"))
    save(store, "Другой отдел", Person(id=new_id(), unit=other))
    save(store, "Замужество", Person(id=head, unit=office, surname="Петрова"))
    with store.work("Увольнение") as work:
        work.delete(Person, head)
        work.commit()
    found = store.moments_of(Person, unit=office)
    assert [moment.intent for moment in found] == ["Увольнение", "Замужество", "Люди"]
    assert found[0].at >= found[1].at >= found[2].at
    assert [moment.intent for moment in store.moments_of(Person, unit=other)] == ["Другой отдел"]
    assert store.moments_of(Person, unit=None) == ()
