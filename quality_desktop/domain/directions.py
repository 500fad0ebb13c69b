"""Directions of quality management by edition of the federal recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    """An edition of the catalogue of directions.

    Attributes:
        code: «2020».
        source: The act or page the numbering is taken from.
        certainty: How sure we are of the source, in words.
        is_current: The edition the office works by now.
    """

    kind: ClassVar[str] = "edition"

    code: str
    title: str = ""
    since: date | None = None
    source: str = ""
    certainty: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionGroup(Record):
    """A group of directions.

    Attributes:
        title: «Механизмы управления качеством образовательных результатов».
        quality_of: What the quality is of, genitive: «образовательных результатов».
    """

    kind: ClassVar[str] = "direction_group"

    edition: Id = required_reference("edition")
    code: str
    title: str = ""
    quality_of: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction(Record):
    """A direction of quality management: «1.2 Система работы со школами …».

    Attributes:
        track: ``full`` (nine positions) or ``short`` (the last three) cycle.
    """

    kind: ClassVar[str] = "direction"

    group: Id = required_reference("direction_group")
    code: str
    title: str = ""
    track: str = "full"
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionLink(Record):
    """A direction of an earlier edition that lives on as a direction of a later one."""

    kind: ClassVar[str] = "direction_link"

    earlier: Id = required_reference("direction")
    later: Id = required_reference("direction")
    note: str = ""


def edition_id(code: str) -> Id:
    """Id of an edition: the same in every office."""
    return natural_id(Edition.kind, code)


def group_id(edition: str, code: str) -> Id:
    """Id of a group by the codes of its edition and its own."""
    return natural_id(DirectionGroup.kind, edition, code)


def direction_id(edition: str, code: str) -> Id:
    """Id of a direction by the codes of its edition and its own."""
    return natural_id(Direction.kind, edition, code)
