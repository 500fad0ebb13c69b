"""The same thing entered twice under two ids: how it is noticed.

Two people add one school on two computers; nothing in the file forbids it, or a merge would fail.
So it is a finding, and a person joins the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from quality_desktop.domain.at_risk.partnership import Measure
from quality_desktop.domain.collection.monitoring import DataElement, Form
from quality_desktop.domain.directions import Direction, DirectionGroup
from quality_desktop.domain.directory import Letterhead, Person, School, Team, Unit
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.register import IncomingPaper
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow
from quality_desktop.domain.school_naming.school_name_parts import code_key, name_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """One way in which two records of a kind may be the same thing.

    Attributes:
        why: What is the same, for a sentence: «одинаковый код».
        key: What must be equal; None where a record says nothing that tells it from others.
    """

    why: str
    key: Callable[[Any], Hashable | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Records that are most likely one thing.

    Attributes:
        kind: Their kind.
        records: Their ids, the oldest first; at least two.
        why: What is the same.
    """

    kind: type[Record]
    records: tuple[Id, ...]
    why: str


def _plain(*texts: str) -> tuple[str, ...] | None:
    """Texts without case, ё and spaces; None when the first says nothing."""
    folded = tuple("".join(text.casefold().replace("ё", "е").split()) for text in texts)
    return folded if folded[0] else None


def _within(plain: tuple[str, ...] | None, *where: Hashable) -> Hashable | None:
    """Texts that must be equal in one place only; None when they say nothing."""
    return None if plain is None else (plain, *where)


def _school_name(school: School) -> str | None:
    parts = name_parts(school.short_name or school.full_name)
    return parts.key if parts.is_telling else None


def _person(person: Person) -> tuple[str, ...] | None:
    """Surname and initials: «Ларина О.П.» and «Ларина Ольга Петровна» may be one."""
    if not person.given:
        return None
    return _plain(person.surname, person.given[:1])  # ``_may_be_one`` looks at the rest


_SAME: Final[Mapping[type[Record], tuple[Sameness, ...]]] = MappingProxyType(
    {
        School: (
            Sameness(why="одинаковый код", key=lambda r: code_key(r.code) or _plain(r.code)),
            Sameness(why="одинаковое название", key=_school_name),
        ),
        Person: (
            Sameness(why="одинаковые фамилия и имя", key=_person),
            Sameness(
                why="одинаковые фамилия и должность",
                key=lambda r: _plain(r.surname, r.position) if r.position else None,
            ),
        ),
        Unit: (
            Sameness(why="одинаковое краткое название", key=lambda r: _plain(r.short_name)),
            Sameness(why="одинаковое полное название", key=lambda r: _plain(r.name)),
        ),
        Letterhead: (Sameness(why="одинаковое название", key=lambda r: _plain(r.name, r.layout)),),
        Team: (Sameness(why="одинаковое название", key=lambda r: _plain(r.title)),),
        DirectionGroup: (
            Sameness(why="одинаковый номер", key=lambda r: _within(_plain(r.code), r.edition)),
        ),
        Direction: (
            Sameness(why="одинаковый номер", key=lambda r: _within(_plain(r.code), r.group)),
        ),
        Form: (
            Sameness(
                why="одинаковый код и срок действия",
                key=lambda r: _within(_plain(r.code), r.version, r.since),
            ),
        ),
        DataElement: (
            Sameness(
                why="одинаковые код, предмет и класс",
                key=lambda r: (r.form, r.code, r.procedure, r.subject, r.grade, r.since),
            ),
        ),
        Evidence: (
            Sameness(
                why="одно и то же подтверждение",
                key=lambda r: _within(_plain(r.title, r.locator, r.number), r.progress),
            ),
        ),
        Roadmap: (
            Sameness(
                why="одинаковые название и год", key=lambda r: _within(_plain(r.title), r.year)
            ),
        ),
        RoadmapRow: (
            Sameness(
                why="одинаковое мероприятие",
                key=lambda r: _within(_plain(r.title, r.dates, r.executors), r.roadmap, r.section),
            ),
        ),
        Paper: (
            Sameness(
                why="одинаковые номер и дата",
                key=lambda r: _within(_plain(r.number), r.form, r.dated),
            ),
        ),
        IncomingPaper: (
            Sameness(
                why="одинаковые отправитель, номер и дата",
                key=lambda r: _within(_plain(r.sender_number), _plain(r.sender), r.sender_dated),
            ),
        ),
        Measure: (
            Sameness(
                why="одинаковые название и срок", key=lambda r: _within(_plain(r.title), r.starts)
            ),
        ),
    }
)

JOINABLE: Final = tuple(_SAME)
"""Kinds of which two records may be one thing."""


def find(kind: type[Record], records: Iterable[Record]) -> tuple[Duplicate, ...]:
    """Records of a kind that are most likely one thing; a record stands in one finding per pair.

    Args:
        kind: Kind of the records.
        records: All of them.
    """
    known = sorted(records, key=lambda record: record.id)
    found: dict[tuple[Id, ...], str] = {}
    for sameness in _SAME.get(kind, ()):
        groups: dict[Hashable, list[Record]] = defaultdict(list)
        for record in known:
            key = sameness.key(record)
            if key is not None:
                groups[key].append(record)
        for group in groups.values():
            for same in _agreeing(group):
                ids = tuple(record.id for record in same)
                whys = found.get(ids)
                found[ids] = sameness.why if whys is None else f"{whys}, {sameness.why}"
    return tuple(Duplicate(kind=kind, records=ids, why=why) for ids, why in found.items())


def _agreeing(group: list[Record]) -> list[list[Record]]:
    """A group in parts in which nothing contradicts: two given names are two people."""
    parts: list[list[Record]] = []
    for record in group:
        home = next((part for part in parts if all(_may_be_one(record, one) for one in part)), None)
        if home is None:
            parts.append([record])
        else:
            home.append(record)
    return [part for part in parts if len(part) > 1]


def _may_be_one(a: Record, b: Record) -> bool:
    if isinstance(a, Person) and isinstance(b, Person):
        return _agree(a.given, b.given) and _agree(a.patronymic, b.patronymic)
    return True


def _agree(a: str, b: str) -> bool:
    """«Л.», «Лидия» and nothing agree; «Лидия» and «Лариса» do not."""
    first, second = (text.casefold().replace("ё", "е").strip(" .") for text in (a, b))
    return first.startswith(second) or second.startswith(first)
