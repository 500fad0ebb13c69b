"""Which strong school helps which weak one: the best choice over all pairs at once.

The method is the office's own. A pair is possible where the strong school is strong in a subject the
weak one is weak in. Its points are the difference of the shares of low results in that subject, in
percentage points, more for a resilient school, fewer for every kilometre between the two. As many
schools as can be get a partner, no partner helps more than it can, and among all such choices the
points together are the most (linear sum assignment).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, Any

from quality_desktop.analysis.assignment import cheapest
from quality_desktop.domain.figures import round_half_up
from quality_desktop.domain.records import Id

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DECIMALS = 4
"""Points are compared in ten-thousandths: whole numbers, which the solver adds without loss."""
_NOBODY = 10**9
"""More than all pupils: nobody is stronger than a school that is not strong in a subject."""


@dataclass(frozen=True, slots=True)
class Level:
    """Results in a subject.

    Attributes:
        low: Pupils with a low result.
        participants: Pupils who took part; at least one.
    """

    low: int
    participants: int

    @property
    def percent(self) -> Fraction:
        """Share of low results in percent, exact."""
        return Fraction(100 * self.low, self.participants)

    @property
    def points(self) -> int:
        """The same in the units of the solver."""
        return _units(self.percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakSchool:
    """A school that needs a partner.

    Attributes:
        subjects: Code of each subject it is weak in -> its results there.
    """

    school: Id
    subjects: Mapping[str, Level]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrongSchool:
    """A school that can help.

    Attributes:
        subjects: Code of each subject it is strong in -> its results there.
        capacity: How many schools it can help yet.
        is_resilient: Good results in a hard context.
    """

    school: Id
    subjects: Mapping[str, Level]
    capacity: int
    is_resilient: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts beside the results, in points.

    Attributes:
        resilient: Added for a resilient partner.
        per_km: Taken off for every kilometre, where the distance is known.
    """

    resilient: Fraction
    per_km: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """Why two schools fit.

    Attributes:
        subject: Code of the subject in which they differ most.
        weak: Results of the weak school in it.
        strong: Results of the strong one.
        resilient: Points for a resilient partner; 0 for another.
        metres: Distance; None when not known.
        distance: Points taken off for the distance; 0 when it is not known.
    """

    subject: str
    weak: Level
    strong: Level
    resilient: Fraction
    metres: int | None
    distance: Fraction

    @property
    def gap(self) -> Fraction:
        """By how many percentage points the share of low results is smaller in the strong school."""
        return self.weak.percent - self.strong.percent

    @property
    def points(self) -> Fraction:
        """All together."""
        return self.gap + self.resilient - self.distance

    @property
    def weight(self) -> int:
        """All together in the units of the solver; the pair fits when it is above zero."""
        gap = self.weak.points - self.strong.points
        return gap + _units(self.resilient) - _units(self.distance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A weak school with its partner."""

    school: Id
    partner: Id
    score: PairScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The best choice.

    Attributes:
        pairs: In the order of the weak schools' ids.
        alone: Weak schools left without a partner although somebody would fit: all are taken.
        unfit: Weak schools that no strong school fits.
    """

    pairs: tuple[Pair, ...]
    alone: tuple[Id, ...]
    unfit: tuple[Id, ...]


def score(
    weak: WeakSchool, strong: StrongSchool, *, metres: int | None, weights: Weights
) -> PairScore | None:
    """How well two schools fit; None when they do not: nothing to learn, or too far away."""
    if weak.school == strong.school:
        return None
    shared = [
        (level.points - strong.subjects[subject].points, subject)
        for subject, level in sorted(weak.subjects.items())
        if subject in strong.subjects
    ]
    if not shared:
        return None
    _, subject = max(shared, key=lambda found: found[0])
    made = PairScore(
        subject=subject,
        weak=weak.subjects[subject],
        strong=strong.subjects[subject],
        resilient=weights.resilient if strong.is_resilient else Fraction(0),
        metres=metres,
        distance=Fraction(0) if metres is None else weights.per_km * Fraction(metres, 1000),
    )
    return made if made.weak.points > made.strong.points and made.weight > 0 else None


def pair_up(
    weak: Sequence[WeakSchool],
    strong: Sequence[StrongSchool],
    *,
    metres: Mapping[frozenset[Id], int],
    weights: Weights,
    forbidden: Set[tuple[Id, Id]] = frozenset(),
) -> Pairing:
    """Choose partners for all weak schools at once.

    Args:
        weak: Schools that need one.
        strong: Schools that can help.
        metres: Distances that are known, by the two schools.
        weights: See ``Weights``.
        forbidden: Weak school and partner that must not be: the other way round they already are.
    """
    needy = sorted(weak, key=lambda one: one.school.bytes)
    helpers = sorted((one for one in strong if one.capacity > 0), key=lambda one: one.school.bytes)
    points = _points(needy, helpers, metres, weights, forbidden)
    chosen = best(points, [one.capacity for one in helpers])
    fits = [bool(row.any()) for row in points]
    pairs = []
    for row, column in sorted(chosen.items()):
        one, other = needy[row], helpers[column]
        known = metres.get(frozenset((one.school, other.school)))
        found = score(one, other, metres=known, weights=weights)
        if found is not None:
            pairs.append(Pair(school=one.school, partner=other.school, score=found))
    left = [(row, one.school) for row, one in enumerate(needy) if row not in chosen]
    return Pairing(
        pairs=tuple(pairs),
        alone=tuple(school for row, school in left if fits[row]),
        unfit=tuple(school for row, school in left if not fits[row]),
    )


def best(points: NDArray[Any], capacity: Sequence[int]) -> dict[int, int]:
    """Give as many rows as possible a column each, with the most points together.

    Args:
        points: Rows × columns: whole points; 0 where they do not fit.
        capacity: How many rows a column can take.

    Returns:
        Row -> column.
    """
    import numpy as np

    rows = len(points)
    if not points.size or not points.any():
        return {}
    # A column stands as often as it can be taken, but no oftener than there are rows; behind them
    # stands one empty place per row.
    columns = np.repeat(np.arange(len(capacity)), np.minimum(capacity, rows))
    alone = 2 * (int(points.max()) + 1) * rows
    never = 2 * alone * rows
    taken = points[:, columns]
    cost = np.full((rows, len(columns) + rows), alone, dtype=float)
    cost[:, : len(columns)] = np.where(taken > 0, -taken, never)
    return {
        row: int(columns[place])
        for row, place in enumerate(cheapest(cost))
        if place < len(columns) and taken[row, place] > 0
    }


def _points(
    needy: Sequence[WeakSchool],
    helpers: Sequence[StrongSchool],
    metres: Mapping[frozenset[Id], int],
    weights: Weights,
    forbidden: Set[tuple[Id, Id]],
) -> NDArray[Any]:
    """What ``score`` says of every pair, as ``PairScore.weight``; 0 where they do not fit."""
    import numpy as np

    gap = np.zeros((len(needy), len(helpers)), dtype=np.int64)
    for subject in sorted({subject for one in needy for subject in one.subjects}):
        own = np.array([_level_points(one.subjects, subject, 0) for one in needy])
        theirs = np.array([_level_points(one.subjects, subject, _NOBODY) for one in helpers])
        gap = np.maximum(gap, own[:, None] - theirs[None, :])
    added = np.array([_units(weights.resilient) * one.is_resilient for one in helpers], dtype=int)
    points = np.where(gap > 0, gap + added, 0)
    row_of = {one.school: row for row, one in enumerate(needy)}
    column_of = {one.school: column for column, one in enumerate(helpers)}
    for both, distance in metres.items():
        for one, other in permutations(both, 2):
            if one in row_of and other in column_of:
                place = row_of[one], column_of[other]
                # Only where they fit; what is too far away falls below zero and fits no more.
                taken_off = _units(weights.per_km * Fraction(distance, 1000))
                points[place] = max(points[place] - taken_off, 0)
    for one, other in (*forbidden, *((school, school) for school in row_of)):
        if one in row_of and other in column_of:
            points[row_of[one], column_of[other]] = 0
    return points


def _level_points(subjects: Mapping[str, Level], subject: str, otherwise: int) -> int:
    return subjects[subject].points if subject in subjects else otherwise


def _units(number: Fraction) -> int:
    return round_half_up(number, _DECIMALS)
