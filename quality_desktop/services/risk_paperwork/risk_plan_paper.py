"""Facts of the joint plan of interaction of schools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.documents.outline_facts import Facts
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.language import dates
from quality_desktop.services.partnership import partner_plans
from quality_desktop.services.partnership.partner_plans import JointPlan
from quality_desktop.services.risk_schools import risk_words
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import year_texts

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def plan_facts(*, store: Store, year: int) -> tuple[Facts, tuple[Problem, ...]]:
    """Gather the plan: the lines of every pair under its names, then the pairs with their dates."""
    plan = partner_plans.joint_plan(store=store, year=year)
    words = risk_words.exam_words(store=store)
    pairs = [
        {
            "school": school_name(one.school),
            "partner": school_name(one.partner),
            "subject": words.subject(one.record.subject) if one.record.subject else "все предметы",
            "due": _day(one.record.plan_due),
            "received": _day(one.record.plan_received),
            "approved": _day(one.record.approved),
        }
        for one in plan.plans
    ]
    facts = Facts(texts=year_texts(year), tables={"steps": _steps(plan), "pairs": pairs})
    return facts, tuple(
        Problem(text=sentence, severity=Severity.WARNING, place=f"partners:{year}")
        for sentence in (*plan.gaps, *plan.overlaps)
    )


def _steps(plan: JointPlan) -> list[Mapping[str, str]]:
    rows: list[Mapping[str, str]] = []
    for one in plan.plans:
        if one.steps:
            rows.append({"group": one.title})
            rows.extend(
                {
                    "title": step.title,
                    "dates": step.dates,
                    "responsible": step.responsible,
                    "expected": step.expected,
                }
                for step in one.steps
            )
    return rows


def _day(day: date | None) -> str:
    return "" if day is None else dates.numeric(day)
