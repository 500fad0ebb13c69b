"""What random histories found wrong once, told as the stories they were."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from quality_desktop.domain.directory import Person, TeamMember, Unit
from quality_desktop.domain.records import Record, new_id
from quality_desktop.storage.deciding import Decision, Verdict
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.merge_plan import MergeOutcome
from quality_desktop.storage.rebuilding import fill_from_log
from quality_desktop.storage.received import LogChoice
from tests.storage.merging_laws.laws import Law, LawBrokenError, Reading, check_shown
from tests.storage.merging_laws.offices import (
    CONTACTS,
    KINDS,
    PEOPLE,
    SCHEMA,
    UNITS,
    District,
    Office,
    member,
)
from tests.storage.merging_laws.outside import package_with_outside_edits
from tests.storage.merging_laws.witness import Witness


@pytest.fixture
def two(district: District) -> tuple[Office, Office]:
    one, other = district.begin(2, seed=1)
    return one, other


def put(office: Office, *records: Record) -> None:
    with office.store.work("Правка") as work:
        work.put_all(records)
        work.commit()


def delete(office: Office, *records: Record) -> None:
    with office.store.work("Удаление") as work:
        for record in records:
            work.delete(type(record), record.id)
        work.commit()


def get(office: Office, number: int) -> Person:
    found = office.store.get(Person, PEOPLE[number])
    assert found is not None
    return found


def take(me: Office, sender: Office, choice: LogChoice | None = None) -> MergeOutcome:
    return me.store.merge(sender.package(choice), Arrival(peer="Коллега"))


def test_a_record_that_comes_back_when_a_merge_is_taken_back_stays_in_its_table(
    two: tuple[Office, Office], district: District
):
    """It had been deleted and was only kept because it was in use."""
    mine, theirs = two
    put(mine, replace(member(0, 0), person=PEOPLE[1]))
    take(theirs, mine)
    delete(theirs, get(theirs, 0))
    theirs.store.undo_merge(theirs.store.exchanges()[0].id)
    assert get(theirs, 0).surname == "Иванова"  # deleted, and in use again
    came = take(mine, theirs)
    mine.store.undo_merge(came.exchange)
    assert get(mine, 0).surname == "Иванова"
    Law(Witness(district.base.log)).tables_are_what_the_log_says(Reading(mine))


def test_a_deleted_record_in_use_gets_its_values_back_when_a_merge_is_taken_back(
    two: tuple[Office, Office],
):
    mine, theirs = two
    delete(mine, *mine.store.all(TeamMember), get(mine, 0))
    head = theirs.store.get(Unit, UNITS[0])
    assert head is not None
    put(theirs, replace(head, head=PEOPLE[0]))
    take(mine, theirs)
    before = Reading(mine)
    assert get(mine, 0).is_active
    put(theirs, replace(get(theirs, 0), is_active=False))
    came = take(mine, theirs)
    assert not get(mine, 0).is_active
    mine.store.undo_merge(came.exchange)
    after = Reading(mine)
    assert after.rows == before.rows
    assert after.asked.keys() == before.asked.keys()


def test_a_plan_counts_cells_that_come_to_known_records(two: tuple[Office, Office]):
    mine, theirs = two
    put(theirs, Person(id=PEOPLE[2], surname="Сидорова", phone="2-22-22"))
    take(mine, theirs, LogChoice(without_columns=CONTACTS))
    assert get(mine, 2).phone == ""
    package = theirs.package()
    assert mine.store.plan_merge(package).new_changes == 1
    assert mine.store.merge(package, Arrival()).new_changes == 1
    assert get(mine, 2).phone == "2-22-22"


def test_fields_in_dispute_of_a_record_that_is_only_kept_are_counted(district: District):
    one, other, user, late = district.begin(4, seed=1)
    put(one, replace(get(one, 1), surname="Петренко"))
    put(other, replace(get(other, 1), surname="Петрова"))
    take(one, other)
    delete(one, get(one, 1))
    head = user.store.get(Unit, UNITS[0])
    assert head is not None
    put(user, replace(head, head=PEOPLE[1]))
    take(one, user)
    package = one.package()
    planned = late.store.plan_merge(package)
    assert [dispute.field for dispute in planned.conflicts] == ["", "surname"]
    assert late.store.merge(package, Arrival()).conflicts == 2


def test_the_same_edit_beside_the_program_in_two_files_is_no_alarm(two: tuple[Office, Office]):
    """Both files hold the same log, and somebody mends both with the same tool."""
    mine, theirs = two
    for sender in two:
        package, edits = package_with_outside_edits(sender, sender.copy(), 0)
        assert edits
        mine.store.merge(package, Arrival())
    take(theirs, mine)
    assert get(theirs, 0).surname == "помимо"
    assert theirs.store.disputes() == ()


def test_an_edit_that_came_before_its_record_is_asked_about_when_somebody_makes_the_record(
    two: tuple[Office, Office],
):
    """Two people give the same record the same id; only a later edit of one of them has come."""
    mine, theirs = two
    put(theirs, Person(id=PEOPLE[2], surname="Сидорова"))
    (last,) = theirs.driver.execute("SELECT max(id) FROM tx").fetchone()
    put(theirs, Person(id=PEOPLE[2], surname="Сидоренко"))
    take(mine, theirs, LogChoice(since_tx=last))
    assert mine.store.get(Person, PEOPLE[2]) is None
    put(mine, Person(id=PEOPLE[2], surname="Сидорчук"))
    (dispute,) = mine.store.disputes()
    assert {side.value for side in dispute.sides} == {"Сидоренко", "Сидорчук"}


def test_a_file_made_anew_from_its_log_asks_what_was_asked(two: tuple[Office, Office]):
    """As after a rescue: the log is all that was saved."""
    mine, theirs = two
    put(mine, replace(get(mine, 1), surname="Петренко"))
    put(theirs, replace(get(theirs, 1), surname="Петрова"))
    delete(mine, *mine.store.all(TeamMember), get(mine, 0))
    take(theirs, mine)
    remembered = theirs.driver.execute("SELECT * FROM dispute").fetchall()
    assert len(remembered) == 1
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as saved:
        saved.deserialize(theirs.copy().image)
        for table in ("dispute", *(kind.kind for kind in KINDS)):
            saved.execute(f"DELETE FROM {table}")
        engine = create_engine("sqlite://", creator=lambda: saved, poolclass=StaticPool)
        with engine.begin() as connection:
            fill_from_log(connection, SCHEMA)
        assert saved.execute("SELECT * FROM dispute").fetchall() == remembered
        people = saved.execute("SELECT surname FROM person").fetchall()
    assert people == theirs.driver.execute("SELECT surname FROM person").fetchall()


def in_dispute(two: tuple[Office, Office]) -> Office:
    """An office with a person whose surname is in dispute."""
    mine, theirs = two
    put(mine, replace(get(mine, 1), surname="Петренко"))
    put(theirs, replace(get(theirs, 1), surname="Петрова"))
    take(mine, theirs)
    assert {side.value for side in mine.store.disputes()[0].sides} == {"Петренко", "Петрова"}
    return mine


def test_a_deletion_taken_back_leaves_its_record_in_dispute(two: tuple[Office, Office]):
    mine = in_dispute(two)
    before = Reading(mine)
    delete(mine, get(mine, 1))
    assert mine.store.disputes() == ()
    mine.store.undo()
    assert Reading(mine).shows_like(before)
    mine.store.redo()
    assert mine.store.get(Person, PEOPLE[1]) is None
    mine.store.undo()
    assert Reading(mine).shows_like(before)


def test_agreeing_by_typing_is_taken_back_with_the_question(two: tuple[Office, Office]):
    mine = in_dispute(two)
    before = Reading(mine)
    shown = get(mine, 1)
    (other,) = {"Петренко", "Петрова"} - {shown.surname}
    put(mine, replace(shown, surname=other))
    assert mine.store.disputes() == ()
    mine.store.undo()
    assert Reading(mine).shows_like(before)


def test_the_last_use_of_a_deleted_record_is_taken_back_with_the_record(
    two: tuple[Office, Office],
):
    mine, theirs = two
    delete(mine, *mine.store.all(TeamMember), get(mine, 0))
    head = theirs.store.get(Unit, UNITS[0])
    assert head is not None
    put(theirs, replace(head, head=PEOPLE[0]))
    take(mine, theirs)
    before = Reading(mine)
    put(mine, replace(head, head=None))
    assert mine.store.get(Person, PEOPLE[0]) is None  # it was only kept for that use
    mine.store.undo()
    assert Reading(mine).shows_like(before)


def test_what_was_typed_over_a_merge_does_not_quarrel_with_what_was_before_it(
    two: tuple[Office, Office],
):
    mine, theirs = two
    put(theirs, replace(get(theirs, 1), surname="Петрова"))
    came = take(mine, theirs)
    put(mine, replace(get(mine, 1), surname="Петренко"))
    mine.store.undo_merge(came.exchange)
    assert get(mine, 1).surname == "Петренко"
    assert mine.store.disputes() == ()


@pytest.mark.parametrize("verdict", [Verdict.KEEP, Verdict.DELETE])
def test_a_deletion_that_a_merge_had_settled_is_asked_about_again_when_it_is_taken_back(
    two: tuple[Office, Office], verdict: Verdict
):
    mine, theirs = two
    delete(mine, get(mine, 1))
    put(theirs, replace(get(theirs, 1), surname="Петрова"))
    take(mine, theirs)
    take(theirs, mine)
    before = Reading(mine)
    decided = Decision(kind="person", key=PEOPLE[1], verdict=verdict)
    theirs.store.decide([decided], "по приказу")
    came = take(mine, theirs)
    assert mine.store.disputes() == ()
    mine.store.undo_merge(came.exchange)
    assert Reading(mine).shows_like(before)
    assert [dispute.sort for dispute in mine.store.disputes()] == [DisputeSort.DELETED_EDITED]


def test_a_record_that_was_deleted_and_brought_back_is_under_the_law_again(
    two: tuple[Office, Office],
):
    """Only what is deleted and merely in use may differ beside a record that got cells."""
    mine, _ = two
    person = Person(id=new_id(), surname="Возвращённая")
    put(mine, person)
    delete(mine, person)
    mine.store.undo()
    team = replace(member(0, 0), person=person.id)
    put(mine, team)
    before, after = Reading(mine), Reading(mine)
    joined = [key for key, entry in after.log.items() if entry.row == team.id.bytes]
    check_shown(before, after, joined, "the same")
    row, *cells = after.rows[person.id.bytes]
    after.rows[person.id.bytes] = (row, *(None for _ in cells))
    with pytest.raises(LawBrokenError, match="the records"):
        check_shown(before, after, joined, "the same")
