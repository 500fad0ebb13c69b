"""Answers of facts to what a wording names: cases, dates, conditions, lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from quality_desktop.documents.greetings import called, gender_of
from quality_desktop.documents.outline_facts import (
    CALLED,
    SIGNED,
    TITLED,
    Facts,
    OfficeFacts,
    OrganisationFacts,
    Shape,
)
from quality_desktop.documents.speech import BLANK, Speech
from quality_desktop.documents.template import Values
from quality_desktop.domain.directory import Person
from quality_desktop.language import dates
from quality_desktop.language.cases import Gender
from quality_desktop.language.spaces import NBSP

Printer = Callable[[str], str]


def office_values(office: OfficeFacts, speech: Speech) -> Values:
    """Answers to ``outline_facts.OFFICE``."""
    district = office.municipality
    where = f"municipality:{district.id}"
    people = {"signatory": office.signatory, "controller": office.controller}
    texts = {
        "email": district.email,
        "phone": district.phone.replace(" ", NBSP),
        "number": office.number,
    }
    return Values(
        fields={
            "district": lambda case: speech.place(district.name, case, f"{where}:name") or BLANK,
            "region": lambda case: speech.place(district.region, case, f"{where}:region"),
            "office": lambda case: (
                speech.unit(district.office_name, case, f"{where}:office_name") or BLANK
            ),
            "office.term": lambda case: (
                speech.unit(
                    district.office_term or district.office_name, case, f"{where}:office_term"
                )
                or BLANK
            ),
            "dated": _dated(office.dated),
            "appendix": _said(""),
            **{name: _said(text) for name, text in texts.items()},
            **_people(people, speech),
        },
        flags={
            "dated": office.dated is not None,
            "region": bool(district.region),
            "office.term": bool(district.office_term),
            "appendix.numbered": False,
            **{name: bool(text) for name, text in texts.items()},
            **_people_flags(people),
        },
    )


def facts_values(shape: Shape, facts: Facts, speech: Speech, key: str = "") -> Values:
    """Answers to everything that a shape names.

    Args:
        shape: The names.
        facts: The answers; a name without one is empty.
        speech: Puts names into cases and reports those it does not know.
        key: What tells an element of a list from the others.
    """
    people = {name: facts.people.get(name) for name in shape.people}
    days = {name: facts.dates.get(name) for name in shape.dates}
    texts = {name: facts.texts.get(name, "") for name in shape.texts}
    return Values(
        key=key,
        fields={
            **{name: _said(text) for name, text in texts.items()},
            **{name: _dated(day) for name, day in days.items()},
            **_people(people, speech),
            **{
                name: _declined(facts.organisations.get(name), speech)
                for name in shape.organisations
            },
        },
        flags={
            **{name: bool(text) for name, text in texts.items()},
            **{name: day is not None for name, day in days.items()},
            **_people_flags(people),
            **{name: name in facts.organisations for name in shape.organisations},
            **{name: bool(facts.tables.get(name)) for name in shape.tables},
            **{name: bool(facts.figures.get(name)) for name in shape.figures},
        },
        lists={
            name: [
                facts_values(inner, element, speech, key=str(place))
                for place, element in enumerate(facts.lists.get(name, ()))
            ]
            for name, inner in shape.lists.items()
        },
    )


def appendix_numbers(numbers: Mapping[str, int | None]) -> Values:
    """How texts name appendices: ``{appendix.low}``; one that is left out has no number.

    Args:
        numbers: Key of an appendix -> its number.
    """
    printed = [number for number in numbers.values() if number is not None]
    return Values(
        fields={
            f"appendix.{key}": _said("" if number is None else str(number))
            for key, number in numbers.items()
        },
        flags={
            "appendix.numbered": len(printed) > 1,
            **{f"appendix.{key}": number is not None for key, number in numbers.items()},
        },
    )


def appendix_number(number: int) -> Values:
    """The number of the appendix that is being printed."""
    return Values(fields={"appendix": _said(str(number))})


def _people(people: Mapping[str, Person | None], speech: Speech) -> dict[str, Printer]:
    found: dict[str, Printer] = {}
    for name, person in people.items():
        found[name] = _named(person, speech)
        found[f"{name}.position"] = _positioned(person, speech)
    return found


def _people_flags(people: Mapping[str, Person | None]) -> dict[str, bool]:
    flags: dict[str, bool] = {}
    for name, person in people.items():
        flags[name] = person is not None and bool(person.surname)
        flags[f"{name}.position"] = person is not None and bool(person.position)
        known = Gender.UNKNOWN if person is None or not called(person) else gender_of(person)
        flags[f"{name}.man"] = known is Gender.MALE
        flags[f"{name}.woman"] = known is Gender.FEMALE
    return flags


def _named(person: Person | None, speech: Speech) -> Printer:
    def printed(form: str) -> str:
        if person is None:
            return ""
        if form == CALLED:
            return called(person)
        return speech.signature(person) if form == SIGNED else speech.name(person, form)

    return printed


def _positioned(person: Person | None, speech: Speech) -> Printer:
    def printed(form: str) -> str:
        if person is None:
            return ""
        if form == TITLED:
            return person.position[:1].upper() + person.position[1:]
        return speech.position(person, form)

    return printed


def _declined(organisation: OrganisationFacts | None, speech: Speech) -> Printer:
    def printed(case: str) -> str:
        if organisation is None:
            return ""
        return speech.organisation(organisation.name, case, organisation.place)

    return printed


def _said(text: str) -> Printer:
    return lambda _: text


def _dated(day: date | None) -> Printer:
    def printed(form: str) -> str:
        if day is None:
            return ""
        if form == "numeric":
            return dates.numeric(day)
        return dates.in_words(day, dates.RUNNING if form == "running" else dates.REQUISITE)

    return printed
