"""What is wrong with the facts of any paper of the office or with a person's edits of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.documents.findings import check_appendices, check_edits, check_lists
from quality_desktop.documents.paper_facts import PaperFacts
from quality_desktop.documents.paper_wording import PaperPartWording, PaperWording
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.paperwork import ClauseEdit
from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.date_findings import date_findings
from quality_desktop.domain.planning.spans import plan_year
from quality_desktop.language import dates

_PROMISED: Final = re.compile(r"\(Приложени[ея]\b")


def check_paper(
    facts: PaperFacts,
    wording: PaperWording,
    clauses: Sequence[ComposedClause],
    edits: Mapping[str, ClauseEdit],
    *,
    called: str,
) -> tuple[Problem, ...]:
    """Findings about a paper, in the order of its text; forms of words are found elsewhere.

    Args:
        facts: What it says.
        wording: What it names.
        clauses: Its text.
        edits: A person's own wording.
        called: «приказ», «письмо», «документ».
    """
    return (
        *facts.order.problems,
        *_check_requisites(facts, called),
        *_check_named(facts, wording),
        *_check_earlier(facts, wording),
        *_check_dates(facts),
        *check_appendices(facts.order),
        *_check_mentioned(facts, clauses),
        *_check_roadmap(facts),
        *check_lists(clauses),
        *check_edits(clauses, edits),
    )


def _check_requisites(facts: PaperFacts, called: str) -> Iterator[Problem]:
    place = f"paper:{facts.paper.id}"
    genitive = {"приказ": "приказа", "письмо": "письма"}.get(called, "документа")
    if not facts.order.number:
        yield _warning(f"Не указан номер {genitive}: для него оставлено место.", f"{place}:number")
    if facts.paper.dated is None:
        yield _warning(f"Не указана дата {genitive}: для нее оставлено место.", f"{place}:dated")


def _check_named(facts: PaperFacts, wording: PaperWording) -> Iterator[Problem]:
    place = f"paper:{facts.paper.id}"
    heads = (
        wording.kind_word, wording.heading, wording.addressee, wording.greeting,
        wording.distribution, wording.executor,
    )  # fmt: skip
    optional = {*_conditions(wording.parts), *(name for one in heads for name in one.conditions)}
    for code in wording.named.fields:
        if not facts.fields.get(code, "").strip() and f"field.{code}" not in optional:
            yield _warning(
                f"Не заполнено поле «{facts.called(f'field.{code}')}».", f"{place}:field.{code}"
            )
    for code in wording.named.parties:
        if code not in facts.parties and f"party.{code}" not in optional:
            yield Problem(
                text=f"Не выбрано, кто такой «{facts.called(f'party.{code}')}»: оставлено место.",
                place=f"{place}:party.{code}",
            )
    for code in wording.named.deadlines:
        if code not in facts.order.deadlines and f"deadline.{code}" not in optional:
            yield Problem(
                text=f"Не указан срок ({facts.called(f'deadline.{code}')}): впишите его.",
                place=f"{place}:deadline.{code}",
            )


def _check_earlier(facts: PaperFacts, wording: PaperWording) -> Iterator[Problem]:
    if wording.named.has_earlier and facts.earlier is not None and facts.also_earlier:
        named, *others = (
            f"№ {one.bare_number or 'не указан'}"
            + (f" от {dates.numeric(one.dated)}" if one.dated else "")
            for one in (facts.earlier, *facts.also_earlier)
        )
        yield _warning(
            f"Документ связан с несколькими прежними, в тексте назван {named}, "
            f"не названы: {', '.join(others)}. Проверьте связи в реестре.",
            f"paper:{facts.paper.id}",
        )


def _check_dates(facts: PaperFacts) -> Iterator[Problem]:
    dated, place = facts.paper.dated, f"paper:{facts.paper.id}"
    if dated is None:
        return
    dues = [
        (facts.called(f"deadline.{code}"), due, f"{place}:deadline.{code}")
        for code, due in facts.order.deadlines.items()
    ]
    if facts.paper.answer_due is not None:
        dues.append(("ответ", facts.paper.answer_due, f"{place}:answer_due"))
    for title, due, where in dues:
        if due < dated:
            yield _warning(
                f"Срок {dates.numeric(due)} ({title}) раньше даты документа "
                f"{dates.numeric(dated)}: проверьте.",
                where,
            )


def _check_mentioned(facts: PaperFacts, clauses: Sequence[ComposedClause]) -> Iterator[Problem]:
    """An appendix that the text promises and the paper does not have."""
    if facts.order.appendices:
        return
    if any(_PROMISED.search(clause.text) for clause in clauses if not clause.is_struck):
        yield _warning(
            "В тексте названо приложение, а приложений нет: отметьте, что приложить.",
            f"paper:{facts.paper.id}",
        )


def _check_roadmap(facts: PaperFacts) -> Iterator[Problem]:
    """Dates that the plan itself is warned of: «Март-октябрь 2017 г.» in a plan of 2018."""
    if facts.roadmap is None:
        return
    year = plan_year(facts.roadmap.year, facts.roadmap.title)
    rows = [row for part in facts.roadmap.sections for row in part.rows]
    for number, row in enumerate(rows, start=1):
        found = date_findings(
            understand(row.dates, year),
            year,
            place=row.place,
            row=f"Строка {row.number.rstrip('.') or number} плана",
        )
        # What is only not controlled is no fault of the paper.
        yield from (problem for problem in found if problem.severity is not Severity.HINT)


def _conditions(parts: Sequence[PaperPartWording]) -> Iterator[str]:
    for part in parts:
        if part.when:
            yield part.when
        yield from part.text.conditions
        yield from _conditions(part.parts)


def _warning(text: str, place: str) -> Problem:
    return Problem(text=text, severity=Severity.WARNING, place=place)
