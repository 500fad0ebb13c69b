"""Figures of all schools and years at once, and what they come to for the district.

Numerators and denominators stay whole to the end; what is shown is rounded from them exactly,
halves away from zero, never from a division of floats.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any

from quality_desktop.analysis.columns import SAFE, Numbers
from quality_desktop.analysis.cube import CubeSource
from quality_desktop.domain.collection.bands import Condition
from quality_desktop.domain.collection.checking import RELATIONS
from quality_desktop.domain.collection.indicators import Aggregate
from quality_desktop.domain.counted import CountedFigure
from quality_desktop.domain.figures import round_half_up
from quality_desktop.domain.formulas.formula import Formula
from quality_desktop.domain.formulas.formula_columns import Figure, FigureState, Ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_DATA = FigureState.NO_DATA.value
_ZERO_DENOMINATOR = FigureState.ZERO_DENOMINATOR.value
_NEAR_HALF = 1e-6
"""A mean of floats is trusted this close to the middle between two roundings, no closer."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Figures of a formula: years × schools.

    Attributes:
        top: Numerators, whole; the figure is ``top / bottom``.
        bottom: Denominators, whole; not zero where there is a figure.
        state: ``FigureState`` of each as bytes.
        numerator: The numerators as they were counted, and their scale.
        denominator: The denominators alike; None for one.
        decimals: Decimals shown.
        digits: Figures rounded, in units of the last decimal; 0 where there is none.
        largest: No ``top`` or ``bottom`` is larger.
    """

    top: NDArray[Any]
    bottom: NDArray[Any]
    state: NDArray[Any]
    numerator: Numbers
    denominator: Numbers | None
    decimals: int
    digits: NDArray[Any]
    largest: int

    def figure(self, year: int, school: int) -> Figure:
        """The exact figure of one school.

        Args:
            year: Place of the year.
            school: Place of the school.
        """
        return self._counted(year, slice(school, school + 1))[0].exact

    def counted(self, year: int) -> list[CountedFigure]:
        """The figures of all schools in a year, as whole numbers.

        Args:
            year: Place of the year.
        """
        return self._counted(year, slice(None))

    def _counted(self, year: int, schools: slice) -> list[CountedFigure]:
        columns = [
            column[year, schools].tolist()
            for column in (self.state, self.top, self.bottom, self.digits)
        ]
        size = len(columns[0])
        second = self.denominator
        top_scale, bottom_scale = self.numerator.scale, 1 if second is None else second.scale
        return list(
            map(
                CountedFigure,
                *columns,
                _known_only(self.numerator, year, schools),
                [top_scale] * size,
                [1] * size if second is None else _known_only(second, year, schools),
                [bottom_scale] * size,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictFigure:
    """What the schools' figures of one year come to.

    Attributes:
        number: The figure by the calculation's own aggregate; None when no school has one.
        weighted: Σ numerators / Σ denominators × factor; Σ of counts.
        numerator: Σ numerators of the schools counted.
        denominator: Σ denominators.
        mean_digits: Mean of the schools' figures, every school alike, rounded.
        meeting: Schools that meet the condition; None without one.
        counted: Schools with a figure.
        no_data: Schools where something is unknown.
        not_counted: Schools with nobody to count.
    """

    number: Fraction | None
    weighted: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    mean_digits: int | None
    meeting: int | None
    counted: int
    no_data: int
    not_counted: int


def compute(formula: Formula, source: CubeSource, decimals: int) -> Figures:
    """The figures of every school in every year of the source.

    Args:
        formula: A share, a count or a yes/no.
        source: Columns.
        decimals: Decimals shown.
    """
    return figures_of(formula.compute(source), formula.factor, decimals)


def figures_of(ratio: Ratio[Numbers], factor: int, decimals: int) -> Figures:
    """The figures that numerators and denominators make."""
    import numpy as np

    first, second = ratio.numerator, ratio.denominator
    if second is None:
        state = first.state
        bottom = Numbers(np.ones_like(first.digits), state, 1, 1)
    else:
        bottom, either = second, first.state | second.state
        is_zero = (second.state == 0) & (second.digits == 0)
        state = np.where(is_zero, _ZERO_DENOMINATOR, either & ~(either >> 1))
    # first / scale ÷ (bottom / scale) × factor, with the scales shortened
    up, down = bottom.scale * factor, first.scale
    shorter = gcd(up, down)
    top, bottom = _times(first, up // shorter), _times(bottom, down // shorter)
    has_figure = state == 0
    top = Numbers(top.digits * has_figure, state, 1, top.bound)
    bottom = Numbers(np.where(has_figure, bottom.digits, 1), state, 1, bottom.bound)
    digits = _rounded(top, bottom, 10**decimals)
    largest = max(top.bound, bottom.bound)
    return Figures(top.digits, bottom.digits, state, first, second, decimals, digits, largest)


def district(
    figures: Figures, year: int, factor: int, aggregate: Aggregate, condition: Condition | None
) -> DistrictFigure:
    """What the figures of a year come to.

    Args:
        figures: Figures of all schools.
        year: Place of the year.
        factor: Of the formula.
        aggregate: How the district's own figure is made.
        condition: For the share of schools.
    """
    state = figures.state[year]
    is_counted = state == 0
    counted = int(is_counted.sum())
    unknown = int((state == _NO_DATA).sum())
    top = _sum(figures.numerator, year, is_counted)
    bottom = None if figures.denominator is None else _sum(figures.denominator, year, is_counted)
    weighted = top if bottom is None else top / bottom * factor if bottom else None
    meeting = None
    if condition is not None:
        meeting = _meeting(figures, year, is_counted, condition)
    return DistrictFigure(
        number=_own(figures, year, aggregate, weighted, meeting) if counted else None,
        weighted=weighted if counted else None,
        numerator=top if counted else None,
        denominator=bottom if counted else None,
        mean_digits=_mean_digits(figures, year, is_counted),
        meeting=meeting,
        counted=counted,
        no_data=unknown,
        not_counted=state.size - counted - unknown,
    )


def _own(
    figures: Figures,
    year: int,
    aggregate: Aggregate,
    weighted: Fraction | None,
    meeting: int | None,
) -> Fraction | None:
    match aggregate:
        case Aggregate.RATIO:
            return weighted
        case Aggregate.MEAN:
            return _mean(_counted(figures, year))
        case Aggregate.SHARE:
            counted = int((figures.state[year] == 0).sum())
            return None if meeting is None else Fraction(meeting, counted) * 100


def _counted(figures: Figures, year: int) -> list[Fraction]:
    """The exact figures of a year."""
    is_counted = figures.state[year] == 0
    tops, bottoms = figures.top[year][is_counted], figures.bottom[year][is_counted]
    return [Fraction(int(t), int(b)) for t, b in zip(tops, bottoms, strict=True)]


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def _mean_digits(figures: Figures, year: int, is_counted: NDArray[Any]) -> int | None:
    """The mean rounded; computed with floats unless they are too near to a half to tell."""
    import numpy as np

    count = int(is_counted.sum())
    if not count:
        return None
    shares = np.true_divide(figures.top[year][is_counted], figures.bottom[year][is_counted])
    scale: int = 10**figures.decimals
    mean = math.fsum(shares.tolist()) / count * scale
    largest_error = 4 * sys.float_info.epsilon * float(abs(shares).max()) * scale
    if largest_error < _NEAR_HALF < abs(abs(mean) % 1 - 0.5):
        return round(mean)
    return round_half_up(_mean(_counted(figures, year)), figures.decimals)


def _meeting(figures: Figures, year: int, is_counted: NDArray[Any], condition: Condition) -> int:
    """Schools whose exact figure meets the condition."""
    import numpy as np

    top, bottom = figures.top[year][is_counted], figures.bottom[year][is_counted]
    bound = condition.bound
    if figures.largest * max(bound.denominator, abs(bound.numerator)) >= SAFE:
        top, bottom = top.astype(object), bottom.astype(object)
    sign = (bottom > 0) * 2 - 1
    left, right = top * sign * bound.denominator, abs(bottom) * bound.numerator
    return int(np.count_nonzero(RELATIONS[condition.relation](left, right)))


def _sum(numbers: Numbers, year: int, is_counted: NDArray[Any]) -> Fraction:
    digits = numbers.digits[year][is_counted]
    if numbers.bound * max(digits.size, 1) >= SAFE:
        digits = digits.astype(object)
    return Fraction(int(digits.sum()), numbers.scale)


def _times(numbers: Numbers, by: int) -> Numbers:
    """The digits multiplied; the scale is left to the caller."""
    scaled = numbers.scaled(Fraction(by))
    return Numbers(scaled.digits, numbers.state, 1, scaled.bound)


def _rounded(top: Numbers, bottom: Numbers, scale: int) -> NDArray[Any]:
    """``top / bottom`` in units of ``1 / scale``, halves away from zero."""
    tops, bottoms = top.digits, bottom.digits
    if 2 * top.bound * scale + bottom.bound >= SAFE or 2 * bottom.bound >= SAFE:
        tops, bottoms = tops.astype(object), bottoms.astype(object)
    size = abs(bottoms)
    whole = (abs(tops) * (2 * scale) + size) // (2 * size)
    is_negative = (tops < 0) != (bottoms < 0)
    rounded: NDArray[Any] = whole * (1 - 2 * is_negative)
    return rounded


def _known_only(numbers: Numbers, year: int, schools: slice) -> list[int | None]:
    digits, states = numbers.digits[year, schools].tolist(), numbers.state[year, schools].tolist()
    return [None if state else number for number, state in zip(digits, states, strict=True)]
