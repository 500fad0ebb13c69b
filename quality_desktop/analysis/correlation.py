"""How two series of the schools go together."""

from __future__ import annotations

from dataclasses import dataclass

from quality_desktop.analysis.indicators import Figures

FEWEST_PAIRS = 3
"""Two points always lie on a line."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's coefficient.

    Attributes:
        coefficient: -1 … 1; None with fewer than three pairs, or when all of a series are equal.
        pairs: Schools that have both figures.
    """

    coefficient: float | None
    pairs: int


def pearson(first: Figures, second: Figures, year: int) -> Correlation:
    """The correlation of two series over the schools that have both figures in a year.

    Args:
        first: Figures of one series.
        second: Figures of the other.
        year: Place of the year.
    """
    import numpy as np

    has_both = (first.state[year] == 0) & (second.state[year] == 0)
    pairs = int(has_both.sum())
    if pairs < FEWEST_PAIRS:
        return Correlation(None, pairs)
    x, y = (
        np.true_divide(series.top[year][has_both], series.bottom[year][has_both]).astype(float)
        for series in (first, second)
    )
    # Equal fractions are equal floats, so a constant series is known for certain.
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return Correlation(None, pairs)
    left, right = x - x.mean(), y - y.mean()
    left, right = left / abs(left).max(), right / abs(right).max()
    coefficient = float((left @ right) / np.sqrt((left @ left) * (right @ right)))
    return Correlation(max(-1.0, min(1.0, coefficient)), pairs)
