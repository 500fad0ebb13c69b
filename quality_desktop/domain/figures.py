"""Numbers as they are rounded and printed: exact, with a comma, «—» where nothing was divided.

Rounding is done on whole numbers and fractions, never on a float: 0,125 of a pupil's share is
12,5 % on every computer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

NOTHING = "—"
"""Shown where the denominator is zero or the school is not concerned."""
THIN = "\u202f"
"""Narrow space that does not break: between thousands and before «%»."""
MINUS = "−"

_SPLIT_FROM = 10_000
"""Russian typography leaves four digits together."""
_CONFIDENCE = 0.95
_GLUED_UNITS = frozenset({"%"})


def round_half_up(number: Fraction, decimals: int = 0) -> int:
    """The number in units of its last decimal, halves away from zero: 12,25 -> 123 (1 decimal)."""
    scale: int = 10**decimals
    scaled = abs(number) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if number < 0 else whole


def printed_digits(digits: int, decimals: int = 0) -> str:
    """An exact number: 1234567 with one decimal -> «123 456,7»."""
    scale: int = 10**decimals
    whole, rest = divmod(abs(digits), scale)
    text = f"{whole:,}".replace(",", THIN) if whole >= _SPLIT_FROM else str(whole)
    if decimals > 0:
        text += f",{rest:0{decimals}}"
    return f"{MINUS}{text}" if digits < 0 else text


def printed(number: Fraction | None, decimals: int = 0, unit: str = "") -> str:
    """A figure rounded for reading: «12,5 %», «7 чел.»; «—» for None."""
    if number is None:
        return NOTHING
    return with_unit(printed_digits(round_half_up(number, decimals), decimals), unit)


def with_unit(text: str, unit: str) -> str:
    """A printed number with its unit, which never goes to another line."""
    if not unit:
        return text
    return f"{text}{THIN if unit in _GLUED_UNITS else chr(0xA0)}{unit}"


def printed_exactly(number: Fraction) -> str:
    """A bound or a factor without rounding: 30 -> «30», 12,5 -> «12,5»; a third as «1/3»."""
    decimals = next((d for d in range(10) if (number * 10**d).denominator == 1), None)
    if decimals is None:
        return f"{number.numerator}/{number.denominator}"
    return printed_digits(round_half_up(number, decimals), decimals)


def decimal_number(text: str) -> Fraction | None:
    """The number that a decimal text with a point means («12.5»); None for an empty text.

    Raises:
        ValueError: The text is not a decimal number.
    """
    if not text:
        return None
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, rest = digits.partition(".")
    if not (whole + rest).isdecimal() or not (whole + rest).isascii() or len(digits) > 30:
        msg = f"not a decimal number: {text!r}"
        raise ValueError(msg)
    return sign * Fraction(int(whole + rest), 10 ** len(rest))


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a share lies with 95 % confidence; ends are parts of one (0 … 1)."""

    low: float
    high: float

    def printed(self, factor: int = 100, unit: str = "%") -> str:
        """«12–38 %», rounded outwards so that the interval never looks narrower than it is."""
        # A hair keeps 0.3 * 100 = 30.000000000000004 from becoming 31.
        low = math.floor(self.low * factor + 1e-9)
        high = math.ceil(self.high * factor - 1e-9)
        return with_unit(f"{low}–{high}", unit)


def wilson(count: int, total: int, confidence: float = _CONFIDENCE) -> Interval | None:
    """Wilson score interval of a share (Wilson 1927); honest also for a class of six.

    Args:
        count: How many of them.
        total: Of how many.
        confidence: Probability of the interval.

    Returns:
        None when it is no share: nobody to divide by, or more than all.
    """
    if total <= 0 or not 0 <= count <= total:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = count / total
    centre = share + z * z / (2 * total)
    reach = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return Interval(
        low=0.0 if count == 0 else max(0.0, (centre - reach) / scale),
        high=1.0 if count == total else min(1.0, (centre + reach) / scale),
    )


def weight_of_one(denominator: Fraction, factor: int = 100) -> Fraction | None:
    """By how much one pupil moves the figure; None when there is nobody to divide by."""
    return None if denominator <= 0 else Fraction(factor) / denominator


def printed_weight_of_one(denominator: Fraction, factor: int = 100, whom: str = "ученик") -> str:
    """«1 ученик = 4,2 п. п.»; empty when there is nobody to divide by."""
    weight = weight_of_one(denominator, factor)
    if weight is None:
        return ""
    unit = "п.\u00a0п." if factor == 100 else ""
    return f"1 {whom} = {printed(weight, 1, unit)}"


def hangs_on_one(
    numerator: Fraction,
    denominator: Fraction,
    factor: int,
    decide: Callable[[Fraction], object],
) -> bool:
    """True when one pupil more or less in the numerator would change what is decided.

    Args:
        numerator: Whole number of pupils counted.
        denominator: Of how many.
        factor: 100 for percent.
        decide: Figure -> decision: the band it falls in, whether a condition is met.
    """
    if denominator <= 0:
        return False
    now = decide(numerator / denominator * factor)
    others = (n for n in (numerator - 1, numerator + 1) if 0 <= n <= denominator)
    return any(decide(other / denominator * factor) != now for other in others)
