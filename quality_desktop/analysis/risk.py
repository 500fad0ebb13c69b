"""A rule for schools at risk applied to all schools and years at once, in whole pupils."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.at_risk.risk import LowFigure, Repeat, Terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

NO_DATA, OUTSIDE, INCLUDED = 0, 1, 2
"""Standing of a school in a year, as a byte."""


@dataclass(frozen=True, slots=True, eq=False)
class RiskRows:
    """Results that a rule looks at, one row each, in any order.

    Attributes:
        school: Number of the school, from 0.
        year: Number of the year among neighbouring calendar years, from 0.
        work: Number of the procedure, subject and grade, from 0.
        low: Pupils with a low result.
        participants: Pupils who took part.
    """

    school: NDArray[Any]
    year: NDArray[Any]
    work: NDArray[Any]
    low: NDArray[Any]
    participants: NDArray[Any]

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int, int, int]]) -> RiskRows:
        """Columns from rows of school, year, work, low results and participants."""
        import numpy as np

        found = np.array(rows, dtype=np.int64).reshape(-1, 5)
        return cls(*found.T)

    @classmethod
    def of_columns(
        cls,
        *,
        school: Sequence[int],
        year: Sequence[Any],
        work: Sequence[int],
        participants: Sequence[Any],
        two: Sequence[Any],
        below: Sequence[Any],
        figures: Sequence[LowFigure],
    ) -> RiskRows:
        """Columns as a file holds them, without the rows that say nothing.

        Args:
            school: Number of the school.
            year: Calendar year.
            work: Number of the work; -1 for one that no criterion looks at.
            participants: Who took part; None where the source did not say.
            two: Marks «2».
            below: Those below the passing bound.
            figures: Which of the two counts as low, by work.
        """
        import numpy as np

        # Counts of pupils are exact as floats, which know of missing ones.
        taking, marks, bound = (np.array(c, dtype=float) for c in (participants, two, below))
        places = np.array(work, dtype=np.int64)
        # One more figure stands for the works that nobody looks at: their place is the last one.
        looked = (*figures, LowFigure.AUTO)
        is_auto = np.array([one is LowFigure.AUTO for one in looked])[places]
        is_bound = np.array([one is LowFigure.BELOW for one in looked])[places]
        low = np.where(is_bound | (is_auto & ~np.isnan(bound)), bound, marks)
        kept = (places >= 0) & ~np.isnan(taking) & ~np.isnan(low)
        return cls(
            school=np.array(school, dtype=np.int64)[kept],
            year=np.array(year, dtype=np.int64)[kept],
            work=places[kept],
            low=low[kept].astype(np.int64),
            participants=taking[kept].astype(np.int64),
        )

    def years(self) -> list[int]:
        """Different years of the rows, ascending."""
        import numpy as np

        found: list[int] = np.unique(self.year).tolist()
        return found

    def since(self, year: int) -> RiskRows:
        """The same rows with years counted from this one."""
        return replace(self, year=self.year - year)

    def of_year(self, year: int) -> list[tuple[int, int, int, int]]:
        """School, work, low results and participants of a year's rows that somebody took part in."""
        chosen = (self.year == year) & (self.participants > 0)
        columns = (self.school, self.work, self.low, self.participants)
        return list(zip(*(column[chosen].tolist() for column in columns), strict=True))

    def low_of_year(self, table: RiskTable, year: int) -> frozenset[tuple[int, int]]:
        """School and work of the rows of a year that are low."""
        chosen = table.reasons[self.year[table.reasons] == year]
        pairs = zip(self.school[chosen].tolist(), self.work[chosen].tolist(), strict=True)
        return frozenset(pairs)


@dataclass(frozen=True, slots=True, eq=False)
class RiskTable:
    """What the rule says of schools × years.

    Attributes:
        standing: ``NO_DATA``, ``OUTSIDE`` or ``INCLUDED``.
        low: How many results are low.
        reasons: Numbers of the rows that are low, by year and school.
    """

    standing: NDArray[Any]
    low: NDArray[Any]
    reasons: NDArray[Any]

    def included(self, year: int) -> list[int]:
        """Numbers of the schools in the list of a year."""
        return _numbers(self.standing[:, year] == INCLUDED)

    def has_data(self, year: int) -> bool:
        """True when some school has data in a year."""
        return bool((self.standing[:, year] != NO_DATA).any())


@dataclass(frozen=True, slots=True, eq=False)
class RiskFlow:
    """Schools × years against the year before; the first year is compared with nothing.

    Attributes:
        entered: In the list, not in the year before.
        stayed: In both.
        left: Out of it with data; in the year before it was in.
        returned: Entered after it had left: it was in the list in an earlier year, and outside it
            in the last year with data.
        resumed: Entered, and was in the list in the last year with data; that is not the year before.
        unknown: In the list in the year before, without data now.
    """

    entered: NDArray[Any]
    stayed: NDArray[Any]
    left: NDArray[Any]
    returned: NDArray[Any]
    unknown: NDArray[Any]
    resumed: NDArray[Any]

    def of_year(self, name: str, year: int) -> list[int]:
        """Numbers of the schools of a year that did so (``entered``, ``stayed`` and so on)."""
        return _numbers(getattr(self, name)[:, year])


def assess(
    rows: RiskRows, terms: Terms, *, schools: int, years: int, shares: Sequence[Fraction]
) -> RiskTable:
    """Apply a rule.

    Args:
        rows: The results; a school has each work of a year once.
        terms: The rule.
        schools: How many schools there are.
        years: How many neighbouring years there are.
        shares: Share per work that makes a result low.
    """
    import numpy as np

    taken = rows.participants > 0
    counts = taken & (rows.participants >= terms.min_participants)
    numerators = np.array([share.numerator for share in shares], dtype=np.int64)
    denominators = np.array([share.denominator for share in shares], dtype=np.int64)
    left = rows.low * denominators[rows.work]
    right = rows.participants * numerators[rows.work]
    is_low = (left > right if terms.is_strict else left >= right) & counts
    place = rows.school * years + rows.year
    shape = (schools, years)
    low = np.bincount(place[is_low], minlength=schools * years).reshape(shape)
    results = np.bincount(place[taken], minlength=schools * years).reshape(shape)
    included = low >= terms.procedures
    if terms.repeat is not Repeat.OFF:
        repeated = _repeated(rows, is_low, schools=schools, years=years, works=len(shares))
        included = included & repeated if terms.repeat is Repeat.AND else included | repeated
    standing = np.where(results == 0, NO_DATA, np.where(included, INCLUDED, OUTSIDE))
    found = np.flatnonzero(is_low)
    by_year_and_school = np.argsort(rows.year[found] * schools + rows.school[found], kind="stable")
    return RiskTable(standing=standing, low=low, reasons=found[by_year_and_school])


def flow(table: RiskTable) -> RiskFlow:
    """Compare every year with the one before it."""
    import numpy as np

    included = table.standing == INCLUDED
    before = np.zeros_like(included)
    before[:, 1:] = included[:, :-1]
    earlier = np.logical_or.accumulate(before, axis=1)
    entered = included & ~before
    gone = before & ~included
    without_data = table.standing == NO_DATA
    last = _last_known(table.standing)
    return RiskFlow(
        entered=entered,
        stayed=included & before,
        left=gone & ~without_data,
        returned=entered & earlier & (last == OUTSIDE),
        unknown=gone & without_data,
        resumed=entered & (last == INCLUDED),
    )


def _last_known(standing: NDArray[Any]) -> NDArray[Any]:
    """Schools × years: where a school stood in the last year before in which it had data."""
    import numpy as np

    last = np.full_like(standing, NO_DATA)
    for year in range(1, standing.shape[1]):
        before = standing[:, year - 1]
        last[:, year] = np.where(before == NO_DATA, last[:, year - 1], before)
    return last


def _repeated(
    rows: RiskRows, is_low: NDArray[Any], *, schools: int, years: int, works: int
) -> NDArray[Any]:
    """Schools × years with a work that is low in the year and was low in the year before."""
    import numpy as np

    low = np.zeros((schools, years, works), dtype=bool)
    low[rows.school[is_low], rows.year[is_low], rows.work[is_low]] = True
    again = np.zeros((schools, years), dtype=bool)
    again[:, 1:] = (low[:, 1:] & low[:, :-1]).any(axis=2)
    return again


def _numbers(chosen: NDArray[Any]) -> list[int]:
    numbers: list[int] = chosen.nonzero()[0].tolist()
    return numbers
