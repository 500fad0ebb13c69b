"""Did a measure help: before and after, beside similar schools without it.

The change of a share is after − before with the hybrid score interval of a difference of two
shares (Newcombe 1998, method 10, from two Wilson intervals). The effect on a school is its change
less the change of the similar schools together, Σ/Σ (difference in differences); its interval comes
from the intervals of the two changes in the same way (Zou, Donner 2008, MOVER). The effect of a
measure is the mean of the effects on its schools with Student's interval over schools, because
pupils of one school are not independent. Schools with low results get better on their own in the
next year (regression to the mean), so similar are those with a near share before the measure.

None of this proves a cause.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import fmean, pstdev, stdev

from quality_desktop.analysis.student import two_sided
from quality_desktop.domain.figures import Interval, wilson
from quality_desktop.domain.records import Id

FEWEST_SCHOOLS = 3
"""An interval over two schools says nothing."""
_CONFIDENCE = 0.95
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Counts:
    """Some pupils of all.

    Attributes:
        part: Those counted; at most ``whole``.
        whole: All; at least one.
    """

    part: int
    whole: int

    @property
    def share(self) -> Fraction:
        """Exact, of one."""
        return Fraction(self.part, self.whole)

    @property
    def rough(self) -> float:
        """The same for comparing many schools."""
        return self.part / self.whole

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A school before and after.

    Attributes:
        context: Its context index before the measure; None when not known.
        traits: What does not change: town or village, small or not; None for not known.
    """

    school: Id
    before: Counts
    after: Counts
    context: float | None = None
    traits: tuple[bool | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference of shares.

    Attributes:
        exact: After − before, or one change − the other; parts of one.
        interval: Where it lies with 95 % confidence; parts of one, ends may be negative.
    """

    exact: Fraction
    interval: Interval


class Verdict(StrEnum):
    """What a comparison says."""

    BETTER = "better"
    """More of an improvement than in similar schools, beyond chance."""
    WORSE = "worse"
    CHANCE = "chance"
    """A difference such as chance alone makes."""
    NOT_COMPARED = "not_compared"
    """Too few similar schools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A school with the measure beside similar ones without it.

    Attributes:
        change: After − before in the school.
        similar: The schools it is compared with, the most alike first.
        similar_before: Their pupils together before; None without such schools.
        similar_after: The same after.
        effect: The difference in differences; None when there are too few similar schools.
        ahead_of: How many of the similar schools changed less favourably.
        verdict: See ``Verdict``.
    """

    school: Id
    change: Difference
    similar: tuple[Id, ...]
    similar_before: Counts | None
    similar_after: Counts | None
    effect: Difference | None
    ahead_of: int
    verdict: Verdict

    @property
    def similar_change(self) -> Fraction | None:
        """How the similar schools changed together."""
        if self.similar_before is None or self.similar_after is None:
            return None
        return self.similar_after.share - self.similar_before.share


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanEffect:
    """Over the schools of a measure that could be compared.

    Attributes:
        exact: Mean of the schools' effects; None without one.
        interval: Student's; None for fewer than ``FEWEST_SCHOOLS``.
        schools: How many schools it is made of.
    """

    exact: Fraction | None
    interval: Interval | None
    schools: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Which schools are similar.

    Attributes:
        reach: Farthest share before the measure that still counts as near, part of one.
        most: How many of the nearest are taken.
        least: With fewer there is no comparison.
    """

    reach: Fraction
    most: int
    least: int


def difference(before: Counts, after: Counts) -> Difference:
    """The change of a share with its interval."""
    exact = after.share - before.share
    then, now = _wilson(before), _wilson(after)
    number, first, second = float(exact), float(before.share), float(after.share)
    return Difference(
        exact=exact,
        interval=Interval(
            low=number - math.hypot(second - now.low, then.high - first),
            high=number + math.hypot(now.high - second, first - then.low),
        ),
    )


def difference_of_changes(one: Difference, other: Difference) -> Difference:
    """How much more one changed than the other."""
    exact = one.exact - other.exact
    number, first, second = float(exact), float(one.exact), float(other.exact)
    return Difference(
        exact=exact,
        interval=Interval(
            low=number - math.hypot(first - one.interval.low, other.interval.high - second),
            high=number + math.hypot(one.interval.high - first, second - other.interval.low),
        ),
    )


def similar(one: Course, others: Sequence[Course], likeness: Likeness) -> tuple[Course, ...]:
    """The nearest of those whose share before was near, the most alike first.

    Nearness adds up: the share before in units of ``reach``, squared; the context index in units
    of its deviation among the schools, squared, where both have it; one for every trait in which
    the two are known to differ. Equal ones go by id.
    """
    contexts = [c.context for c in (one, *others) if c.context is not None]
    spread = pstdev(contexts) if len(contexts) > 1 else 0.0
    mine, reach = one.before.rough, float(likeness.reach)

    def distance(other: Course) -> float:
        shares = ((other.before.rough - mine) / reach) ** 2
        context = 0.0
        if one.context is not None and other.context is not None and spread:
            context = ((other.context - one.context) / spread) ** 2
        traits = zip(one.traits, other.traits, strict=True)
        return shares + context + sum(a != b for a, b in traits if None not in (a, b))

    # Most schools are far away: the exact comparison is for those that may be near.
    near = [
        other
        for other in others
        if abs(other.before.rough - mine) <= reach + _HAIR
        and other.school != one.school
        and abs(other.before.share - one.before.share) <= likeness.reach
    ]
    near.sort(key=lambda other: (distance(other), other.school.bytes))
    return tuple(near[: likeness.most])


def effect_on(
    one: Course, others: Sequence[Course], likeness: Likeness, *, is_lower_better: bool
) -> Effect:
    """Compare a school with the similar ones among those without the measure."""
    change = difference(one.before, one.after)
    found = similar(one, others, likeness)
    before = sum((c.before for c in found[1:]), found[0].before) if found else None
    after = sum((c.after for c in found[1:]), found[0].after) if found else None
    made = None
    if before is not None and after is not None and len(found) >= likeness.least:
        made = difference_of_changes(change, difference(before, after))
    sign = -1 if is_lower_better else 1
    return Effect(
        school=one.school,
        change=change,
        similar=tuple(course.school for course in found),
        similar_before=before,
        similar_after=after,
        effect=made,
        ahead_of=sum(
            sign * change.exact > sign * (course.after.share - course.before.share)
            for course in found
        ),
        verdict=_verdict(made.interval if made else None, is_lower_better=is_lower_better),
    )


def mean_effect(effects: Sequence[Effect], *, is_lower_better: bool) -> MeanEffect:
    """The effect of a measure over its schools."""
    found = [one.effect.exact for one in effects if one.effect is not None]
    interval = _student([float(number) for number in found])
    return MeanEffect(
        exact=sum(found, Fraction(0)) / len(found) if found else None,
        interval=interval,
        schools=len(found),
        verdict=_verdict(interval, is_lower_better=is_lower_better),
    )


def _verdict(interval: Interval | None, *, is_lower_better: bool) -> Verdict:
    if interval is None:
        return Verdict.NOT_COMPARED
    if interval.low <= 0 <= interval.high:
        return Verdict.CHANCE
    return Verdict.BETTER if (interval.high < 0) == is_lower_better else Verdict.WORSE


def _student(numbers: Sequence[float]) -> Interval | None:
    if len(numbers) < FEWEST_SCHOOLS:
        return None
    quantile = two_sided(_CONFIDENCE, len(numbers) - 1)
    reach = quantile * stdev(numbers) / math.sqrt(len(numbers))
    mean = fmean(numbers)
    return Interval(low=mean - reach, high=mean + reach)


def _wilson(counts: Counts) -> Interval:
    found = wilson(counts.part, counts.whole)
    if found is None:
        msg = f"not a share: {counts.part} of {counts.whole}"
        raise ValueError(msg)
    return found
