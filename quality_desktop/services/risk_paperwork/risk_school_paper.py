"""Facts of the letter with addressed recommendations to a school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.documents.outline_facts import Facts, OrganisationFacts
from quality_desktop.documents.school_head import is_in_charge, post_of
from quality_desktop.domain.at_risk.partnership import Partnership
from quality_desktop.domain.at_risk.profile import Level, Recommendation
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.language.numbers import counted
from quality_desktop.services.risk_schools import abbreviations
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import Listed, RiskYear
from quality_desktop.services.risk_schools.school_order import school_order
from quality_desktop.services.school_profile import recommendations

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

LEVEL_HEADINGS: Mapping[Level, str] = {
    Level.DIRECTOR: "Руководителю организации",
    Level.DEPUTY: "Заместителю руководителя",
    Level.METHODISTS: "Школьным методическим объединениям (ШМО)",
    Level.TEACHER: "Педагогам",
    Level.OFFICE: "Меры со стороны управления",
}


def addressees(*, store: Store, wanted: frozenset[Id]) -> tuple[School, ...]:
    """These schools, by name."""
    found = (school for school in store.all(School) if school.id in wanted)
    return tuple(sorted(found, key=school_order))


def school_facts(
    *,
    store: Store,
    found: RiskYear,
    school: School,
    told: Sequence[Recommendation],
    due: date | None = None,
) -> tuple[Facts, tuple[Problem, ...]]:
    """Gather the letter of one school.

    Args:
        store: The file.
        found: The year.
        school: The school.
        told: Its recommendations, in the order in which they are printed.
        due: By when the school is to answer; the earliest term of the recommendations when
            omitted.
    """
    listed = next((one for one in found.listed if one.school.id == school.id), None)
    head = None if school.head is None else store.get(Person, school.head)
    pairs = [one for one in store.all(Partnership, year=found.year) if one.school == school.id]
    dues = [one.due for one in told if one.due is not None]
    facts = Facts(
        texts=found.texts()
        | {
            "school": school_name(school),
            "abbreviations": _abbreviations(found, listed, told),
            "listed": "yes" if listed else "",
            "decided": "yes" if listed and not listed.is_by_rule else "",
            "margin": _margin(listed),
            "led": "yes" if head is not None and is_in_charge(head) else "",
        },
        dates={"due": due or min(dues, default=None)},
        people={
            "head": None if head is None else replace(head, position=post_of(head.position, school))
        },
        organisations={
            "organisation": OrganisationFacts(name=school_name(school), place=f"school:{school.id}")
        },
        lists={
            "reasons": [
                Facts(texts={"reason": reason}) for reason in (listed.grounds if listed else ())
            ],
            "levels": _levels(told, due or min(dues, default=None)),
            "partners": [_partner(store, found, pair) for pair in pairs],
        },
    )
    return facts, tuple(_problems(school, head, told))


def _abbreviations(found: RiskYear, listed: Listed | None, told: Sequence[Recommendation]) -> str:
    """What this letter shortens, in full."""
    levels = {one.level for one in told}
    texts = [heading for level, heading in LEVEL_HEADINGS.items() if level.value in levels]
    texts += listed.grounds if listed else ()
    texts += [text for one in told for text in (one.text, one.cited)]
    return abbreviations.explained(texts, found.words)


def _levels(told: Sequence[Recommendation], due: date | None) -> list[Facts]:
    levels = []
    for level in Level:
        own = [one for one in told if one.level == level.value]
        if own:
            levels.append(
                Facts(
                    texts={
                        "level": LEVEL_HEADINGS[level],
                        "office": "yes" if level is Level.OFFICE else "",
                    },
                    lists={"items": [_point(alike, due) for alike in _alike(own)]},
                )
            )
    return levels


def points(told: Sequence[Recommendation]) -> int:
    """How many points the letter of a school makes of its recommendations."""
    return sum(len(_alike([one for one in told if one.level == level.value])) for level in Level)


def _alike(found: Iterable[Recommendation]) -> list[list[Recommendation]]:
    """The same advice about several works is one point; all others stand alone, in their order."""
    groups: dict[object, list[Recommendation]] = {}
    for one in found:
        advice = _advice(one)
        key = (one.template, advice, one.due) if advice else one.id
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _advice(one: Recommendation) -> str:
    """What is to be done, without the work that the text begins with; empty when it is no such text."""
    title, _, rest = one.cited.partition(": ")
    if not one.work or not rest or not one.text.startswith(f"{title}. "):
        return ""
    return one.text.removeprefix(f"{title}. ")


def _point(alike: Sequence[Recommendation], due: date | None) -> Facts:
    first = alike[0]
    text = first.text
    if len(alike) > 1:
        advice = _advice(first)
        text = f"По каждой работе, названной в основании: {advice[:1].lower()}{advice[1:]}"
    return Facts(
        texts={"text": text.rstrip().rstrip("."), "cited": _cited(alike)},
        dates={"until": first.due if first.due != due else None},
    )


def _cited(alike: Sequence[Recommendation]) -> str:
    """The figures it rests on; what is for the office's eyes is no ground for a school."""
    told = [one.cited.rstrip(".") for one in alike if one.cited != recommendations.NOT_MET]
    if len(told) < 2:
        return "".join(told)
    # The bound is one for all: it is told once, at the end.
    parted = [one.rpartition("; граница ") for one in told]
    bound = parted[-1][2] if all(mark for _, mark, _ in parted) else ""
    figures = [
        figure if bound else whole for (figure, _, _), whole in zip(parted, told, strict=True)
    ]
    listed = "; ".join(f"{place}) {figure}" for place, figure in enumerate(figures, start=1))
    return f"{listed}; граница {bound}" if bound else listed


def _margin(listed: Listed | None) -> str:
    if listed is None or listed.margin is None:
        return ""
    return counted(listed.margin, "обучающегося", "обучающихся", "обучающихся")


def _partner(store: Store, found: RiskYear, pair: Partnership) -> Facts:
    school: School | None = store.get(School, pair.partner)
    return Facts(
        texts={
            "partner": "" if school is None else school_name(school),
            "subject": found.words.subject(pair.subject).lower() if pair.subject else "",
        }
    )


def _problems(school: School, head: Person | None, told: Sequence[Recommendation]) -> list[Problem]:
    problems = []
    if head is None or not head.surname:
        problems.append(
            Problem(
                text=f"{school_name(school)}: в справочнике не указан руководитель, письмо адресовано "
                "организации.",
                severity=Severity.WARNING,
                place=f"school:{school.id}:head",
            )
        )
    outdated: list[Id] = [one.id for one in told if one.cited == recommendations.NOT_MET]
    if outdated:
        problems.append(
            Problem(
                text=f"{school_name(school)}: рекомендаций, чьё условие по нынешним данным не "
                f"выполняется, – {len(outdated)}. Проверьте их.",
                severity=Severity.WARNING,
                place=f"recommendation:{outdated[0]}",
            )
        )
    return problems
