"""Facts of the analytical report of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline_facts import Facts, FigureFacts
from quality_desktop.domain.at_risk.partnership import Partnership
from quality_desktop.domain.at_risk.profile import RecommendationStatus
from quality_desktop.domain.at_risk.risk_cases import Dynamics, Standing
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.language.numbers import counted
from quality_desktop.services.risk_paperwork.risk_letter_paper import year_problems
from quality_desktop.services.risk_paperwork.risk_school_paper import points
from quality_desktop.services.risk_schools import risk_figures, risk_years
from quality_desktop.services.risk_schools.risk_dynamics import office_standings
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import RiskYear, names_of
from quality_desktop.services.school_profile import recommendations
from quality_desktop.services.school_profile.norms import norms
from quality_desktop.services.screening import objectivity
from quality_desktop.services.social_context import context_index, quadrants
from quality_desktop.services.social_context.quadrants import Quadrant

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_MOVES = ("entered", "stayed", "left", "returned", "unknown")
_QUADRANTS = {
    "both": Quadrant.BOTH,
    "low_only": Quadrant.LOW,
    "resilient": Quadrant.RESILIENT,
    "other": Quadrant.OTHER,
}
_BORDER = 1
"""A school is told to stand at the border when so few pupils decide."""

_POINTED: Final = 5
"""Schools with most signs are named; a longer row of names tells nobody where to begin."""


class ReportFacts:
    """Gathers the report chapter by chapter."""

    def __init__(self, *, store: Store, found: RiskYear, reference: Path, fonts: Path) -> None:
        self._store = store
        self._found = found
        self._reference = reference
        self._fonts = fonts
        self._problems: list[Problem] = list(year_problems(found))
        self._texts: dict[str, str] = found.texts()
        self._lists: dict[str, Sequence[Facts]] = {}
        self._tables: dict[str, Sequence[Mapping[str, str]]] = {}
        self._figures: dict[str, Sequence[FigureFacts]] = {}

    def gathered(self) -> tuple[Facts, tuple[Problem, ...]]:
        """The report and what is wrong with its facts."""
        self._results()
        self._dynamics()
        self._context()
        self._objectivity()
        self._help()
        facts = Facts(
            texts=self._texts, lists=self._lists, tables=self._tables, figures=self._figures
        )
        return facts, tuple(self._problems)

    def _results(self) -> None:
        found = self._found
        self._tables["works"] = list(found.work_rows())
        self._tables["listed"] = [one.row() for one in found.listed]
        self._figures["works"] = risk_figures.works_figure(found, self._fonts)
        self._figures["heat"] = risk_figures.heat_figures(found, self._fonts)
        inside, outside = self._border()
        self._texts["border"] = str(len(inside) + len(outside) or "")
        self._lists["border_schools"] = _named(inside)
        self._lists["border_outside_schools"] = _named(outside)

    def _border(self) -> tuple[list[str], list[str]]:
        """Schools where one pupil decides by the rule: those that it names, and the others."""
        parts: tuple[list[str], list[str]] = ([], [])
        view = self._found.view
        for school, case in zip(view.schools, view.cases, strict=True):
            if case.margin is not None and case.margin <= _BORDER:
                parts[not case.is_included].append(school_name(school))
        return parts

    def _dynamics(self) -> None:
        found = self._found
        history = risk_years.history(store=self._store, terms=found.terms)
        known = [one for one in history.years if one.year <= found.year]
        self._tables["history"] = [
            {
                "year": str(one.year),
                "listed": str(one.counts.get(Standing.INCLUDED, 0)),
                **_moves(one.dynamics),
            }
            for one in known
            if len(known) > 1
        ]
        dynamics = next((one.dynamics for one in known if one.year == found.year), None)
        if dynamics is not None and dynamics.is_compared:
            self._texts |= {"compared": "yes", "before": str(found.year - 1), **_moves(dynamics)}
            for move in _MOVES:
                names = names_of(history.schools, getattr(dynamics, move))
                self._lists[f"{move}_schools"] = _named(names)
            self._lists["resumed_schools"] = _named(names_of(history.schools, dynamics.resumed))
        self._figures["flow"] = risk_figures.flow_figure(history, found.year, self._fonts)

    def _context(self) -> None:
        found = self._found
        try:
            context = context_index.assess(
                store=self._store, year=found.year, reference=self._reference
            )
            view = quadrants.combine(
                result=found.view,
                context=context,
                totals=quadrants.totals(store=self._store, year=found.year, terms=found.terms),
                office=office_standings(store=self._store, year=found.year),
                norms=norms(store=self._store, reference=self._reference),
            )
        except QualityError as error:
            self._leave_out("о социальном контексте", error)
            return
        if not context.counted:
            return
        self._texts["context"] = context.index.title or "yes"
        self._texts |= {name: str(view.count(kind)) for name, kind in _QUADRANTS.items()}
        hard = [row for row in view.rows if row.quadrant is Quadrant.DISADVANTAGED]
        # A school without results is in hard conditions all the same, but not without low results.
        self._texts["hard_only"] = str(sum(row.share is not None for row in hard))
        self._texts["hard_unknown"] = str(sum(row.share is None for row in hard) or "")
        resilient = [row.school for row in view.rows if row.quadrant is Quadrant.RESILIENT]
        self._lists["resilient_schools"] = _named([school_name(school) for school in resilient])
        self._figures["quadrants"] = risk_figures.context_figures(view, context, self._fonts)

    def _objectivity(self) -> None:
        year = self._found.year
        try:
            view = objectivity.assess(store=self._store, year=year, reference=self._reference)
        except QualityError as error:
            self._leave_out("об объективности", error)
            return
        if not view.district or not view.district[0].agreement.whole:
            return
        district = view.district[0]
        marks = district.agreement
        self._texts |= {
            "lowered": district.shown(marks.lowered),
            "confirmed": district.shown(marks.confirmed),
            "raised": district.shown(marks.raised),
        }
        wrote = [row for row in view.rows if row.wrote_marked_work]
        if wrote:
            self._texts |= {
                "markers_found": str(sum(bool(row.marked) for row in wrote)),
                "markers_wrote": _schools(len(wrote)),
                "markers_unknown": str(sum(row.marked is None for row in wrote) or ""),
            }
        share = next((one for one in view.shares if one.year == year and one.wrote), None)
        if share is not None:
            self._texts["markers"] = share.shown
        pointed = sorted((row for row in view.rows if row.signs), key=lambda row: -len(row.signs))
        if pointed:
            count, shown = len(pointed), min(len(pointed), _POINTED)
            self._texts["signs"] = counted(count, "организации", "организациям", "организациям")
            self._texts["signs_shown"] = str(shown) if shown < count else ""
        self._lists["sign_schools"] = _named(
            [f"{school_name(row.school)} ({_signs(len(row.signs))})" for row in pointed[:_POINTED]]
        )

    def _leave_out(self, chapter: str, error: QualityError) -> None:
        self._problems.append(
            Problem(
                text=f"В отчёте нет раздела {chapter}. {error}",
                severity=Severity.WARNING,
                place=f"risk_year:{self._found.year}",
            )
        )

    def _help(self) -> None:
        year = self._found.year
        told = recommendations.of_year(store=self._store, year=year)
        pairs = self._store.all(Partnership, year=year)
        names = {school.id: school_name(school) for school in self._store.all(School)}
        steps = tuple(RecommendationStatus)
        reached = Counter(
            step
            for own in told.values()
            for one in own
            for step in steps[: steps.index(RecommendationStatus(one.status)) + 1]
        )
        total = sum(map(len, told.values()))
        in_letters = sum(points(own) for own in told.values())
        self._texts |= {
            "recommended": str(total or ""),
            "points": "" if in_letters == total else str(in_letters),
            **{step.value: str(reached[step]) for step in steps},
            "pairs": str(len(pairs) or ""),
            "plans_received": str(sum(pair.plan_received is not None for pair in pairs)),
            "plans_approved": str(sum(pair.approved is not None for pair in pairs)),
        }
        partners = {pair.school: names.get(pair.partner, "") for pair in pairs}
        self._tables["help"] = [
            {
                "school": one.name,
                "partner": partners.get(one.school.id, ""),
                "recommended": str(len(told.get(one.school.id, ()))),
                "done": str(
                    sum(r.status == RecommendationStatus.DONE for r in told.get(one.school.id, ()))
                ),
            }
            for one in self._found.listed
        ]


def _named(names: Sequence[str]) -> list[Facts]:
    return [Facts(texts={"school": name}) for name in names]


def _schools(count: int) -> str:
    """«21 школы», «19 школ»: after «из»."""
    return counted(count, "школы", "школ", "школ")


def _signs(count: int) -> str:
    return counted(count, "признак", "признака", "признаков")


def _moves(dynamics: Dynamics) -> dict[str, str]:
    if not dynamics.is_compared:
        return dict.fromkeys(_MOVES, "–")
    return {move: str(len(getattr(dynamics, move))) for move in _MOVES}
