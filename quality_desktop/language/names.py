"""A person's name taken apart."""

from __future__ import annotations

from dataclasses import dataclass

from quality_desktop.language.cases import Gender


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
