"""All that is known of a school at risk on one page: results, reasons, context, profile, help."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskCase, RiskResult, Standing, judge
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
from quality_desktop.domain.figures import NOTHING, printed, wilson
from quality_desktop.domain.records import Id
from quality_desktop.services.indicators.statistics_thresholds import thresholds
from quality_desktop.services.risk_schools import risk_lists, risk_timeline
from quality_desktop.services.risk_schools.risk_timeline import TimelineYear
from quality_desktop.services.risk_schools.risk_words import (
    ExamWords,
    exam_words,
    rule_in_words,
    shown_share,
)
from quality_desktop.services.school_profile import profile, recommendations, risk_signs
from quality_desktop.services.school_profile.profile import Profile
from quality_desktop.services.school_profile.sign_figures import Signs
from quality_desktop.services.social_context import quadrants
from quality_desktop.services.social_context.quadrants import QUADRANT_WORDS, Quadrant

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """What is computed of all schools at once; one answer serves all cards of a year.

    Attributes:
        quadrants: Where the schools stand between result and context; None without an index.
    """

    year: int
    signs: Signs
    quadrants: quadrants.QuadrantView | None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardResult:
    """A result of the year.

    Attributes:
        title: «ВПР, математика, 5 класс, 2025».
        shown: «9 из 24 = 37,5 % ≥ 30 %» for a low result, «… = 12,5 %» for another.
        interval: «22–57 %»; empty for large classes.
        is_low: The rule calls it low.
        note: «на границе: 1 ученик», «участников меньше 10, не учтена»; empty usually.
    """

    title: str
    low: int
    participants: int
    shown: str
    interval: str
    is_low: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCard:
    """The card of a school in a calendar year.

    Attributes:
        rule: The rule in words.
        results: All results that the rule looks at, the low ones first.
        low: Σ of low results that count.
        participants: Σ of their participants.
        context: «ШНСУ», «нет данных»; why there is none when it cannot be told.
        listed: The school's place in the list of the year; None without a list.
        record: The list of the year.
    """

    school: School
    year: int
    rule: str
    case: RiskCase
    results: tuple[CardResult, ...]
    low: int
    participants: int
    context: str
    listed: RiskEntry | None
    record: RiskList | None
    profile: Profile
    timeline: tuple[TimelineYear, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def share(self) -> str:
        """«14 из 34 = 41,2 %»; «—» without results."""
        if not self.participants:
            return NOTHING
        share = printed(Fraction(100 * self.low, self.participants), 1, "%")
        return f"{self.low} из {self.participants} = {share}"


def year_figures(*, store: Store, year: int, terms: Terms, reference: Path) -> YearFigures:
    """Compute what the cards of a year share."""
    known = risk_signs.signs(store=store, year=year, reference=reference, terms=terms)
    try:
        found = quadrants.of_year(store=store, year=year, terms=terms, reference=reference)
    except QualityError as error:
        return YearFigures(year=year, signs=known, quadrants=None, problem=str(error))
    return YearFigures(year=year, signs=known, quadrants=found)


def card(
    *, store: Store, school: Id, terms: Terms, reference: Path, figures: YearFigures
) -> SchoolCard:
    """The card of a school in the year of the figures.

    Raises:
        QualityError: The school is gone.
    """
    known = store.get(School, school)
    if known is None:
        raise QualityError("Этой школы в файле больше нет.")
    year = figures.year
    words = exam_words(store=store)
    results = risk_timeline.results_of_school(store=store, school=school, terms=terms)
    own = results.get(year, ())
    counted = [r for r in own if r.participants >= terms.min_participants]
    small = thresholds(reference=reference, year=year - 1).small_denominator
    listed = risk_list_id(ListType.LOW, year)
    return SchoolCard(
        school=known,
        year=year,
        rule=rule_in_words(terms),
        case=judge(school, own, terms),
        results=tuple(_result(r, terms, words, small) for r in _low_first(own, terms)),
        low=sum(r.low for r in counted),
        participants=sum(r.participants for r in counted),
        context=_context(figures, school),
        listed=store.get(RiskEntry, risk_entry_id(listed, school)),
        record=store.get(RiskList, listed),
        profile=profile.profile(store=store, school=school, year=year, known=figures.signs),
        timeline=risk_timeline.timeline(store=store, school=school, terms=terms, words=words),
        recommendations=recommendations.of_school(store=store, school=school, year=year),
    )


def standing_in_words(card: SchoolCard) -> str:
    """«В списке ШНОР: 3 из 8 процедур с низким результатом; решают 2 ученика»."""
    if card.case.standing is Standing.NO_DATA:
        return "Нет данных о результатах"
    told = "По правилу входит в список ШНОР"
    if card.case.standing is Standing.OUTSIDE:
        told = "По правилу не входит в список ШНОР"
    found = f"{told}: низких результатов {len(card.case.reasons)} из {card.case.tested}"
    if card.case.margin is None:
        return found
    pupils = risk_signs.pupils(card.case.margin)
    return f"{found}; чтобы это изменилось, иной результат нужен, самое меньшее, у {pupils}"


def list_in_words(card: SchoolCard) -> str:
    """«В списке 2025 года (утверждён, приказ № 17 от 20.09.2025)»; empty without a list."""
    if card.record is None:
        return f"Список ШНОР за {card.year} год ещё не составлен"
    status = risk_lists.STATUS_WORDS[ListStatus(card.record.status)]
    act = f", {risk_timeline.act_in_words(card.record)}" if card.record.act_number else ""
    if card.listed is None:
        return f"В списке ШНОР за {card.year} год ({status}{act}) школы нет"
    stands = "в списке" if card.listed.is_listed else "не в списке"
    why = f"; основание: {card.listed.decision}" if card.listed.decision else ""
    if not why and card.record.status != ListStatus.APPROVED:
        return f"Проект списка ШНОР за {card.year} год: {stands}; управление ещё не решило"
    return f"Решение управления: {stands} ШНОР за {card.year} год ({status}{act}){why}"


def _low_first(results: tuple[RiskResult, ...], terms: Terms) -> list[RiskResult]:
    return sorted(results, key=lambda r: not _is_low(r, terms))


def _is_low(result: RiskResult, terms: Terms) -> bool:
    counts = result.participants >= terms.min_participants
    return counts and result.is_low(is_strict=terms.is_strict)


def _result(result: RiskResult, terms: Terms, words: ExamWords, small: int) -> CardResult:
    share = Fraction(result.low, result.participants)
    is_low = _is_low(result, terms)
    shown = shown_share(share, result.share, terms) if is_low else printed(share * 100, 1, "%")
    few = wilson(result.low, result.participants) if result.participants < small else None
    return CardResult(
        title=words.work(result),
        low=result.low,
        participants=result.participants,
        shown=f"{result.low} из {result.participants} = {shown}",
        interval="" if few is None else few.printed(),
        is_low=is_low,
        note=_note(result, terms),
    )


def _note(result: RiskResult, terms: Terms) -> str:
    if result.participants < terms.min_participants:
        return f"участников меньше {terms.min_participants}: не учтено"
    notes = ["низкий второй год подряд"] if result.was_low and _is_low(result, terms) else []
    try:
        if result.pupils_to_turn(is_strict=terms.is_strict) == 1:
            notes.append("на границе: решает 1 ученик")
    except ArithmeticError:
        pass
    return "; ".join(notes)


def _context(figures: YearFigures, school: Id) -> str:
    if figures.quadrants is None:
        return figures.problem
    row = figures.quadrants.row(school)
    return QUADRANT_WORDS[Quadrant.NO_DATA if row is None else row.quadrant]
