"""Partners: which strong school helps which weak one, their plan of interaction and measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolDistance(Record):
    """How far two schools are, where the office knows."""

    kind: ClassVar[str] = "school_distance"

    first: Id = required_reference("school")
    second: Id = required_reference("school")
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Record):
    """A weak school and the school that helps it, in a calendar year.

    Attributes:
        subject: Code of the subject the help is about; empty for all.
        is_manual: A person chose it; a new proposal does not touch it.
        explanation: Why these two, as sentences, one a line.
        plan_due: Until when the plan of interaction is awaited.
        plan_received: When it came.
        approved: When the office approved it.
    """

    kind: ClassVar[str] = "partnership"

    year: int
    school: Id = required_reference("school")
    partner: Id = required_reference("school")
    subject: str = ""
    is_manual: bool = False
    explanation: str = ""
    plan_due: date | None = None
    plan_received: date | None = None
    approved: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep(Record):
    """A line of a plan of interaction; its dates are kept as written."""

    kind: ClassVar[str] = "plan_step"

    partnership: Id = required_reference("partnership")
    title: str = ""
    dates: str = ""
    responsible: str = ""
    expected: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Record):
    """A measure taken for schools.

    Attributes:
        calculation: Code of the calculation it should change; empty for the share of low results.
        subject: Code of the subject it is about; empty for all.
        grade: Grade it is about; None for all.
        starts: First day.
        ends: Last day.
    """

    kind: ClassVar[str] = "measure"

    title: str = ""
    factor: Id | None = reference("risk_factor")
    calculation: str = ""
    procedure: str = ""
    subject: str = ""
    grade: int | None = None
    starts: date | None = None
    ends: date | None = None
    responsible: str = ""
    source: str = ""
    note: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSchool(Record):
    """A school that takes part in a measure."""

    kind: ClassVar[str] = "measure_school"

    measure: Id = required_reference("measure")
    school: Id = required_reference("school")
    note: str = ""


def partnership_id(year: int, school: Id, partner: Id) -> Id:
    """Id that everybody gives to these two in this year."""
    return natural_id(Partnership.kind, year, school, partner)


def distance_id(first: Id, second: Id) -> Id:
    """Id that everybody gives to the distance of two schools, whichever is named first."""
    return natural_id(SchoolDistance.kind, *sorted((first, second)))


def measure_school_id(measure: Id, school: Id) -> Id:
    """Id that everybody gives to a school's part in a measure."""
    return natural_id(MeasureSchool.kind, measure, school)
