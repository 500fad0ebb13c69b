"""What the wording of an order may name, and how the facts answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from quality_desktop.documents.facts import (
    CardAppendix,
    MatrixAppendix,
    OrderFacts,
    ProgrammeFacts,
)
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Values, Vocabulary
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.language import dates
from quality_desktop.language.cases import Case

PROGRAMMES = "programmes"

_PLAIN = frozenset({""})
_CASES = frozenset(case.value for case in Case)
_DATES = frozenset({"numeric", "requisite", "running"})

_PERSON = Vocabulary(
    fields={"person": _CASES, "person.position": _CASES}, flags=frozenset({"person.position"})
)
_UNIT = Vocabulary(fields={"unit": _CASES, "unit.short": _PLAIN}, flags=frozenset({"unit.short"}))
_PROGRAMME = Vocabulary(
    fields={
        "programme.code": _PLAIN,
        "programme.title": _PLAIN,
        "programme.quality": _PLAIN,
        "programme.appendix": _PLAIN,
    }
)
APPENDIX = Vocabulary(fields={"appendix": _PLAIN})
"""What the mark of an appendix may name besides the rest: its number."""

_ROLES = ("supervisor", "controller")
"""People whom an order names one by one; their own position is named apart."""


def order_vocabulary(deadlines: Collection[str]) -> Vocabulary:
    """The vocabulary of an order.

    Args:
        deadlines: Codes of the dates that the wording declares.
    """
    fields = {
        "district": _CASES,
        "district.official": _CASES,
        "district.short": _CASES | _PLAIN,
        "region": _CASES,
        "office": _CASES,
        "office.term": _CASES | _PLAIN,
        "office.short": _PLAIN,
        "number": _PLAIN,
        "dated": _DATES,
        "appendix.matrix": _PLAIN,
        "appendix.card": _PLAIN,
        **{f"deadline.{code}": _DATES for code in deadlines},
    }
    flags = {"number", "dated", "office.term", "appendix.matrix", "appendix.card"}
    flags.add("appendix.numbered")
    flags.update(f"deadline.{code}" for code in deadlines)
    for role in _ROLES:
        fields.update({role: _CASES, f"{role}.position": _CASES})
        flags.update({role, f"{role}.position"})
    return Vocabulary(
        fields=fields,
        flags=frozenset(flags),
        lists={
            "coordinators": _PERSON,
            "executors": _PERSON,
            "operators": Vocabulary(),
            "operator.units": _UNIT,
            "operator.people": _PERSON,
            PROGRAMMES: _PROGRAMME,
        },
    )


def order_values(facts: OrderFacts, deadlines: Collection[str], speech: Speech) -> Values:
    """Answers to everything that ``order_vocabulary`` names.

    Args:
        facts: Facts of the order.
        deadlines: Codes of the dates that the wording declares.
        speech: Puts names and phrases into cases and reports those it does not know.
    """
    paper = facts.paper
    numbers = {
        "appendix.matrix": facts.number_of(MatrixAppendix),
        "appendix.card": facts.number_of(CardAppendix),
    }
    due = {f"deadline.{code}": facts.deadlines.get(code) for code in deadlines}
    roles = {
        "supervisor": facts.person(paper.supervisor),
        "controller": facts.person(paper.controller),
    }
    return Values(
        fields={
            **_places(facts, speech),
            "number": _plain(facts.number),
            "dated": _dated(paper.dated),
            **{name: _plain("" if n is None else str(n)) for name, n in numbers.items()},
            **{name: _dated(day, facts.date_form(name)) for name, day in due.items()},
            **{
                name: printer
                for role in roles
                for name, printer in _role(role, roles[role], speech)
            },
        },
        flags={
            "number": bool(facts.number),
            "dated": paper.dated is not None,
            "office.term": bool(facts.municipality.office_term),
            "appendix.numbered": len(facts.appendices) > 1,
            **{name: n is not None for name, n in numbers.items()},
            **{name: day is not None for name, day in due.items()},
            **{role: person is not None for role, person in roles.items()},
            **{
                f"{role}.position": bool(person and person.position)
                for role, person in roles.items()
            },
        },
        lists=_lists(facts, speech),
    )


def appendix_values(number: int) -> Values:
    """Answers to what the mark of an appendix names."""
    return Values(fields={"appendix": _plain(str(number))})


def programme_values(number: int, programme: ProgrammeFacts) -> Values:
    """Answers to what the texts about a programme name."""
    return Values(
        key=str(programme.id),
        fields={
            "programme.code": _plain(programme.direction.code),
            "programme.title": _plain(programme.direction.title),
            "programme.quality": _plain(programme.quality_of),
            "programme.appendix": _plain(str(number)),
        },
    )


def sort_by_surname(people: Iterable[Person]) -> list[Person]:
    """People in the order of a Russian list: «ё» stands with «е»."""

    def collated(text: str) -> str:
        return text.casefold().replace("ё", "е")

    return sorted(
        people,
        key=lambda p: (collated(p.surname), collated(p.given), collated(p.patronymic), p.id.bytes),
    )


def _places(facts: OrderFacts, speech: Speech) -> dict[str, Callable[[str], str]]:
    district = facts.municipality
    where = f"municipality:{district.id}"
    return {
        "district": lambda c: speech.place(district.name, c, f"{where}:name"),
        "district.official": lambda c: speech.place(
            district.official_name, c, f"{where}:official_name"
        ),
        "district.short": lambda c: speech.short_place(
            district.abbreviation or district.official_name or district.name, c
        ),
        "region": lambda c: speech.place(district.region, c, f"{where}:region"),
        "office": lambda c: speech.unit(district.office_name, c, f"{where}:office_name"),
        "office.term": lambda c: speech.unit(
            district.office_term or district.office_name, c, f"{where}:office_term"
        ),
        "office.short": _plain(district.office_short),
    }


def _role(
    role: str, person: Person | None, speech: Speech
) -> Iterable[tuple[str, Callable[[str], str]]]:
    yield role, lambda c: "" if person is None else speech.name(person, c)
    yield f"{role}.position", lambda c: "" if person is None else speech.position(person, c)


def _lists(facts: OrderFacts, speech: Speech) -> dict[str, list[Values]]:
    operators = _operators(facts)
    units = dict.fromkeys(a.unit for a in operators if a.unit is not None)
    people = dict.fromkeys(a.person for a in operators if a.person is not None)
    executors = _present(facts, facts.matrix.people(Role.EXECUTOR))
    return {
        "coordinators": _people(_present(facts, facts.matrix.people(Role.COORDINATOR)), speech),
        "executors": _people(sort_by_surname(executors), speech),
        "operators": [Values(key=str(a.id)) for a in operators],
        "operator.units": [_unit(unit, speech) for key in units if (unit := facts.unit(key))],
        "operator.people": _people(_present(facts, people), speech),
        PROGRAMMES: [programme_values(number, found) for number, found in facts.programmes],
    }


def _operators(facts: OrderFacts) -> list[Assignment]:
    found: dict[tuple[Id | None, Id | None], Assignment] = {}
    for line in facts.matrix.lines:
        for assignment in line.operator.assignments:
            found.setdefault((assignment.unit, assignment.person), assignment)
    return list(found.values())


def _present(facts: OrderFacts, people: Iterable[Id]) -> list[Person]:
    return [facts.people[who] for who in people if who in facts.people]


def _people(people: Iterable[Person], speech: Speech) -> list[Values]:
    return [_person(person, speech) for person in people]


def _person(person: Person, speech: Speech) -> Values:
    return Values(
        key=str(person.id),
        fields={
            "person": lambda c: speech.name(person, c),
            "person.position": lambda c: speech.position(person, c),
        },
        flags={"person.position": bool(person.position)},
    )


def _unit(unit: Unit, speech: Speech) -> Values:
    name = unit.name or unit.short_name
    has_short = bool(unit.short_name) and unit.short_name != name
    return Values(
        key=str(unit.id),
        fields={
            "unit": lambda c: speech.unit(name, c, f"unit:{unit.id}:name"),
            "unit.short": _plain(unit.short_name),
        },
        flags={"unit.short": has_short},
    )


def _plain(text: str) -> Callable[[str], str]:
    return lambda _: text


def _dated(day: date | None, own: str = "") -> Callable[[str], str]:
    def printed(form: str) -> str:
        if day is None:
            return ""
        form = own or form
        if form == "numeric":
            return dates.numeric(day)
        return dates.in_words(day, dates.RUNNING if form == "running" else dates.REQUISITE)

    return printed
