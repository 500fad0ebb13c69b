"""Which schools need a partner in a year, which can be one, and in which subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.analysis.pairing import Level, StrongSchool, WeakSchool, Weights
from quality_desktop.domain.at_risk.norms import Norm, norm_of
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskResult
from quality_desktop.domain.at_risk.risk_lists import (
    ListStatus,
    ListType,
    RiskEntry,
    RiskList,
    risk_list_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_rows import read_rows
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.social_context import quadrants
from quality_desktop.services.social_context.quadrants import Quadrant

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Numbers of the office's method (norms ``partners.*``).

    Attributes:
        capacity: How many schools a partner helps at most.
        margin: By how many percentage points under the district a strong school is at least.
        participants: With fewer nobody is strong in a subject.
        weights: What counts beside the results.
    """

    capacity: int
    margin: Fraction
    participants: int
    weights: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """Schools of a year as the pairing sees them.

    Attributes:
        source: Where the list is from, in words: «утверждённый список», «правило».
        weak: Schools of the list with the subjects they are weak in.
        strong: Schools that neither the list nor the rule names, with the subjects they are strong
            in; each has its whole capacity here.
        district: Results of the district by subject.
    """

    source: str
    weak: tuple[WeakSchool, ...]
    strong: tuple[StrongSchool, ...]
    district: Mapping[str, Level]


def limits(*, store: Store, reference: Path, year: int) -> Limits:
    """The numbers in force in a calendar year.

    Raises:
        QualityError: One is not set.
    """
    known = norms(store=store, reference=reference)
    return Limits(
        capacity=_whole(known, "partners.capacity", year),
        margin=norm_of(known, "partners.strong_margin", year),
        participants=_whole(known, "partners.min_participants", year),
        weights=Weights(
            resilient=norm_of(known, "partners.resilient_points", year),
            per_km=norm_of(known, "partners.km_points", year),
        ),
    )


def profiles(*, store: Store, year: int, terms: Terms, reference: Path, bounds: Limits) -> Profiles:
    """Weak and strong schools of a calendar year.

    The list of the office says who is weak; while there is none, the rule does. A listed school
    is weak in the subjects of its low results; one that has none (the office decided so) is weak
    where its share is above the district's.

    Args:
        store: The file.
        year: Calendar year of the exams.
        terms: The rule as it is applied.
        reference: Folder of the catalogues.
        bounds: See ``limits``.
    """
    rows = read_rows(store=store, terms=terms)
    table, _flow = rows.assessed(terms)
    results = {
        school: tuple(r for r in found if r.participants >= terms.min_participants)
        for school, found in rows.results_of(year, terms, table).items()
    }
    named = _named_by_office(store, year)
    by_rule = rows.included(year, table)
    listed = by_rule if named is None else named[1]
    district = _levels(result for found in results.values() for result in found)
    active = {school.id for school in store.all(School) if school.is_active}
    resilient = _resilient(store, year, terms, reference)
    return Profiles(
        source="правило" if named is None else named[0],
        weak=tuple(
            WeakSchool(school=school, subjects=_weak_in(results.get(school, ()), terms, district))
            for school in sorted(listed)
        ),
        strong=tuple(
            StrongSchool(
                school=school,
                subjects=_strong_in(found, terms, district, bounds),
                capacity=bounds.capacity,
                is_resilient=school in resilient,
            )
            for school, found in sorted(results.items())
            if school in active and school not in listed | by_rule
        ),
        district=district,
    )


def _whole(known: Sequence[Norm], code: str, year: int) -> int:
    number = norm_of(known, code, year)
    if number.denominator != 1 or number < 1:
        title = next(norm.title for norm in known if norm.code == code)
        raise QualityError(f"Норма «{title}»: впишите целое число от 1.")
    return int(number)


def _named_by_office(store: Store, year: int) -> tuple[str, frozenset[Id]] | None:
    found = store.get(RiskList, risk_list_id(ListType.LOW, year))
    if found is None:
        return None
    entries = store.all(RiskEntry, list=found.id)
    is_approved = found.status == ListStatus.APPROVED.value
    source = "утверждённый список" if is_approved else "проект списка"
    return source, frozenset(entry.school for entry in entries if entry.is_listed)


def _resilient(store: Store, year: int, terms: Terms, reference: Path) -> frozenset[Id]:
    """Resilient schools; none while the office has no context index or no bound for it."""
    try:
        found = quadrants.of_year(store=store, year=year, terms=terms, reference=reference)
    except QualityError:
        return frozenset()
    return found.of(Quadrant.RESILIENT)


def _levels(results: Iterable[RiskResult]) -> dict[str, Level]:
    sums: dict[str, tuple[int, int]] = {}
    for result in results:
        low, everyone = sums.get(result.subject, (0, 0))
        sums[result.subject] = low + result.low, everyone + result.participants
    return {subject: Level(*found) for subject, found in sorted(sums.items())}


def _weak_in(
    results: Sequence[RiskResult], terms: Terms, district: Mapping[str, Level]
) -> dict[str, Level]:
    own = _levels(results)
    low = {result.subject for result in results if result.is_low(is_strict=terms.is_strict)}
    if low:
        return {subject: level for subject, level in own.items() if subject in low}
    return {s: level for s, level in own.items() if level.percent > district[s].percent}


def _strong_in(
    results: Sequence[RiskResult],
    terms: Terms,
    district: Mapping[str, Level],
    bounds: Limits,
) -> dict[str, Level]:
    low = {result.subject for result in results if result.is_low(is_strict=terms.is_strict)}
    return {
        subject: level
        for subject, level in _levels(results).items()
        if subject not in low
        and level.participants >= bounds.participants
        and level.percent <= district[subject].percent - bounds.margin
    }
