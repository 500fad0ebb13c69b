"""Partners of a year as the office looks at them: pairs, schools without one, who is loaded how."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.partnership import Partnership, PlanStep
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.partnership.partner_profiles import Limits, Profiles, limits, profiles
from quality_desktop.services.risk_schools import risk, risk_words
from quality_desktop.services.risk_schools.risk_board import year_shown
from quality_desktop.services.risk_schools.risk_words import ExamWords
from quality_desktop.services.risk_schools.school_order import SchoolOrder, school_order

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


class PlanState(StrEnum):
    """How far the plan of interaction is."""

    NONE = "none"
    """Nobody has asked for it."""
    AWAITED = "awaited"
    OVERDUE = "overdue"
    RECEIVED = "received"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A weak school with its partner, or without one.

    Attributes:
        record: None while it has no partner.
        partner: None while it has no partner.
        number: 0 for the first pair of the school, 1 for the next.
        weak_in: Codes of its weak subjects.
        steps: How many lines its plan has.
        findings: What to look at, one sentence each.
    """

    school: School
    record: Partnership | None = None
    partner: School | None = None
    number: int = 0
    weak_in: tuple[str, ...] = ()
    steps: int = 0
    state: PlanState = PlanState.NONE
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A school that can be a partner.

    Attributes:
        strong_in: Codes of its strong subjects.
        load: How many schools it helps in the year.
        capacity: How many it should help at most.
    """

    school: School
    strong_in: tuple[str, ...]
    is_resilient: bool
    load: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersView:
    """Partners of a year.

    Attributes:
        year: Calendar year of the exams.
        source: What names the weak schools, in words.
        rows: By name of the school.
        helpers: Schools that a proposal chooses from, the strong ones first, then by name.
        schools: All schools at work, by name: a person may choose any of them.
        words: How subjects are called.
    """

    year: int
    source: str
    rows: tuple[PartnerRow, ...]
    helpers: tuple[Helper, ...]
    schools: tuple[School, ...]
    words: ExamWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The year and the rule that partners are looked for by.

    Attributes:
        year: The wanted calendar year, or the last one that has results.
        terms: Those of the rule in force.
    """

    year: int
    terms: Terms


def basis(*, store: Store, year: int) -> Basis:
    """The year and the rule that the list of schools at risk shows first.

    Args:
        store: The file.
        year: Calendar year wanted.

    Raises:
        QualityError: There is no rule in force, or it has no share.
    """
    return Basis(
        year=year_shown(risk.years(store=store), year),
        terms=risk.terms(store=store, rule=risk.current_code(store=store)),
    )


def view(
    *, store: Store, year: int, terms: Terms, reference: Path, today: date | None = None
) -> PartnersView:
    """The partners of a calendar year and the schools that need one.

    Args:
        store: The file.
        year: Calendar year of the exams.
        terms: The rule as it is applied.
        reference: Folder of the catalogues.
        today: Day by which plans are late; today when omitted.
    """
    bounds = limits(store=store, reference=reference, year=year)
    found = profiles(store=store, year=year, terms=terms, reference=reference, bounds=bounds)
    return _View(store, year, found, bounds, today or date.today()).made()


def plan_state(record: Partnership, today: date) -> PlanState:
    """How far the plan of a pair is on a day."""
    if record.approved is not None:
        return PlanState.APPROVED
    if record.plan_received is not None:
        return PlanState.RECEIVED
    if record.plan_due is None:
        return PlanState.NONE
    return PlanState.OVERDUE if record.plan_due < today else PlanState.AWAITED


class _View:
    """Puts records and profiles together."""

    def __init__(
        self, store: Store, year: int, found: Profiles, bounds: Limits, today: date
    ) -> None:
        self._year = year
        self._found = found
        self._bounds = bounds
        self._today = today
        self._schools = {school.id: school for school in store.all(School)}
        self._records = store.all(Partnership, year=year)
        self._steps = Counter(step.partnership for step in store.all(PlanStep))
        self._words = risk_words.exam_words(store=store)
        self._load = Counter(record.partner for record in self._records)
        self._weak = {one.school: tuple(one.subjects) for one in found.weak}

    def made(self) -> PartnersView:
        rows = [self._row(record) for record in self._records]
        paired = {record.school for record in self._records}
        rows.extend(self._without(school) for school in self._weak if school not in paired)
        rows.sort(key=_row_order)
        seen: Counter[Id] = Counter()
        for place, row in enumerate(rows):
            rows[place] = replace(row, number=seen[row.school.id])
            seen[row.school.id] += 1
        return PartnersView(
            year=self._year,
            source=self._found.source,
            rows=tuple(rows),
            helpers=self._helpers(),
            schools=tuple(
                sorted(
                    (school for school in self._schools.values() if school.is_active),
                    key=school_order,
                )
            ),
            words=self._words,
        )

    def _school(self, key: Id) -> School:
        return self._schools.get(key) or School(id=key, short_name="школа удалена")

    def _row(self, record: Partnership) -> PartnerRow:
        return PartnerRow(
            school=self._school(record.school),
            record=record,
            partner=self._school(record.partner),
            weak_in=self._weak.get(record.school, ()),
            steps=self._steps[record.id],
            state=plan_state(record, self._today),
            findings=tuple(self._findings(record)),
        )

    def _without(self, school: Id) -> PartnerRow:
        weak_in = self._weak[school]
        if not weak_in:
            why = "Партнёра нет: слабых предметов по результатам года не видно, выберите сами."
        else:
            why = "Партнёра нет: подберите пары или выберите партнёра сами."
        return PartnerRow(school=self._school(school), weak_in=weak_in, findings=(why,))

    def _findings(self, record: Partnership) -> list[str]:
        found = []
        load, most = self._load[record.partner], self._bounds.capacity
        if record.school not in self._weak:
            found.append(f"Школы нет в списке ШНОР за {self._year} год: нужна ли ей пара?")
        if record.partner in self._weak:
            found.append("Партнёр сам в списке ШНОР: выберите другого.")
        if load > most:
            found.append(f"У партнёра школ: {load}, а по норме не больше {most}.")
        if plan_state(record, self._today) is PlanState.OVERDUE:
            found.append("План взаимодействия не получен в срок.")
        return found

    def _helpers(self) -> tuple[Helper, ...]:
        made = [
            Helper(
                school=self._school(one.school),
                strong_in=tuple(one.subjects),
                is_resilient=one.is_resilient,
                load=self._load[one.school],
                capacity=one.capacity,
            )
            for one in self._found.strong
        ]
        made.sort(key=lambda one: (not one.strong_in, school_order(one.school)))
        return tuple(made)


def _row_order(row: PartnerRow) -> tuple[SchoolOrder, str, str]:
    partner = "" if row.partner is None else school_name(row.partner)
    key = "" if row.record is None else str(row.record.id)
    return school_order(row.school), partner, key
