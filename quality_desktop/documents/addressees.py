"""How a paper addresses those to whom it goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from quality_desktop.documents.school_head import is_in_charge, post_of
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Values, Vocabulary
from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.language.typography import glued

_HEAD = "Руководителю"
_WORD = re.compile(r"\w{3,}")
"""What tells one unit from another: not «и», «по», «№»."""
_SCHOOL: Final = "addressed.school"
WORDS: Final[Mapping[str, str]] = MappingProxyType({_SCHOOL: "адресат – одна школа из справочника"})
"""Conditions of a paper to a school, as a clerk reads them after «если»."""
VOCABULARY: Final = Vocabulary(flags=frozenset(WORDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeFacts:
    """One to whom a paper goes.

    Attributes:
        name: The office's own words, finished; they win over the records.
        head: Who heads the school now; None where the directory does not know.
    """

    name: str = ""
    school: School | None = None
    unit: Unit | None = None
    person: Person | None = None
    head: Person | None = None

    @property
    def greeted(self) -> AddresseeFacts:
        """The addressee as a greeting sees it: a letter to a school greets its head."""
        if self.person is not None or self.head is None:
            return self
        return replace(self, person=self.head)

    @property
    def called(self) -> str:
        """The short name of a school, as lists of schools call it; else the title."""
        own = "" if self.school is None or self.name.strip() else self.school.short_name
        return " ".join(own.split()) or self.title

    @property
    def title(self) -> str:
        """How lists call it: its name in the nominative, in one line."""
        if self.name.strip():
            return " ".join(self.name.split())
        names = []
        if self.school is not None:
            names.append(self.school.full_name or self.school.short_name)
        if self.unit is not None:
            names.append(self.unit.name or self.unit.short_name)
        if self.person is not None:
            given = (self.person.given, self.person.patronymic)
            initials = "".join(f"{name.strip()[0]}." for name in given if name.strip())
            names.append(f"{self.person.surname} {initials}")
        return " ".join(" ".join(names).split())


def addressee_lines(facts: AddresseeFacts, speech: Speech) -> tuple[str, ...]:
    """Lines of an addressee: the head of a school, a position and a person stand in the dative.

    An organisation to which a paper goes as a whole, or to one of its people, stays in the
    nominative; its head is called with it: «Директору МБУ «ИМЦ»» (GOST R 7.0.97-2016, 5.15).
    """
    if facts.name.strip():
        return tuple(line.strip() for line in facts.name.splitlines() if line.strip())
    lines: list[str] = []
    if facts.school is not None:
        name = facts.school.full_name or facts.school.short_name
        place = (
            f"school:{facts.school.id}:{'full_name' if facts.school.full_name else 'short_name'}"
        )
        head = facts.person or facts.head
        case = "ins" if head is not None and is_in_charge(head) else "gen"
        lines += [_post(head, facts.school, speech), speech.unit(name, case, place) if name else ""]
        if facts.person is None and head is not None and head.surname.strip():
            lines.append(speech.name(head, "dat"))
    if facts.unit is not None:
        lines += _in_unit(facts.unit, facts.person, speech)
    if facts.person is not None:
        if facts.school is None and facts.unit is None:
            lines.append(_position(facts.person, speech))
        lines.append(speech.name(facts.person, "dat"))
    return tuple(glued(line) for line in lines if line)


def addressee_values(addressees: Sequence[AddresseeFacts]) -> Values:
    """Answers to what a wording asks about those to whom a paper goes."""
    only = addressees[0] if len(addressees) == 1 else None
    return Values(flags={_SCHOOL: only is not None and only.school is not None})


def _post(head: Person | None, school: School, speech: Speech) -> str:
    """«Директору»; «Руководителю» where the directory names no head or no position."""
    if head is None or not post_of(head.position, school):
        return _HEAD
    # A form that the office has written is that of the whole position.
    said = post_of(speech.position(head, "dat"), school)
    return said[:1].upper() + said[1:]


def _position(person: Person, speech: Speech) -> str:
    """«Главному инспектору Управления образования»; a person without a position is told to the user."""
    if not person.position.strip():
        who = speech.name(person, "gen")
        speech.report(
            Problem(
                text=f"Не указана должность {who}: в адресате напечатано только имя. Впишите ее в "
                "справочнике.",
                severity=Severity.WARNING,
                place=f"person:{person.id}:position",
            )
        )
        return ""
    said = speech.position(person, "dat")
    return said[:1].upper() + said[1:]


def _in_unit(unit: Unit, person: Person | None, speech: Speech) -> list[str]:
    name = unit.name or unit.short_name
    line = name[:1].upper() + name[1:]
    if person is None or not person.position.strip():
        return [line]
    position = _position(person, speech)
    if any(_is_named(one, person.position) for one in (unit.name, unit.short_name)):
        return [position]
    if unit.head == person.id and name:
        place = f"unit:{unit.id}:{'name' if unit.name else 'short_name'}"
        return [position, speech.unit(name, "gen", place)]
    return [line, position]


def _is_named(unit: str, position: str) -> bool:
    """Whether a position tells the unit in any case: «инспектор Управления образования»."""
    told = [word.casefold() for word in _WORD.findall(position)]
    stems = [word.casefold()[: max(3, len(word) - 2)] for word in _WORD.findall(unit)]
    return bool(stems) and all(any(word.startswith(stem) for word in told) for stem in stems)
