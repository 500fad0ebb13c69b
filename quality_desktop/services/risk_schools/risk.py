"""Schools with low results: the list of a year by a rule, its reasons, dynamics and «what if»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.risk import (
    Repeat,
    RiskCriterion,
    RiskRule,
    Terms,
    terms_of,
)
from quality_desktop.domain.at_risk.risk_cases import (
    Dynamics,
    RiskCase,
    RiskResult,
    Standing,
    judge,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_rows import RuleRows, read_rows, read_years
from quality_desktop.services.risk_schools.school_order import school_order

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskView:
    """The list of a year.

    Attributes:
        year: Calendar year of the exams.
        terms: The rule as applied.
        schools: Schools at work and those with results in the year, by name.
        cases: Their cases, in the same order.
        dynamics: Against the year before.
        years: Calendar years that have results, ascending.
        low: Σ of low results over all results of the year that counted.
        participants: Σ of participants over the same results.
        results: All results of the year that the rule looks at, by school.
    """

    year: int
    terms: Terms
    schools: tuple[School, ...]
    cases: tuple[RiskCase, ...]
    dynamics: Dynamics
    years: tuple[int, ...]
    low: int
    participants: int
    results: Mapping[Id, Sequence[RiskResult]]

    @property
    def share(self) -> Fraction | None:
        """The district's share of low results, Σ/Σ, of one; None without participants."""
        return Fraction(self.low, self.participants) if self.participants else None

    def count(self, standing: Standing) -> int:
        """How many schools stand so."""
        return sum(case.standing is standing for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The list under other terms.

    Attributes:
        enters: Schools that are not in the list under the terms compared with.
        leaves: Schools that are in that list and not in this.
    """

    terms: Terms
    included: frozenset[Id]
    enters: frozenset[Id]
    leaves: frozenset[Id]


def rules(*, store: Store) -> tuple[RiskRule, ...]:
    """The rules of the file, in their order."""
    return tuple(sorted(store.all(RiskRule), key=lambda rule: (rule.place, rule.code)))


def current_code(*, store: Store) -> str:
    """Code of the rule that is applied when none is chosen.

    Raises:
        QualityError: No rule is marked as the current one.
    """
    found = next((rule.code for rule in rules(store=store) if rule.is_current), None)
    if found is None:
        raise QualityError("Ни одно правило не отмечено как действующее: выберите правило.")
    return found


def terms(
    *,
    store: Store,
    rule: str,
    share: str | None = None,
    procedures: int | None = None,
    min_participants: int | None = None,
    is_strict: bool | None = None,
    repeat: Repeat | None = None,
) -> Terms:
    """The terms of a rule; what is named here stands in place of the rule's own.

    A share named here holds for all criteria, also for those with a share of their own.

    Args:
        store: The file.
        rule: Code of the rule.
        share: Percent as written: «33,3».
        procedures: In how many procedures at least.
        min_participants: Results of fewer participants do not count.
        is_strict: «более» instead of «не менее».
        repeat: The condition about two years.

    Raises:
        QualityError: There is no such rule, its share is not set and none is named, the share is
            no share, or a number is less than one.
    """
    known = rules(store=store)
    found = next((r for r in known if r.code == rule), None)
    if found is None:
        raise QualityError(
            f"Правила «{rule}» в файле нет. Есть: {', '.join(r.code for r in known) or 'ни одного'}."
        )
    for number, what in ((procedures, "Процедур"), (min_participants, "Участников")):
        if number is not None and number < 1:
            raise QualityError(f"{what} должно быть не меньше 1, а указано {number}.")
    criteria = store.all(RiskCriterion, rule=found.id)
    if share is not None:
        criteria = tuple(replace(criterion, share="") for criterion in criteria)
    wanted = replace(
        found,
        share=found.share if share is None else share,
        procedures=found.procedures if procedures is None else procedures,
        min_participants=found.min_participants if min_participants is None else min_participants,
        is_strict=found.is_strict if is_strict is None else is_strict,
        repeat=found.repeat if repeat is None else repeat.value,
    )
    return terms_of(wanted, criteria)


def years(*, store: Store) -> tuple[int, ...]:
    """Calendar years that have exam results, ascending."""
    return read_years(store=store)


def assess(*, store: Store, year: int, terms: Terms) -> RiskView:
    """The list of a calendar year under some terms."""
    rows = read_rows(store=store, terms=terms)
    return assess_rows(rows=rows, schools=store.all(School), year=year, terms=terms)


def assess_rows(*, rows: RuleRows, schools: Sequence[School], year: int, terms: Terms) -> RiskView:
    """The list of a calendar year of results that were read already.

    Args:
        rows: The results, read with the same criteria.
        schools: All schools of the file.
        year: Calendar year.
        terms: The terms.
    """
    table, flow = rows.assessed(terms)
    by_school = rows.results_of(year, terms, table)
    shown = _shown(schools, by_school)
    cases = tuple(judge(school.id, by_school.get(school.id, ()), terms) for school in shown)
    tested = [
        result
        for found in by_school.values()
        for result in found
        if result.participants >= terms.min_participants
    ]
    return RiskView(
        year=year,
        terms=terms,
        schools=shown,
        cases=cases,
        dynamics=rows.dynamics(year, table, flow),
        years=rows.years_with_results,
        low=sum(result.low for result in tested),
        participants=sum(result.participants for result in tested),
        results=by_school,
    )


def compare(
    *, store: Store, year: int, base: Terms, others: Sequence[Terms]
) -> tuple[Variant, ...]:
    """«What if»: who enters and who leaves the list of a year under other terms.

    Args:
        store: The file.
        year: Calendar year.
        base: The terms compared with.
        others: Other terms; they look at the same results (the same criteria).
    """
    rows = read_rows(store=store, terms=base)

    def listed(wanted: Terms) -> frozenset[Id]:
        return rows.included(year, rows.assessed(wanted)[0])

    now = listed(base)
    found = [(wanted, listed(wanted)) for wanted in others]
    return tuple(
        Variant(terms=wanted, included=then, enters=then - now, leaves=now - then)
        for wanted, then in found
    )


def _shown(
    schools: Sequence[School], results: Mapping[Id, Sequence[RiskResult]]
) -> tuple[School, ...]:
    found = (school for school in schools if school.is_active or school.id in results)
    return tuple(sorted(found, key=school_order))
