"""A person's name taken apart, and with initials."""

from __future__ import annotations

from dataclasses import dataclass

from quality_desktop.language.cases import Gender
from quality_desktop.language.spaces import NBSP


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name in the nominative.

    Attributes:
        surname: «Мастрюкова», also of several parts («Римский-Корсаков»).
        given: «Людмила», an initial «Л.» or empty.
        patronymic: «Ивановна», «Гасан оглы», an initial «И.» or empty.
        gender: Without it most surnames cannot be declined.
    """

    surname: str
    given: str
    patronymic: str
    gender: Gender


def surname_first(surname: str, name: PersonName) -> str:
    """«Мастрюкову Л.И.» with a no-break space.

    Args:
        surname: The surname in the case that is wanted.
        name: Whose initials follow.
    """
    return NBSP.join(part for part in (surname, initials(name)) if part)


def initials(name: PersonName) -> str:
    """«Л.И.», «А.-М.П.», «Г.» of «Гасан оглы»; what is an initial already stays as typed."""
    return "".join(_initial(part) for part in (name.given, name.patronymic) if part.strip())


def _initial(part: str) -> str:
    first = part.split()[0]
    if first.endswith("."):
        return first
    return "-".join(f"{piece[0].upper()}." for piece in first.split("-") if piece)
