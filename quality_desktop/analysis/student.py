"""The quantile of Student's distribution, for intervals of a mean of few schools.

The probability of a whole number of degrees of freedom is a finite sum (Abramowitz and Stegun, Handbook of
Mathematical Functions, 26.7.3 and 26.7.4), whose terms are all positive, so nothing is lost in adding
them up. A library that has the quantile brings a hundred megabytes for it.
"""

from __future__ import annotations

import math
from typing import Final

_STEPS: Final = 80
"""Halvings of the angle: more than a float has digits."""


def two_sided(confidence: float, freedom: int) -> float:
    """The value that Student's t exceeds in either direction with the probability ``1 - confidence``.

    Args:
        confidence: Between 0 and 1, both excluded.
        freedom: Degrees of freedom, at least 1.

    Raises:
        ValueError: There is no such value.
    """
    if freedom < 1 or not 0 < confidence < 1:
        msg = f"no quantile: confidence {confidence}, {freedom} degrees of freedom"
        raise ValueError(msg)
    low, high = 0.0, math.pi / 2
    for _step in range(_STEPS):
        middle = (low + high) / 2
        if _probability_within(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return math.sqrt(freedom) * math.tan((low + high) / 2)


def _probability_within(angle: float, freedom: int) -> float:
    """Probability of ``|t| < sqrt(freedom) * tan(angle)``."""
    sine, square = math.sin(angle), math.cos(angle) ** 2
    is_odd = freedom % 2 == 1
    term = math.cos(angle) if is_odd else 1.0
    total = 0.0
    for number in range(3 if is_odd else 2, freedom + 1, 2):
        total += term
        term *= square * (number - 1) / number
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total
