"""Conditions and bands: what a figure is judged by, always exactly and never as it is rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.collection.checking import RELATIONS
from quality_desktop.domain.collection.indicators import Band
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number

_CONDITION = re.compile(r"\s*(==|<=|>=|<|>)\s*(-?\d{1,12}(?:\.\d{1,9})?)\s*", re.ASCII)


class ConditionError(QualityError):
    """A condition is not understood."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A relation and a bound: ``>= 30``.

    Attributes:
        relation: A key of ``RELATIONS``.
    """

    relation: str
    bound: Fraction

    @classmethod
    def of(cls, text: str) -> Condition:
        """The condition that a text means.

        Raises:
            ConditionError: It is no relation with a number.
        """
        found = _CONDITION.fullmatch(text)
        bound = None if found is None else decimal_number(found[2])
        if found is None or bound is None:
            raise ConditionError(
                f"Условие «{text}» непонятно: впишите знак и число, например >= 30."
            )
        return cls(found[1], bound)

    def holds(self, number: Fraction) -> bool:
        """True when the exact figure meets the condition."""
        return RELATIONS[self.relation](number, self.bound)


def band_of(number: Fraction, bands: Sequence[Band]) -> Band | None:
    """The band that the exact figure falls in: from its lower bound up to below its upper."""
    for band in bands:
        lower, upper = decimal_number(band.lower), decimal_number(band.upper)
        if (lower is None or lower <= number) and (upper is None or number < upper):
            return band
    return None
