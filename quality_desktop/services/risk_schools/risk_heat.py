"""Results of a year as a map: schools × works, each cell with its share of low results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.at_risk.risk_cases import RiskCase, RiskResult
from quality_desktop.domain.directory import School
from quality_desktop.services.risk_schools.risk import RiskView
from quality_desktop.services.risk_schools.risk_rows import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A school with its results by work."""

    school: School
    case: RiskCase
    results: Mapping[Work, RiskResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """The map of a year.

    Attributes:
        works: Works that anybody took part in, in the order of codes.
        rows: The schools, in the order of the list.
        totals: Σ of low results and of participants by work.
    """

    works: tuple[Work, ...]
    rows: tuple[HeatRow, ...]
    totals: Mapping[Work, tuple[int, int]]

    def share(self, work: Work) -> Fraction | None:
        """The district's share of low results in a work, Σ/Σ, of one."""
        low, participants = self.totals.get(work, (0, 0))
        return Fraction(low, participants) if participants else None


def heat_map(view: RiskView) -> HeatMap:
    """The map of a list; works with too few participants stand in it too."""
    totals: dict[Work, tuple[int, int]] = {}
    rows = []
    for school, case in zip(view.schools, view.cases, strict=True):
        results = {work_of(result): result for result in view.results.get(school.id, ())}
        rows.append(HeatRow(school=school, case=case, results=results))
        for work, result in results.items():
            low, participants = totals.get(work, (0, 0))
            totals[work] = low + result.low, participants + result.participants
    return HeatMap(works=tuple(sorted(totals)), rows=tuple(rows), totals=totals)


def work_of(result: RiskResult) -> Work:
    """The work that a result is of."""
    return Work(result.procedure, result.subject, result.grade)
