"""Exam results as the columns that a rule for schools at risk is applied to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from quality_desktop.analysis.risk import (
    RiskFlow,
    RiskRows,
    RiskTable,
    assess,
    flow,
)
from quality_desktop.domain.at_risk.risk import LowFigure, RiskCriterion, Terms
from quality_desktop.domain.at_risk.risk_cases import Dynamics, RiskResult
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.merge import Cell
from quality_desktop.domain.records import Id

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
        number = year - self.first_year
        low_before = self.rows.low_of_year(table, number - 1)
        found: dict[Id, list[RiskResult]] = {}
        for school, work, low, participants in self.rows.of_year(number):
            named, criterion = self.works[work]
            found.setdefault(self.schools[school], []).append(
                RiskResult(
                    procedure=named.procedure,
                    year=year,
                    subject=named.subject,
                    grade=named.grade,
                    low=low,
                    participants=participants,
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
        return self._named(table.included(number)) if self._has(number) else frozenset()

    def dynamics(self, year: int, table: RiskTable, found: RiskFlow) -> Dynamics:
        """The list of a year against the one before it."""
        number = year - self.first_year

        def schools(name: str) -> frozenset[Id]:
            return self._named(found.of_year(name, number)) if self._has(number) else frozenset()

        # A year after the last results: those of the last list are without data now.
        is_after = number == self.years
        return Dynamics(
            entered=schools("entered"),
            stayed=schools("stayed"),
            left=schools("left"),
            returned=schools("returned"),
            resumed=schools("resumed"),
            unknown=self.included(year - 1, table) if is_after else schools("unknown"),
            is_compared=self._has(number) and self._has(number - 1) and table.has_data(number - 1),
        )

    def _has(self, number: int) -> bool:
        return 0 <= number < self.years

    def _named(self, numbers: Iterable[int]) -> frozenset[Id]:
        return frozenset(self.schools[number] for number in numbers)


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
    columns = store.columns(
        ExamResult,
        ["school", "year", "procedure", "subject", "grade", "participants", "two", "below"],
    )
    works = _Works(terms)
    # The names are walked through twice rather than kept: a region has a hundred thousand of them.
    named = [columns[name] for name in ("procedure", "subject", "grade")]
    places = {key: works.place(_work(*key)) for key in dict.fromkeys(zip(*named, strict=True))}
    schools = {key: number for number, key in enumerate(dict.fromkeys(columns["school"]))}
    rows = RiskRows.of_columns(
        school=[schools[key] for key in columns["school"]],
        year=columns["year"],
        work=[places[key] for key in zip(*named, strict=True)],
        participants=columns["participants"],
        two=columns["two"],
        below=columns["below"],
        figures=works.figures,
    )
    years = rows.years()
    first = years[0] if years else 0
    return RuleRows(
        rows=rows.since(first),
        schools=tuple(Id(UUID(bytes=key)) for key in schools if isinstance(key, bytes)),
        works=tuple(works.known),
        first_year=first,
        years=years[-1] - first + 1 if years else 0,
        years_with_results=tuple(years),
    )


def _work(procedure: Cell, subject: Cell, grade: Cell) -> Work:
    return Work(str(procedure), str(subject), int(grade) if isinstance(grade, int) else 0)


class _Works:
    """Numbers the works that the criteria look at, as they come.

    Attributes:
        known: Work and its criterion, by number.
    """

    def __init__(self, terms: Terms) -> None:
        self.known: list[tuple[Work, RiskCriterion | None]] = []
        self._terms = terms

    def place(self, work: Work) -> int:
        """Number of a work that is asked for once; -1 when no criterion looks at it."""
        try:
            self.known.append((work, self._terms.criterion_of(*work)))
        except LookupError:
            return -1
        return len(self.known) - 1

    @property
    def figures(self) -> list[LowFigure]:
        """Which count is the low one, by number of the work."""
        return [
            LowFigure.AUTO if criterion is None else LowFigure(criterion.figure)
            for _, criterion in self.known
        ]


def read_years(*, store: Store) -> tuple[int, ...]:
    """Calendar years that have exam results, ascending."""
    years = {year for year in store.columns(ExamResult, ["year"])["year"] if isinstance(year, int)}
    return tuple(sorted(years))
