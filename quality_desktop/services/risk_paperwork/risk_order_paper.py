"""Facts of the order that approves the lists of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.documents.outline_facts import Facts
from quality_desktop.domain.at_risk.risk import RiskRule
from quality_desktop.domain.at_risk.risk_lists import (
    ListStatus,
    ListType,
    RiskList,
)
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.services.risk_paperwork.risk_drafts import Drafts
from quality_desktop.services.risk_schools import risk_lists, risk_terms, risk_words
from quality_desktop.services.risk_schools.risk_lists import LIST_WORDS, ListView
from quality_desktop.services.risk_schools.risk_words import ExamWords
from quality_desktop.services.risk_schools.risk_year import act_in_words, of_list, year_texts

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_NAMES = {ListType.LOW: "low", ListType.DISADVANTAGED: "hard"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper:
    """What the order says, with its own number and date when the lists are approved."""

    facts: Facts
    number: str
    dated: date | None
    problems: tuple[Problem, ...]


def orders(*, store: Store, year: int, drafts: Drafts) -> tuple[tuple[ListType, ...], ...]:
    """Lists of a year by the order that approves them: those of one act stand in one order.

    A list that nobody has made is there when the rule names a school.
    """
    found: dict[tuple[str, str, date | None], list[ListType]] = {}
    for sort in ListType:
        record = next((one for one in store.all(RiskList, year=year) if one.type == sort), None)
        if record is not None:
            act = (record.act_title, record.act_number, record.act_date)
            found.setdefault(act, []).append(sort)
        elif sort is ListType.LOW and drafts.listed(year):
            found.setdefault(("", "", None), []).append(sort)
    return tuple(map(tuple, found.values()))


def order_paper(
    *, store: Store, year: int, sorts: Sequence[ListType], drafted: ListView | None = None
) -> OrderPaper:
    """Gather the order.

    Args:
        store: The file.
        year: Calendar year of the exams.
        sorts: The lists.
        drafted: The list of schools with low results by the rule; used when nobody has made it.

    Raises:
        QualityError: A list is gone.
    """
    views = {sort: risk_lists.view(store=store, year=year, sort=sort) for sort in sorts}
    if ListType.LOW in views and views[ListType.LOW] is None:
        views[ListType.LOW] = drafted
    lists = [(sort, made) for sort, made in views.items() if made is not None]
    if not lists:
        raise QualityError(f"Списка школ за {year} год в файле больше нет: составьте его.")
    texts = year_texts(year)
    for sort, made in lists:
        name = _NAMES[sort]
        texts[f"{name}.count"] = str(len(made.listed) or "")
        texts[f"{name}.approved"] = act_in_words(made.record)
        if sort is ListType.LOW:
            texts |= _rule(store, made)
    record = lists[0][1].record
    return OrderPaper(
        facts=Facts(
            texts=texts,
            tables={
                _NAMES[sort]: [of_list(row).row() for row in made.listed] for sort, made in lists
            },
        ),
        number=record.act_number,
        dated=record.act_date,
        problems=tuple(problem for sort, made in lists for problem in _problems(sort, made)),
    )


def _rule(store: Store, made: ListView) -> dict[str, str]:
    record = made.record
    rule = None if record.rule is None else store.get(RiskRule, record.rule)
    terms = risk_terms.read(record.terms, rule=record.rule)
    return {
        "rule": risk_words.rule_in_words(terms),
        "abbreviations": _abbreviations(risk_words.exam_words(store=store), made),
        "source": "" if rule is None else rule.source.rstrip("."),
    }


def _abbreviations(words: ExamWords, made: ListView) -> str:
    """Of the procedures that the reasons name."""
    named = {reason.partition(",")[0] for row in made.listed for reason in row.reasons}
    return words.abbreviations(code for code, short in words.procedures.items() if short in named)


def _problems(sort: ListType, made: ListView) -> list[Problem]:
    place, name = f"risk_list:{made.record.id}", LIST_WORDS[sort]
    found = []
    if made.status is not ListStatus.APPROVED:
        found.append(
            Problem(
                text=f"Список {name} за {made.record.year} год не утверждён: это проект приказа.",
                severity=Severity.WARNING,
                place=place,
            )
        )
    if not made.listed:
        found.append(
            Problem(
                text=f"В списке {name} за {made.record.year} год нет ни одной школы: "
                "приложение не печатается.",
                place=place,
            )
        )
    if made.difference is not None:
        told = "; ".join(made.difference.sentences)
        found.append(
            Problem(
                text=f"Данные изменились после составления списка {name}: {told}.",
                severity=Severity.WARNING,
                place=place,
            )
        )
    return found
