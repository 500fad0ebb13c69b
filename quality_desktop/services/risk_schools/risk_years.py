"""Schools in the lists year by year: how they stand, who came, stayed, left and came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import Dynamics, Standing, dynamics
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_dynamics import (
    Basis,
    TransitionTable,
    YearStandings,
    standings,
)
from quality_desktop.services.risk_schools.school_order import school_order

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfList:
    """A calendar year.

    Attributes:
        basis: Whether its list is approved, a draft or computed.
        counts: How many schools stand how.
        dynamics: Against the year before.
        transition: Schools by where they stood in the year before and where they stand now.
    """

    year: int
    basis: Basis
    counts: Mapping[Standing, int]
    dynamics: Dynamics
    transition: TransitionTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHistory:
    """All years that have a list or results.

    Attributes:
        terms: The rule for years without a list.
        years: Ascending.
        schools: Schools at work and those that had data, by name.
    """

    terms: Terms
    years: tuple[YearOfList, ...]
    schools: tuple[School, ...]
    found: Mapping[int, YearStandings]

    def of(self, school: Id, year: int) -> Standing:
        """Standing of a school in a year."""
        known = self.found.get(year)
        return Standing.NO_DATA if known is None else known.of(school)

    def included(self, school: Id) -> int:
        """In how many years a school was in the list."""
        return sum(self.of(school, one.year) is Standing.INCLUDED for one in self.years)


def history(*, store: Store, terms: Terms) -> ListHistory:
    """All years: the office's lists, drafts too, and the rule where there is none.

    The window, its table for Excel and the report tell the same.

    Args:
        store: The file.
        terms: The rule.
    """
    found = {one.year: one for one in standings(store=store, terms=terms, with_drafts=True)}
    all_standings = {year: one.standings for year, one in found.items()}
    schools = _shown(store.all(School), found)
    return ListHistory(
        terms=terms,
        years=tuple(
            YearOfList(
                year=year,
                basis=one.basis,
                counts=Counter(one.of(school.id) for school in schools),
                dynamics=dynamics(all_standings, year),
                transition=_transition(schools, found.get(year - 1), one),
            )
            for year, one in found.items()
        ),
        schools=schools,
        found=found,
    )


def _shown(schools: Sequence[School], found: Mapping[int, YearStandings]) -> tuple[School, ...]:
    with_data = {
        school
        for one in found.values()
        for school, standing in one.standings.items()
        if standing is not Standing.NO_DATA
    }
    shown = (school for school in schools if school.is_active or school.id in with_data)
    return tuple(sorted(shown, key=school_order))


def _transition(
    schools: Sequence[School], before: YearStandings | None, now: YearStandings
) -> TransitionTable:
    cells: dict[tuple[Standing, Standing], list[School]] = {}
    for school in schools:
        was = Standing.NO_DATA if before is None else before.of(school.id)
        cells.setdefault((was, now.of(school.id)), []).append(school)
    return TransitionTable(
        before=before, now=now, cells={pair: tuple(own) for pair, own in cells.items()}
    )
