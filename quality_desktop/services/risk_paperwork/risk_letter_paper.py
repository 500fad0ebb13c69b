"""Facts of the information letter on the results of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quality_desktop.documents.outline_facts import Facts
from quality_desktop.domain.at_risk.partnership import Partnership
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.domain.spelling import natural_key
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import RiskYear

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store


def letter_facts(*, store: Store, found: RiskYear) -> Facts:
    """Gather the letter."""
    pairs = store.all(Partnership, year=found.year)
    names = {school.id: school_name(school) for school in store.all(School)}
    dues = {pair.plan_due for pair in pairs if pair.plan_due is not None}
    return Facts(
        texts=found.texts(),
        # Pairs may have been given different days; a letter to all names one only when it is one.
        dates={"plan_due": dues.pop() if len(dues) == 1 else None},
        lists={
            "low": [Facts(texts={"school": one.name}) for one in found.listed],
            "partners": [
                Facts(texts={"school": name})
                for name in sorted(
                    {names.get(pair.partner, "") for pair in pairs} - {""}, key=natural_key
                )
            ],
        },
        tables={
            "works": list(found.work_rows()),
            "listed": [one.row() for one in found.listed],
            "pairs": pair_rows(found, pairs, names),
        },
    )


def pair_rows(
    found: RiskYear, pairs: tuple[Partnership, ...], names: Mapping[Id, str]
) -> list[Mapping[str, str]]:
    """Table of schools with their partners, by name."""
    rows = [
        {
            "school": names.get(pair.school, ""),
            "partner": names.get(pair.partner, ""),
            "subject": found.words.subject(pair.subject) if pair.subject else "все предметы",
        }
        for pair in pairs
    ]
    return sorted(rows, key=lambda row: (natural_key(row["school"]), natural_key(row["partner"])))


def year_problems(found: RiskYear) -> tuple[Problem, ...]:
    """What is wrong with the facts of a paper that tells of the list of a year."""
    if found.made is None:
        return (
            Problem(
                text=f"Список за {found.year} год не составлен: школы названы по действующему "
                "правилу.",
                severity=Severity.WARNING,
                place=f"risk_year:{found.year}",
            ),
        )
    place = f"risk_list:{found.made.record.id}"
    problems = []
    if not found.texts()["act"]:
        problems.append(
            Problem(
                text=f"Список за {found.year} год ещё не утверждён.",
                severity=Severity.WARNING,
                place=place,
            )
        )
    if found.made.difference is not None:
        told = "; ".join(found.made.difference.sentences)
        problems.append(
            Problem(
                text=f"После составления списка данные изменились: {told}.",
                severity=Severity.WARNING,
                place=place,
            )
        )
    return tuple(problems)
