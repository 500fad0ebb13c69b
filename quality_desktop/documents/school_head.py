"""What the head of a school is called at the head of a letter, where the name of the school follows."""

from __future__ import annotations

import re
from typing import Final

from quality_desktop.domain.directory import Person, School

_LEADS: Final = "заведующ"
"""Such a person «заведует филиалом»: the organisation stands in the instrumental."""
_ORGANISATION: Final = re.compile(
    r"""
    (?<! \bпо ) \s+ (?: [\w-]+ (?: ого | его | ой | ей | ым | им ) \s+ )*
    (?: школ(?:ы|ой) | школы-интерната | (?:про)?гимнази(?:и|ей) | лице(?:я|ем)
      | (?P<branch> филиал(?:а|ом) )
      | учреждени(?:я|ем) | организаци(?:и|ей) | центр(?:а|ом)\ образования
      | (?: [А-ЯЁ]{1,5}[УШ] | АНО | ЦО | КШИ ) (?= \s | $ ) )
    (?: (?! , | \s+ (?: по | до ) \s | \s+ с \s+ \d | \s+ [–—(] ) . )*
    """,
    re.VERBOSE,
)
"""«школы № 5» of «директор школы № 5, к. п. н.»: in an addressee the name of the school follows."""


def post_of(position: str, school: School) -> str:
    """A position without the organisation, whose name is printed after it.

    What else it says stays: «заместитель директора по УВР», «директор, кандидат наук».

    Args:
        position: In any case: the organisation has one form in all of them.
        school: The organisation.
    """
    said = " ".join(position.split())
    names = tuple(filter(None, (school.full_name, school.short_name)))
    for name in names:
        said = said.removesuffix(name).rstrip()

    def cut(found: re.Match[str]) -> str:
        is_told = not found["branch"] or any("филиал" in name.lower() for name in names)
        return "" if is_told else found[0]

    post, comma, rest = said.partition(",")  # «…, заслуженный учитель школы РФ»
    return _ORGANISATION.sub(cut, post) + comma + rest


def is_in_charge(head: Person) -> bool:
    """Whether the name of the organisation stands in the instrumental: «заведующий филиалом»."""
    return head.position.lower().startswith(_LEADS)
