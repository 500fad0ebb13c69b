"""Schools under a rule year by year: standing, movement, transition from one year to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.analysis.risk import INCLUDED, NO_DATA
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.domain.risk import Terms
from quality_desktop.domain.risk_cases import Dynamics, Standing
from quality_desktop.services.risk_rows import read_rows

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfList:
    """A calendar year.

    Attributes:
        counts: How many schools stand how.
        dynamics: Against the year before.
        transitions: Standing in the year before, standing now -> schools; empty where the years
            are not compared.
    """

    year: int
    counts: Mapping[Standing, int]
    dynamics: Dynamics
    transitions: Mapping[tuple[Standing, Standing], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHistory:
    """All years of a rule.

    Attributes:
        terms: The rule as applied, the same to all years.
        years: Calendar years from the first with results to the last.
        schools: Schools at work and those that had results, by name.
        standing: School and year -> standing; a school without results in a year has no data.
    """

    terms: Terms
    years: tuple[YearOfList, ...]
    schools: tuple[School, ...]
    standing: Mapping[tuple[Id, int], Standing]

    def of(self, school: Id, year: int) -> Standing:
        """Standing of a school in a year."""
        return self.standing.get((school, year), Standing.NO_DATA)

    def included(self, school: Id) -> int:
        """In how many years a school was in the list."""
        return sum(self.of(school, one.year) is Standing.INCLUDED for one in self.years)


def history(*, store: Store, terms: Terms) -> ListHistory:
    """Apply one rule to all years that have results."""
    rows = read_rows(store=store, terms=terms)
    table, flow = rows.assessed(terms)
    places = {school: number for number, school in enumerate(rows.schools)}
    known = [s for s in store.all(School) if s.is_active or s.id in places]
    schools = tuple(sorted(known, key=lambda s: (s.short_name or s.full_name or s.code, s.code)))
    numbers = range(rows.first_year, rows.first_year + rows.years)
    bytes_of = table.standing.tolist()
    standing = {
        (school, rows.first_year + year): _standing(found)
        for school, number in places.items()
        for year, found in enumerate(bytes_of[number])
        if found != NO_DATA
    }

    def of(school: School, year: int) -> Standing:
        return standing.get((school.id, year), Standing.NO_DATA)

    years = []
    for year in numbers:
        dynamics = rows.dynamics(year, table, flow)
        pairs = Counter((of(s, year - 1), of(s, year)) for s in schools)
        years.append(
            YearOfList(
                year=year,
                counts=Counter(of(s, year) for s in schools),
                dynamics=dynamics,
                transitions=pairs if dynamics.is_compared else {},
            )
        )
    return ListHistory(terms=terms, years=tuple(years), schools=schools, standing=standing)


def _standing(found: int) -> Standing:
    if found == NO_DATA:
        return Standing.NO_DATA
    return Standing.INCLUDED if found == INCLUDED else Standing.OUTSIDE
