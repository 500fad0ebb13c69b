"""A figure as whole numbers: made by the thousand for a region, exact when it is looked at."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from quality_desktop.domain.formulas.formula_columns import Figure, FigureState


class CountedFigure(NamedTuple):
    """A figure before anybody looks at it.

    Attributes:
        state: ``FigureState`` as a number.
        top: With ``bottom``, the exact figure ``top / bottom``.
        bottom: Not zero where there is a figure.
        digits: The figure rounded, in units of the last decimal shown.
        numerator: What was counted, in units of ``1 / numerator_scale``; None when unknown.
        numerator_scale: Scale of ``numerator``.
        denominator: Of how many, alike; one for a count.
        denominator_scale: Scale of ``denominator``.
    """

    state: int
    top: int
    bottom: int
    digits: int
    numerator: int | None
    numerator_scale: int
    denominator: int | None
    denominator_scale: int

    @property
    def is_number(self) -> bool:
        """True when there is a figure."""
        return self.state == FigureState.NUMBER

    @property
    def exact(self) -> Figure:
        """The figure with exact numbers."""
        return Figure(
            FigureState(self.state),
            _fraction(self.top, self.bottom) if self.is_number else None,
            _fraction(self.numerator, self.numerator_scale),
            _fraction(self.denominator, self.denominator_scale),
        )


def _fraction(digits: int | None, scale: int) -> Fraction | None:
    if digits is None:
        return None
    return Fraction(digits) if scale == 1 else Fraction(digits, scale)
