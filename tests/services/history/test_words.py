"""Everything that can be changed has a name for its user."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Record, references
from quality_desktop.services.history.words import AREAS, Words, load, matches, search_words
from quality_desktop.storage.columns import REGISTRY

_RUSSIAN = re.compile(r"[А-Яа-яЁё0-9«]")


@pytest.fixture(scope="module")
def words() -> Words:
    return load(reference=paths.bundled().reference)


def test_every_kind_has_a_title(words: Words) -> None:
    untitled = [kind.kind for kind in KINDS if not words.kinds[kind.kind].title]

    assert untitled == []


def test_every_field_has_a_title_in_russian(words: Words) -> None:
    without = [
        f"{kind.kind}.{one.name}"
        for kind in KINDS
        for one in fields(kind)
        if one.name != "id" and not _RUSSIAN.match(words.kinds[kind.kind].fields[one.name].title)
    ]

    assert without == []


def test_every_kind_stands_in_one_part_of_the_file(words: Words) -> None:
    found = [kind for area in AREAS for kind in words.kinds_of(area)]

    assert sorted(found) == sorted(words.kinds)


def test_the_words_name_no_field_that_nobody_has(words: Words) -> None:
    known = {kind: set(names) for kind, (_, names) in REGISTRY.items()}
    strange = [
        f"{kind}.{name}"
        for kind, told in words.kinds.items()
        for name in told.fields
        if name not in known.get(kind, set())
    ]

    assert strange == []


def test_titles_of_two_fields_of_a_kind_differ(words: Words) -> None:
    alike = [
        kind
        for kind, told in words.kinds.items()
        if len({one.title for one in told.fields.values()}) < len(told.fields)
    ]

    assert alike == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_names_are_made_of_fields_that_the_record_has(words: Words, kind: type[Record]) -> None:
    own = {one.name for one in fields(kind)}
    refers = references(kind)
    for pattern in words.kinds[kind.kind].names:
        for place in re.findall(r"\{([^}]+)\}", pattern):
            name, _, further = place.partition(".")
            assert name in own
            assert not further or name in refers


def test_a_search_takes_words_in_any_order_and_case() -> None:
    texts = ("Иванова А.П.", "Замена координатора 2.3", "СОШ № 11, Учёт")

    assert matches(texts, search_words("учет ИВАНОВА"))
    assert not matches(texts, search_words("петрова"))
    assert matches(texts, search_words(""))


def test_the_words_come_with_the_program() -> None:
    assert Path(paths.bundled().reference / "record-words.toml").is_file()
