"""Facts that an order prints: records already put together, nothing of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.domain.cycle import CardRow
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.directory import Letterhead, Municipality, Person, Unit
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.programme import (
    ActivityLine,
    CollectionMethod,
    Goal,
    Indicator,
    Task,
)
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import ResponsibilityMatrix
from quality_desktop.language import dates

if TYPE_CHECKING:  # the roadmap's own module prints appendices, which know these facts
    from quality_desktop.documents.roadmap import RoadmapFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """A line of activity with its indicators in order."""

    line: ActivityLine
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """A programme with all its parts in order.

    Attributes:
        id: Id of the programme.
        quality_of: What its group of directions manages the quality of, genitive.
    """

    id: Id
    direction: Direction
    quality_of: str
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    methods: tuple[CollectionMethod, ...]
    lines: tuple[LineFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixAppendix:
    """The appendix that prints the responsibility matrix of the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAppendix:
    """The appendix that prints the technological card: rows with the numbers of their stages."""

    rows: tuple[tuple[int, CardRow], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeAppendix:
    """The appendix that prints a programme."""

    programme: ProgrammeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapAppendix:
    """The appendix that prints a roadmap; ``title`` is a person's own, or empty."""

    roadmap: RoadmapFacts
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """A member of a team: who, of which position, what the member does in the team."""

    person: Person
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAppendix:
    """The appendix that prints the composition of a team."""

    title: str
    members: tuple[MemberFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAppendix:
    """The appendix of a person's own words: a paragraph a line, lines with tabs are a table."""

    title: str
    text: str


AppendixFacts = (
    MatrixAppendix
    | CardAppendix
    | ProgrammeAppendix
    | RoadmapAppendix
    | TeamAppendix
    | TextAppendix
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """Everything an order is composed from.

    Attributes:
        key: Name of the paper's files: «order-1048».
        matrix: Matrix of the edition that the paper goes by.
        people: People by id, at least those that the paper and the matrix name.
        units: Units by id.
        deadlines: Dates of clauses by their code.
        dates_as_written: Name of a date («deadline.team») -> the date in words, where the office keeps
            to a form of its own: «01 августа 2021 г.». Only the form is taken from there.
        appendices: Appendices in their order; their numbers are their places.
        months: Names of months by the code of a language.
        problems: What could not be gathered.
    """

    key: str
    paper: Paper
    municipality: Municipality
    letterhead: Letterhead | None
    matrix: ResponsibilityMatrix
    people: Mapping[Id, Person]
    units: Mapping[Id, Unit]
    deadlines: Mapping[str, date] = field(default_factory=dict)
    dates_as_written: Mapping[str, str] = field(default_factory=dict)
    appendices: tuple[AppendixFacts, ...] = ()
    months: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def number(self) -> str:
        """Number of the order, without the sign that some people type before it."""
        return self.paper.bare_number

    def date_form(self, name: str) -> str:
        """Form of a date («deadline.team») that the office keeps to; empty for that of the wording."""
        return dates.form_of(self.dates_as_written.get(name, ""))

    def person(self, who: Id | None) -> Person | None:
        """The person, or None for nobody."""
        return None if who is None else self.people.get(who)

    def unit(self, which: Id | None) -> Unit | None:
        """The unit, or None for none."""
        return None if which is None else self.units.get(which)

    @property
    def programmes(self) -> tuple[tuple[int, ProgrammeFacts], ...]:
        """Programmes that the order approves, with the numbers of their appendices."""
        return tuple(
            (number, appendix.programme)
            for number, appendix in enumerate(self.appendices, start=1)
            if isinstance(appendix, ProgrammeAppendix)
        )

    def number_of(self, kind: type[AppendixFacts]) -> int | None:
        """Number of the first appendix of a kind, or None when the order has none."""
        return next(
            (
                number
                for number, appendix in enumerate(self.appendices, start=1)
                if isinstance(appendix, kind)
            ),
            None,
        )
