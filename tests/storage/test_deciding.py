"""Decisions: one change that has seen all sides, which travels, so that nobody is asked twice."""

from dataclasses import replace

import pytest

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.directory import Person, SchoolYear, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.deciding import Decision, Verdict
from quality_desktop.storage.merge_undo import Way, undo_transaction
from quality_desktop.storage.signing import TransactionKind
from tests.storage.copies import (
    PERSON,
    UNIT,
    YEAR,
    Pair,
    assert_equal,
    delete,
    everything,
    save,
    take,
)

KEEP = Decision(kind="school_year", key=YEAR.id, verdict=Verdict.KEEP)
DELETE = Decision(kind="school_year", key=YEAR.id, verdict=Verdict.DELETE)


def phone(value: str | None) -> Decision:
    return Decision(kind="person", key=PERSON.id, field="phone", value=value)


@pytest.fixture
def asked(pair: Pair) -> Pair:
    """Two copies that disagree about a telephone; both know."""
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="3-33", note="их"))
    take(ours, theirs)
    take(theirs, ours)
    return pair


@pytest.fixture
def torn(pair: Pair) -> Pair:
    """Two copies of which one deleted what the other edited; both know."""
    ours, theirs = pair
    save(ours, "Правка", replace(YEAR, pupils=310))
    delete(theirs, "Удаление", YEAR)
    take(ours, theirs)
    take(theirs, ours)
    return pair


@pytest.mark.parametrize("value", ["2-22", "3-33", "4-44", ""])
def test_a_field_gets_the_value_of_a_side_or_another_one_and_nobody_is_asked_again(
    value: str, asked: Pair
):
    ours, theirs = asked
    changes = ours.decide([phone(value)], "звонили")
    assert changes == Changes(kinds=frozenset({"person"}), intent="Решение по расхождению: звонили")
    assert ours.disputes() == ()
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone=value, note="их")
    assert ours.history(PERSON.id)[0].intent == "Решение по расхождению: звонили"
    take(theirs, ours)
    assert_equal(asked)


def test_several_decisions_are_one_step_with_one_reason(asked: Pair):
    ours, theirs = asked
    save(ours, "Наша заметка", replace(PERSON, phone="3-33", note="наша"))
    save(theirs, "Их заметка", replace(PERSON, phone="3-33", note="их новая"))
    take(ours, theirs)
    before = everything(ours)
    assert len(ours.disputes()) == 2
    note = Decision(kind="person", key=PERSON.id, field="note", value="итог")
    ours.decide([phone("2-22"), note], "")
    assert ours.disputes() == ()
    assert ours.undo_intent() == "Решение по расхождению"
    ours.undo()
    assert everything(ours) == before
    assert len(ours.disputes()) == 2
    ours.redo()
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22", note="итог")
    assert ours.disputes() == ()
    take(theirs, ours)
    assert_equal(asked)


def test_a_decision_closes_its_field_alone(asked: Pair):
    ours, theirs = asked
    save(ours, "Наша заметка", replace(PERSON, phone="3-33", note="наша"))
    save(theirs, "Их заметка", replace(PERSON, phone="3-33", note="их новая"))
    take(ours, theirs)
    ours.decide([phone("2-22")], "")
    assert [d.field for d in ours.disputes()] == ["note"]


def test_two_who_decide_differently_are_asked_once_more(asked: Pair):
    ours, theirs = asked
    ours.decide([phone("2-22")], "")
    theirs.decide([phone("3-33")], "")
    take(ours, theirs)
    take(theirs, ours)
    (dispute,) = ours.disputes()
    assert [side.value for side in dispute.sides] == ["2-22", "3-33"]
    assert_equal(asked)


def test_two_who_decide_alike_are_not_asked_again(asked: Pair):
    ours, theirs = asked
    ours.decide([phone("2-22")], "")
    theirs.decide([phone("2-22")], "")
    take(ours, theirs)
    assert ours.disputes() == ()


def test_a_record_that_one_deleted_and_another_edited_may_stay(torn: Pair):
    ours, theirs = torn
    ours.decide([KEEP], "школа работает")
    assert ours.get(SchoolYear, YEAR.id) == replace(YEAR, pupils=310)
    assert ours.disputes() == ()
    take(theirs, ours)
    assert_equal(torn)


def test_a_record_that_one_deleted_and_another_edited_may_go(torn: Pair):
    ours, theirs = torn
    changes = ours.decide([DELETE], "")
    assert changes.kinds == {"school_year"}
    assert ours.get(SchoolYear, YEAR.id) is None
    take(theirs, ours)
    assert_equal(torn)
    ours.undo()
    assert ours.get(SchoolYear, YEAR.id) == replace(YEAR, pupils=310)
    assert len(ours.disputes()) == 1


def test_a_decision_about_several_records_is_written_whole_or_not_at_all(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22", unit=UNIT.id), replace(YEAR, pupils=310))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    delete(theirs, "Удаление", UNIT, YEAR)
    take(ours, theirs)
    before, asked, written = everything(ours), ours.disputes(), ours.last_write
    going = Decision(kind="unit", key=UNIT.id, verdict=Verdict.DELETE)
    with pytest.raises(QualityError, match="её используют другие записи"):
        ours.decide([phone("2-22"), DELETE, going], "")
    assert (everything(ours), ours.disputes(), ours.last_write) == (before, asked, written)


def test_a_deleted_record_in_use_may_stay(pair: Pair):
    ours, theirs = pair
    save(ours, "В отдел", replace(PERSON, unit=UNIT.id))
    delete(theirs, "Удаление", UNIT)
    take(ours, theirs)
    ours.decide([Decision(kind="unit", key=UNIT.id, verdict=Verdict.KEEP)], "")
    assert ours.disputes() == ()
    save(ours, "Из отдела", PERSON)
    assert ours.get(Unit, UNIT.id) == UNIT  # it stays for good
    take(theirs, ours)
    assert_equal(pair)


def test_a_deletion_made_again_takes_along_what_only_it_had_kept(pair: Pair):
    ours, theirs = pair
    headed = replace(UNIT, head=PERSON.id)
    save(theirs, "Заведующий", headed)
    take(ours, theirs)
    save(ours, "Место работы", replace(PERSON, unit=UNIT.id))
    delete(theirs, "Удаление", headed, PERSON)
    take(ours, theirs)
    assert {dispute.key for dispute in ours.disputes()} == {PERSON.id, UNIT.id}
    ours.decide([Decision(kind="person", key=PERSON.id, verdict=Verdict.DELETE)], "уволена")
    for _ in range(2):
        assert ours.get(Person, PERSON.id) is None
        assert ours.get(Unit, UNIT.id) is None
        assert ours.disputes() == ()
        ours.undo()
        assert ours.get(Unit, UNIT.id) == headed
        assert {dispute.key for dispute in ours.disputes()} == {PERSON.id, UNIT.id}
        ours.redo()
    assert ours.check() == []


def test_no_decisions_write_nothing(asked: Pair):
    ours, _ = asked
    written = ours.last_write
    assert ours.decide([], "незачем") == Changes()
    assert ours.last_write == written


def test_a_decision_about_what_is_not_in_the_file_is_refused(asked: Pair):
    ours, _ = asked
    stranger = Decision(kind="person", key=new_id(), field="phone", value="1")
    written = ours.last_write
    with pytest.raises(QualityError, match="обновите список расхождений"):
        ours.decide([phone("2-22"), stranger], "")
    assert ours.last_write == written
    assert len(ours.disputes()) == 1


def test_what_has_been_decided_is_not_decided_again_from_an_old_list(asked: Pair):
    ours, _ = asked
    ours.decide([phone("2-22")], "звонили")
    written = ours.last_write
    with pytest.raises(QualityError, match="никто не спорит: обновите список расхождений"):
        ours.decide([phone("3-33")], "по старому списку")
    assert ours.last_write == written
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22", note="их")


@pytest.mark.parametrize("late", [KEEP, DELETE])
def test_a_record_whose_fate_is_decided_keeps_it(late: Decision, torn: Pair):
    ours, _ = torn
    ours.decide([KEEP], "школа работает")
    written = ours.last_write
    with pytest.raises(QualityError, match="никто не спорит"):
        ours.decide([late], "по старому списку")
    assert ours.last_write == written
    assert ours.get(SchoolYear, YEAR.id) == replace(YEAR, pupils=310)


@pytest.fixture
def counted(pair: Pair) -> Pair:
    """Two copies that disagree about the pupils of a year."""
    ours, theirs = pair
    save(ours, "Наше", replace(YEAR, pupils=310))
    save(theirs, "Их", replace(YEAR, pupils=320))
    take(ours, theirs)
    return pair


PUPILS = Decision(kind="school_year", key=YEAR.id, field="pupils", value=777)
LOCK = PeriodLock(id=lock_id(YEAR.year), year=YEAR.year, reason="отчёт", author="И")


def test_figures_of_a_closed_period_are_not_decided(counted: Pair):
    ours, _ = counted
    save(ours, "Закрытие", LOCK)
    before, written = everything(ours), ours.last_write
    with pytest.raises(QualityError, match=r"закрыт.*ничего не записано"):
        ours.decide([PUPILS], "")
    assert (everything(ours), ours.last_write) == (before, written)
    assert len(ours.disputes()) == 1
    save(ours, "Открытие", replace(LOCK, is_locked=False))
    ours.decide([PUPILS], "")
    assert ours.get(SchoolYear, YEAR.id) == replace(YEAR, pupils=777)


def test_a_decision_about_a_period_that_was_closed_since_is_not_taken_back(counted: Pair):
    ours, _ = counted
    ours.decide([PUPILS], "")
    save(ours, "Закрытие", LOCK)
    session = ours._session  # noqa: SLF001 - Ctrl+Z would open the period first
    with session.reading() as connection:
        number = connection.exec_driver_sql(
            "SELECT id FROM tx WHERE kind = 'decision'"
        ).scalar_one()
    way = Way(kind=TransactionKind.UNDO, intent="Отмена", target=bytes(16))
    with pytest.raises(QualityError, match="закрыт"):
        undo_transaction(session, number, way)
    assert ours.get(SchoolYear, YEAR.id) == replace(YEAR, pupils=777)
    save(ours, "Открытие", replace(LOCK, is_locked=False))
    undo_transaction(session, number, way)
    assert len(ours.disputes()) == 1
