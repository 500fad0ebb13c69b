"""Screening of exam results: what deserves a second look, never an accusation.

All comparisons are exact, in whole pupils and points. A result that a sign cannot be looked for
in (too few pupils, no distribution) gives None, which is not the same as no sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from quality_desktop.domain.examination.exam_details import Points

Borders = tuple[int | None, int | None, int | None]
"""Last scores of «2», «3» and «4»; None where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Marks of a work beside those of the register; the three groups are the whole."""

    lowered: int
    confirmed: int
    raised: int

    @property
    def whole(self) -> int:
        """Pupils that have both marks."""
        return self.lowered + self.confirmed + self.raised

    def share(self, part: int) -> Fraction | None:
        """A group as a share of one; None when nobody has both marks."""
        return Fraction(part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreJump:
    """Far more works with the first score of a mark than with the last score below it.

    Attributes:
        mark: The mark that begins there: 3, 4 or 5.
        score: The first score of it.
        above: Pupils with this score.
        below: Pupils with one point less.
        chance: How often so many would come by chance were the scores smooth, of one.
    """

    mark: int
    score: int
    above: int
    below: int
    chance: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGap:
    """Easy and hard tasks of a school beside the other schools.

    Attributes:
        easy: Points of the school in tasks that are easy for the others.
        easy_others: Points of the others in the same tasks.
        hard: The same for hard tasks.
        hard_others: The same.
    """

    easy: Points
    easy_others: Points
    hard: Points
    hard_others: Points

    def is_upside_down(self, margin: Fraction) -> bool:
        """True when easy tasks are worse and hard ones better than elsewhere by so much."""
        return (
            _share(self.easy_others) - _share(self.easy) >= margin
            and _share(self.hard) - _share(self.hard_others) >= margin
        )


def agreement_of(parts: Iterable[Agreement]) -> Agreement:
    """The sum of several groups: a school over its works, a district over its schools."""
    found = tuple(parts)
    return Agreement(
        lowered=sum(part.lowered for part in found),
        confirmed=sum(part.confirmed for part in found),
        raised=sum(part.raised for part in found),
    )


def borders_of(scores: Mapping[int, int], marks: Sequence[int]) -> Borders:
    """Where one mark ends and the next begins, found from the results themselves.

    A border is told only where the counts of marks and of scores leave one place for it.

    Args:
        scores: Pupils by score, of all schools together.
        marks: Pupils with «2», «3», «4», «5» of the same works.
    """
    most = max((score for score, pupils in scores.items() if pupils), default=0)
    if sum(marks) != sum(scores.values()) or not most:
        return (None, None, None)
    found: list[int | None] = []
    for place in range(3):
        wanted = sum(marks[: place + 1])
        fits = [s for s in range(most) if _up_to(scores, s) == wanted]
        found.append(fits[0] if len(fits) == 1 else None)
    two, three, four = found
    return (two, three, four)


def score_jumps(
    scores: Mapping[int, int], borders: Borders, *, times: Fraction, chance: Fraction
) -> tuple[ScoreJump, ...]:
    """Borders of marks where works gather right above.

    A jump is told when there are ``times`` as many works right above the border as right below
    and an exact binomial test finds it unlikely. The test takes the scores around as smooth: the
    two next neighbours give the slope, and rising scores are not held against a school.

    Args:
        scores: Pupils by score, of one school.
        borders: Last scores of the marks.
        times: How many times as many.
        chance: Told only when it would come by chance no more often, of one.
    """
    found = []
    for mark, border in enumerate(borders, start=3):
        if border is None:
            continue
        below, above = scores.get(border, 0), scores.get(border + 1, 0)
        if above == 0 or above * times.denominator < times.numerator * below:
            continue
        luck = _tail(above, below + above, _expected(scores, border))
        if luck <= chance:
            found.append(
                ScoreJump(mark=mark, score=border + 1, above=above, below=below, chance=luck)
            )
    return tuple(found)


def task_gap(
    own: Mapping[str, Points],
    others: Mapping[str, Points],
    *,
    easy_from: Fraction,
    hard_to: Fraction,
) -> TaskGap | None:
    """Easy and hard tasks of a school beside the others.

    Args:
        own: Points of the school by task.
        others: Points of the other schools by task.
        easy_from: A task is easy when the others won at least this part of its points.
        hard_to: And hard when they won at most this part.

    Returns:
        None when there are no easy tasks or no hard ones.
    """
    common = [task for task in own if task in others]
    easy = [task for task in common if _beside(others[task], easy_from) >= 0]
    hard = [task for task in common if _beside(others[task], hard_to) <= 0]
    if not easy or not hard:
        return None
    return TaskGap(
        easy=_points(own, easy),
        easy_others=_points(others, easy),
        hard=_points(own, hard),
        hard_others=_points(others, hard),
    )


def _up_to(scores: Mapping[int, int], last: int) -> int:
    return sum(pupils for score, pupils in scores.items() if score <= last)


def _expected(scores: Mapping[int, int], border: int) -> Fraction:
    """The part of the works at the two scores of a border that smooth scores put above it."""
    before, after = scores.get(border - 1, 0), scores.get(border + 2, 0)
    if not before + after:
        return Fraction(1, 2)
    return max(Fraction(1, 2), Fraction(before + 2 * after, 3 * (before + after)))


def _tail(least: int, trials: int, part: Fraction) -> Fraction:
    """The chance of at least so many successes in independent trials."""
    won, lost = part.numerator, part.denominator - part.numerator
    ways = sum(comb(trials, k) * won**k * lost ** (trials - k) for k in range(least, trials + 1))
    return Fraction(ways, part.denominator**trials)


def _points(tasks: Mapping[str, Points], chosen: Iterable[str]) -> Points:
    found = [tasks[task] for task in chosen]
    return Points(sum(p.won for p in found), sum(p.possible for p in found))


def _beside(points: Points, bound: Fraction) -> int:
    """Above zero when the part of the points won is above the bound, zero when it is the bound."""
    return points.won * bound.denominator - points.possible * bound.numerator


def _share(points: Points) -> Fraction:
    return Fraction(points.won, points.possible)
