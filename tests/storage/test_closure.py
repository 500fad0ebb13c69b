"""A part of the file holds together elsewhere: with every record it goes what the record refers to."""

from dataclasses import replace

import pytest

from quality_desktop.domain.directory import Person, School, SchoolYear, Unit
from quality_desktop.domain.records import Id, new_id
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store
from tests.storage.copies import PERSON, SCHOOL, UNIT, YEAR, OpenCopy, save, take


@pytest.fixture
def ours(open_copy: OpenCopy) -> Store:
    return open_copy("Иванова")


def rows(store: Store, **chosen: list[Id]) -> set[bytes]:
    kinds = {kind.kind: kind for kind in (Unit, Person, School, SchoolYear)}
    return set(store.closure_of({kinds[name]: keys for name, keys in chosen.items()}))


def test_a_record_that_refers_to_nothing_goes_alone(ours: Store):
    assert rows(ours, person=[PERSON.id]) == {PERSON.id.bytes}


def test_what_a_record_refers_to_goes_with_it_through_others(ours: Store):
    head = Person(id=new_id(), surname="Директор", unit=UNIT.id)
    save(ours, "Директор", head, replace(SCHOOL, head=head.id))
    assert rows(ours, school_year=[YEAR.id]) == {
        key.bytes for key in (YEAR.id, SCHOOL.id, head.id, UNIT.id)
    }


def test_what_it_once_referred_to_goes_too(ours: Store):
    save(ours, "В отдел", replace(PERSON, unit=UNIT.id))
    save(ours, "Из отдела", PERSON)
    assert rows(ours, person=[PERSON.id]) == {PERSON.id.bytes, UNIT.id.bytes}


def test_records_that_refer_to_each_other_end(ours: Store):
    save(ours, "Заведующая", replace(PERSON, unit=UNIT.id), replace(UNIT, head=PERSON.id))
    assert rows(ours, unit=[UNIT.id]) == {PERSON.id.bytes, UNIT.id.bytes}


def test_many_records_of_several_kinds_are_taken_at_once(ours: Store):
    people = [Person(id=new_id(), surname=f"Н{n}", unit=UNIT.id) for n in range(1200)]
    save(ours, "Многие", *people)
    found = rows(ours, person=[p.id for p in people], school=[SCHOOL.id])
    assert found == {UNIT.id.bytes, SCHOOL.id.bytes, *(p.id.bytes for p in people)}


def test_a_part_holds_together_where_nothing_of_it_was(ours: Store, path, open_store):
    save(ours, "В отдел", replace(PERSON, unit=UNIT.id))
    fresh: Store = open_store(path)
    chosen = LogChoice(rows=ours.closure_of({Person: [PERSON.id]}))
    take(fresh, ours, chosen)
    assert fresh.check() == []
    assert fresh.all(Person) == (replace(PERSON, unit=UNIT.id),)
    assert not fresh.all(School)
