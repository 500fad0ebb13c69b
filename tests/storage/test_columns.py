"""Codes of the change log are for ever: every field has one, and the list only grows."""

import json
from dataclasses import fields
from pathlib import Path

from quality_desktop.domain.kinds import KINDS
from quality_desktop.storage.columns import PLACES, REGISTRY, column_codes, kind_number

RELEASED = Path(__file__).parents[1] / "data" / "columns-v1.json"


def test_every_field_of_every_kind_has_a_code():
    missing = [
        f"{kind.kind}.{field.name}: add it to the end of its kind's list in storage/columns.py"
        for kind in KINDS
        for field in fields(kind)
        if field.name != "id" and field.name not in column_codes(kind.kind)
    ]
    assert not missing


def test_every_kind_in_the_registry_is_a_kind_or_was_released():
    released = json.loads(RELEASED.read_text(encoding="utf-8"))
    assert set(REGISTRY) <= {kind.kind for kind in KINDS} | set(released)


def test_no_code_is_used_twice():
    numbers = [kind_number(kind) for kind in REGISTRY]
    codes = [code for kind in REGISTRY for code in column_codes(kind).values()]
    assert len(set(numbers)) == len(numbers)
    assert len(set(codes)) == len(codes)
    assert min(codes) > 0


def test_a_kind_has_fewer_fields_than_places():
    assert all(len(names) < PLACES for _, names in REGISTRY.values())


def test_the_fields_of_a_kind_stand_in_the_order_of_their_codes():
    """A whole row is written to the log by place: a field in between would move its neighbours."""
    for kind in KINDS:
        names = [field.name for field in fields(kind) if field.name != "id"]
        assert names == list(column_codes(kind.kind)), kind.kind


def test_the_registry_only_grew_since_it_was_released():
    for kind, (number, names) in json.loads(RELEASED.read_text(encoding="utf-8")).items():
        assert REGISTRY[kind][0] == number
        assert list(REGISTRY[kind][1][: len(names)]) == names
