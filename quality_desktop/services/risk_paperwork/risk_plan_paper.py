"""Facts of the joint plan of interaction of schools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline_facts import Facts
from quality_desktop.domain.at_risk.partnership import Partnership
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.domain.records import Id
from quality_desktop.language import dates
from quality_desktop.services.partnership import partner_plans
from quality_desktop.services.partnership.partner_plans import JointPlan
from quality_desktop.services.risk_paperwork.risk_drafts import draft_pairs
from quality_desktop.services.risk_schools import risk_words
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_words import ExamWords
from quality_desktop.services.risk_schools.risk_year import RiskYear, year_texts
from quality_desktop.services.risk_schools.school_order import school_order
from quality_desktop.services.toml_files import read_toml

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_STEPS: Final = "plan-steps.toml"
_FIELDS: Final = ("title", "dates", "responsible", "expected")
_EVERY: Final = "все предметы"
_NOBODY: Final = "не подобрана"


def plan_facts(
    *, store: Store, year: int, listed: frozenset[Id]
) -> tuple[Facts, tuple[Problem, ...]]:
    """Gather the plan: the lines of every pair under its names, then the pairs with their dates.

    Args:
        store: The file.
        year: Calendar year of the exams.
        listed: Schools of the list; those without a partner stand under the pairs.
    """
    plan = partner_plans.joint_plan(store=store, year=year)
    words = risk_words.exam_words(store=store)
    pairs = [
        {
            **_pair(one.school, one.partner, one.record, words),
            "due": _day(one.record.plan_due),
            "received": _day(one.record.plan_received),
            "approved": _day(one.record.approved),
        }
        for one in plan.plans
    ]
    helped = {one.school.id for one in plan.plans}
    alone = [one for one in store.all(School) if one.id in listed and one.id not in helped]
    rows = _alone(sorted(alone, key=school_order))
    facts = Facts(texts=year_texts(year), tables={"steps": _steps(plan), "pairs": [*pairs, *rows]})
    gaps = [f"{row['school']}: школа-партнёр не подобрана." for row in rows]
    told = (*gaps, *plan.gaps, *plan.overlaps)
    return facts, tuple(_warning(year, sentence) for sentence in told)


def draft_plan_facts(
    *, store: Store, found: RiskYear, reference: Path
) -> tuple[Facts, tuple[Problem, ...]]:
    """The plan that the program proposes while nobody has chosen partners: pairs and usual lines.

    Args:
        store: The file.
        found: The year.
        reference: Folder of the catalogues.
    """
    year, words = found.year, found.words
    chosen = draft_pairs(store=store, year=year, terms=found.terms, reference=reference)
    schools = {school.id: school for school in store.all(School)}
    helped = {pair.school for pair in chosen}
    rows = [
        _pair(schools[one.school], schools[one.partner], one, words)
        for one in sorted(chosen, key=lambda pair: school_order(schools[pair.school]))
    ]
    alone = [one.school for one in found.listed if one.school.id not in helped]
    rows += _alone(sorted(alone, key=school_order))
    subjects = {one.subject for one in chosen}
    steps = _usual(year, words.subject(subjects.pop()) if len(subjects) == 1 else "", reference)
    texts = year_texts(year) | {"proposed": "yes"}
    facts = Facts(
        texts=texts,
        tables={"pairs": rows, "steps": list(steps)},
    )
    told = f"Партнёры на {year} год не выбраны: в плане те, кого предлагает программа."
    return facts, (_warning(year, told),)


def _pair(school: School, partner: School, record: Partnership, words: ExamWords) -> dict[str, str]:
    return {
        "school": school_name(school),
        "partner": school_name(partner),
        "subject": words.subject(record.subject).lower() if record.subject else _EVERY,
    }


def _alone(schools: Sequence[School]) -> list[dict[str, str]]:
    return [
        {"school": school_name(school), "partner": _NOBODY, "subject": ""} for school in schools
    ]


def _usual(year: int, subject: str, reference: Path) -> Iterator[Mapping[str, str]]:
    """Lines of a plan that suit every pair."""
    steps: Sequence[Mapping[str, str]] = read_toml(reference / _STEPS).get("step", [])
    fields = {
        "{subject}": f" (предмет – {subject.lower()})" if subject else "",
        "{year}": str(year),
        "{next}": str(year + 1),
    }
    for step in steps:
        try:
            row = {name: step[name] for name in _FIELDS}
        except KeyError as error:
            raise QualityError(f"Файл {_STEPS}: в мероприятии не указано поле {error}.") from error
        for field, value in fields.items():
            row = {name: text.replace(field, value) for name, text in row.items()}
        yield row


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


def _warning(year: int, text: str) -> Problem:
    return Problem(text=text, severity=Severity.WARNING, place=f"partners:{year}")


def _day(day: date | None) -> str:
    return "" if day is None else dates.numeric(day)
