"""Names and phrases in cases, with a finding for every form that the program does not know.

A wrong case in a signed paper is worse than a nominative that everybody sees: an unknown form is
printed in the nominative and reported.
"""

from __future__ import annotations

import re

from quality_desktop.documents.names import name_of
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.language.cases import Case
from quality_desktop.language.grammar import Grammar

BLANK = "____________"
"""Where a name is to be written by hand."""

_ABBREVIATED = re.compile(r"[А-ЯЁA-Z]{2}")

_CASES = {
    Case.NOM: "именительный",
    Case.GEN: "родительный",
    Case.DAT: "дательный",
    Case.ACC: "винительный",
    Case.INS: "творительный",
    Case.LOC: "предложный",
}


class Speech:
    """Declines for one composition and remembers what it could not.

    Attributes:
        problems: Findings in the order in which they were met, each once.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.problems: list[Problem] = []
        self._grammar = grammar

    def report(self, problem: Problem) -> None:
        """Add a finding unless it is there already."""
        if problem not in self.problems:
            self.problems.append(problem)

    def name(self, person: Person, case: str) -> str:
        """«Мастрюкову Л.И.»."""
        if not person.surname:
            self._ask_surname(person)
            return BLANK
        self._ask_given(person)
        name, key, wanted = name_of(person), str(person.id), Case(case)
        form = self._grammar.forms_of_surname(name, person_key=key)[wanted]
        if form.source == "unknown":
            hint = "впишите форму" if person.gender else "укажите пол или впишите форму"
            self.report(
                Problem(
                    text=f"{self.shown(person)}: программа не знает {_CASES[wanted]} падеж "
                    f"фамилии, {hint} в карточке.",
                    place=f"person:{person.id}:surname",
                )
            )
        return self._grammar.surname_initials(name, wanted, person_key=key)

    def signature(self, person: Person) -> str:
        """«Л.И. Мастрюкова»; empty when the surname is not known."""
        if not person.surname:
            return ""
        self._ask_given(person)
        return self._grammar.initials_surname(name_of(person), Case.NOM, person_key=str(person.id))

    def full_name(self, person: Person) -> str:
        """Full name in the nominative; «Исмагилов И.И.» when only initials are known."""
        self._ask_given(person)
        if person.given.endswith("."):
            return self.shown(person)
        return self._grammar.full_name(name_of(person), Case.NOM, person_key=str(person.id))

    def shown(self, person: Person) -> str:
        """How findings and tables name a person."""
        if not person.surname:
            return person.position or "Человек без фамилии"
        return self._grammar.surname_initials(name_of(person), Case.NOM, person_key=str(person.id))

    def position(self, person: Person, case: str) -> str:
        """«главного инспектора Управления образования», as it stands inside a sentence."""
        form = self._grammar.position(person.position, Case(case))
        if form is None:
            self.report(
                Problem(
                    text=f"{self.shown(person)}: программа не знает {_CASES[Case(case)]} падеж "
                    f"должности «{person.position}», впишите форму в карточке.",
                    place=f"person:{person.id}:position",
                )
            )
        return _inside_sentence(person.position if form is None else form)

    def unit(self, text: str, case: str, place: str) -> str:
        """Name of an office or a unit in a case; the bare text for no case."""
        if not case:
            return text
        return self._known(self._grammar.unit(text, Case(case)), text, case, place)

    def title(self, text: str, case: str, place: str) -> str:
        """Title of a plan in a case; the bare text for no case."""
        if not case or not text:
            return text
        return self._known(self._grammar.title(text, Case(case)), text, case, place)

    def organisation(self, name: str, case: str, place: str) -> str:
        """Name of an organisation after who heads it; one that is not known begins a line of its own."""
        is_known = self._grammar.unit(name, Case(case)) is not None
        form = self.unit(name, case, place)
        return form if is_known else f"\n{form}"

    def place(self, text: str, case: str, place: str) -> str:
        """Name of a district or a region in a case."""
        return self._known(self._grammar.place(text, Case(case)), text, case, place)

    def short_place(self, text: str, case: str) -> str:
        """Short official name of a district in a case; the bare text for no case."""
        return self._grammar.short_place(text, Case(case)) if case else text

    def _known(self, form: str | None, text: str, case: str, place: str) -> str:
        if not text:
            self.report(
                Problem(
                    text="В карточке муниципалитета не заполнено название: в документе оставлено "
                    "место.",
                    place=place,
                )
            )
        elif form is None:
            self.report(
                Problem(
                    text=f"Программа не знает {_CASES[Case(case)]} падеж названия «{text}»: "
                    "впишите форму в справочнике.",
                    place=place,
                )
            )
        return _one_line(text if form is None else form)

    def _ask_surname(self, person: Person) -> None:
        self.report(
            Problem(
                text=f"{self.shown(person)}: не указана фамилия, в приказе оставлено место.",
                place=f"person:{person.id}:surname",
            )
        )

    def _ask_given(self, person: Person) -> None:
        """A bare surname among others with initials looks like a slip of the typist."""
        if person.surname and not person.given.strip():
            self.report(
                Problem(
                    text=f"{person.surname}: имя и отчество не указаны, в документе стоит одна "
                    "фамилия. Впишите их в карточке человека.",
                    severity=Severity.WARNING,
                    place=f"person:{person.id}:given",
                )
            )


def _inside_sentence(position: str) -> str:
    """A position is often typed with a capital letter, which stands in a signature only."""
    text = _one_line(position)
    return text if _ABBREVIATED.match(text) else text[:1].lower() + text[1:]


def _one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines())
