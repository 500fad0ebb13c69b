"""When a figure is shown with a reservation, and when somebody is asked to look at it again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Bounds of the statistics, from the dated catalogue; none of them is a norm.

    Attributes:
        since: First school year they hold for.
        small_denominator: Shares of fewer people carry their interval.
        modified_z: Distance from the median of the schools, in median deviations, from which a
            figure is an outlier.
        fewest_schools: With fewer schools nobody is an outlier.
        fewest_people: An outlier is at least so many people away from the median.
        jump_people: A jump from year to year is at least so many people …
        jump_percent: … and at least such a part of those there were before.
        beyond_chance: An outlier and a jump are at least so many standard deviations of chance:
            other pupils come every year, and in a small school a few of them change everything.
        source: Whose bounds they are.
    """

    since: int
    small_denominator: int
    modified_z: Fraction
    fewest_schools: int
    fewest_people: int
    jump_people: int
    jump_percent: int
    beyond_chance: Fraction = Fraction(3)
    source: str = ""
