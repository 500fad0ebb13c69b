"""How people, units, directions and papers are called on the screen and in lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.names import name_of
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.directory import Inflection, Person, Unit
from quality_desktop.domain.records import Id
from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.names import surname_first
from quality_desktop.language.overrides import Override

if TYPE_CHECKING:
    from quality_desktop.domain.paperwork import Paper
    from quality_desktop.storage.reading import Reading

NO_NAME = "ФИО не указано"

_PAPER_WORDS: Final = {"order": "Приказ", "letter": "Письмо", "plan": "План", "extract": "Выписка"}


def shown(person: Person) -> str:
    """«Мастрюкова Л.И.», or the position where the name is not known yet."""
    if not person.surname:
        return f"{NO_NAME} ({person.position})" if person.position else NO_NAME
    return surname_first(person.surname, name_of(person))


def unit_name(unit: Unit) -> str:
    """What tables call a unit: its short name, or the full one where there is none."""
    return unit.short_name or unit.name or "подразделение без названия"


def shown_parties(people: Iterable[Person], units: Iterable[Unit]) -> dict[Id, str]:
    """How everybody who can be assigned is shown, by id."""
    names = {person.id: shown(person) for person in people}
    names.update({unit.id: unit_name(unit) for unit in units})
    return names


def direction_code(store: Reading, direction: Id) -> str:
    """«2.3»; empty when the direction is gone."""
    found = store.get(Direction, direction)
    return found.code if found else ""


def paper_title(paper: Paper) -> str:
    """«Приказ № 1048», «Письмо № 07-12/222»: the code of a kind begins with its family."""
    word = paper_word(paper.form.partition("-")[0])
    return f"{word} № {paper.bare_number}" if paper.bare_number else f"{word} без номера"


def paper_word(family: str) -> str:
    """What papers of a family are called: «Приказ», «Письмо»; «Документ» for any other."""
    return _PAPER_WORDS.get(family, "Документ")


def office_forms(store: Reading) -> tuple[Override, ...]:
    """The office's own forms of words, as grammar takes them."""
    return tuple(
        Override(
            scope=record.scope,
            key=record.key,
            gender=Gender(record.gender),
            case=Case(record.case),
            form=record.form,
        )
        for record in store.all(Inflection)
        if record.form
    )
