"""What is wrong with the facts of an order or with a person's edits of it, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import assert_never

from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.documents.facts import (
    CardAppendix,
    MatrixAppendix,
    OrderFacts,
    ProgrammeAppendix,
    RoadmapAppendix,
    TeamAppendix,
    TextAppendix,
)
from quality_desktop.documents.template import Values
from quality_desktop.documents.wording import OrderWording
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.paperwork import ClauseEdit
from quality_desktop.domain.responsibility import Role, place_of
from quality_desktop.language import dates

_SHOWN_LETTERS = 40


def check_order(
    facts: OrderFacts,
    wording: OrderWording,
    values: Values,
    clauses: Sequence[ComposedClause],
    edits: Mapping[str, ClauseEdit],
) -> tuple[Problem, ...]:
    """Findings about an order, in the order of its text; forms of words are found elsewhere."""
    return (
        *facts.problems,
        *_check_requisites(facts),
        *_check_people(facts, values),
        *_check_deadlines(facts, wording, values),
        *check_appendices(facts),
        *check_edits(clauses, edits),
    )


def _check_requisites(facts: OrderFacts) -> Iterator[Problem]:
    place = f"paper:{facts.paper.id}"
    if not facts.number:
        yield _warning("Не указан номер приказа: для него оставлено место.", f"{place}:number")
    if facts.paper.dated is None:
        yield _warning("Не указана дата приказа: для нее оставлено место.", f"{place}:dated")


def _check_people(facts: OrderFacts, values: Values) -> Iterator[Problem]:
    place = f"paper:{facts.paper.id}"
    if not values.holds("coordinators"):
        yield Problem(
            text="Не назначен ни один координатор: пунктов о координаторах в приказе нет.",
            place="matrix",
        )
    if not values.holds("operators"):
        yield _warning("Не назначен муниципальный оператор: пунктов о нем в приказе нет.", "matrix")
    if not values.holds("supervisor"):
        yield _warning("Не указано, кто осуществляет общее руководство.", f"{place}:supervisor")
    for role in ("supervisor", "controller"):
        if values.holds(role) and not values.holds(f"{role}.position"):
            person = facts.person(getattr(facts.paper, role))
            yield _warning(
                "Не указана должность человека, которого приказ называет по должности.",
                f"person:{person.id}:position" if person else place,
            )


def _check_deadlines(facts: OrderFacts, wording: OrderWording, values: Values) -> Iterator[Problem]:
    dated = facts.paper.dated
    for deadline in wording.deadlines:
        if deadline.when and not values.holds(deadline.when):
            continue
        place = f"paper:{facts.paper.id}:deadline.{deadline.code}"
        due = facts.deadlines.get(deadline.code)
        if due is None:
            yield Problem(text=f"Не указан срок ({deadline.title}): впишите его.", place=place)
        elif dated is not None and due < dated:
            yield _warning(
                f"Срок {dates.numeric(due)} ({deadline.title}) раньше даты приказа "
                f"{dates.numeric(dated)}: проверьте.",
                place,
            )


def check_appendices(facts: OrderFacts) -> Iterator[Problem]:
    """Appendices that would print empty or with empty cells."""
    for number, appendix in enumerate(facts.appendices, start=1):
        match appendix:
            case MatrixAppendix():
                yield from _check_cells(facts, number)
                is_empty = not facts.matrix.lines
                what, place = "в матрице нет направлений, выберите редакцию", "matrix"
            case CardAppendix(rows=rows):
                is_empty = not any(row.actions or row.coordinator for _, row in rows)
                what, place = "технологическая карта не заполнена", "card"
            case ProgrammeAppendix(programme=programme):
                parts = (programme.goals, programme.tasks, programme.methods, programme.lines)
                is_empty = not any(parts)
                what = f"программа направления {programme.direction.code} не заполнена"
                place = f"programme:{programme.id}"
            case RoadmapAppendix(roadmap=roadmap):
                is_empty = not any(part.rows for part in roadmap.sections)
                what, place = "в плане нет ни одной строки", "roadmap"
            case TeamAppendix(members=members):
                is_empty = not members
                what, place = "в команде никого нет", "team"
            case TextAppendix(text=text):
                is_empty = not text.strip()
                what, place = "впишите его текст", f"paper:{facts.paper.id}:appendix"
            case _:
                assert_never(appendix)
        if is_empty:
            # An error: nobody signs an appendix without anything in it.
            yield Problem(text=f"Приложение {number} печатается пустым: {what}.", place=place)


def _check_cells(facts: OrderFacts, number: int) -> Iterator[Problem]:
    for line in facts.matrix.lines:
        for role, who in ((Role.COORDINATOR, "координатора"), (Role.EXECUTOR, "исполнителей")):
            if not line.cell(role).assignments:
                yield Problem(
                    text=f"Приложение {number}: у направления {line.direction.code} нет {who}, "
                    "ячейка печатается пустой: заполните её в матрице.",
                    place=place_of(line.direction.id, role),
                )


def check_edits(
    clauses: Sequence[ComposedClause], edits: Mapping[str, ClauseEdit]
) -> Iterator[Problem]:
    """Edits whose facts have changed or whose clause is gone."""
    for clause in clauses:
        if clause.is_outdated and not clause.is_struck:
            yield _warning(
                f"Факты под вашей правкой изменились, проверьте текст: «{_beginning(clause.text)}».",
                f"clause:{clause.key}",
            )
    known = {clause.key for clause in clauses}
    for key, edit in edits.items():
        if key not in known and edit.text:
            yield _warning(
                f"Ваша правка не печатается, для этого пункта больше нет фактов: "
                f"«{_beginning(edit.text)}».",
                f"clause:{key}",
            )


def check_lists(clauses: Sequence[ComposedClause]) -> Iterator[Problem]:
    """Clauses that promise a list by a colon and have none: an amending order without changes."""
    present = [clause for clause in clauses if not clause.is_struck and clause.text.strip()]
    for clause, following in zip_longest(present, present[1:]):
        is_open = clause.style == "clause" and clause.text.rstrip().endswith(":")
        if is_open and (following is None or following.style == "clause"):
            yield _warning(
                f"После двоеточия ничего не перечислено: «{_ending(clause.text)}».",
                f"clause:{clause.key}",
            )


def _ending(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_LETTERS else "…" + text[-_SHOWN_LETTERS:].lstrip()


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else text[:_SHOWN_LETTERS].rstrip() + "…"


def _warning(text: str, place: str) -> Problem:
    return Problem(text=text, severity=Severity.WARNING, place=place)
