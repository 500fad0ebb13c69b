"""Taking a merge back and making it again, also after other work, which stays."""

from dataclasses import replace

import pytest

from quality_desktop.domain.directory import Person, SchoolYear, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.exchange_journal import Direction, Exchange, now
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
    save,
    take,
)


def test_what_a_merge_brought_goes_and_comes_back(pair: Pair):
    ours, theirs = pair
    added = Person(id=new_id(), surname="Их")
    save(theirs, "Работа", added, replace(UNIT, name="Центр"))
    delete(theirs, "Удаление", YEAR)
    before = everything(ours)
    key = take(ours, theirs).exchange
    merged = everything(ours)
    assert ours.undo_merge(key).kinds == {"person", "unit", "school_year"}
    assert everything(ours) == before
    assert ours.redo_merge(key).kinds == {"person", "unit", "school_year"}
    assert everything(ours) == merged
    ours.undo_merge(key)
    assert everything(ours) == before
    assert ours.check() == []


def test_nothing_that_came_is_lost_from_history(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их телефон", replace(PERSON, phone="2-22"))
    ours.undo_merge(take(ours, theirs).exchange)
    entries = ours.history(PERSON.id)
    assert [(e.intent, e.author) for e in entries] == [
        ("Отмена приёма файла от Петрова", "Иванова"),
        ("Их телефон", "Петрова"),
        ("Ввод", "Иванова А. П."),
    ]


def test_work_done_on_what_came_stays(pair: Pair):
    ours, theirs = pair
    added = Person(id=new_id(), surname="Их")
    other = Person(id=new_id(), surname="Ещё одна")
    save(theirs, "Новые", added, other)
    save(theirs, "Телефон", replace(PERSON, phone="2-22"))
    key = take(ours, theirs).exchange
    save(ours, "Дополнение", replace(added, note="наша заметка"))
    save(ours, "Заметка", replace(PERSON, phone="2-22", note="наша"))
    ours.undo_merge(key)
    assert ours.get(Person, added.id) == replace(added, note="наша заметка")
    assert ours.get(Person, other.id) is None
    assert ours.get(Person, PERSON.id) == replace(PERSON, note="наша")
    ours.redo_merge(key)
    assert ours.get(Person, other.id) == other
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22", note="наша")
    assert ours.check() == []


def test_a_value_typed_over_what_came_stays(pair: Pair):
    ours, theirs = pair
    save(theirs, "Телефон", replace(PERSON, phone="2-22"))
    key = take(ours, theirs).exchange
    save(ours, "Исправление", replace(PERSON, phone="3-33"))
    ours.undo_merge(key)
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="3-33")
    ours.redo_merge(key)
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="3-33")


def test_what_came_and_is_in_use_stays(pair: Pair):
    ours, theirs = pair
    unit = Unit(id=new_id(), name="Их отдел")
    save(theirs, "Отдел", unit)
    key = take(ours, theirs).exchange
    save(ours, "В их отдел", replace(PERSON, unit=unit.id))
    ours.undo_merge(key)
    assert ours.get(Unit, unit.id) == unit
    assert ours.get(Person, PERSON.id) == replace(PERSON, unit=unit.id)
    assert ours.check() == []


def test_a_disagreement_goes_with_the_merge_that_brought_it_and_comes_back(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    key = take(ours, theirs).exchange
    asked = ours.disputes()
    ours.undo_merge(key)
    assert ours.disputes() == ()
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22")
    ours.redo_merge(key)
    assert [[s.value for s in d.sides] for d in ours.disputes()] == [
        [s.value for s in d.sides] for d in asked
    ]
    assert ours.check() == []


def test_a_decision_made_since_stays(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    key = take(ours, theirs).exchange
    ours.decide([Decision(kind="person", key=PERSON.id, field="phone", value="4-44")], "")
    ours.undo_merge(key)
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="4-44")
    assert ours.disputes() == ()


def test_one_of_two_merges_is_taken_back_alone(open_copy: OpenCopy):
    ours, theirs, others = (open_copy(name) for name in ("Иванова", "Петрова", "Сидорова"))
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    save(others, "Других", replace(PERSON, note="их"), replace(YEAR, pupils=310))
    first = take(ours, theirs).exchange
    second = take(ours, others).exchange
    ours.undo_merge(first)
    assert ours.get(Person, PERSON.id) == replace(PERSON, note="их")
    ours.undo_merge(second)
    assert ours.get(Person, PERSON.id) == PERSON
    ours.redo_merge(first)
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22")
    assert ours.get(SchoolYear, YEAR.id) == YEAR
    assert ours.check() == []


def test_a_merge_taken_back_travels_like_any_work(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"), Person(id=new_id(), surname="Их"))
    key = take(ours, theirs).exchange
    ours.undo_merge(key)
    take(theirs, ours)
    assert_equal(pair)
    assert theirs.get(Person, PERSON.id) == PERSON
    ours.redo_merge(key)
    take(theirs, ours)
    assert_equal(pair)
    assert theirs.get(Person, PERSON.id) == replace(PERSON, phone="2-22")


def test_what_came_stays_away_when_the_same_package_comes_again(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    ours.undo_merge(take(ours, theirs).exchange)
    again = take(ours, theirs)
    assert again.new_changes == 0
    assert ours.get(Person, PERSON.id) == PERSON
    with pytest.raises(QualityError, match="ничего не изменил"):
        ours.undo_merge(again.exchange)


def test_only_a_merge_in_force_is_taken_back_and_only_one_taken_back_is_made_again(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    key = take(ours, theirs).exchange
    with pytest.raises(QualityError, match="не отменён"):
        ours.redo_merge(key)
    ours.undo_merge(key)
    with pytest.raises(QualityError, match="уже отменён"):
        ours.undo_merge(key)
    ours.redo_merge(key)
    with pytest.raises(QualityError, match="не отменён"):
        ours.redo_merge(key)


def test_what_is_no_merge_is_not_taken_back(pair: Pair):
    ours, _ = pair
    sent = Exchange(
        id=ours.new_exchange_id(), at=now(), direction=Direction.OUT, last_tx=1, changes=4
    )
    ours.note_exchange(sent)
    for key in (sent.id, b"?" * 16):
        with pytest.raises(QualityError, match="ничего не изменил"):
            ours.undo_merge(key)


def test_undo_and_redo_go_back_through_a_merge_and_the_work_after_it(pair: Pair):
    ours, theirs = pair
    save(ours, "До приёма", replace(SCHOOL, code="1"))
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    take(ours, theirs)
    save(ours, "После приёма", replace(UNIT, name="Центр"))
    full = everything(ours)
    seen = []
    while (intent := ours.undo_intent()) is not None:
        seen.append(intent)
        ours.undo()
    assert seen == ["После приёма", "Приём файла: Петрова"]
    assert ours.get(Person, PERSON.id) == PERSON
    while ours.redo_intent() is not None:
        ours.redo()
    assert everything(ours) == full
    assert ours.check() == []


def test_undo_takes_back_a_merge_that_was_made_again_by_name(pair: Pair):
    ours, theirs = pair
    save(theirs, "Их", replace(PERSON, phone="2-22"))
    key = take(ours, theirs).exchange
    ours.undo_merge(key)
    assert ours.undo_intent() == "Отмена приёма файла от Петрова"
    ours.undo()  # takes the taking back back
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22")
    assert not ours.exchanges()[0].is_undone
    ours.redo()
    assert ours.get(Person, PERSON.id) == PERSON
    assert ours.exchanges()[0].is_undone
    ours.undo()
    assert ours.get(Person, PERSON.id) == replace(PERSON, phone="2-22")
