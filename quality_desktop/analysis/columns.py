"""Columns of numbers that know their absences, for all schools and years at once.

A number is kept as whole digits and one scale for the column, so that sums and products are
exact; where they would not fit 64 bits, Python's own whole numbers take over.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.formulas.formula_columns import FigureState

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAFE = 1 << 62
"""Whole numbers below it fit a column of 64 bits with room for one addition."""

_NO_DATA = FigureState.NO_DATA.value


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column a formula computes with (``domain.formula_columns.Column``).

    Attributes:
        digits: Whole numbers, years × schools; 0 wherever there is no number.
        state: ``FigureState`` of each: number, not applicable or no data, as bytes.
        scale: A number is ``digits / scale``.
        bound: No digit is larger; tells when 64 bits would not do.
    """

    digits: NDArray[Any]
    state: NDArray[Any]
    scale: int
    bound: int

    def plus(self, other: Numbers) -> Numbers:
        """The sum; a part that is not applicable is skipped."""
        left, right = _aligned(self, other)
        # Zeros stand where nothing is to be counted, so that plain addition skips them.
        state = (left.state & right.state) | ((left.state | right.state) & _NO_DATA)
        return _made(left.digits + right.digits, state, left.scale, left.bound + right.bound)

    def minus(self, other: Numbers) -> Numbers:
        """The difference; not applicable when the left part is."""
        left, right = _aligned(self, other)
        unknown = (left.state | right.state) & _NO_DATA
        state = (left.state & ~(unknown >> 1)) | unknown
        digits = (left.digits - right.digits) * (state == 0)
        return _made(digits, state, left.scale, left.bound + right.bound)

    def times(self, other: Numbers) -> Numbers:
        """The product; not applicable when a part is."""
        either = self.state | other.state
        bound = self.bound * other.bound
        digits = self.digits_for(bound) * other.digits_for(bound)
        return _made(digits, either & ~(either >> 1), self.scale * other.scale, bound)

    def shifted(self, by: Fraction) -> Numbers:
        """A constant added; what is not applicable stays so."""
        wide = self.rescaled(lcm(self.scale, by.denominator))
        step = by.numerator * (wide.scale // by.denominator)
        bound = wide.bound + abs(step)
        digits = wide.digits_for(bound) + step * (self.state == 0)
        return Numbers(digits, self.state, wide.scale, bound)

    def scaled(self, by: Fraction) -> Numbers:
        """A constant multiplied; what is not applicable stays so."""
        bound = self.bound * abs(by.numerator)
        digits = self.digits_for(bound) * by.numerator
        return Numbers(digits, self.state, self.scale * by.denominator, bound)

    def rescaled(self, scale: int) -> Numbers:
        """The same numbers in a finer scale, a multiple of their own."""
        if scale == self.scale:
            return self
        by = scale // self.scale
        bound = self.bound * by
        return Numbers(self.digits_for(bound) * by, self.state, scale, bound)

    def digits_for(self, bound: int) -> NDArray[Any]:
        """The digits, ready for results up to a bound."""
        return self.digits if bound < SAFE else self.digits.astype(object)


def _made(digits: NDArray[Any], state: NDArray[Any], scale: int, bound: int) -> Numbers:
    return Numbers(digits if bound < SAFE else digits.astype(object), state, scale, bound)


def _aligned(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    scale = lcm(left.scale, right.scale)
    return left.rescaled(scale), right.rescaled(scale)
