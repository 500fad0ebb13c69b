"""The way back to anything that ever stood in the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person, School, SchoolYear, Unit, school_year_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.services.history import changes, names, returning
from quality_desktop.services.history.changes import HistoryLine
from quality_desktop.storage.change_pages import ChangeTerms
from quality_desktop.storage.history import Action
from quality_desktop.storage.store import Store

HEAD = Person(id=new_id(), surname="Гомзова", position="директор")
SCHOOL = School(id=new_id(), short_name="СОШ № 11", head=HEAD.id)
YEAR = SchoolYear(id=school_year_id(SCHOOL.id, 2025), school=SCHOOL.id, year=2025, pupils=300)


@pytest.fixture
def store(empty_district: Store) -> Store:
    _put(empty_district, "Ввод", HEAD, SCHOOL, YEAR)
    return empty_district


def _put(store: Store, intent: str, *records: Record) -> None:
    with store.work(intent) as work:
        work.put_all(records)
        work.commit()


def _delete(store: Store, *records: Record) -> None:
    with store.work("Удаление") as work:
        for record in records:
            work.delete(type(record), record.id)
        work.commit()


def _newest(store: Store, key: Id, action: Action = Action.CHANGED) -> HistoryLine:
    namer = names.namer(store=store, reference=paths.bundled().reference)
    lines = changes.page(store=store, namer=namer, terms=ChangeTerms(key=key)).lines
    return next(line for line in lines if line.action is action)


def test_an_earlier_value_comes_back_as_an_edit_that_can_be_undone(store: Store) -> None:
    _put(store, "Правка", replace(SCHOOL, short_name="СОШ 11"))

    done = returning.return_value(store=store, line=_newest(store, SCHOOL.id), to_before=True)

    assert store.get(School, SCHOOL.id) == SCHOOL
    assert done.intent == "Возврат значения: СОШ 11, Краткое название"
    store.undo()
    assert store.get(School, SCHOOL.id) == replace(SCHOOL, short_name="СОШ 11")


def test_a_value_written_long_ago_comes_back_too(store: Store) -> None:
    _put(store, "Правка", replace(SCHOOL, short_name="СОШ 11"))
    line = _newest(store, SCHOOL.id)
    _put(store, "Правка", replace(SCHOOL, short_name="Лицей 11"))

    returning.return_value(store=store, line=line, to_before=False)

    found = store.get(School, SCHOOL.id)
    assert found is not None
    assert found.short_name == "СОШ 11"


def test_a_value_that_names_somebody_who_is_gone_brings_them_back(store: Store) -> None:
    _put(store, "Правка", replace(SCHOOL, head=None))
    line = _newest(store, SCHOOL.id)
    _delete(store, HEAD)

    returning.return_value(store=store, line=line, to_before=True)

    assert store.get(School, SCHOOL.id) == SCHOOL
    assert store.get(Person, HEAD.id) == HEAD


def test_a_value_of_a_record_that_is_gone_is_refused_with_advice(store: Store) -> None:
    _put(store, "Правка", replace(SCHOOL, short_name="СОШ 11"))
    line = _newest(store, SCHOOL.id)
    _delete(store, YEAR, SCHOOL)

    with pytest.raises(QualityError, match="сначала верните всю запись"):
        returning.return_value(store=store, line=line, to_before=True)


def test_a_deleted_record_comes_back_with_what_its_deletion_took_along(store: Store) -> None:
    _delete(store, YEAR, SCHOOL)

    returning.return_record(store=store, line=_newest(store, SCHOOL.id, Action.DELETED))

    assert store.get(School, SCHOOL.id) == SCHOOL
    assert store.get(SchoolYear, YEAR.id) == YEAR
    assert store.check() == []


def test_a_deleted_record_comes_back_with_what_it_names(store: Store) -> None:
    _delete(store, YEAR, SCHOOL)
    line = _newest(store, SCHOOL.id, Action.DELETED)
    _delete(store, HEAD)

    returning.return_record(store=store, line=line)

    assert store.get(Person, HEAD.id) == HEAD
    assert store.check() == []


def test_a_whole_record_comes_back_as_it_was_after_a_change(store: Store) -> None:
    first = replace(SCHOOL, short_name="СОШ 11", code="0011")
    _put(store, "Правка", first)
    line = _newest(store, SCHOOL.id)
    _put(store, "Правка", replace(first, code="", address="ул. Мира, 1"))

    returning.return_record(store=store, line=line)

    assert store.get(School, SCHOOL.id) == first


def test_two_who_name_each_other_come_back_together(store: Store) -> None:
    unit = Unit(id=new_id(), short_name="ИМЦ")
    head = Person(id=new_id(), surname="Ларина", unit=unit.id)
    unit = replace(unit, head=head.id)
    _put(store, "Ввод", unit, head)
    _delete(store, unit, head)

    returning.return_record(store=store, line=_newest(store, unit.id, Action.DELETED))

    assert store.get(Unit, unit.id) == unit
    assert store.get(Person, head.id) == head
