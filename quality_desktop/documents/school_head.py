"""What the head of a school is called at the head of a letter, where the name of the school follows."""

from __future__ import annotations

import re
from typing import Final

from quality_desktop.domain.directory import Person, School

_LEADS: Final = "заведующ"
"""Such a person «заведует филиалом»: the organisation stands in the instrumental."""
_ORGANISATION: Final = re.compile(
    r"""
    \s+ (?: [\w-]+ (?: ого | его | ой | ей | ым | им ) \s+ )*
    (?: школ(?:ы|ой) | школы-интерната | (?:про)?гимнази(?:и|ей) | лице(?:я|ем) | филиал(?:а|ом)
      | учреждени(?:я|ем) | организаци(?:и|ей) | центр(?:а|ом)\ образования
      | [А-ЯЁ]{2,6} (?= \s | $ ) )
    .* $
    """,
    re.VERBOSE,
)
"""«школы» of «директор школы»: in an addressee the name of the school follows."""


def post_of(head: Person, school: School) -> str:
    """The position without the organisation, whose name is printed after it."""
    position = " ".join(head.position.split())
    for name in filter(None, (school.full_name, school.short_name)):
        position = position.removesuffix(name).rstrip()
    return _ORGANISATION.sub("", position)


def is_in_charge(head: Person) -> bool:
    """Whether the name of the organisation stands in the instrumental: «заведующий филиалом»."""
    return head.position.lower().startswith(_LEADS)
