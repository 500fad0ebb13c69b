"""The context index of schools (индекс социального благополучия) as the office defines it.

No official formula was found, so an index is the office's own and is always shown as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.records import Id, Record, required_reference


class Standardisation(StrEnum):
    """How the figures of a component come to one scale; larger always means better conditions."""

    Z = "z"
    """Deviations from the schools' mean: 0 is the mean school."""
    MINMAX = "minmax"
    """From 0 (the hardest conditions of the district) to 1."""
    RANK = "rank"
    """From 0 to 1 by place among the schools."""


class Missing(StrEnum):
    """What a missing component does."""

    SKIP = "skip"
    """The weights of the others are scaled up."""
    MEAN = "mean"
    """It counts as the schools' mean."""
    REFUSE = "refuse"
    """The school gets no index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextIndex(Record):
    """How the context index is made.

    Attributes:
        standardisation: See ``Standardisation``.
        missing: See ``Missing``.
        share: Percent of schools with the lowest well-being that count as disadvantaged,
            decimal text; empty while the office has not set it.
        is_current: The index that is applied when none is chosen.
    """

    kind: ClassVar[str] = "context_index"

    code: str
    title: str = ""
    standardisation: str = "z"
    missing: str = "skip"
    share: str = ""
    since: int | None = None
    until: int | None = None
    source: str = ""
    certainty: str = ""
    is_current: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextComponent(Record):
    """One indicator of the index.

    Attributes:
        calculation: Code of the calculation.
        weight: Decimal text with a point; weights need not add up to one.
        is_higher_worse: True when a larger figure means harder conditions.
    """

    kind: ClassVar[str] = "context_component"

    index: Id = required_reference("context_index")
    calculation: str
    title: str = ""
    weight: str = "1"
    is_higher_worse: bool = True
    place: int = 0
