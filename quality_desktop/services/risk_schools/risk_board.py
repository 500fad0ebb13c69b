"""What the list of schools at risk shows at once: the rule, the list by it, «what if», the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk import Repeat, RiskRule, Terms
from quality_desktop.domain.at_risk.risk_cases import Dynamics, RiskCase, dynamics
from quality_desktop.domain.at_risk.risk_lists import ListStatus, ListType, RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools import risk, risk_words
from quality_desktop.services.risk_schools.risk import RiskView, Variant
from quality_desktop.services.risk_schools.risk_dynamics import standings
from quality_desktop.services.risk_schools.risk_rows import read_rows
from quality_desktop.services.risk_schools.risk_words import ExamWords

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

SHARES: Final = ("20", "25", "30", "35", "40")
"""Shares, percent, that «what if» puts side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What the user tries in place of a rule's own terms.

    Attributes:
        share: Percent as written.
    """

    share: str
    procedures: int
    min_participants: int
    is_strict: bool
    repeat: Repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskBoard:
    """The list of a year and what stands around it.

    Attributes:
        wanted: Calendar year that was asked for.
        year: Year that is shown: the wanted one, or the last one with results.
        rules: The rules of the file.
        rule: The rule that is applied; None when the file has none.
        tried: What the terms are now, for the fields of «what if».
        problem: Why nothing is shown; empty when the list is.
        view: The list under the tried terms.
        own: The list under the rule's own terms; ``view`` itself when nothing is tried, None while
            the rule has no share of its own.
        listed: Schools of the list under the rule's own terms.
        words: How procedures and subjects are called.
    """

    wanted: int
    year: int
    rules: tuple[RiskRule, ...]
    rule: RiskRule | None
    words: ExamWords
    tried: WhatIf | None = None
    problem: str = ""
    view: RiskView | None = None
    own: RiskView | None = None
    listed: frozenset[Id] = frozenset()

    @property
    def in_force(self) -> RiskRule | None:
        """The rule that is applied when none is chosen."""
        return next((one for one in self.rules if one.is_current), None)

    @property
    def is_in_force(self) -> bool:
        """True when the list is that of the rule in force; all else is a trial."""
        return self.rule is not None and self.rule.is_current and not self.is_tried

    @property
    def is_tried(self) -> bool:
        """True when the list is not that of the rule."""
        return self.view is not None and self.view is not self.own

    def enters(self, case: RiskCase) -> bool:
        """True when a school is in the list under the tried terms only."""
        return case.is_included and case.school not in self.listed

    def leaves(self, case: RiskCase) -> bool:
        """True when a school is in the list under the rule's own terms only."""
        return not case.is_included and case.school in self.listed


def board(*, store: Store, year: int, rule: str = "", what_if: WhatIf | None = None) -> RiskBoard:
    """Everything the list shows.

    Args:
        store: The file.
        year: Calendar year wanted.
        rule: Code of the rule; the current one, else the first, when empty or unknown.
        what_if: What is tried; the rule's own terms when omitted.
    """
    known = risk.rules(store=store)
    chosen = _chosen(known, rule)
    words = risk_words.exam_words(store=store)
    if chosen is None:
        return RiskBoard(
            wanted=year,
            year=year,
            rules=(),
            rule=None,
            words=words,
            problem="Правил отбора в файле нет.",
        )
    start = RiskBoard(
        wanted=year,
        year=year,
        rules=known,
        rule=chosen,
        words=words,
        tried=what_if or own_terms(chosen),
    )
    return _assessed(store, start, is_changed=what_if is not None and what_if != own_terms(chosen))


NO_RESULTS: Final = (
    "Результатов оценочных процедур в файле нет: загрузите их на вкладке «Мониторинг»."
)


def year_shown(years: Sequence[int], wanted: int) -> int:
    """The wanted calendar year when it has results, else the last one that has.

    Args:
        years: Years with results, ascending.
        wanted: The year wanted.
    """
    return wanted if wanted in years or not years else years[-1]


def year_in_words(*, shown: int, wanted: int) -> str:
    """«2026 год», or that another year than the wanted one is shown."""
    if shown == wanted:
        return f"{shown} год"
    return f"Результатов за {wanted} год нет, показан {shown} год"


def dynamics_word(moves: Dynamics, school: Id) -> str:
    """How a school stands against the year before: «вошла», «осталась», «вернулась»."""
    if not moves.is_compared:
        return ""
    for schools, word in (
        (moves.returned, "вернулась"),
        (moves.resumed, "в списке, данных за прошлый год нет"),
        (moves.entered, "вошла"),
        (moves.stayed, "осталась"),
        (moves.left, "вышла"),
        (moves.unknown, "нет данных"),
    ):
        if school in schools:
            return word
    return ""


def _chosen(known: Sequence[RiskRule], code: str) -> RiskRule | None:
    wanted = [one for one in known if one.code == code]
    current = [one for one in known if one.is_current]
    return next(iter([*wanted, *current, *known]), None)


def own_terms(rule: RiskRule) -> WhatIf:
    """The terms that stand in a rule."""
    return WhatIf(
        share=rule.share,
        procedures=rule.procedures,
        min_participants=rule.min_participants,
        is_strict=rule.is_strict,
        repeat=Repeat(rule.repeat),
    )


def _assessed(store: Store, start: RiskBoard, *, is_changed: bool) -> RiskBoard:
    rule, tried = start.rule, start.tried
    if rule is None or tried is None:
        return start
    own = risk.terms(store=store, rule=rule.code) if rule.share.strip() else None
    problem, wanted = "", own
    if is_changed or own is None:
        try:
            wanted = _terms(store, rule, tried)
        except QualityError as error:
            problem, wanted = str(error), None
    read = wanted or own
    rows = None if read is None else read_rows(store=store, terms=read)
    years = risk.years(store=store) if rows is None else rows.years_with_results
    found = replace(start, year=year_shown(years, start.wanted))
    if not years:
        return replace(found, problem=NO_RESULTS)
    schools = store.all(School)

    def view(terms: Terms | None) -> RiskView | None:
        if terms is None or read is None or rows is None:
            return None
        same = rows if terms.criteria == read.criteria else read_rows(store=store, terms=terms)
        return risk.assess_rows(rows=same, schools=schools, year=found.year, terms=terms)

    shown = view(wanted)
    by_rule = shown if wanted is own else view(own)
    if shown is not None and not is_changed:
        shown = by_rule = _as_approved(store, shown)
    return replace(found, problem=problem, view=shown, own=by_rule, listed=_listed(by_rule))


def _as_approved(store: Store, view: RiskView) -> RiskView:
    """Who came and left by the approved lists, as in «Динамика» and the report."""
    if not store.all(RiskList, type=ListType.LOW.value, status=ListStatus.APPROVED.value):
        return view
    found = {one.year: one.standings for one in standings(store=store, terms=view.terms)}
    return replace(view, dynamics=dynamics(found, view.year))


def _listed(view: RiskView | None) -> frozenset[Id]:
    cases = () if view is None else view.cases
    return frozenset(case.school for case in cases if case.is_included)


def variants(*, store: Store, shown: RiskBoard) -> tuple[Variant, ...]:
    """The tried terms under every share of ``SHARES``, against the rule's own list.

    Where the rule has no share of its own, they are compared with the list that is shown; without
    that nothing is told.
    """
    rule, tried = shown.rule, shown.tried
    compared = shown.own or shown.view
    if rule is None or tried is None or compared is None:
        return ()
    others = [_terms(store, rule, replace(tried, share=share)) for share in SHARES]
    found = risk.compare(store=store, year=shown.year, base=others[0], others=others)
    listed = _listed(compared)
    return tuple(
        replace(one, enters=one.included - listed, leaves=listed - one.included) for one in found
    )


def _terms(store: Store, rule: RiskRule, tried: WhatIf) -> Terms:
    """The share is named only when it is another one: named, it overrules those of criteria."""
    is_own = tried.share.strip() == rule.share.strip()
    return risk.terms(
        store=store,
        rule=rule.code,
        share=None if is_own else tried.share,
        procedures=tried.procedures,
        min_participants=tried.min_participants,
        is_strict=tried.is_strict,
        repeat=tried.repeat,
    )
