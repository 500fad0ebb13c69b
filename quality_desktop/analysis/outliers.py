"""Figures that stand out: from the other schools, and from the year before.

Schools are compared by the median and the median absolute deviation, which a few strange schools
do not move; a jump from year to year is counted in people, because a percent of a small class
jumps by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quality_desktop.analysis.indicators import Figures
from quality_desktop.domain.collection.thresholds import Thresholds
from quality_desktop.domain.formulas.formula_columns import Figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TO_SIGMA_OF_MAD = 0.6745
"""The median absolute deviation of a normal distribution, in its standard deviations."""
_TO_SIGMA_OF_MEAN = 0.7979
"""Its mean absolute deviation alike; used when more than half of the schools are equal."""


_ROUGHNESS = 1e-3
"""Floats of numbers of people are much nearer to them than this."""


@dataclass(frozen=True, slots=True)
class Far:
    """A school far from the others.

    Attributes:
        school: Place of the school.
        score: Modified z: distance from the median in deviations, with its sign.
        median: Median of the schools.
        people: By how many people the school differs from the median.
    """

    school: int
    score: float
    median: float
    people: Fraction


@dataclass(frozen=True, slots=True)
class Jump:
    """A school whose figure jumped from the year before.

    Attributes:
        school: Place of the school.
        people: How many more (fewer, when negative) than last year's figure would give.
        expected: How many last year's figure would give.
    """

    school: int
    people: Fraction
    expected: Fraction


def far_from_others(figures: Figures, year: int, factor: int, limits: Thresholds) -> list[Far]:
    """Schools whose figure is far from the median of the schools.

    Args:
        figures: Of a share, or of a count.
        year: Place of the year.
        factor: Of the formula.
        limits: From which distance, and among how many schools.
    """
    import numpy as np

    (places,) = np.nonzero(figures.state[year] == 0)
    if places.size < max(limits.fewest_schools, 3):
        return []
    numbers = np.true_divide(figures.top[year][places], figures.bottom[year][places]).astype(float)
    is_share = figures.denominator is not None
    median = float(np.median(numbers))
    common = _of_all(figures, year, places, factor)
    scores = _scores(numbers, median)
    if scores is None:
        return []
    found = []
    for at in np.flatnonzero(abs(scores) >= float(limits.modified_z)):
        school = int(places[at])
        figure = figures.figure(year, school)
        people = _people_from(figure, median, factor, is_share=is_share)
        chance = _variance(figure, Fraction(median), common, factor, is_share=is_share)
        if abs(people) >= limits.fewest_people and _is_beyond(people, chance, limits):
            found.append(Far(school, float(scores[at]), median, people))
    return found


def _is_beyond(people: Fraction, variance: Fraction, limits: Thresholds) -> bool:
    """True when a difference is larger than chance makes it among so few people."""
    return people * people >= limits.beyond_chance**2 * variance


def _variance(
    figure: Figure, median: Fraction, common: Fraction, factor: int, *, is_share: bool
) -> Fraction:
    """Variance of the people in a school that is like the others: binomial, of a count Poisson.

    Args:
        figure: Of the school.
        median: Of the schools.
        common: Of all schools together; stands for a median at which nothing varies.
        factor: Of the formula.
        is_share: A share of the denominator, not a count.
    """
    if not is_share:
        return max(median, common)
    parts = [part for part in (median / factor, common / factor) if 0 < part < 1]
    if not parts:
        return Fraction(0)
    return (figure.denominator or Fraction(0)) * parts[0] * (1 - parts[0])


def _of_all(figures: Figures, year: int, places: NDArray[Any], factor: int) -> Fraction:
    """The share of all schools together, or the mean of a count."""
    known = [figures.figure(year, int(school)) for school in places]
    top = sum((one.numerator or Fraction(0) for one in known), Fraction(0))
    bottom = sum((one.denominator or Fraction(0) for one in known), Fraction(0))
    return top / bottom * factor if bottom else Fraction(0)


def _scores(numbers: NDArray[Any], median: float) -> NDArray[Any] | None:
    """Modified z of each number; None when they are all equal."""
    import numpy as np

    away = abs(numbers - median)
    deviation = float(np.median(away)) / _TO_SIGMA_OF_MAD
    if not deviation:
        deviation = float(away.mean()) / _TO_SIGMA_OF_MEAN
    if not deviation:
        return None
    scores: NDArray[Any] = (numbers - median) / deviation
    return scores


def _people_from(figure: Figure, median: float, factor: int, *, is_share: bool) -> Fraction:
    """How many people of the school stand between its figure and the median."""
    number = figure.number or Fraction(0)
    away = number - Fraction(median)
    if not is_share or figure.denominator is None:
        return away
    return away * figure.denominator / factor


def jumps(figures: Figures, year: int, limits: Thresholds) -> list[Jump]:
    """Schools whose figure jumped since the year before.

    Of a share, the people that last year's share would give this year are compared with those
    there are; of a count, the two counts.

    Args:
        figures: Of at least two years.
        year: Place of the year; the year before stands before it.
        limits: From how many people and what part.
    """
    import numpy as np

    both = (figures.state[year] == 0) & (figures.state[year - 1] == 0)
    is_share = figures.denominator is not None
    # Most schools stay where they were: only those that may have jumped are looked at exactly.
    may_have = _roughly_moved(figures, year) >= limits.jump_people - _ROUGHNESS
    found = []
    for school in map(int, np.flatnonzero(both & may_have)):
        now, before = figures.figure(year, school), figures.figure(year - 1, school)
        jump = _jump(school, now, before)
        if jump is not None and _is_large(jump, now, limits, is_share=is_share):
            found.append(jump)
    return found


def _roughly_moved(figures: Figures, year: int) -> NDArray[Any]:
    """By how many people each school moved, as floats; anything where there is no figure."""
    import numpy as np

    top, bottom = figures.numerator, figures.denominator
    now, before = (top.digits[at].astype(float) / top.scale for at in (year, year - 1))
    if bottom is not None:
        whole, old_whole = (bottom.digits[at].astype(float) for at in (year, year - 1))
        before = before * whole / np.where(old_whole, old_whole, 1)
    moved: NDArray[Any] = abs(now - before)
    return moved


def _jump(school: int, now: Figure, before: Figure) -> Jump | None:
    top, bottom = now.numerator, now.denominator
    old_top, old_bottom = before.numerator, before.denominator
    if top is None or bottom is None or old_top is None or not old_bottom:
        return None
    expected = old_top / old_bottom * bottom
    return Jump(school, top - expected, expected)


def _is_large(jump: Jump, now: Figure, limits: Thresholds, *, is_share: bool) -> bool:
    people, top = abs(jump.people), now.numerator or Fraction(0)
    # A share is held against everybody it is a share of, a count against the larger of the two.
    whole = (now.denominator or Fraction(0)) if is_share else max(jump.expected, top)
    if people < limits.jump_people or people * 100 < whole * limits.jump_percent:
        return False
    # Two counts differ by chance as much as the root of their sum: pupils of a class are others
    # every year.
    return is_share or _is_beyond(people, jump.expected + top, limits)
