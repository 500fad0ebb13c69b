"""How two series of the schools go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.analysis.indicators import Figures

if TYPE_CHECKING:
    import pandas as pd

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
    import pandas as pd

    has_both = (first.state[year] == 0) & (second.state[year] == 0)
    pairs = int(has_both.sum())
    if pairs < FEWEST_PAIRS:
        return Correlation(None, pairs)
    x, y = (
        pd.Series(series.top[year][has_both]).astype(float) / series.bottom[year][has_both]
        for series in (first, second)
    )
    # Equal fractions are equal floats, so a constant series is known for certain.
    if x.nunique() == 1 or y.nunique() == 1:
        return Correlation(None, pairs)
    coefficient = float(_evenly(x).corr(_evenly(y)))
    return Correlation(max(-1.0, min(1.0, coefficient)), pairs)


def _evenly(numbers: pd.Series[float]) -> pd.Series[float]:
    """Brought to about one around zero: the coefficient is the same, and no square overflows."""
    away = numbers - numbers.mean()
    return away / away.abs().max()
