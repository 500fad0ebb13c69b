"""How schools move between the lists of years: transition table, the programme's shares, timeline.

Where the office has made a list, its own schools count, approved or still a draft; otherwise the
rule is applied to the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import (
    ListStatus,
    ListType,
    RiskEntry,
    RiskList,
    risk_list_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_rows import read_rows
from quality_desktop.services.risk_schools.school_order import school_order

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

STANDING_WORDS: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.INCLUDED: "в списке",
        Standing.OUTSIDE: "не в списке",
        Standing.NO_DATA: "нет данных",
    }
)
_BY_NUMBER: Final = (Standing.NO_DATA, Standing.OUTSIDE, Standing.INCLUDED)
"""Standings as ``analysis.risk`` numbers them."""


class Basis(StrEnum):
    """What a standing rests on."""

    APPROVED = "approved"
    DRAFT = "draft"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearStandings:
    """Where the schools stand in a calendar year; a school that is not named has no data."""

    year: int
    basis: Basis
    standings: Mapping[Id, Standing]

    def of(self, school: Id) -> Standing:
        """Where a school stands."""
        return self.standings.get(school, Standing.NO_DATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Some of all, exact."""

    part: int
    all: int

    @property
    def fraction(self) -> Fraction | None:
        """The share, of one; None of nothing."""
        return Fraction(self.part, self.all) if self.all else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionTable:
    """Schools by where they stood and where they stand.

    Attributes:
        before: The earlier year; None when it has neither a list nor results.
        cells: (before, now) -> schools by name; pairs without schools are left out.
    """

    before: YearStandings | None
    now: YearStandings | None
    cells: Mapping[tuple[Standing, Standing], tuple[School, ...]]

    def schools(self, before: Standing, now: Standing) -> tuple[School, ...]:
        """Schools that moved so."""
        return self.cells.get((before, now), ())

    def total(self, *, before: Standing | None = None, now: Standing | None = None) -> int:
        """How many schools of a row, of a column, or of the whole table."""
        return sum(
            len(schools)
            for (first, second), schools in self.cells.items()
            if before in (None, first) and now in (None, second)
        )

    @property
    def comparable(self) -> int:
        """Schools in the list of one of the years at least, with data in both.

        The denominator of both shares: whoever lacks data has moved nowhere that is known.
        """
        return sum(
            len(self.schools(*pair))
            for pair in (
                (Standing.INCLUDED, Standing.INCLUDED),
                (Standing.INCLUDED, Standing.OUTSIDE),
                (Standing.OUTSIDE, Standing.INCLUDED),
            )
        )

    @property
    def positive(self) -> Share:
        """«доля школ с позитивной динамикой в списках»: they left the list."""
        left = self.schools(Standing.INCLUDED, Standing.OUTSIDE)
        return Share(part=len(left), all=self.comparable)

    @property
    def negative(self) -> Share:
        """«доля школ с негативной динамикой в списках»: they came into the list."""
        entered = self.schools(Standing.OUTSIDE, Standing.INCLUDED)
        return Share(part=len(entered), all=self.comparable)

    @property
    def moved(self) -> int:
        """«количество школ, изменивших позицию в списках»."""
        return self.positive.part + self.negative.part


def standings(
    *,
    store: Store,
    terms: Terms | None,
    sort: ListType = ListType.LOW,
    with_drafts: bool = False,
) -> tuple[YearStandings, ...]:
    """Where the schools stand in every year that has a list or results, ascending.

    Args:
        store: The file.
        terms: The rule for years without a list; None for lists only.
        sort: ШНОР or ШНСУ; the latter rests on approved lists only.
        with_drafts: Lists count before they are approved, with what the office has decided.
    """
    found = {}
    if terms is not None and sort is ListType.LOW:
        found = {one.year: one for one in _computed(store, terms)}
    for listed in store.all(RiskList, type=sort.value):
        is_approved = listed.status == ListStatus.APPROVED
        if not is_approved and not with_drafts:
            continue
        found[listed.year] = YearStandings(
            year=listed.year,
            basis=Basis.APPROVED if is_approved else Basis.DRAFT,
            standings={e.school: _standing(e) for e in store.all(RiskEntry, list=listed.id)},
        )
    return tuple(found[year] for year in sorted(found))


def office_standings(*, store: Store, year: int) -> Mapping[Id, Standing]:
    """Where the schools stand by the office's list of a year, draft or approved; empty without one."""
    key = risk_list_id(ListType.LOW, year)
    return {entry.school: _standing(entry) for entry in store.all(RiskEntry, list=key)}


def transitions(
    *,
    store: Store,
    year: int,
    terms: Terms | None,
    before: int | None = None,
    sort: ListType = ListType.LOW,
) -> TransitionTable:
    """The transition table of a year against another, the one before it when none is named."""
    known = {one.year: one for one in standings(store=store, terms=terms, sort=sort)}
    first, second = known.get(year - 1 if before is None else before), known.get(year)
    cells: dict[tuple[Standing, Standing], list[School]] = {}
    schools = store.all(School)
    named = {one.id for one in schools if one.is_active}
    named |= {key for one in (first, second) if one is not None for key in one.standings}
    for school in sorted(schools, key=school_order):
        if school.id in named:
            pair = tuple(
                Standing.NO_DATA if one is None else one.of(school.id) for one in (first, second)
            )
            cells.setdefault((pair[0], pair[1]), []).append(school)
    return TransitionTable(
        before=first, now=second, cells={pair: tuple(own) for pair, own in cells.items()}
    )


def _computed(store: Store, terms: Terms) -> list[YearStandings]:
    rows = read_rows(store=store, terms=terms)
    if not rows.years:
        return []
    by_school = rows.assessed(terms)[0].standing.tolist()
    return [
        YearStandings(
            year=year,
            basis=Basis.COMPUTED,
            standings={
                school: _BY_NUMBER[own[year - rows.first_year]]
                for school, own in zip(rows.schools, by_school, strict=True)
            },
        )
        for year in rows.years_with_results
    ]


def _standing(entry: RiskEntry) -> Standing:
    if entry.is_listed:
        return Standing.INCLUDED
    known = Standing(entry.standing)
    return Standing.OUTSIDE if known is Standing.INCLUDED else known
