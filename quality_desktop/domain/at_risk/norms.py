"""Numbers of the trade as dated, sourced, editable records: none of them stands in the code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number
from quality_desktop.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(Record):
    """A number that an analysis compares with.

    Attributes:
        code: What it is for, Latin: ``objectivity.raised_share``.
        figure: The number, decimal text with a point.
        unit: «%», «чел.».
        title: What it means, for a clerk.
        since: First calendar year it is valid for; None for always.
        until: Last year; None while in force.
        is_own: The office's own number, never to be called official.
    """

    kind: ClassVar[str] = "norm"

    code: str
    figure: str = ""
    unit: str = ""
    title: str = ""
    since: int | None = None
    until: int | None = None
    source: str = ""
    certainty: str = ""
    is_own: bool = True
    place: int = 0

    def is_in_force(self, year: int) -> bool:
        """True when it holds for this calendar year."""
        return (self.since is None or self.since <= year) and (
            self.until is None or year <= self.until
        )


def norm_of(norms: Iterable[Norm], code: str, year: int) -> Fraction:
    """The number in force in a calendar year.

    Raises:
        QualityError: There is none, or it is no number.
    """
    found = next((norm for norm in norms if norm.code == code and norm.is_in_force(year)), None)
    if found is None:
        raise QualityError(
            f"Норма «{code}» на {year} год не задана: впишите её в справочнике норм."
        )
    try:
        number = decimal_number(found.figure)
    except ValueError:
        number = None
    if number is None:
        raise QualityError(f"Норма «{found.title or code}»: впишите число.")
    return number
