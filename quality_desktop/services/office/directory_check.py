"""What in the directory would spoil a paper or mislead a reader: all findings at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quality_desktop.domain.directory import Letterhead, Municipality, Person, School, Unit
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.folding import folded
from quality_desktop.services.office import directory, forms_of_words
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.services.office.names import shown
from quality_desktop.services.office.office import municipality
from quality_desktop.storage.store import Store

_PAPERS_NEED = {
    "name": Severity.ERROR,
    "official_name": Severity.ERROR,
    "office_name": Severity.ERROR,
    "office_short": Severity.ERROR,
    "locality": Severity.ERROR,
    "region": Severity.WARNING,
    "office_term": Severity.WARNING,  # the full name stands for it
}
_LETTERHEADS_NEED = {
    "single": ("right_heading", "right_kind_word", "right_place"),
    "corner": ("right_heading", "reference_data"),
    "corner_two_language": (
        "right_heading",
        "left_heading",
        "reference_data",
        "left_reference_data",
    ),
    "two_language": (
        "right_heading",
        "left_heading",
        "right_kind_word",
        "left_kind_word",
        "right_place",
        "left_place",
        "right_date_pattern",
        "left_date_pattern",
        "left_language",
    ),
}


def check(*, store: Store, reference: Path, language: Path) -> tuple[Problem, ...]:
    """Findings of all sections in their order.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
        language: Folder of the data of Russian grammar.
    """
    office = municipality(store=store)
    rules = directory.team_rules(reference=reference)
    problems = [
        *check_municipality(office or Municipality(id=directory.MUNICIPALITY_ID)),
        *_check_declension(store, language, office),
        *check_letterheads(directory.letterheads(store=store)),
        *check_units(directory.units(store=store)),
        *forms_of_words.check_people(store=store, language=language),
        *check_namesakes(directory.people(store=store)),
        *check_schools(directory.schools(store=store)),
    ]
    for team in directory.teams(store=store, rules=rules):
        problems += team.problems
    return tuple(problems)


def check_municipality(office: Municipality) -> Iterator[Problem]:
    """Fields of the district that papers print."""
    titles = {field.name: field.title for field in FIELDS[Municipality.kind]}
    for name, severity in _PAPERS_NEED.items():
        if not getattr(office, name).strip():
            yield Problem(
                text=f"Муниципалитет: заполните поле «{titles[name]}», его печатают документы.",
                severity=severity,
                place=f"{Municipality.kind}:{office.id}:{name}",
            )


def _check_declension(
    store: Store, language: Path, office: Municipality | None
) -> Iterator[Problem]:
    """Names of the district and of units that nobody knows how to decline."""
    places = [
        (scope, getattr(office, name, ""), f"{Municipality.kind}:{office.id}:{name}")
        for name, scope in forms_of_words.MUNICIPALITY_SCOPES.items()
        if office is not None
    ]
    places += [
        (forms_of_words.SCOPE_UNIT, unit.name, f"{Unit.kind}:{unit.id}:name")
        for unit in directory.units(store=store)
    ]
    asked = [(scope, text) for scope, text, _place in places]
    found = forms_of_words.of_phrases(store=store, phrases=asked, language=language)
    for (_scope, text, place), forms in zip(places, found, strict=True):
        if text and any(form.source == "unknown" for form in forms.values()):
            yield Problem(
                text=f"Программа не знает, как склонять «{text}»: впишите формы справа.",
                severity=Severity.WARNING,
                place=place,
            )


def check_letterheads(letterheads: Sequence[Letterhead]) -> Iterator[Problem]:
    """Fields of every letterhead that its layout prints."""
    titles = {field.name: field.title for field in FIELDS[Letterhead.kind]}
    if not letterheads:
        yield Problem(
            text="Нет бланка: добавьте его, без него не составить приказ.", place="letterhead"
        )
    for letterhead in letterheads:
        for name in _LETTERHEADS_NEED.get(letterhead.layout, ()):
            if not getattr(letterhead, name).strip():
                yield Problem(
                    text=f"Бланк «{letterhead.name or 'без названия'}»: "
                    f"заполните поле «{titles[name]}».",
                    place=f"{Letterhead.kind}:{letterhead.id}:{name}",
                )


def check_units(units: Sequence[Unit]) -> Iterator[Problem]:
    """Units that tables cannot name, and two of the same name."""
    for unit in units:
        if not (unit.short_name and unit.name):
            missing = "полное" if unit.short_name else "краткое"
            yield Problem(
                text=f"{unit.short_name or unit.name or 'Подразделение'}: впишите {missing} название.",
                severity=Severity.WARNING,
                place=f"{Unit.kind}:{unit.id}:{'name' if unit.short_name else 'short_name'}",
            )
    names = ((unit.short_name, unit.id) for unit in units)
    yield from _twice(names, Unit.kind, "short_name", "Подразделение «{}» записано дважды.")


def check_namesakes(people: Sequence[Person]) -> Iterator[Problem]:
    """The same full name and position twice: most likely one person."""
    keys = (
        (" ".join((p.surname, p.given, p.patronymic, p.position)), p.id)
        for p in people
        if p.surname and p.is_active
    )
    names = {person.id: shown(person) for person in people}
    yield from _twice(
        keys, Person.kind, "surname", "{} записан(а) дважды: оставьте одну строку.", names
    )


def check_schools(schools: Sequence[School]) -> Iterator[Problem]:
    """Schools without a name or head, and codes or names that stand twice."""
    working = [school for school in schools if school.is_active]
    for school in working:
        place = f"{School.kind}:{school.id}"
        if not school.short_name:
            yield Problem(
                text=f"{school.full_name or 'Школа'}: впишите краткое название, оно стоит в таблицах.",
                severity=Severity.WARNING,
                place=f"{place}:short_name",
            )
        if not school.type:
            yield Problem(
                text=f"{school.short_name or school.full_name or 'Школа'}: выберите вид организации.",
                severity=Severity.WARNING,
                place=f"{place}:type",
            )
    codes = ((school.code, school.id) for school in working)
    yield from _twice(
        codes, School.kind, "code", "Код «{}» стоит у двух школ: исправьте один из них."
    )
    names = ((school.short_name, school.id) for school in working)
    yield from _twice(names, School.kind, "short_name", "Школа «{}» записана дважды.")


def _twice(
    keys: Iterable[tuple[str, Id]],
    kind: str,
    field: str,
    sentence: str,
    names: dict[Id, str] | None = None,
) -> Iterator[Problem]:
    found: dict[str, list[tuple[str, Id]]] = defaultdict(list)
    for text, record in keys:
        if text.strip():
            found[folded(text)].append((text, record))
    for same in found.values():
        for text, record in same[1:]:
            yield Problem(
                text=sentence.format(names[record] if names else text),
                severity=Severity.WARNING,
                place=f"{kind}:{record}:{field}",
            )
