"""Counts of pupils restored from percents, exactly or not at all.

Official reports print shares rounded to hundredths beside the number of participants. A vector of
counts is accepted only when it is the **only** vector of whole numbers whose sum is the number of
participants and whose percents, rounded to the printed decimals, are those of the report. When no
vector fits, or more than one does, nothing is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

MOST_DECIMALS = 6
"""Percents that a formula left unrounded are looked at this closely, beyond what a float spoils."""


class Unrestorable(StrEnum):
    """Why counts cannot be told."""

    IMPOSSIBLE = "impossible"
    """No whole counts have these percents: the file is wrong, or percents are of another whole."""
    AMBIGUOUS = "ambiguous"
    """Several counts have these percents: they were rounded too much."""

    @property
    def shown(self) -> str:
        """The reason as it ends a sentence: «…: таких целых чисел нет»."""
        return {
            Unrestorable.IMPOSSIBLE: "целых чисел учеников с такими долями нет",
            Unrestorable.AMBIGUOUS: "доли округлены слишком грубо, подходит не одно число учеников",
        }[self]


def restored(
    total: int,
    percents: Sequence[Fraction],
    decimals: int,
    known: Sequence[int | None] = (),
) -> tuple[int, ...] | Unrestorable:
    """Counts behind the percents of a whole.

    Args:
        total: The whole: participants, or the sum of the groups.
        percents: Percents as printed, of all groups of the whole.
        decimals: Decimals they were rounded to.
        known: Counts that the report gives beside some percents, None for the others; they must
            agree with their percents.

    Returns:
        The counts in the order of the percents, or why there are none.
    """
    ranges = [_range(total, percent, decimals) for percent in percents]
    for place, count in enumerate(known):
        if count is not None:
            low, high = ranges[place]
            if not low <= count <= high:
                return Unrestorable.IMPOSSIBLE
            ranges[place] = (count, count)
    return _only_vector(total, ranges)


def _range(total: int, percent: Fraction, decimals: int) -> tuple[int, int]:
    """Least and greatest count with this percent of a total."""
    if total == 0:
        return (0, 0) if percent == 0 else (1, 0)
    # Halves are allowed both ways: programs differ in how they round them. In whole numbers:
    # (percent ± half of the last decimal) × total / 100, the lower bound upwards, the upper down.
    scale = 2 * 10 ** min(decimals, MOST_DECIMALS)
    above, below = percent.numerator * scale, percent.denominator
    whole = below * scale * 100
    low = -(-(above - below) * total // whole)
    high = (above + below) * total // whole
    return max(low, 0), min(high, total)


def _only_vector(total: int, ranges: Sequence[tuple[int, int]]) -> tuple[int, ...] | Unrestorable:
    if any(low > high for low, high in ranges):
        return Unrestorable.IMPOSSIBLE
    least = sum(low for low, _ in ranges)
    most = sum(high for _, high in ranges)
    if not least <= total <= most:
        return Unrestorable.IMPOSSIBLE
    if total == least:
        return tuple(low for low, _ in ranges)
    if total == most:
        return tuple(high for _, high in ranges)
    free = [place for place, (low, high) in enumerate(ranges) if low < high]
    if len(free) > 1:  # one pupil may move from one group to another
        return Unrestorable.AMBIGUOUS
    counts = [low for low, _ in ranges]
    counts[free[0]] += total - least
    return tuple(counts)
