from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.kinds import KINDS, kinds_by_name
from quality_desktop.domain.records import natural_id, new_id, references

keys = st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers()), max_size=4)


def test_new_ids_are_version_seven_and_sort_by_time():
    earlier, later = new_id(1_600_000_000_000), new_id(1_600_000_000_001)
    assert earlier.version == later.version == 7
    assert earlier.variant == "specified in RFC 4122"
    assert earlier.int < later.int


def test_new_ids_of_one_moment_differ():
    assert len({new_id(1_600_000_000_000) for _ in range(1000)}) == 1000


@given(keys)
def test_two_people_who_create_the_same_thing_get_the_same_id(key):
    assert natural_id("school_year", *key) == natural_id("school_year", *key)
    assert natural_id("school_year", *key) != natural_id("progress", *key)


@given(keys, keys)
def test_different_natural_keys_give_different_ids(one, other):
    shown = [[None if part is None else str(part) for part in key] for key in (one, other)]
    assert (natural_id("x", *one) == natural_id("x", *other)) == (shown[0] == shown[1])


def test_records_cannot_be_changed_in_place():
    person = Person(id=new_id(), surname="Доценко")
    with pytest.raises(FrozenInstanceError):
        person.surname = "Гомзова"  # type: ignore[misc]


def test_references_name_the_kind_they_refer_to():
    assert references(Person) == {"unit": "unit"}
    assert references(Unit) == {"head": "person"}


def test_every_kind_has_a_name_of_its_own_and_refers_to_known_kinds():
    names = kinds_by_name()
    assert len(names) == len(KINDS)
    for kind in KINDS:
        assert set(references(kind).values()) <= set(names)
        assert fields(kind)[0].name == "id"
