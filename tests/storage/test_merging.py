"""Taking in somebody's log: the story of two offices, and what a merge promises and refuses."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School, SchoolYear, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Record, new_id
from quality_desktop.storage.catching_up import MissingReferenceError
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.comparing import IntegrityAlarmError
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store
from tests.storage.copies import (
    PERSON,
    SCHOOL,
    UNIT,
    YEAR,
    OpenCopy,
    Pair,
    assert_equal,
    delete,
    everything,
    log_of,
    save,
    take,
)

OpenStore = Callable[[Path], Store]


def test_two_copies_of_the_district_become_one_and_a_merge_is_taken_back_and_made_again(
    open_sample: OpenCopy,
):
    ours, theirs = open_sample("Иванова"), open_sample("Петрова")
    school, other, *_ = ours.all(School)
    year = ours.all(SchoolYear, school=other.id)[0]
    added = Person(id=new_id(), surname="Новая", given="Анна")
    save(ours, "Телефон школы", replace(school, phone="1-11-11"))
    save(theirs, "Телефон и адрес", replace(school, phone="2-22-22", address="ул. Садовая, 5"))
    save(theirs, "Новый сотрудник", added, replace(year, note="проверено", pupils=77))
    before = everything(ours)

    plan = ours.plan_merge(log_of(theirs))
    assert everything(ours) == before
    assert [d.field for d in plan.conflicts] == ["phone"]
    assert [(t.author, t.intent, t.count) for t in plan.transactions] == [
        ("Петрова", "Телефон и адрес", 2),
        ("Петрова", "Новый сотрудник", 3),
    ]
    assert {r.key: r.after for r in plan.records} == {
        school.id: theirs.get(School, school.id),
        added.id: added,
        year.id: theirs.get(SchoolYear, year.id),
    }

    outcome = take(ours, theirs)
    assert (outcome.new_changes, outcome.conflicts) == (plan.new_changes, 1) == (5, 1)
    assert outcome.changes == Changes(
        kinds=frozenset({"school", "school_year", "person"}), intent="Приём файла: Петрова"
    )
    assert take(ours, theirs).new_changes == 0
    take(theirs, ours)
    assert everything(ours) == everything(theirs)
    (dispute,) = ours.disputes()
    assert (dispute.kind, dispute.key, dispute.field) == ("school", school.id, "phone")
    assert dispute.sort == DisputeSort.VALUES
    assert [(s.value, s.author, s.intent, s.is_shown) for s in dispute.sides] == [
        ("1-11-11", "Иванова", "Телефон школы", False),
        ("2-22-22", "Петрова", "Телефон и адрес", True),
    ]

    choice = Decision(kind="school", key=school.id, field="phone", value="1-11-11")
    ours.decide([choice], "звонили в школу")
    assert ours.disputes() == ()
    take(theirs, ours)
    assert theirs.disputes() == ()
    assert theirs.get(School, school.id) == replace(
        school, phone="1-11-11", address="ул. Садовая, 5"
    )
    assert everything(ours) == everything(theirs)
    merged = everything(ours)

    later = Person(id=new_id(), surname="Поздняя")
    save(ours, "После приёма", later)
    ours.undo_merge(outcome.exchange)
    undone = everything(ours)
    assert undone[school.id] == replace(school, phone="1-11-11")
    assert undone[year.id] == year
    assert added.id not in undone
    assert undone[later.id] == later
    (taken_back,) = (e for e in ours.exchanges() if e.id == outcome.exchange)
    assert taken_back.is_undone

    assert ours.redo_merge(outcome.exchange).kinds == {"school", "school_year", "person"}
    assert everything(ours) == {**merged, later.id: later}

    assert ours.undo_intent() == "Возврат приёма файла от Петрова"
    ours.undo()
    assert everything(ours) == undone
    ours.redo()
    assert everything(ours) == {**merged, later.id: later}
    take(theirs, ours)
    assert_equal([ours, theirs], KINDS)


def test_undo_right_after_a_merge_takes_the_merge_back(pair: Pair):
    ours, theirs = pair
    before = everything(ours)
    save(ours, "Наше", Person(id=new_id(), surname="Наша"))
    mine = everything(ours)
    save(theirs, "Их", Person(id=new_id(), surname="Их"))
    take(ours, theirs)
    merged = everything(ours)
    assert ours.undo_intent() == "Приём файла: Петрова"
    ours.undo()
    assert everything(ours) == mine
    assert ours.redo_intent() == "Приём файла: Петрова"
    ours.redo()
    assert everything(ours) == merged
    ours.undo()
    assert ours.undo_intent() is None  # what was done before a merge stays
    assert everything(ours) == mine != before


def test_the_same_log_again_brings_nothing_and_is_no_step_to_undo(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    first = ours.merge(log, Arrival(peer="Петрова", file_name="а.qpack"))
    save(ours, "Наше", replace(UNIT, name="Центр"))
    before, written = everything(ours), ours.last_write
    second = ours.merge(log, Arrival(peer="Петрова", file_name="а (1).qpack"))
    assert (second.new_changes, second.conflicts, second.changes) == (0, 0, Changes())
    assert everything(ours) == before
    assert ours.last_write == written
    assert ours.undo_intent() == "Наше"
    assert [(e.file_name, e.changes) for e in ours.exchanges()] == [
        ("а (1).qpack", 0),
        ("а.qpack", 1),
    ]
    assert first.exchange != second.exchange


def test_an_older_log_after_a_newer_one_brings_nothing(pair: Pair):
    ours, theirs = pair
    save(theirs, "Первое", replace(PERSON, phone="2-22"))
    older = log_of(theirs)
    save(theirs, "Второе", replace(PERSON, phone="3-33"))
    take(ours, theirs)
    assert ours.merge(older, Arrival()).new_changes == 0
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="3-33")


def test_a_part_of_a_log_and_then_the_rest_are_the_whole(pair: Pair):
    ours, theirs = pair
    person = Person(id=new_id(), surname="Их", unit=UNIT.id)
    save(theirs, "Всё сразу", person, replace(UNIT, name="Центр"), replace(YEAR, pupils=310))
    part = LogChoice(rows=theirs.closure_of({Person: [person.id]}))
    assert take(ours, theirs, part).new_changes == 2
    assert ours.get(Unit, UNIT.id) == replace(UNIT, name="Центр")
    assert ours.get(SchoolYear, YEAR.id) == YEAR
    assert take(ours, theirs).new_changes == 1
    take(theirs, ours)
    assert_equal(pair)
    assert [e.intent for e in ours.history(YEAR.id)] == ["Всё сразу", "Ввод"]


def test_a_file_made_anew_takes_in_a_whole_log(pair: Pair, path: Path, open_store: OpenStore):
    _, theirs = pair
    save(theirs, "Правка", replace(PERSON, phone="2-22"))
    fresh = open_store(path)
    take(fresh, theirs)
    assert everything(fresh) == everything(theirs)
    assert fresh.check() == []
    assert fresh.family == theirs.family


def test_the_same_value_typed_by_both_is_no_conflict(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    assert take(ours, theirs).conflicts == 0
    save(ours, "Дальше", replace(PERSON, phone="3-33"))
    assert ours.disputes() == ()


def test_different_fields_of_one_record_edited_by_both_are_both_kept(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, note="в отпуске"))
    assert take(ours, theirs).conflicts == 0
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22", note="в отпуске")


def test_an_edit_beside_a_deletion_is_not_lost_whichever_way_it_comes(pair: Pair):
    ours, theirs = pair
    edited = replace(PERSON, note="не удалять")
    save(ours, "Правка", edited)
    delete(theirs, "Удаление", PERSON)
    assert take(ours, theirs).conflicts == 1
    assert ours.get(Person, PERSON.id) == edited
    assert take(theirs, ours).conflicts == 1
    assert theirs.get(Person, PERSON.id) == edited
    (dispute,) = ours.disputes()
    assert dispute.sort == DisputeSort.DELETED_EDITED
    assert_equal(pair)


def test_a_deletion_of_what_nobody_else_touched_is_taken_over(pair: Pair):
    ours, theirs = pair
    delete(theirs, "Удаление", YEAR, SCHOOL)
    assert take(ours, theirs).conflicts == 0
    assert not ours.all(School)
    assert not ours.all(SchoolYear)
    assert ours.check() == []


def test_a_deleted_record_that_others_came_to_use_stays_until_they_let_it_go(pair: Pair):
    ours, theirs = pair
    save(ours, "В отдел", replace(PERSON, unit=UNIT.id))
    delete(theirs, "Удаление отдела", UNIT)
    assert take(ours, theirs).conflicts == 1
    assert ours.get(Unit, UNIT.id) == UNIT
    (dispute,) = ours.disputes()
    assert dispute.sort == DisputeSort.DELETED_REFERRED
    assert dispute.referrers == (("person", PERSON.id),)
    take(theirs, ours)
    assert_equal(pair)
    save(ours, "Из отдела", PERSON)
    assert ours.get(Unit, UNIT.id) is None
    assert ours.disputes() == ()
    take(theirs, ours)
    assert_equal(pair)


def test_a_record_that_refers_to_one_that_never_came_is_refused(pair: Pair):
    ours, theirs = pair
    unit = Unit(id=new_id(), name="Новый отдел")
    person = Person(id=new_id(), surname="Их", unit=unit.id)
    save(theirs, "Новые", unit, person)
    before = snapshot(ours)
    with pytest.raises(MissingReferenceError, match="прислать файл целиком"):
        take(ours, theirs, LogChoice(rows=frozenset({person.id.bytes})))
    assert snapshot(ours) == before
    assert take(ours, theirs).new_changes == 2


def test_what_is_written_after_a_merge_or_a_look_at_one_is_captured(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    ours.plan_merge(log_of(theirs))
    save(ours, "После взгляда", replace(PERSON, note="1"))
    take(ours, theirs)
    save(ours, "После приёма", replace(PERSON, phone="2-22", note="2"))
    with pytest.raises(IntegrityAlarmError):
        ours.merge(spoilt(log_of(theirs), "val = '9'", PERSON), Arrival())
    save(ours, "После отказа", replace(PERSON, phone="2-22", note="3"))
    delete(ours, "Удаление", PERSON)
    assert [e.intent for e in ours.history(PERSON.id)] == [
        "Удаление",
        "После отказа",
        "После приёма",
        "После взгляда",
        "Их",
        "Ввод",
    ]
    assert ours.check() == []


CHANGES = (
    "val = '9'",
    "val = NULL",
    "val = CAST(val AS BLOB)",
    'row = "zeroblob(16)"',
    "col = col + 1",
    "parents = zeroblob(16)",
    "parents = NULL",
)


def test_one_change_with_two_contents_is_an_alarm_and_nothing_is_written(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    take(ours, theirs)
    save(theirs, "Ещё", replace(PERSON, phone="2-22", note="новое"))
    before = snapshot(ours)
    for change in CHANGES:
        with pytest.raises(
            IntegrityAlarmError, match=r"\(«Иванова», Петрова, .*, «Их»\): файл правили помимо"
        ):
            ours.merge(spoilt(log_of(theirs), change, PERSON), Arrival())
        with pytest.raises(IntegrityAlarmError):
            ours.plan_merge(spoilt(log_of(theirs), change, PERSON))
    assert snapshot(ours) == before
    assert take(ours, theirs).new_changes == 1


TRANSACTIONS = (
    "author = 'Чужой'",
    "host = 'чужой'",
    "wall_ms = 0",
    "note = ''",
    "target = zeroblob(16)",
    "site = zeroblob(1)",
)


@pytest.mark.parametrize("change", TRANSACTIONS)
def test_of_one_transaction_with_two_authors_each_keeps_its_own_and_is_told(
    pair: Pair, change: str
):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute(f"UPDATE tx SET {change} WHERE note = 'Ввод'")
    (warning,) = ours.plan_merge(log).warnings
    assert "записано иначе, чем здесь: Иванова А. П." in warning.text
    assert "«Ввод»" in warning.text
    before = ours.history(UNIT.id)
    assert ours.merge(log, Arrival()).new_changes == 1
    assert ours.history(UNIT.id) == before
    assert take(theirs, ours).new_changes == 0


def test_a_part_that_comes_with_another_author_takes_the_one_of_the_part_here(pair: Pair):
    ours, theirs = pair
    other = Person(id=new_id(), surname="Новая")
    save(theirs, "Их", replace(PERSON, phone="2-22"), other)
    take(ours, theirs, LogChoice(rows=frozenset({PERSON.id.bytes})))
    log = log_of(theirs)
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE tx SET author = 'Чужой'")
    ours.merge(log, Arrival())
    assert [entry.author for entry in ours.history(other.id)] == ["Петрова"]


def test_a_record_that_is_of_another_kind_there_is_an_alarm(pair: Pair):
    ours, theirs = pair
    save(theirs, "Новый", Person(id=new_id(), surname="Их"))
    log = log_of(theirs)
    before = snapshot(ours)
    with closing(sqlite3.connect(log)) as forged:
        forged.execute(
            'UPDATE change SET "row" = ? WHERE id = (SELECT max(id) FROM change)', (UNIT.id.bytes,)
        )
        forged.commit()
    with pytest.raises(IntegrityAlarmError):
        ours.merge(log, Arrival())
    assert snapshot(ours) == before


def test_an_edit_of_a_cell_that_records_of_this_kind_lack_is_an_alarm(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    before = snapshot(ours)
    with closing(sqlite3.connect(log)) as forged:
        forged.execute(
            'UPDATE change SET "row" = :unit, parents = (SELECT id FROM change WHERE "row" = :unit) '
            "WHERE id = (SELECT max(id) FROM change)",
            {"unit": UNIT.id.bytes},
        )
        forged.commit()
    with pytest.raises(IntegrityAlarmError):
        ours.merge(log, Arrival())
    assert snapshot(ours) == before


def test_a_reference_to_a_record_of_another_kind_is_refused(pair: Pair):
    ours, theirs = pair
    save(theirs, "В отдел", replace(PERSON, unit=UNIT.id))
    log = log_of(theirs)
    with closing(sqlite3.connect(log)) as forged:
        forged.execute("UPDATE change SET val = ? WHERE val = ?", (SCHOOL.id.bytes, UNIT.id.bytes))
        forged.commit()
    before = snapshot(ours)
    with pytest.raises(MissingReferenceError, match="другого рода"):
        ours.merge(log, Arrival())
    assert snapshot(ours) == before


def test_a_known_change_under_another_transaction_is_an_alarm(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE change SET tx = 2 WHERE tx = 1")
    with pytest.raises(IntegrityAlarmError):
        ours.merge(log, Arrival())
    assert take(ours, theirs).new_changes == 1  # the refused log was put away


def test_a_change_without_its_transaction_is_an_alarm(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("DELETE FROM tx WHERE id = 2")
    with pytest.raises(IntegrityAlarmError):
        ours.merge(log, Arrival())


def test_cells_that_were_left_out_come_later_and_change_nothing_else(pair: Pair):
    ours, theirs = pair
    person = Person(id=new_id(), surname="Их", phone="9-99", email="a@b.ru")
    save(theirs, "Новый", person)
    save(theirs, "Почта", replace(person, email="c@d.ru"))
    codes = column_codes("person")
    shy = LogChoice(without_columns=frozenset({codes["phone"], codes["email"]}))
    assert take(ours, theirs, shy).new_changes == 1
    assert ours.get(Person, person.id) == Person(id=person.id, surname="Их")
    assert ours.check() == []
    outcome = take(ours, theirs)
    assert outcome.new_changes == 2  # an edit, and the cells of the whole record
    assert ours.get(Person, person.id) == replace(person, email="c@d.ru")
    assert take(ours, theirs, shy).new_changes == 0
    take(theirs, ours)
    assert_equal(pair)
    ours.undo_merge(outcome.exchange)
    assert ours.get(Person, person.id) == replace(person, email="a@b.ru")  # known cells stay known


def test_a_value_typed_where_cells_were_left_out_is_a_conflict_with_what_was_there(pair: Pair):
    ours, theirs = pair
    person = Person(id=new_id(), surname="Их", phone="9-99")
    save(theirs, "Новый", person)
    shy = LogChoice(without_columns=frozenset({column_codes("person")["phone"]}))
    take(ours, theirs, shy)
    save(ours, "Телефон", replace(person, phone="1-23"))
    assert take(ours, theirs).conflicts == 1
    (dispute,) = ours.disputes()
    assert {side.value for side in dispute.sides} == {"9-99", "1-23"}


def test_a_clock_far_ahead_is_told_and_what_is_done_here_later_still_wins(
    open_copy: OpenCopy, monkeypatch: pytest.MonkeyPatch
):
    theirs = open_copy("Петрова")
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 73 * 3600 * 10**9)
    save(theirs, "Из будущего", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    monkeypatch.undo()
    ours = open_copy("Иванова")
    (warning,) = ours.plan_merge(log).warnings
    assert "ПК Петрова (Петрова) спешат на 3 дн." in warning.text
    ours.merge(log, Arrival())
    save(ours, "Сейчас", replace(PERSON, phone="3-33"))
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="3-33")
    assert ours.disputes() == ()
    assert [e.intent for e in ours.history(PERSON.id)] == ["Сейчас", "Из будущего", "Ввод"]


def test_a_clock_ten_years_ahead_is_refused(open_copy: OpenCopy, monkeypatch: pytest.MonkeyPatch):
    theirs = open_copy("Петрова")
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 11 * 365 * 24 * 3600 * 10**9)
    save(theirs, "Из будущего", replace(PERSON, phone="2-22"))
    log = log_of(theirs)
    monkeypatch.undo()
    ours = open_copy("Иванова")
    before = snapshot(ours)
    with pytest.raises(QualityError, match="десять лет"):
        ours.merge(log, Arrival())
    assert snapshot(ours) == before


def test_a_merge_inside_a_unit_of_work_is_a_bug(pair: Pair):
    ours, theirs = pair
    log = log_of(theirs)
    with ours.work("Правка") as work:
        work.put(replace(PERSON, phone="5"))
        with pytest.raises(RuntimeError, match="do not nest"):
            ours.merge(log, Arrival())
        work.commit()
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="5")


def snapshot(store: Store) -> tuple[object, ...]:
    """All that a refused merge must leave as it was."""
    return everything(store), store.last_write, store.disputes(), store.exchanges()


def spoilt(log: Path, change: str, record: Record) -> Path:
    """A log in which the newest known change of a record was altered by hand."""
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute(
            f'UPDATE change SET {change} WHERE id = (SELECT max(id) FROM change WHERE "row" = ? '
            "AND tx = (SELECT min(tx) FROM change WHERE tx > 1))",
            (record.id.bytes,),
        )
    return log
