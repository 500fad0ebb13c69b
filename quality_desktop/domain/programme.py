"""A municipal programme (set of measures) of a direction: goals, tasks, indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Record):
    """A programme of one direction."""

    kind: ClassVar[str] = "programme"

    direction: Id = required_reference("direction")
    year: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """A goal of a programme; ``number`` is printed as the office numbered it."""

    kind: ClassVar[str] = "goal"

    programme: Id = required_reference("programme")
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A task of a programme; a hole in the office's numbering is kept as it is."""

    kind: ClassVar[str] = "task"

    programme: Id = required_reference("programme")
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionMethod(Record):
    """A way of collecting data: an information system and what it is for.

    Attributes:
        name: «РИС ГИА»; printed before ``text`` as ``name`` + `` – `` + ``text``.
    """

    kind: ClassVar[str] = "collection_method"

    programme: Id = required_reference("programme")
    name: str = ""
    text: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine(Record):
    """A line of activity that groups indicators in the programme's table.

    Attributes:
        number: Number printed in the first column.
        title: Text printed in the second column.
    """

    kind: ClassVar[str] = "activity_line"

    programme: Id = required_reference("programme")
    number: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """An indicator as the programme's table prints it (its passport).

    Multi-line texts: every line is a paragraph of the cell; a line that starts with ``- ``
    is an item of a list.

    Attributes:
        heading: Sub-heading printed above the name; may be empty.
        title: Name of the indicator.
        criteria: Criteria of calculation, multi-line.
        methods: Methods of collecting, multi-line.
        responsible: Who is responsible, as the programme says it.
    """

    kind: ClassVar[str] = "indicator"

    line: Id = required_reference("activity_line")
    heading: str = ""
    title: str = ""
    criteria: str = ""
    methods: str = ""
    responsible: str = ""
    place: int = 0
