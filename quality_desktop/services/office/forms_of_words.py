"""Declined forms of people's names and positions, and the office's own corrections of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality_desktop.documents.names import name_of
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Inflection, Person, inflection_id
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.exceptions import load_exceptions
from quality_desktop.language.forms import Form, Source
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.overrides import SCOPE_PERSON, OverrideIndex
from quality_desktop.language.people import guess_gender, mixed_scripts
from quality_desktop.services.office.names import office_forms, shown
from quality_desktop.storage.reading import Reading
from quality_desktop.storage.store import Store

OBLIQUE = (Case.GEN, Case.DAT, Case.ACC, Case.INS, Case.LOC)
SCOPE_POSITION, SCOPE_UNIT, SCOPE_PLACE = "position", "unit", "place"
MUNICIPALITY_SCOPES = {
    "name": SCOPE_PLACE,
    "official_name": SCOPE_PLACE,
    "region": SCOPE_PLACE,
    "office_name": SCOPE_UNIT,
    "office_term": SCOPE_UNIT,
}
"""Names of the district that papers decline: field -> scope of its corrections."""
_EXCEPTIONS = "exceptions.toml"

Forms = dict[Case, Form]
"""Six forms; one that nobody knows has the source ``unknown``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForms:
    """The six forms of a person's card.

    Attributes:
        short: Surname with initials by case, as orders name people.
        full: Full name by case.
        position: Position by case.
    """

    person: Person
    short: Forms
    full: Forms
    position: Forms


def grammar(*, store: Reading, language: Path) -> Grammar:
    """Grammar with the office's own forms first, then the program's exceptions.

    Args:
        store: The file.
        language: Folder of the data of Russian grammar.
    """
    return Grammar(office_forms(store), exceptions=load_exceptions(language / _EXCEPTIONS))


def of_person(*, store: Store, person: Id, language: Path) -> PersonForms | None:
    """Forms of a person's name and position; None when the person is gone."""
    found = store.get(Person, person)
    if found is None:
        return None
    rules, name, key = grammar(store=store, language=language), name_of(found), str(found.id)
    short = {
        case: Form(
            text=rules.surname_initials(name, case, person_key=key) if found.surname else "",
            source=form.source,
        )
        for case, form in rules.forms_of_surname(name, person_key=key).items()
    }
    return PersonForms(
        person=found,
        short=short,
        full=rules.forms_of_name(name, person_key=key),
        position=rules.forms_of_position(found.position),
    )


def of_phrases(
    *, store: Store, phrases: Sequence[tuple[str, str]], language: Path
) -> tuple[Forms, ...]:
    """Six forms of each phrase, given as scope (``unit``, ``place`` or ``position``) and nominative."""
    rules = grammar(store=store, language=language)
    own = OverrideIndex(office_forms(store))
    return tuple(_forms_of_phrase(rules, own, scope, text) for scope, text in phrases)


def correct_name(*, store: Store, person: Person, case: Case, form: str) -> Changes:
    """Write the office's own form of a person's name; empty removes it.

    Args:
        store: The file.
        person: Whose name.
        case: Which form.
        form: The full name, the surname with initials, or the surname alone; initials are left
            out because they never change.
    """
    form = _without_initials(form)
    key = inflection_id(SCOPE_PERSON, str(person.id), Gender.UNKNOWN.value, case.value)
    was, length = store.get(Inflection, key), len(person.surname.split())
    if was is not None and len(form.split()) == length:
        form = " ".join([form, *was.form.split()[length:]])  # the corrected given name stays
    return _correct(
        store,
        SCOPE_PERSON,
        str(person.id),
        case,
        form,
        f"Склонение: {shown(person)}",
    )


def correct_phrase(*, store: Store, scope: str, phrase: str, case: Case, form: str) -> Changes:
    """Write the office's own form of a position, unit or place; empty removes it."""
    return _correct(store, scope, " ".join(phrase.split()), case, form, f"Склонение: {phrase}")


def check_people(*, store: Store, language: Path) -> tuple[Problem, ...]:
    """Everything about people who work that would spoil a paper: letters, gender, unknown forms."""
    rules = grammar(store=store, language=language)
    problems: list[Problem] = []
    for person in store.all(Person):
        if person.is_active:
            problems += _check_name(person, rules)
            problems += _check_position(person, rules)
    return tuple(problems)


def _check_name(person: Person, rules: Grammar) -> Iterator[Problem]:
    place, who = f"person:{person.id}", shown(person)
    name = name_of(person)
    if not person.surname:
        yield Problem(
            text=f"{who}: впишите фамилию, имя и отчество, без них документ не подписать.",
            severity=Severity.WARNING,
            place=f"{place}:surname",
        )
        return
    alien = [
        Problem(
            text=f"{who}: в имени посторонние буквы ({', '.join(letters)}), наберите имя заново.",
            place=f"{place}:{field}",
        )
        for field in ("surname", "given", "patronymic")
        if (letters := mixed_scripts(getattr(person, field)))
    ]
    yield from alien
    if alien:
        return  # what the letters spoil further is not worth a finding of its own
    guessed = guess_gender(name)
    if not person.gender and not guessed:
        yield Problem(
            text=f"{who}: укажите пол, без него фамилия не склоняется.", place=f"{place}:gender"
        )
    elif person.gender and person.patronymic and guessed not in ("", person.gender):
        yield Problem(
            text=f"{who}: пол не сходится с именем, проверьте, как склоняется фамилия.",
            severity=Severity.WARNING,
            place=f"{place}:gender",
        )
    forms = rules.forms_of_surname(name, person_key=str(person.id))
    if person.gender and any(form.source == "unknown" for form in forms.values()):
        yield Problem(
            text=f"{who}: программа не знает, как склонять фамилию, впишите её формы справа.",
            place=f"{place}:surname",
        )


def _check_position(person: Person, rules: Grammar) -> Iterator[Problem]:
    place, who = f"person:{person.id}:position", shown(person)
    if not person.position:
        yield Problem(text=f"{who}: укажите должность.", severity=Severity.WARNING, place=place)
    elif any(rules.position(person.position, case) is None for case in OBLIQUE):
        yield Problem(
            text=f"{who}: программа не знает, как склонять должность «{person.position}», "
            "впишите её формы справа.",
            place=place,
        )


def _forms_of_phrase(rules: Grammar, own: OverrideIndex, scope: str, text: str) -> Forms:
    decline = {
        SCOPE_UNIT: rules.unit,
        SCOPE_PLACE: rules.place,
        SCOPE_POSITION: rules.position,
    }[scope]
    forms: Forms = {}
    for case in Case:
        form = decline(text, case)
        is_own = own.find(scope, text, Gender.UNKNOWN, case) is not None
        source: Source = "office" if is_own else "unknown" if form is None else "engine"
        forms[case] = Form(text=text if form is None else form, source=source)
    return forms


def _without_initials(form: str) -> str:
    return " ".join(word for word in form.split() if not word.endswith("."))


def _correct(store: Store, scope: str, key: str, case: Case, form: str, intent: str) -> Changes:
    record = Inflection(
        id=inflection_id(scope, key, Gender.UNKNOWN.value, case.value),
        scope=scope,
        key=key,
        gender=Gender.UNKNOWN.value,
        case=case.value,
        form=" ".join(form.split()),
    )
    with store.work(intent) as work:
        if record.form:
            work.put(record)
        elif work.get(Inflection, record.id) is not None:
            work.delete(Inflection, record.id)
        return work.commit()
