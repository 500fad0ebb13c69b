"""The risk profile of a school: factors, the signs they show by, standard measures against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


class Significance(StrEnum):
    """How much a factor matters for a school; empty: it does not."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = ""


class Level(StrEnum):
    """Whom a recommendation or a measure addresses."""

    DIRECTOR = "director"
    DEPUTY = "deputy"
    METHODISTS = "methodists"
    TEACHER = "teacher"
    OFFICE = "office"


class RecommendationStatus(StrEnum):
    """The way of a recommendation: written, sent, «ознакомлены», planned, done with proof."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFactor(Record):
    """A factor of the catalogue («500+»)."""

    kind: ClassVar[str] = "risk_factor"

    code: str
    title: str = ""
    source: str = ""
    certainty: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSign(Record):
    """From which figure on a factor shows.

    Attributes:
        calculation: Code of a calculation, or ``risk.low`` (how many procedures are low).
        relation: ``>=`` | ``>`` | ``<=`` | ``<``.
        bound: Decimal text with a point.
        significance: See ``Significance``.
    """

    kind: ClassVar[str] = "factor_sign"

    factor: Id = required_reference("risk_factor")
    calculation: str
    relation: str = ">="
    bound: str = ""
    significance: str = Significance.MEDIUM.value
    source: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorMeasure(Record):
    """A standard measure against a factor."""

    kind: ClassVar[str] = "factor_measure"

    factor: Id = required_reference("risk_factor")
    level: str = Level.DIRECTOR.value
    text: str = ""
    source: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFactor(Record):
    """What the office or the school says of a factor; it wins over the signs."""

    kind: ClassVar[str] = "school_factor"

    school: Id = required_reference("school")
    year: int
    factor: Id = required_reference("risk_factor")
    significance: str = Significance.MEDIUM.value
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationTemplate(Record):
    """A recommendation of the library with its condition.

    Attributes:
        code: Latin code.
        sign: What it looks at: code of a calculation, ``risk.low``, ``objectivity.raised`` …
        relation: ``>=`` | ``>`` | ``<=`` | ``<``.
        bound: Decimal text with a point.
        level: See ``Level``.
        text: With fields in braces: ``{school}``, ``{figure}``, ``{bound}``, ``{district}``,
            ``{work}``.
    """

    kind: ClassVar[str] = "recommendation_template"

    code: str
    factor: Id | None = reference("risk_factor")
    sign: str = ""
    relation: str = ">="
    bound: str = ""
    level: str = Level.DIRECTOR.value
    text: str = ""
    source: str = ""
    certainty: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """An addressed recommendation to a school.

    Attributes:
        template: Where it came from; None for one written by hand.
        text: What stands in the paper.
        composed: What the program composed; another ``text`` is a person's and survives.
        cited: The figure it rests on, as a sentence.
        status: See ``RecommendationStatus``.
        proof: What shows that it is done.
    """

    kind: ClassVar[str] = "recommendation"

    school: Id = required_reference("school")
    year: int
    template: Id | None = reference("recommendation_template")
    work: str = ""
    level: str = Level.DIRECTOR.value
    text: str = ""
    composed: str = ""
    cited: str = ""
    status: str = RecommendationStatus.DRAFT.value
    sent: date | None = None
    acknowledged: date | None = None
    due: date | None = None
    done: date | None = None
    proof: str = ""
    is_struck: bool = False
    place: int = 0


def school_factor_id(school: Id, year: int, factor: Id) -> Id:
    """Id that everybody gives to what is said of this factor."""
    return natural_id(SchoolFactor.kind, school, year, factor)


def recommendation_id(school: Id, year: int, template: Id, work: str) -> Id:
    """Id that everybody gives to the recommendation this template makes for this school.

    Args:
        school: The school.
        year: Calendar year of the exams.
        template: The template.
        work: ``vpr/math/5`` where the template speaks of one work, else empty.
    """
    return natural_id(Recommendation.kind, school, year, template, work)
