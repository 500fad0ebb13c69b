"""What a rule says of every school of a year, and the fingerprint of the data it says so of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.risk import RiskRule, Terms
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools import risk, risk_terms, risk_words
from quality_desktop.services.risk_schools.risk_rows import read_rows

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says of a school.

    Attributes:
        reasons: Sentences with the figures.
        margin: How many pupils decide; None when none could.
    """

    school: Id
    standing: Standing
    reasons: tuple[str, ...] = ()
    margin: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a rule says of all schools of a year, and the data it says so of.

    Attributes:
        schools: One finding for each school.
        terms: The terms as text (``RiskList.terms``).
        fingerprint: SHA-256 of the data.
        rule: The rule; None where the list is made by something else.
    """

    schools: tuple[Finding, ...]
    terms: str
    fingerprint: str
    rule: Id | None = None


def findings(*, store: Store, year: int, terms: Terms, rule: str | None = None) -> Findings:
    """What the rule for low results says of the schools in a calendar year.

    Args:
        store: The file.
        year: Calendar year.
        terms: The terms as they are applied.
        rule: Code of the rule they were made of.
    """
    found = risk.assess(store=store, year=year, terms=terms)
    words = risk_words.exam_words(store=store)
    known = next((r for r in store.all(RiskRule) if r.code == rule), None)
    return Findings(
        schools=tuple(
            Finding(
                school=case.school,
                standing=case.standing,
                reasons=tuple(words.reason(reason, terms) for reason in case.reasons),
                margin=case.margin,
            )
            for case in found.cases
        ),
        terms=risk_terms.written(terms),
        fingerprint=fingerprint(store=store, year=year, terms=terms),
        rule=None if known is None else known.id,
    )


def fingerprint(*, store: Store, year: int, terms: Terms) -> str:
    """SHA-256 of the results that the terms look at in a year; their order changes nothing."""
    rows = read_rows(store=store, terms=terms)
    by_school = rows.results_of(year, terms, rows.assessed(terms)[0])
    lines = sorted(
        f"{school} {r.procedure} {r.subject} {r.grade} {r.low} {r.participants} {r.was_low}"
        for school, results in by_school.items()
        for r in results
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
