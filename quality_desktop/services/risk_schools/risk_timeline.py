"""A school through the years: its lists, results, partners and measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool, Partnership
from quality_desktop.domain.at_risk.profile import Recommendation, RecommendationStatus
from quality_desktop.domain.at_risk.risk import LowFigure, RiskCriterion, Terms
from quality_desktop.domain.at_risk.risk_cases import RiskCase, RiskResult, judge
from quality_desktop.domain.at_risk.risk_lists import (
    ListStatus,
    ListType,
    RiskEntry,
    RiskList,
    risk_entry_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_lists import LIST_WORDS, school_name
from quality_desktop.services.risk_schools.risk_rows import low_count
from quality_desktop.services.risk_schools.risk_words import ExamWords, exam_words

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineYear:
    """A calendar year of a school.

    Attributes:
        case: What the rule says; of a year without results, no data.
        reasons: Sentences of the low results.
        low: Σ of low results of the works that count.
        participants: Σ of their participants.
        lists: «ШНОР: в списке (приказ № 17 от 20.09.2025)» of approved lists.
        partners: Who helped it, or whom it helped.
        measures: Titles of the measures of the school year that ends in this year.
        recommendations: How many were given.
        done: How many of them are done.
    """

    year: int
    case: RiskCase
    reasons: tuple[str, ...]
    low: int
    participants: int
    lists: tuple[str, ...]
    partners: tuple[str, ...]
    measures: tuple[str, ...]
    recommendations: int
    done: int


def results_of_school(
    *, store: Store, school: Id, terms: Terms
) -> Mapping[int, tuple[RiskResult, ...]]:
    """Results of a school that a rule looks at, by calendar year; the same as in the list."""
    found: dict[int, list[RiskResult]] = {}
    for record in store.all(ExamResult, school=school):
        result = _result(record, terms)
        if result is not None:
            found.setdefault(result.year, []).append(result)
    for year in sorted(found):
        low = {
            _work(r)
            for r in found.get(year - 1, ())
            if r.participants >= terms.min_participants and r.is_low(is_strict=terms.is_strict)
        }
        found[year] = [replace(r, was_low=_work(r) in low) for r in found[year]]
    return {
        year: tuple(sorted(results, key=lambda r: (r.procedure, r.subject, r.grade)))
        for year, results in sorted(found.items())
    }


def timeline(
    *, store: Store, school: Id, terms: Terms, words: ExamWords | None = None
) -> tuple[TimelineYear, ...]:
    """The years of a school that have anything to tell, ascending."""
    results = results_of_school(store=store, school=school, terms=terms)
    lists = _lists(store, school)
    partners = _partners(store, school)
    measures = _measures(store, school)
    given: dict[int, list[Recommendation]] = {}
    for one in store.all(Recommendation, school=school):
        if not one.is_struck and one.status != RecommendationStatus.DRAFT:
            given.setdefault(one.year, []).append(one)
    years = {*results, *lists, *partners, *measures, *given}
    spoken = words or exam_words(store=store)

    def year_of(year: int) -> TimelineYear:
        own = results.get(year, ())
        counted = [r for r in own if r.participants >= terms.min_participants]
        case = judge(school, own, terms)
        return TimelineYear(
            year=year,
            case=case,
            reasons=tuple(spoken.reason(reason, terms) for reason in case.reasons),
            low=sum(r.low for r in counted),
            participants=sum(r.participants for r in counted),
            lists=tuple(lists.get(year, ())),
            partners=tuple(partners.get(year, ())),
            measures=tuple(measures.get(year, ())),
            recommendations=len(given.get(year, ())),
            done=sum(r.status == RecommendationStatus.DONE for r in given.get(year, ())),
        )

    return tuple(year_of(year) for year in sorted(years))


def act_in_words(found: RiskList) -> str:
    """«приказ № 17 от 20.09.2025»."""
    dated = "" if found.act_date is None else f" от {found.act_date:%d.%m.%Y}"
    return f"{found.act_title} № {found.act_number}{dated}"


def _result(record: ExamResult, terms: Terms) -> RiskResult | None:
    try:
        criterion = terms.criterion_of(record.procedure, record.subject, record.grade)
    except LookupError:
        return None
    low = low_count(record.two, record.below, _figure(criterion))
    if low is None or not record.participants:
        return None
    return RiskResult(
        procedure=record.procedure,
        year=record.year,
        subject=record.subject,
        grade=record.grade,
        low=low,
        participants=record.participants,
        share=terms.share_of(criterion),
    )


def _figure(criterion: RiskCriterion | None) -> LowFigure:
    return LowFigure.AUTO if criterion is None else LowFigure(criterion.figure)


def _work(result: RiskResult) -> tuple[str, str, int]:
    return result.procedure, result.subject, result.grade


def _lists(store: Store, school: Id) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in store.all(RiskList, status=ListStatus.APPROVED.value):
        entry = store.get(RiskEntry, risk_entry_id(one.id, school))
        if entry is not None:
            stands = "в списке" if entry.is_listed else "не в списке"
            told = f"{LIST_WORDS[ListType(one.type)]}: {stands} ({act_in_words(one)})"
            found.setdefault(one.year, []).append(told)
    return {year: sorted(told) for year, told in found.items()}


def _partners(store: Store, school: Id) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    helped = store.all(Partnership, school=school)
    helping = store.all(Partnership, partner=school)
    for one, other, what in (
        *((p, p.partner, "помогает") for p in helped),
        *((p, p.school, "помогает школе:") for p in helping),
    ):
        known = store.get(School, other)
        if known is not None:
            name = school_name(known)
            told = f"{name} {what}" if other == one.partner else f"{what} {name}"
            found.setdefault(one.year, []).append(told)
    return {year: sorted(told) for year, told in found.items()}


def _measures(store: Store, school: Id) -> dict[int, list[str]]:
    """Measures by the calendar years whose school year they touch; undated ones stand nowhere."""
    found: dict[int, list[Measure]] = {}
    for part in store.all(MeasureSchool, school=school):
        measure = store.get(Measure, part.measure)
        if measure is not None:
            for year in _years(measure.starts, measure.ends):
                found.setdefault(year, []).append(measure)
    return {
        year: [m.title for m in sorted(own, key=lambda m: (m.starts or date.min, m.place))]
        for year, own in found.items()
    }


def _years(starts: date | None, ends: date | None) -> Iterable[int]:
    """Calendar years of exams whose school year (September to August) a measure touches."""
    first, last = starts or ends, ends or starts
    if first is None or last is None:
        return ()
    return range(_exam_year(first), _exam_year(last) + 1)


def _exam_year(day: date) -> int:
    return day.year + (day.month >= 9)
