"""What the wording of any paper of the office may name, and how the facts answer.

Besides everything that an order may name, a wording names values, people, units and dates by codes of
its own: ``{field.код}``, ``{party.код:dat}``, ``{deadline.код:running}``. A code exists because a text names
it; what a paper has not filled in is a finding of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from quality_desktop.documents import addressees, greetings
from quality_desktop.documents.addressees import addressee_lines
from quality_desktop.documents.facts import RoadmapAppendix, TeamAppendix, TextAppendix
from quality_desktop.documents.outline_facts import CASES, DATES, PLAIN, SIGNED, TITLED
from quality_desktop.documents.paper_facts import PaperFacts, PartyFacts
from quality_desktop.documents.speech import BLANK, Speech
from quality_desktop.documents.template import Values, Vocabulary
from quality_desktop.documents.vocabulary import order_values, order_vocabulary
from quality_desktop.domain.directory import Person
from quality_desktop.language import dates

FULL: Final = "full"
"""Form of a person: «Антипина Светлана Викторовна»."""
_NAMED: Final = re.compile(r"\{(?:if )?(field|party|deadline)\.([^{}|:]+?)(?::[a-z]+)?\}")
_EARLIER: Final = re.compile(r"\{(?:if )?earlier\.")
_PARTS: Final = (".position", ".person", ".short", ".phone", ".email")
_PERSON: Final = CASES | {SIGNED, FULL}
_POSITION: Final = CASES | {TITLED}
_PEOPLE: Final = ("signatory", "executor")
_OFFICE: Final = ("email", "phone", "site", "address")
_APPENDICES: Final = {
    "appendix.roadmap": RoadmapAppendix,
    "appendix.team": TeamAppendix,
    "appendix.text": TextAppendix,
}
Printer = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Codes that the texts of a wording name, in their order.

    Attributes:
        has_earlier: Whether they name an earlier paper.
    """

    fields: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    has_earlier: bool = False


def named_codes(texts: Iterable[str]) -> Named:
    """Codes of values, parties and dates that these texts name."""
    found: dict[str, dict[str, None]] = {"field": {}, "party": {}, "deadline": {}}
    has_earlier = False
    for text in texts:
        has_earlier = has_earlier or _EARLIER.search(text) is not None
        for sort, code in _NAMED.findall(text):
            ending = next((part for part in _PARTS if sort == "party" and code.endswith(part)), "")
            found[sort].setdefault(code.removesuffix(ending))
    return Named(
        fields=tuple(found["field"]),
        parties=tuple(found["party"]),
        deadlines=tuple(found["deadline"]),
        has_earlier=has_earlier,
    )


def paper_vocabulary(named: Named) -> Vocabulary:
    """The vocabulary of a paper whose texts name these codes."""
    fields: dict[str, frozenset[str]] = {
        **{f"field.{code}": PLAIN for code in named.fields},
        "reply": PLAIN,
        "reply.dated": DATES,
        "answer_due": DATES,
        "year": PLAIN,
        "roadmap": CASES | PLAIN,
        "roadmap.year": PLAIN,
        "earlier.number": PLAIN,
        "earlier.dated": DATES,
        "earlier.heading": PLAIN,
        "subject": PLAIN,
        **dict.fromkeys((*_OFFICE, *_APPENDICES), PLAIN),
    }
    for code in named.parties:
        fields[f"party.{code}"] = _PERSON
        fields[f"party.{code}.person"] = _PERSON
        fields[f"party.{code}.position"] = _POSITION
        fields[f"party.{code}.short"] = PLAIN
    for name in _PEOPLE:
        fields[name] = _PERSON
        fields[f"{name}.position"] = _POSITION
        fields[f"{name}.phone"] = fields[f"{name}.email"] = PLAIN
    own = Vocabulary(
        fields=fields,
        flags=frozenset(fields),
        lists={"addressees": Vocabulary(fields={"addressee": PLAIN})},
    )
    known = order_vocabulary(named.deadlines).plus(greetings.VOCABULARY)
    return known.plus(addressees.VOCABULARY).plus(own)


def paper_values(facts: PaperFacts, named: Named, speech: Speech) -> Values:
    """Answers to everything that ``paper_vocabulary`` names."""
    paper, roadmap = facts.paper, facts.roadmap
    title = "" if roadmap is None else " ".join(roadmap.title.split())
    texts = _texts(facts, named)
    lines = [line for one in facts.addressees for line in addressee_lines(one, speech)]
    days = {
        **{f"deadline.{code}": facts.order.deadlines.get(code) for code in named.deadlines},
        "reply.dated": paper.reply_dated,
        "answer_due": paper.answer_due,
        "earlier.dated": None if facts.earlier is None else facts.earlier.dated,
    }
    place = f"paper:{paper.id}:roadmap"
    own = Values(
        fields={
            **{name: _said(text or _blank(name)) for name, text in texts.items()},
            **{n: dated_printer(day, BLANK, facts.order.date_form(n)) for n, day in days.items()},
            "roadmap": lambda case: speech.title(title, case, place),
        },
        flags={
            **{name: bool(text) for name, text in texts.items()},
            **{name: day is not None for name, day in days.items()},
            "roadmap": bool(title),
        },
        lists={"addressees": _elements("addressee", lines)},
    )
    people = {
        "signatory": facts.order.person(paper.signatory),
        "executor": facts.order.person(paper.executor),
    }
    values = order_values(facts.order, named.deadlines, speech).inside(own)
    whom = [one.greeted for one in facts.addressees]
    values = values.inside(greetings.greeting_values(whom))
    values = values.inside(addressees.addressee_values(facts.addressees))
    for name, person in people.items():
        values = values.inside(person_values(name, person, speech))
    for code in named.parties:
        party = facts.parties.get(code, PartyFacts())
        values = values.inside(_party_values(f"party.{code}", party, speech))
    return values


def _texts(facts: PaperFacts, named: Named) -> dict[str, str]:
    paper, office, roadmap = facts.paper, facts.order.municipality, facts.roadmap
    return {
        **{f"field.{code}": facts.fields.get(code, "") for code in named.fields},
        **{name: getattr(office, name) for name in _OFFICE},
        "reply": paper.reply_number,
        "subject": paper.subject,
        "year": str(paper.dated.year) if paper.dated else "",
        "roadmap.year": "" if roadmap is None else str(roadmap.year),
        "earlier.number": "" if facts.earlier is None else facts.earlier.bare_number,
        "earlier.heading": facts.earlier_heading,
        **_appendix_numbers(facts),
    }


def person_values(name: str, person: Person | None, speech: Speech) -> Values:
    """Answers about one person by the name that a wording gives to them."""
    texts = {
        f"{name}.phone": "" if person is None else person.phone,
        f"{name}.email": "" if person is None else person.email,
    }
    return Values(
        fields={
            name: _person(person, speech),
            f"{name}.position": _position(person, speech),
            **{key: _said(text) for key, text in texts.items()},
        },
        flags={
            name: person is not None,
            f"{name}.position": bool(person and person.position),
            **{key: bool(text) for key, text in texts.items()},
        },
    )


def dated_printer(day: date | None, blank: str = "", own: str = "") -> Printer:
    """How a date is printed; ``blank`` stands for one that is not known, ``own`` is the office's form."""

    def printed(form: str) -> str:
        if day is None:
            return blank
        form = own or form
        if form == "numeric":
            return dates.numeric(day)
        return dates.in_words(day, dates.RUNNING if form == "running" else dates.REQUISITE)

    return printed


def _party_values(name: str, party: PartyFacts, speech: Speech) -> Values:
    person, unit = party.person, party.unit
    printed = _person(person, speech)
    if unit is not None:
        whole = unit.name or unit.short_name
        place = f"unit:{unit.id}:name"
        printed = lambda case: speech.unit(whole, _case(case), place)  # noqa: E731 - as the others
    elif person is None:
        printed = _said(BLANK)
    return Values(
        fields={
            name: printed,
            f"{name}.person": _person(person, speech),
            f"{name}.position": _position(person, speech),
            f"{name}.short": _said("" if unit is None else unit.short_name),
        },
        flags={
            name: unit is not None or person is not None,
            f"{name}.person": person is not None,
            f"{name}.position": bool(person and person.position),
            f"{name}.short": bool(unit and unit.short_name),
        },
    )


def _case(form: str) -> str:
    return "nom" if form in (SIGNED, FULL) else form


def _person(person: Person | None, speech: Speech) -> Printer:
    def printed(form: str) -> str:
        if person is None:
            return BLANK
        if form == SIGNED:
            return speech.signature(person)
        return speech.full_name(person) if form == FULL else speech.name(person, form)

    return printed


def _position(person: Person | None, speech: Speech) -> Printer:
    def printed(form: str) -> str:
        if person is None:
            return ""
        if form == TITLED:
            return person.position[:1].upper() + person.position[1:]
        return speech.position(person, form)

    return printed


def _appendix_numbers(facts: PaperFacts) -> Mapping[str, str]:
    numbers = {name: facts.order.number_of(kind) for name, kind in _APPENDICES.items()}
    return {name: "" if number is None else str(number) for name, number in numbers.items()}


def _elements(name: str, texts: Iterable[str]) -> list[Values]:
    return [Values(key=str(place), fields={name: _said(text)}) for place, text in enumerate(texts)]


def _blank(name: str) -> str:
    """What is to be filled in leaves a place; what the office has not is simply not there."""
    return BLANK if name.startswith(("field.", "earlier.number", "reply")) else ""


def _said(text: str) -> Printer:
    return lambda _: text
