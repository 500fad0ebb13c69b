"""Result and social context together: low results, hard conditions, both, resilient schools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.norms import Norm, norm_of
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import printed
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk import RiskView
from quality_desktop.services.risk_schools.risk_dynamics import office_standings
from quality_desktop.services.risk_schools.risk_rows import read_rows
from quality_desktop.services.risk_schools.school_order import school_order
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.social_context import context_index
from quality_desktop.services.social_context.context_index import (
    ContextStanding,
    ContextView,
    SchoolContext,
)

if TYPE_CHECKING:
    from quality_desktop.domain.at_risk.risk_cases import RiskResult
    from quality_desktop.storage.store import Store


class Quadrant(StrEnum):
    """What result and context together make of a school."""

    BOTH = "both"
    """Low results and hard conditions."""
    LOW = "low"
    """Low results (ШНОР); conditions are not hard or not known."""
    DISADVANTAGED = "disadvantaged"
    """Hard conditions (ШНСУ) without the list of low results, but not resilient."""
    RESILIENT = "resilient"
    """Hard conditions and results no worse than the district's."""
    OTHER = "other"
    """Neither, both known."""
    NO_DATA = "no_data"
    """Results or conditions are not known: nothing can be said."""


QUADRANT_WORDS: Final[Mapping[Quadrant, str]] = MappingProxyType(
    {
        Quadrant.BOTH: "ШНОР и ШНСУ",
        Quadrant.LOW: "ШНОР",
        Quadrant.DISADVANTAGED: "ШНСУ",
        Quadrant.RESILIENT: "Резильентная",
        Quadrant.OTHER: "Прочие",
        Quadrant.NO_DATA: "Нет данных",
    }
)
"""How a quadrant is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantSchool:
    """A school between result and context.

    Attributes:
        low: Σ of low results over the works of the year that counted.
        participants: Σ of participants over the same works.
        index: Context index, larger is better; None without one.
    """

    school: School
    quadrant: Quadrant
    low: int
    participants: int
    index: float | None

    @property
    def share(self) -> Fraction | None:
        """Share of low results, of one; None without results."""
        return Fraction(self.low, self.participants) if self.participants else None

    @property
    def shown(self) -> str:
        """«12,5 % (3 из 24)»."""
        if self.share is None:
            return "нет данных"
        return f"{printed(self.share * 100, 1, '%')} ({self.low} из {self.participants})"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantView:
    """All schools of a year.

    Attributes:
        year: Calendar year of exams.
        rows: Schools by name.
        share: The district's share of low results, of one; None without results.
        resilient_share: A resilient school's share of low results is at most this, of one.
        resilient_pupils: And it took part at least so many times.
    """

    year: int
    rows: tuple[QuadrantSchool, ...]
    share: Fraction | None
    resilient_share: Fraction | None
    resilient_pupils: Fraction

    def count(self, quadrant: Quadrant) -> int:
        """How many schools are in a quadrant."""
        return sum(row.quadrant is quadrant for row in self.rows)

    def of(self, quadrant: Quadrant) -> frozenset[Id]:
        """The schools of a quadrant."""
        return frozenset(row.school.id for row in self.rows if row.quadrant is quadrant)

    def row(self, school: Id) -> QuadrantSchool | None:
        """A school; None when it is neither asked nor has results."""
        return next((row for row in self.rows if row.school.id == school), None)


def of_year(
    *, store: Store, year: int, terms: Terms, reference: Path, code: str = ""
) -> QuadrantView:
    """Every school of a year by result and context.

    Args:
        store: The file.
        year: Calendar year of exams.
        terms: The rule for low results.
        reference: Folder of the catalogues.
        code: Another context index than the current one.

    Raises:
        QualityError: There is no context index or a norm is missing.
    """
    return combine(
        result=risk.assess(store=store, year=year, terms=terms),
        context=context_index.assess(store=store, year=year, reference=reference, code=code),
        totals=totals(store=store, year=year, terms=terms),
        office=office_standings(store=store, year=year),
        norms=norms(store=store, reference=reference),
    )


def totals(*, store: Store, year: int, terms: Terms) -> Mapping[Id, tuple[int, int]]:
    """Σ of low results and Σ of participants of every school over the works that count."""
    rows = read_rows(store=store, terms=terms)
    table, _ = rows.assessed(terms)
    return {
        school: _sums(results, terms)
        for school, results in rows.results_of(year, terms, table).items()
    }


def combine(
    *,
    result: RiskView,
    context: ContextView,
    totals: Mapping[Id, tuple[int, int]],
    norms: Iterable[Norm],
    office: Mapping[Id, Standing] = MappingProxyType({}),
) -> QuadrantView:
    """Put the list of a year and the context index together.

    Args:
        result: The list under a rule.
        context: The index.
        totals: Low results and participants by school.
        norms: When a school counts as resilient.
        office: Where schools stand by the office's list; it goes before the rule's word.
    """
    known = tuple(norms)
    part = norm_of(known, "quadrants.resilient_share", result.year) / 100
    fewest = norm_of(known, "quadrants.resilient_pupils", result.year)
    bound = None if result.share is None else result.share * part
    standings = {case.school: case.standing for case in result.cases} | dict(office)
    contexts = {row.school.id: row for row in context.rows}
    schools = {school.id: school for school in result.schools}
    schools |= {row.school.id: row.school for row in context.rows}

    def row(school: School) -> QuadrantSchool:
        low, participants = totals.get(school.id, (0, 0))
        is_enough = participants > 0 and participants >= fewest
        return _placed(
            school,
            standings.get(school.id, Standing.NO_DATA),
            contexts.get(school.id),
            sums=(low, participants),
            is_good=bound is not None and is_enough and Fraction(low, participants) <= bound,
        )

    ordered = sorted(schools.values(), key=school_order)
    return QuadrantView(
        year=result.year,
        rows=tuple(map(row, ordered)),
        share=result.share,
        resilient_share=bound,
        resilient_pupils=fewest,
    )


def quadrant(result: Standing, context: ContextStanding, *, is_good: bool) -> Quadrant:
    """Where a school belongs.

    Args:
        result: Its standing in the list of low results.
        context: Its standing in social conditions.
        is_good: Its results are no worse than those of a resilient school.
    """
    is_hard = context is ContextStanding.DISADVANTAGED
    if result is Standing.INCLUDED:
        return Quadrant.BOTH if is_hard else Quadrant.LOW
    if is_hard:
        is_resilient = result is Standing.OUTSIDE and is_good
        return Quadrant.RESILIENT if is_resilient else Quadrant.DISADVANTAGED
    is_known = result is Standing.OUTSIDE and context is ContextStanding.OTHER
    return Quadrant.OTHER if is_known else Quadrant.NO_DATA


def _placed(
    school: School,
    result: Standing,
    context: SchoolContext | None,
    *,
    sums: tuple[int, int],
    is_good: bool,
) -> QuadrantSchool:
    standing = ContextStanding.NO_DATA if context is None else context.standing
    low, participants = sums
    return QuadrantSchool(
        school=school,
        quadrant=quadrant(result, standing, is_good=is_good),
        low=low,
        participants=participants,
        index=None if context is None else context.index,
    )


def _sums(results: Iterable[RiskResult], terms: Terms) -> tuple[int, int]:
    counted = [r for r in results if r.participants >= terms.min_participants]
    return sum(r.low for r in counted), sum(r.participants for r in counted)
