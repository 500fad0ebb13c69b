"""How an indicator of a programme is computed; ``domain.programme.Indicator`` is its passport.

A passport may hold several calculations (the programme lists several criteria under one name).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


class CalculationKind(StrEnum):
    """What a calculation gives for a school."""

    SHARE = "share"
    COUNT = "count"
    YES_NO = "yes_no"
    LIST = "list"
    CORRELATION = "correlation"


class Aggregate(StrEnum):
    """How the district's figure is made of the schools'."""

    RATIO = "ratio"
    """Σ numerators / Σ denominators × factor (Σ of counts)."""
    MEAN = "mean"
    """Mean of the schools' figures, every school alike."""
    SHARE = "share"
    """Share of schools that meet the condition, in percent."""


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation(Record):
    """The computation of an indicator, valid for some school years.

    Old years keep the formula that was in force then: a changed formula is a new record with
    its own years under the same ``code``.

    Attributes:
        indicator: Passport it computes; None for the office's own figure.
        code: Latin code, the same in all versions.
        title: What is computed, as the programme says: «доля (%) высокобалльников ЕГЭ».
        type: See ``CalculationKind``.
        numerator: Expression over elements; the only one of a count, yes/no or list, the first
            series of a correlation.
        denominator: Expression over elements; the second series of a correlation.
        factor: 100 for percent.
        decimals: Decimals shown.
        unit: «%», «чел.».
        polarity: See ``Polarity``.
        aggregate: See ``Aggregate``.
        condition: For the share of schools: ``>= 30``; a relation and a number.
        since: First school year (2025 = 2025/26); None for always.
        until: Last school year; None while it is in force.
        source: Act it is taken from.
        certainty: How sure the reading of the act is.
    """

    kind: ClassVar[str] = "calculation"

    indicator: Id | None = reference("indicator")
    code: str
    title: str = ""
    type: str = CalculationKind.SHARE.value
    numerator: str = ""
    denominator: str = ""
    factor: int = 100
    decimals: int = 1
    unit: str = "%"
    polarity: str = ""
    aggregate: str = Aggregate.RATIO.value
    condition: str = ""
    since: int | None = None
    until: int | None = None
    source: str = ""
    certainty: str = ""
    note: str = ""
    place: int = 0

    def is_in_force(self, year: int) -> bool:
        """True when this version computes this school year."""
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Record):
    """A range of figures and what it is called.

    Attributes:
        lower: Least figure of the band, decimal text with a point; empty for no limit.
        upper: First figure above the band; empty for no limit. Bands neither gap nor overlap.
        tone: ``good`` | ``fair`` | ``poor`` | empty.
        level: Whose it is: ``federal`` | ``regional`` | ``own``.
        source: Act it is taken from.
    """

    kind: ClassVar[str] = "band"

    calculation: Id = required_reference("calculation")
    lower: str = ""
    upper: str = ""
    title: str = ""
    tone: str = ""
    level: str = "own"
    source: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """The district's target of a calculation for a school year.

    Attributes:
        figure: Decimal text with a point: ``"12.5"``.
    """

    kind: ClassVar[str] = "target"

    calculation: Id = required_reference("calculation")
    year: int
    figure: str = ""
    source: str = ""


def target_id(calculation: Id, year: int) -> Id:
    """Id that everybody gives to the target of this calculation for this year."""
    return natural_id(Target.kind, calculation, year)
