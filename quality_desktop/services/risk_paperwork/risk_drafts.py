"""What papers tell where the office has made nothing yet: list, recommendations and pairs by the rule.

Nothing is written into the file; a paper made of it is marked as a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.partnership import (
    Measure,
    Partnership,
    PlanStep,
    partnership_id,
)
from quality_desktop.domain.at_risk.profile import (
    Level,
    Recommendation,
    RecommendationTemplate,
    recommendation_id,
)
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_lists import (
    ListStatus,
    ListType,
    RiskEntry,
    RiskList,
    risk_entry_id,
    risk_list_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.partnership import partners
from quality_desktop.services.risk_schools import risk, risk_terms
from quality_desktop.services.risk_schools.risk_lists import ListRow, ListView
from quality_desktop.services.risk_schools.risk_rows import RuleRows, read_rows
from quality_desktop.services.school_profile import recommendations
from quality_desktop.services.school_profile.risk_signs import signs

if TYPE_CHECKING:
    from quality_desktop.analysis.risk import RiskTable
    from quality_desktop.services.risk_schools.risk_year import RiskYear
    from quality_desktop.storage.store import Store

_LEVELS = tuple(Level)


class Drafts:
    """Lists of all years of a file: the office's own, or what the rule in force gives."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._terms = _terms(store)
        self._rows: tuple[RuleRows, RiskTable] | None = None
        self._included: dict[int, frozenset[Id]] = {}

    @property
    def has_rule(self) -> bool:
        """True when the rule in force can be applied."""
        return self._terms is not None

    def has_list(self, year: int) -> bool:
        """True when the office has made the list of a year."""
        return self._store.get(RiskList, risk_list_id(ListType.LOW, year)) is not None

    def is_plan_settled(self, year: int) -> bool:
        """True when the list is approved, its schools have partners and every pair has a plan."""
        made = self._store.get(RiskList, risk_list_id(ListType.LOW, year))
        if made is None or made.status != ListStatus.APPROVED:
            return False
        pairs = self._store.all(Partnership, year=year)
        return self.listed(year) <= {pair.school for pair in pairs} and all(
            self._store.all(PlanStep, partnership=pair.id) for pair in pairs
        )

    def listed(self, year: int) -> frozenset[Id]:
        """Schools of the list of a year."""
        if self.has_list(year):
            entries = self._store.all(RiskEntry, list=risk_list_id(ListType.LOW, year))
            return frozenset(entry.school for entry in entries if entry.is_listed)
        if year not in self._included:
            self._included[year] = self._by_rule(year)
        return self._included[year]

    def _by_rule(self, year: int) -> frozenset[Id]:
        if self._terms is None:
            return frozenset()
        if self._rows is None:
            read = read_rows(store=self._store, terms=self._terms)
            self._rows = read, read.assessed(self._terms)[0]
        rows, table = self._rows
        return rows.included(year, table)


def draft_list(found: RiskYear) -> ListView:
    """The list that the rule gives for a year; every school of the district stands in it."""
    record = RiskList(
        id=risk_list_id(ListType.LOW, found.year),
        year=found.year,
        rule=None if found.rule is None else found.rule.id,
        terms=risk_terms.written(found.terms),
    )
    rows = [
        ListRow(
            entry=RiskEntry(
                id=risk_entry_id(record.id, school.id),
                list=record.id,
                school=school.id,
                standing=case.standing.value,
                reasons="\n".join(found.words.reason(one, found.terms) for one in case.reasons),
                margin=case.margin,
                is_listed=case.is_included,
            ),
            school=school,
        )
        for school, case in zip(found.view.schools, found.view.cases, strict=True)
    ]
    return ListView(record=record, rows=tuple(rows), difference=None)


def draft_recommendations(
    *, store: Store, year: int, schools: frozenset[Id], reference: Path
) -> Mapping[Id, tuple[Recommendation, ...]]:
    """What the library says to schools now, in the order in which letters print it."""
    library = sorted(store.all(RecommendationTemplate), key=lambda one: (one.place, one.code))
    known = signs(store=store, year=year, reference=reference)
    return {
        school.id: _composed(school, year, recommendations.compose(
            school=school, templates=library, known=known
        ))
        for school in store.all(School)
        if school.id in schools
    }  # fmt: skip


def draft_pairs(
    *, store: Store, year: int, terms: Terms, reference: Path
) -> tuple[Partnership, ...]:
    """The partners that the program proposes."""
    found = partners.proposal(store=store, year=year, terms=terms, reference=reference)
    return tuple(
        Partnership(
            id=partnership_id(year, pair.school, pair.partner),
            year=year,
            school=pair.school,
            partner=pair.partner,
            subject=pair.score.subject,
        )
        for pair in found.pairs
    )


def draft_measure(year: int) -> Measure:
    """The help to schools of the list of the year before, as a measure that the exams of a year judge."""
    return Measure(
        id=new_id(),
        title=f"Адресная помощь школам списка {year - 1} года",
        starts=date(year - 1, 9, 1),
        ends=date(year, 5, 31),
    )


def _composed(
    school: School, year: int, made: tuple[recommendations.Composed, ...]
) -> tuple[Recommendation, ...]:
    found = [
        Recommendation(
            id=recommendation_id(school.id, year, one.template.id, one.work),
            school=school.id,
            year=year,
            template=one.template.id,
            work=one.work,
            level=one.template.level,
            text=one.text,
            composed=one.text,
            cited=one.cited,
            place=place,
        )
        for place, one in enumerate(made)
    ]
    return tuple(sorted(found, key=lambda one: (_LEVELS.index(Level(one.level)), one.place)))


def _terms(store: Store) -> Terms | None:
    try:
        return risk.terms(store=store, rule=risk.current_code(store=store))
    except QualityError:
        return None
