"""Exam results as the columns that a rule for schools at risk is applied to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from quality_desktop.analysis.risk import (
    INCLUDED,
    NO_DATA,
    RiskFlow,
    RiskRows,
    RiskTable,
    assess,
    flow,
)
from quality_desktop.domain.exams import ExamResult
from quality_desktop.domain.records import Id
from quality_desktop.domain.risk import LowFigure, RiskCriterion, Terms
from quality_desktop.domain.risk_cases import Dynamics, RiskResult

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


class Work(NamedTuple):
    """A procedure, subject and grade."""

    procedure: str
    subject: str
    grade: int


@dataclass(frozen=True, slots=True, eq=False)
class RuleRows:
    """All results a rule looks at, with what their numbers mean.

    Attributes:
        rows: The columns.
        schools: School by its number.
        works: Work by its number, with the criterion that looks at it.
        first_year: Calendar year number 0.
        years: How many neighbouring calendar years.
    """

    rows: RiskRows
    schools: tuple[Id, ...]
    works: tuple[tuple[Work, RiskCriterion | None], ...]
    first_year: int
    years: int
    years_with_results: tuple[int, ...]

    def assessed(self, terms: Terms) -> tuple[RiskTable, RiskFlow]:
        """The rule applied to all years at once."""
        table = assess(
            self.rows,
            terms,
            schools=len(self.schools),
            years=self.years,
            shares=[terms.share_of(criterion) for _, criterion in self.works],
        )
        return table, flow(table)

    def results_of(
        self, year: int, terms: Terms, table: RiskTable
    ) -> Mapping[Id, tuple[RiskResult, ...]]:
        """Results of a year that somebody took part in, by school, in the order of codes."""
        import numpy as np

        rows, number = self.rows, year - self.first_year
        chosen = np.flatnonzero((rows.year == number) & (rows.participants > 0))
        low_before = self._low_in(number - 1, table)
        found: dict[Id, list[RiskResult]] = {}
        for row in chosen.tolist():
            school, work = int(rows.school[row]), int(rows.work[row])
            named, criterion = self.works[work]
            found.setdefault(self.schools[school], []).append(
                RiskResult(
                    procedure=named.procedure,
                    year=year,
                    subject=named.subject,
                    grade=named.grade,
                    low=int(rows.low[row]),
                    participants=int(rows.participants[row]),
                    share=terms.share_of(criterion),
                    was_low=(school, work) in low_before,
                )
            )
        return {
            school: tuple(sorted(results, key=lambda r: (r.procedure, r.subject, r.grade)))
            for school, results in found.items()
        }

    def included(self, year: int, table: RiskTable) -> frozenset[Id]:
        """Schools in the list of a year."""
        number = year - self.first_year
        if not 0 <= number < self.years:
            return frozenset()
        return self._named(table.standing[:, number] == INCLUDED)

    def dynamics(self, year: int, table: RiskTable, found: RiskFlow) -> Dynamics:
        """The list of a year against the one before it."""
        number = year - self.first_year
        if not 0 <= number < self.years:
            nobody: frozenset[Id] = frozenset()
            return Dynamics(
                entered=nobody,
                stayed=nobody,
                left=nobody,
                returned=nobody,
                unknown=self.included(year - 1, table),
                is_compared=False,
            )
        had_data = number > 0 and bool((table.standing[:, number - 1] != NO_DATA).any())
        return Dynamics(
            entered=self._named(found.entered[:, number]),
            stayed=self._named(found.stayed[:, number]),
            left=self._named(found.left[:, number]),
            returned=self._named(found.returned[:, number]),
            unknown=self._named(found.unknown[:, number]),
            is_compared=had_data,
        )

    def _low_in(self, number: int, table: RiskTable) -> frozenset[tuple[int, int]]:
        rows = self.rows
        reasons = table.reasons[rows.year[table.reasons] == number]
        pairs = zip(rows.school[reasons].tolist(), rows.work[reasons].tolist(), strict=True)
        return frozenset(pairs)

    def _named(self, chosen: object) -> frozenset[Id]:
        import numpy as np

        return frozenset(self.schools[n] for n in np.flatnonzero(np.asarray(chosen)).tolist())


def low_count(two: int | None, below: int | None, figure: LowFigure) -> int | None:
    """Which count of a result is its low results; None when the source did not say."""
    match figure:
        case LowFigure.TWO:
            return two
        case LowFigure.BELOW:
            return below
        case LowFigure.AUTO:
            return two if below is None else below


def read_rows(*, store: Store, terms: Terms) -> RuleRows:
    """Read the results that the criteria of the terms look at, of all years."""
    import numpy as np

    columns = store.columns(
        ExamResult,
        ["school", "year", "procedure", "subject", "grade", "participants", "two", "below"],
    )
    schools: dict[bytes, int] = {}
    works = _Works(terms)
    kept: list[tuple[int, int, int, int, int]] = []
    for school, year, procedure, subject, grade, participants, two, below in zip(
        *columns.values(), strict=True
    ):
        place = works.place(Work(str(procedure), str(subject), int(grade)))
        if place is None or participants is None:
            continue
        low = low_count(two, below, works.figure(place))
        if low is not None:
            number = schools.setdefault(school, len(schools))
            kept.append((number, int(year), place, int(low), int(participants)))
    found = np.array(kept, dtype=np.int64).reshape(-1, 5)
    years = found[:, 1]
    first = int(years.min()) if kept else 0
    return RuleRows(
        rows=RiskRows(found[:, 0], years - first, found[:, 2], found[:, 3], found[:, 4]),
        schools=tuple(Id(UUID(bytes=school)) for school in schools),
        works=tuple(works.known),
        first_year=first,
        years=int(years.max()) - first + 1 if kept else 0,
        years_with_results=tuple(np.unique(years).tolist()),
    )


class _Works:
    """Numbers the works that the criteria look at, as they come.

    Attributes:
        known: Work and its criterion, by number.
    """

    def __init__(self, terms: Terms) -> None:
        self.known: list[tuple[Work, RiskCriterion | None]] = []
        self._terms = terms
        self._places: dict[Work, int | None] = {}

    def place(self, work: Work) -> int | None:
        """Number of a work; None when no criterion looks at it."""
        if work not in self._places:
            try:
                self.known.append((work, self._terms.criterion_of(*work)))
                self._places[work] = len(self.known) - 1
            except LookupError:
                self._places[work] = None
        return self._places[work]

    def figure(self, place: int) -> LowFigure:
        """Which count is the low one in a work."""
        criterion = self.known[place][1]
        return LowFigure.AUTO if criterion is None else LowFigure(criterion.figure)


def read_years(*, store: Store) -> tuple[int, ...]:
    """Calendar years that have exam results, ascending."""
    years = {year for year in store.columns(ExamResult, ["year"])["year"] if isinstance(year, int)}
    return tuple(sorted(years))
