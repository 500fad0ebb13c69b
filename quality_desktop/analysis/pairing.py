"""Which strong school helps which weak one: the best choice over all pairs at once.

The method is the office's own. A pair is possible where the strong school is strong in a subject the
weak one is weak in. Its points are the difference of the shares of low results in that subject, in
percentage points, more for a resilient school, fewer for every kilometre between the two. As many
schools as can be get a partner, no partner helps more than it can, and among all such choices the
points together are the most (linear sum assignment; Crouse 2016, as scipy has it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.figures import round_half_up
from quality_desktop.domain.records import Id

_DECIMALS = 4
"""Points are compared in ten-thousandths: whole numbers, which the solver adds without loss."""


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
        (level.percent - strong.subjects[subject].percent, subject)
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
    return made if made.gap > 0 and made.points > 0 else None


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
    scores = {
        (row, column): found
        for row, one in enumerate(needy)
        for column, other in enumerate(helpers)
        if (one.school, other.school) not in forbidden
        and (
            found := score(
                one,
                other,
                metres=metres.get(frozenset((one.school, other.school))),
                weights=weights,
            )
        )
    }
    points = {place: round_half_up(found.points, _DECIMALS) for place, found in scores.items()}
    chosen = best(points, rows=len(needy), capacity=[one.capacity for one in helpers])
    fitting = {row for row, _ in scores}
    return Pairing(
        pairs=tuple(
            Pair(
                school=needy[row].school,
                partner=helpers[column].school,
                score=scores[row, column],
            )
            for row, column in sorted(chosen.items())
        ),
        alone=tuple(
            one.school for row, one in enumerate(needy) if row in fitting and row not in chosen
        ),
        unfit=tuple(one.school for row, one in enumerate(needy) if row not in fitting),
    )


def best(
    points: Mapping[tuple[int, int], int], *, rows: int, capacity: Sequence[int]
) -> dict[int, int]:
    """Give as many rows as possible a column each, with the most points together.

    Args:
        points: Row and column -> points, only where they fit.
        rows: How many rows there are.
        capacity: How many rows a column can take.

    Returns:
        Row -> column.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not points:
        return {}
    # A column stands as often as it can be taken, but no oftener than there are rows; behind them
    # stands one empty place per row.
    columns = [column for column, most in enumerate(capacity) for _ in range(min(most, rows))]
    largest = max(abs(number) for number in points.values()) + 1
    alone = 2 * largest * rows
    never = 2 * alone * rows
    cost = np.full((rows, len(columns) + rows), float(alone))
    cost[:, : len(columns)] = never
    for place, column in enumerate(columns):
        for row in range(rows):
            if (row, column) in points:
                cost[row, place] = -points[row, column]
    found = zip(*(side.tolist() for side in linear_sum_assignment(cost)), strict=True)
    return {
        row: columns[place]
        for row, place in found
        if place < len(columns) and (row, columns[place]) in points
    }
