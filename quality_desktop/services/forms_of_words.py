"""Declined forms of people's names and positions, and the office's own corrections of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Inflection, Person, inflection_id
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.grammar import Form, Grammar, load_exceptions
from quality_desktop.language.people import mixed_scripts
from quality_desktop.services.names import name_of, office_forms, shown
from quality_desktop.storage.store import Store

OBLIQUE = (Case.GEN, Case.DAT, Case.ACC, Case.INS, Case.LOC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForms:
    """The six forms of a person's card.

    Attributes:
        name: Surname with initials by case.
        position: Position by case; a form that the rules do not know has no text.
    """

    person: Person
    name: dict[Case, Form]
    position: dict[Case, Form]


def grammar(*, store: Store, language: Path) -> Grammar:
    """Grammar with the office's own forms first, then the program's exceptions."""
    return Grammar(office_forms(store), exceptions=load_exceptions(language))


def of_person(*, store: Store, person: Id, language: Path) -> PersonForms | None:
    """Forms of a person's name and position; None when the person is gone."""
    found = store.get(Person, person)
    if found is None:
        return None
    rules = grammar(store=store, language=language)
    return PersonForms(
        person=found,
        name=rules.forms_of_name(name_of(found), person_key=str(found.id)),
        position=rules.forms_of_position(found.position),
    )


def correct_name(*, store: Store, person: Person, case: Case, form: str) -> Changes:
    """Write the office's own form of a person's surname with initials; empty removes it."""
    intent = f"Склонение: {shown(person)}"
    return _correct(store, "person", str(person.id), Gender.UNKNOWN, case, form, intent)


def correct_position(*, store: Store, position: str, case: Case, form: str) -> Changes:
    """Write the office's own form of a position; empty removes it."""
    return _correct(
        store, "position", position, Gender.UNKNOWN, case, form, f"Склонение: {position}"
    )


def check_people(*, store: Store, language: Path) -> tuple[Problem, ...]:
    """Everything about people that would spoil a paper: letters, gender, unknown forms."""
    rules = grammar(store=store, language=language)
    problems: list[Problem] = []
    for person in store.all(Person):
        place = f"person:{person.id}"
        name = " ".join((person.surname, person.given, person.patronymic))
        if alien := mixed_scripts(name):
            problems.append(
                Problem(
                    text=f"{shown(person)}: в имени посторонние буквы ({', '.join(alien)}), "
                    "наберите имя заново.",
                    place=f"{place}:surname",
                )
            )
        if person.surname and not person.gender:
            problems.append(
                Problem(
                    text=f"{shown(person)}: укажите пол, без него фамилия не склоняется.",
                    place=f"{place}:gender",
                )
            )
        if not person.position:
            problems.append(
                Problem(
                    text=f"{shown(person)}: укажите должность.",
                    severity=Severity.WARNING,
                    place=f"{place}:position",
                )
            )
        elif any(rules.position(person.position, case) is None for case in OBLIQUE):
            problems.append(
                Problem(
                    text=f"{shown(person)}: программа не знает, как склонять должность "
                    f"«{person.position}», впишите её формы.",
                    place=f"{place}:position",
                )
            )
    return tuple(problems)


def _correct(
    store: Store, scope: str, key: str, gender: Gender, case: Case, form: str, intent: str
) -> Changes:
    record = Inflection(
        id=inflection_id(scope, key, gender.value, case.value),
        scope=scope,
        key=key,
        gender=gender.value,
        case=case.value,
        form=form.strip(),
    )
    with store.work(intent) as work:
        if record.form:
            work.put(record)
        elif work.get(Inflection, record.id) is not None:
            work.delete(Inflection, record.id)
        return work.commit()
