"""A person of the directory as grammar takes a name."""

from __future__ import annotations

from quality_desktop.domain.directory import Person
from quality_desktop.language.cases import Gender
from quality_desktop.language.names import PersonName


def name_of(person: Person) -> PersonName:
    """The name of a person as grammar understands it."""
    return PersonName(
        surname=person.surname,
        given=person.given,
        patronymic=person.patronymic,
        gender=Gender(person.gender),
    )
