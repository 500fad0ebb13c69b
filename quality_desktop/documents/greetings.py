"""What a greeting must agree with: how many are addressed, and whether it is one person known by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from quality_desktop.documents import typed_addressees
from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.names import name_of
from quality_desktop.documents.outline_facts import PLAIN
from quality_desktop.documents.template import Values, Vocabulary
from quality_desktop.domain.directory import Person
from quality_desktop.language.cases import Gender
from quality_desktop.language.people import guess_gender
from quality_desktop.language.spaces import NBSP

NAME: Final = "addressed.name"
ONE: Final = "addressed.one"
MAN: Final = "addressed.man"
WOMAN: Final = "addressed.woman"
COLLEAGUES: Final = "addressed.colleagues"
_LEADS: Final = re.compile(
    r"директор|директрис|начальни|ректор|президент|министр|(?<!\w)(завед|руковод|глав[аеуы](?!\w)|"
    r"председат|управляющ|мэр|губернат|исполняющ|врио|и\. ?о\.)",
    re.IGNORECASE,
)
"""Whoever is called so leads others, or stands for one who does."""
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        COLLEAGUES: "адресаты – только люди из справочника, и никто из них не руководитель",
        ONE: "адресат один",
        MAN: "адресат – мужчина, известный по имени и отчеству",
        WOMAN: "адресат – женщина, известная по имени и отчеству",
    }
)
"""Conditions of a greeting, as a clerk reads them after «если»."""
VOCABULARY: Final = Vocabulary(fields={NAME: PLAIN}, flags=frozenset({NAME, *WORDS}))


def greeting_values(addressees: Sequence[AddresseeFacts], written: str = "") -> Values:
    """Answers to what a greeting names.

    Args:
        addressees: To whom the paper goes.
        written: The addressee in words, where no record says to whom it goes.
    """
    only = addressees[0] if len(addressees) == 1 else None
    person = None if only is None or only.name.strip() else only.person
    name = "" if person is None else called(person)
    gender = Gender.UNKNOWN if person is None else gender_of(person)
    return Values(
        fields={NAME: _said(name)},
        flags={
            NAME: bool(name),
            ONE: len(addressees) < 2 and _is_one(only, written),
            MAN: bool(name) and gender is Gender.MALE,
            WOMAN: bool(name) and gender is Gender.FEMALE,
            COLLEAGUES: bool(addressees) and all(map(_is_colleague, addressees)),
        },
    )


def called(person: Person) -> str:
    """«Иван Иванович»; empty when either name is not known in full or the gender is not known."""
    if gender_of(person) is Gender.UNKNOWN:
        return ""
    names = [" ".join(name.split()) for name in (person.given, person.patronymic)]
    if any(len(name) < 2 or name.endswith(".") for name in names):
        return ""
    return NBSP.join(names)


def gender_of(person: Person) -> Gender:
    """Gender of the record, or by the name when there is no doubt."""
    name = name_of(person)
    return guess_gender(name) if name.gender is Gender.UNKNOWN else name.gender


def _is_colleague(addressed: AddresseeFacts) -> bool:
    """One whose position is known, and is not that of a head."""
    person = addressed.person
    if person is None or addressed.name.strip() or not person.position.strip():
        return False
    return _LEADS.search(person.position) is None


def _is_one(only: AddresseeFacts | None, written: str) -> bool:
    """A record is one unless the words for it say otherwise; words alone are one when they say so."""
    if only is None:
        return typed_addressees.is_one(written)
    if only.school is None and only.unit is None and only.person is None:
        return typed_addressees.is_one(only.name)
    return not typed_addressees.names_several(only.name)


def _said(text: str) -> Callable[[str], str]:
    return lambda _: text
