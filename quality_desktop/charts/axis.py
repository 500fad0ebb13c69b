"""From numbers to millimetres: where an axis ends and where its ticks stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.figures import printed_exactly, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quality_desktop.charts.figures import Scale

_STEPS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A straight axis.

    Attributes:
        low: Value at ``start``, times the factor of the scale.
        high: Value at ``end``, alike.
        start: mm.
        end: mm; less than ``start`` for an axis that grows upwards.
        step: Distance of ticks.
    """

    low: Fraction
    high: Fraction
    start: float
    end: float
    step: Fraction

    def at(self, value: Fraction | float) -> float:
        """Place of a value (times the factor), mm."""
        part = (float(value) - float(self.low)) / float(self.high - self.low)
        return self.start + part * (self.end - self.start)

    def ticks(self) -> list[Fraction]:
        """Values that ticks stand at."""
        first = math.ceil(self.low / self.step)
        last = math.floor(self.high / self.step)
        return [self.step * number for number in range(first, last + 1)]


def axis_of(
    values: Iterable[Fraction], scale: Scale, *, start: float, end: float, most: int = 6
) -> Axis:
    """An axis from zero (or from the least value below it) that holds all values.

    Args:
        values: Not yet times the factor.
        scale: Factor, and where the axis ends at least.
        start: Place of its beginning, mm.
        end: Place of its end, mm.
        most: Ticks that there is room for.
    """
    scaled = [value * scale.factor for value in values]
    full = Fraction(0) if scale.full is None else scale.full * scale.factor
    low, high = min([Fraction(0), *scaled]), max([full, *scaled])
    if low == high:
        high = low + 1
    step = _step((high - low) / most)
    if not scale.full or high > full:
        high = step * math.ceil(high / step)
    low = step * math.floor(low / step)
    return Axis(low=low, high=high, start=start, end=end, step=step)


def tick_words(value: Fraction, scale: Scale) -> str:
    """A tick: «20 %», without digits that it does not need."""
    return with_unit(printed_exactly(value), scale.unit)


def _step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5 × a power of ten that is not less."""
    power = Fraction(10) ** math.floor(math.log10(least))
    return next(power * step for step in _STEPS if power * step >= least)
