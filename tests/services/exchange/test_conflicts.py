"""Disagreements in words; decided by a side, by a value of one's own, by a rule; nobody is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from quality_desktop import paths
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import (
    CheckRule,
    Collection,
    DataElement,
    Form,
    Submission,
    Value,
    collection_id,
    submission_id,
    value_id,
)
from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.services.exchange import conflicts, own_values
from quality_desktop.services.exchange.conflicts import Conflict, Rule
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.storage.store import Store
from tests.services.exchange.offices import Colleague, Colleagues
from tests.storage.copies import log_of, take

REFERENCE = paths.bundled().reference


def edit(colleague: Colleague, kind: type[Record], key: Id, **changed: Any) -> None:
    with colleague.store.work("Правка") as work:
        record = work.get(kind, key)
        assert record is not None
        work.put(replace(record, **changed))
        work.commit()


def delete(colleague: Colleague, kind: type[Record], key: Id) -> None:
    with colleague.store.work("Удаление") as work:
        work.delete(kind, key)
        work.commit()


def share(anna: Colleague, boris: Colleague) -> None:
    take(boris.store, anna.store)


def found(store: Store) -> tuple[Conflict, ...]:
    return conflicts.conflicts(store=store, reference=REFERENCE)


def one(store: Store) -> Conflict:
    (conflict,) = found(store)
    return conflict


@pytest.fixture
def person(anna: Colleague, boris: Colleague) -> Id:
    """Somebody whose telephone both have changed."""
    key = anna.add_person("Ларина", phone="1-11")
    share(anna, boris)
    edit(boris, Person, key, phone="2-22")
    edit(anna, Person, key, phone="3-33")
    take(anna.store, boris.store)
    return key


def test_two_values_stand_side_by_side_with_author_time_and_what_for(
    anna: Colleague, person: Id
) -> None:
    conflict = one(anna.store)
    assert (conflict.kind_title, conflict.title) == ("Человек", "Телефон")
    assert "Ларина" in conflict.record
    assert [side.text for side in conflict.opinions] == ["2-22", "3-33"]
    assert [side.author for side in conflict.opinions] == ["Борис", "Анна"]
    assert [side.is_own for side in conflict.opinions] == [False, True]
    assert [side.is_shown for side in conflict.opinions] == [False, True]
    assert {side.intent for side in conflict.opinions} == {"Правка"}
    assert conflicts.authors([conflict]) == ("Анна", "Борис")


def test_a_decision_travels_and_nobody_is_asked_again(
    anna: Colleague, boris: Colleague, person: Id
) -> None:
    conflict = one(anna.store)
    made = conflicts.choose(conflict, conflict.opinions[0])
    assert conflicts.decide(store=anna.store, decisions=made, reason=" позвонили\n ей ")
    assert found(anna.store) == ()
    take(boris.store, anna.store)
    assert found(boris.store) == ()
    stored = boris.store.get(Person, person)
    assert stored is not None
    assert stored.phone == "2-22"
    assert any("позвонили ей" in entry.intent for entry in boris.store.history(person))


def test_a_value_of_ones_own_ends_it_too(anna: Colleague, person: Id) -> None:
    conflict = one(anna.store)
    told = own_values.own_value(store=anna.store, reference=REFERENCE, conflict=conflict)
    assert told.is_typed
    values = own_values.read(
        store=anna.store, reference=REFERENCE, conflict=conflict, text=" 4-44 "
    )
    conflicts.decide(store=anna.store, decisions=conflicts.own(conflict, values), reason="")
    stored = anna.store.get(Person, person)
    assert stored is not None
    assert (stored.phone, found(anna.store)) == ("4-44", ())


def test_a_reference_is_chosen_by_name(anna: Colleague, boris: Colleague) -> None:
    units = [Unit(id=new_id(), name=f"Отдел {n}", short_name=f"О{n}") for n in (1, 2, 3)]
    with anna.store.work("Отделы") as work:
        work.put_all(units)
        work.commit()
    key = anna.add_person("Ларина")
    share(anna, boris)
    edit(boris, Person, key, unit=units[0].id)
    edit(anna, Person, key, unit=units[1].id)
    take(anna.store, boris.store)
    conflict = one(anna.store)
    told = own_values.own_value(store=anna.store, reference=REFERENCE, conflict=conflict)
    assert not told.is_typed
    assert {units[2].id, None} <= {value for value, _ in told.choices}
    conflicts.decide(
        store=anna.store,
        decisions=conflicts.own(conflict, {"unit": units[2].id}),
        reason="перевели",
    )
    stored = anna.store.get(Person, key)
    assert stored is not None
    assert stored.unit == units[2].id


@pytest.mark.parametrize("deletes", [True, False])
def test_an_edit_against_a_deletion_is_one_question_about_the_record(
    anna: Colleague, boris: Colleague, *, deletes: bool
) -> None:
    key = anna.add_person("Ларина", phone="1-11")
    share(anna, boris)
    delete(boris, Person, key)
    edit(anna, Person, key, phone="3-33", email="l@example.org")
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert (conflict.sort, conflict.title) == (DisputeSort.DELETED_EDITED, "вся запись")
    gone, edited = conflict.opinions
    assert (gone.is_deletion, gone.author, gone.text) == (True, "Борис", "запись удалена")
    assert "Телефон: 3-33" in edited.text
    assert "3-33" in edited.text
    side = gone if deletes else edited
    made = conflicts.choose(conflict, side)
    conflicts.decide(store=anna.store, decisions=made, reason="уволилась" if deletes else "")
    assert (anna.store.get(Person, key) is None) is deletes
    assert found(anna.store) == ()


def test_a_record_deleted_while_it_came_to_use_says_who_uses_it(
    anna: Colleague, boris: Colleague
) -> None:
    unit = Unit(id=new_id(), name="Методический центр")
    with anna.store.work("Отдел") as work:
        work.put(unit)
        work.commit()
    key = anna.add_person("Ларина")
    share(anna, boris)
    delete(boris, Unit, unit.id)
    edit(anna, Person, key, unit=unit.id)
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert conflict.sort is DisputeSort.DELETED_REFERRED
    assert "Ларина" in conflict.users[0]
    with pytest.raises(QualityError, match="используют"):
        conflicts.decide(
            store=anna.store,
            decisions=(conflicts.end_of_row(conflict, deletes=True),),
            reason="",
        )
    keep = (conflicts.end_of_row(conflict, deletes=False),)
    conflicts.decide(store=anna.store, decisions=keep, reason="нужен")
    assert found(anna.store) == ()
    assert anna.store.get(Unit, unit.id) == unit


def disagree(anna: Colleague, boris: Colleague, count: int) -> list[Id]:
    """Telephones of so many people, written by both."""
    keys = [new_id() for _ in range(count)]
    for colleague, start in ((anna, ""), (boris, "2-"), (anna, "3-")):
        with colleague.store.work(f"Телефоны {start}") as work:
            for number, key in enumerate(keys):
                surname = f"Фамилия{number}"
                work.put(Person(id=key, surname=surname, phone=f"{start}{number}"))
            work.commit()
        if not start:
            share(anna, boris)
    take(anna.store, boris.store)
    return keys


@pytest.mark.parametrize(
    ("rule", "author", "start"),
    [(Rule.LATER, "", "3-"), (Rule.MINE, "", "3-"), (Rule.AUTHOR, "Борис", "2-")],
)
def test_a_rule_ends_many_in_one_step_that_is_undone_as_one(
    anna: Colleague, boris: Colleague, rule: Rule, author: str, start: str
) -> None:
    keys = disagree(anna, boris, 4)
    done = conflicts.decide_by_rule(
        store=anna.store, found=found(anna.store), rule=rule, author=author, reason="так решили"
    )
    assert (done.count, done.left) == (4, 0)
    phones = [person.phone for key in keys if (person := anna.store.get(Person, key))]
    assert phones == [f"{start}{number}" for number in range(4)]
    assert found(anna.store) == ()
    anna.store.undo()
    assert len(found(anna.store)) == 4


def test_a_rule_needs_a_reason_and_something_to_say(
    anna: Colleague, boris: Colleague, person: Id
) -> None:
    ends: dict[str, Any] = {"store": anna.store, "found": found(anna.store)}
    with pytest.raises(QualityError, match="причиной"):
        conflicts.decide_by_rule(**ends, rule=Rule.LATER, reason=" ")
    with pytest.raises(QualityError, match="нечего"):
        conflicts.decide_by_rule(**ends, rule=Rule.AUTHOR, author="Вера", reason="так")
    assert len(found(anna.store)) == 1


def test_a_figure_is_one_value_with_its_decimals(district_colleagues: Colleagues) -> None:
    anna, boris = (district_colleagues.join(name) for name in ("Анна", "Борис"))
    element = next(one for one in anna.store.all(DataElement) if one.type == "decimal")
    school = anna.store.all(School)[0]
    key = value_id(element.id, school.id, 2040)
    base = Value(id=key, element=element.id, school=school.id, year=2040, digits=10, origin="typed")
    with anna.store.work("Ответ") as work:
        work.put(base)
        work.commit()
    share(anna, boris)
    edit(boris, Value, key, digits=125, decimals=1)
    edit(anna, Value, key, digits=12)
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert conflict.field == "digits"
    values = own_values.read(store=anna.store, reference=REFERENCE, conflict=conflict, text="3,5")
    with pytest.raises(QualityError):
        own_values.read(store=anna.store, reference=REFERENCE, conflict=conflict, text="много")
    conflicts.decide(store=anna.store, decisions=conflicts.own(conflict, values), reason="")
    stored = anna.store.get(Value, key)
    assert stored is not None
    assert Answer.of(stored).number == Fraction(7, 2)
    assert found(anna.store) == ()


def one_answer(anna: Colleague, boris: Colleague) -> Id:
    """The answer of a school, in the files of both."""
    everybody, _ = share_a_form(anna, boris)
    return everybody


def test_a_number_and_where_it_came_from_are_one_question_with_one_answer(
    anna: Colleague, boris: Colleague
) -> None:
    key = one_answer(anna, boris)
    edit(boris, Value, key, digits=13, origin="form")
    edit(anna, Value, key, digits=12)
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert (conflict.title, [side.text for side in conflict.opinions]) == ("Число", ["13", "12"])
    own = own_text(anna.store, conflict, "15")
    assert (own["digits"], own["origin"]) == (15, "typed")
    made = conflicts.choose(conflict, conflict.opinions[0])
    conflicts.decide(store=anna.store, decisions=made, reason="")
    stored = anna.store.get(Value, key)
    assert stored is not None
    assert (stored.digits, stored.origin, found(anna.store)) == (13, "form", ())


@pytest.fixture
def commented(anna: Colleague, boris: Colleague) -> Id:
    """An answer of which both have changed the number, and later its comment."""
    key = one_answer(anna, boris)
    edit(boris, Value, key, digits=13)
    edit(boris, Value, key, note="по журналу")
    edit(anna, Value, key, digits=12)
    edit(anna, Value, key, note="по справке")
    assert anna.store.plan_merge(log_of(boris.store)).questions == 1
    assert take(anna.store, boris.store).conflicts == 1
    return key


def test_a_number_and_its_comment_are_one_question(anna: Colleague, commented: Id) -> None:
    conflict = one(anna.store)
    assert conflict.title == "Число и примечание"
    assert [(side.author, side.text) for side in conflict.opinions] == [
        ("Борис", "13; примечание: по журналу"),
        ("Анна", "12; примечание: по справке"),
    ]
    made = conflicts.choose(conflict, conflict.opinions[0])
    conflicts.decide(store=anna.store, decisions=made, reason="")
    stored = anna.store.get(Value, commented)
    assert stored is not None
    assert (stored.digits, stored.note, found(anna.store)) == (13, "по журналу", ())


def test_a_number_of_ones_own_leaves_the_comments_to_be_chosen_from(
    anna: Colleague, commented: Id
) -> None:
    values = own_text(anna.store, one(anna.store), "15")
    made = conflicts.own(one(anna.store), values)
    conflicts.decide(store=anna.store, decisions=made, reason="")
    conflict = one(anna.store)
    assert (conflict.title, conflict.field) == ("Примечание", "note")
    assert [side.text for side in conflict.opinions] == ["по журналу", "по справке"]


def test_comments_of_others_than_disagree_about_the_number_are_a_question_of_their_own(
    anna: Colleague, boris: Colleague, district_colleagues: Colleagues
) -> None:
    vera = district_colleagues.join("Вера")
    key = one_answer(anna, boris)
    share(anna, vera)
    edit(boris, Value, key, digits=13, note="по журналу")
    edit(anna, Value, key, digits=12)
    edit(vera, Value, key, note="по справке")
    take(anna.store, boris.store)
    assert take(anna.store, vera.store).conflicts == 1
    assert [conflict.title for conflict in found(anna.store)] == ["Число", "Примечание"]


def test_equal_numbers_from_different_places_are_told_apart(
    anna: Colleague, boris: Colleague
) -> None:
    key = one_answer(anna, boris)
    edit(boris, Value, key, digits=12, origin="form")
    edit(anna, Value, key, digits=12)
    take(anna.store, boris.store)
    assert [side.text for side in one(anna.store).opinions] == [
        "12 (из формы школы)",
        "12 (введено вручную)",
    ]


def test_two_workbooks_of_one_school_are_one_question(anna: Colleague, boris: Colleague) -> None:
    form, school = Form(id=new_id(), code="ф", version=1), School(id=new_id(), short_name="Школа")
    collection = Collection(id=collection_id(form.id, 2040), form=form.id, year=2040)
    key = submission_id(collection.id, school.id)
    with anna.store.work("Сбор") as work:
        work.put_all([form, school, collection])
        work.put(Submission(id=key, collection=collection.id, school=school.id))
        work.commit()
    share(anna, boris)
    day = date(2040, 5, 12)
    edit(boris, Submission, key, file_name="б.xlsx", fingerprint="b" * 64, received=day)
    edit(anna, Submission, key, file_name="а.xlsx", fingerprint="a" * 64, received=day)
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert conflict.title == "Файл"
    assert [side.text for side in conflict.opinions] == ["б.xlsx; 12.05.2040", "а.xlsx; 12.05.2040"]
    made = conflicts.choose(conflict, conflict.opinions[0])
    conflicts.decide(store=anna.store, decisions=made, reason="")
    stored = anna.store.get(Submission, key)
    assert stored is not None
    assert (stored.file_name, stored.fingerprint, found(anna.store)) == ("б.xlsx", "b" * 64, ())


def test_a_record_in_use_holds_up_no_other_that_a_rule_deletes(
    anna: Colleague, boris: Colleague
) -> None:
    units = [Unit(id=new_id(), name=f"Отдел {number}") for number in range(3)]
    used = units[0].id
    with anna.store.work("Отделы") as work:
        work.put_all(units)
        work.commit()
    share(anna, boris)
    for unit in units:
        edit(anna, Unit, unit.id, name=f"{unit.name} правка")
        delete(boris, Unit, unit.id)
    with anna.store.work("Сотрудник") as work:
        work.put(Person(id=new_id(), surname="Ларина", unit=used))
        work.commit()
    take(anna.store, boris.store)
    known = found(anna.store)
    assert len(known) == 3
    done = conflicts.decide_by_rule(
        store=anna.store, found=known, rule=Rule.AUTHOR, author="Борис", reason="отделы упразднены"
    )
    assert (done.count, done.left) == (2, 1)
    assert [unit.id for unit in anna.store.all(Unit)] == [used]
    assert [one.key for one in found(anna.store)] == [used]
    with pytest.raises(QualityError, match="её используют другие записи"):
        conflicts.decide_by_rule(
            store=anna.store,
            found=found(anna.store),
            rule=Rule.AUTHOR,
            author="Борис",
            reason="так",
        )


def test_a_refusal_for_another_reason_is_told(
    anna: Colleague, boris: Colleague, person: Id
) -> None:
    known = found(anna.store)
    conflicts.decide_by_rule(store=anna.store, found=known, rule=Rule.LATER, reason="так")
    with pytest.raises(QualityError, match="никто не спорит"):
        conflicts.decide_by_rule(store=anna.store, found=known, rule=Rule.LATER, reason="так")


def share_a_form(anna: Colleague, boris: Colleague) -> tuple[Id, Id]:
    """A form with a hard rule «девочек не больше, чем всех»: ids of the two answers of a school."""
    form, school = Form(id=new_id(), code="ф", version=1), School(id=new_id(), short_name="Школа")
    everybody, girls = (
        DataElement(id=new_id(), form=form.id, code=code, title=title, type="whole", lowest=0)
        for code, title in (("all", "Всего"), ("girls", "Девочек"))
    )
    rule = CheckRule(
        id=new_id(), form=form.id, left="girls", relation="<=", right="all", is_hard=True
    )
    answers = [
        Value(id=value_id(e.id, school.id, 2040), element=e.id, school=school.id, year=2040)
        for e in (everybody, girls)
    ]
    with anna.store.work("Форма") as work:
        work.put_all([form, school, everybody, girls, rule])
        work.put_all(replace(one, digits=10, origin="typed") for one in answers)
        work.commit()
    share(anna, boris)
    return answers[0].id, answers[1].id


def own_text(store: Store, conflict: Conflict, text: str) -> Mapping[str, Any]:
    return own_values.read(store=store, reference=REFERENCE, conflict=conflict, text=text)


def test_a_value_of_ones_own_keeps_to_the_bounds_of_its_question(
    anna: Colleague, boris: Colleague
) -> None:
    everybody, _ = share_a_form(anna, boris)
    edit(boris, Value, everybody, digits=11)
    edit(anna, Value, everybody, digits=12)
    take(anna.store, boris.store)
    with pytest.raises(QualityError, match="Всего: целое число от 0"):
        own_text(anna.store, one(anna.store), "-3")
    assert own_text(anna.store, one(anna.store), "13")["digits"] == 13


def test_a_value_of_ones_own_brings_no_new_error_but_waits_for_no_other_disagreement(
    anna: Colleague, boris: Colleague
) -> None:
    everybody, girls = share_a_form(anna, boris)
    edit(boris, Value, girls, digits=5)
    edit(anna, Value, girls, digits=6)
    take(anna.store, boris.store)
    with pytest.raises(QualityError, match="евочек"):
        own_text(anna.store, one(anna.store), "11")
    edit(anna, Value, everybody, digits=4)  # the error is there now, whatever is decided first
    assert own_text(anna.store, one(anna.store), "11")["digits"] == 11
