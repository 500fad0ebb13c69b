"""The context index of all schools at once: one scale, weights, contributions, places.

Figures come exact. Roots and deviations are floats, summed without loss and in one order, so that
the same figures give the same index on every computer; equal figures give equal parts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.at_risk.context import Missing, Standardisation

_DIGITS = 9
"""Indices that agree to so many decimals are the same: the rest is the noise of floats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component as it counts.

    Attributes:
        figures: By school; None where it is not known.
        weight: Not negative.
        is_higher_worse: True when a larger figure means harder conditions.
    """

    figures: Sequence[Fraction | None]
    weight: Fraction
    is_higher_worse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """What a component adds to the index of a school.

    Attributes:
        standardised: On the common scale, larger is better; None where nothing is known and
            nothing stands in.
        contribution: Weighted; the contributions of a school add up to its index.
        is_filled: True when the schools' mean stands in for a missing figure.
    """

    standardised: float | None
    contribution: float
    is_filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolIndex:
    """The index of a school.

    Attributes:
        index: Larger is better; None when there is none.
        parts: By component; without contributions when there is no index.
        rank: 1 for the hardest conditions; equal indices have equal ranks.
    """

    index: float | None
    parts: tuple[IndexPart, ...]
    rank: int | None


def score(
    components: Sequence[Component], *, standardisation: Standardisation, missing: Missing
) -> list[SchoolIndex]:
    """The index of every school.

    Args:
        components: With the figures of the same schools.
        standardisation: How figures come to one scale.
        missing: What a missing figure does. A school that has no figure at all has no index
            under any rule.
    """
    if not components:
        return []
    scales = [standardised(component, standardisation) for component in components]
    weights = [component.weight for component in components]
    means = [_mean([x for x in column if x is not None]) for column in scales]
    found = [
        _school([column[place] for column in scales], weights, means, missing)
        for place in range(len(components[0].figures))
    ]
    ranks = _ranks([index for index, _ in found])
    return [
        SchoolIndex(index=index, parts=parts, rank=rank)
        for (index, parts), rank in zip(found, ranks, strict=True)
    ]


def standardised(component: Component, way: Standardisation) -> list[float | None]:
    """The figures of a component on the common scale, larger is better.

    A component that is the same in all schools tells them apart in nothing: it is 0 (``Z``) or
    one half for all.
    """
    sign = -1 if component.is_higher_worse else 1
    oriented = [None if x is None else sign * x for x in component.figures]
    known = [x for x in oriented if x is not None]
    if not known:
        return [None] * len(oriented)
    scale = _scale(known, way)
    return [None if x is None else scale[x] for x in oriented]


def disadvantaged(indices: Sequence[SchoolIndex], share: Fraction) -> frozenset[int]:
    """Places of the schools with the lowest well-being.

    Args:
        indices: Of all schools.
        share: Of the schools that have an index, of one; rounded down to whole schools. Schools
            with the same index as the last one are taken along, so that nobody is left to chance.
    """
    ranked = [found.rank for found in indices if found.rank is not None]
    most = math.floor(share * len(ranked))
    return frozenset(
        place
        for place, found in enumerate(indices)
        if found.rank is not None and found.rank <= most
    )


def _school(
    scores: Sequence[float | None],
    weights: Sequence[Fraction],
    means: Sequence[float],
    missing: Missing,
) -> tuple[float | None, tuple[IndexPart, ...]]:
    is_known = [score is not None for score in scores]
    filled = [
        mean if score is None and missing is Missing.MEAN and any(is_known) else score
        for score, mean in zip(scores, means, strict=True)
    ]
    counted = [w for w, s in zip(weights, filled, strict=True) if s is not None]
    whole = sum(counted, Fraction(0))
    refused = missing is Missing.REFUSE and not all(is_known)
    if not any(is_known) or not whole or refused:
        return None, tuple(IndexPart(standardised=s, contribution=0.0) for s in scores)
    parts = tuple(
        IndexPart(
            standardised=score,
            contribution=0.0 if score is None else float(weight / whole) * score,
            is_filled=score is not None and not known,
        )
        for score, weight, known in zip(filled, weights, is_known, strict=True)
    )
    return round(math.fsum(part.contribution for part in parts), _DIGITS), parts


def _scale(known: Sequence[Fraction], way: Standardisation) -> dict[Fraction, float]:
    match way:
        case Standardisation.Z:
            return _deviations(known)
        case Standardisation.MINMAX:
            return _between(known)
        case Standardisation.RANK:
            return _places(known)


def _deviations(known: Sequence[Fraction]) -> dict[Fraction, float]:
    numbers = [float(x) for x in known]
    mean = _mean(numbers)
    spread = math.sqrt(math.fsum((x - mean) ** 2 for x in numbers) / len(numbers))
    is_constant = len(set(known)) == 1 or not spread
    return {x: 0.0 if is_constant else (float(x) - mean) / spread for x in set(known)}


def _between(known: Sequence[Fraction]) -> dict[Fraction, float]:
    least, most = min(known), max(known)
    if least == most:
        return {least: 0.5}
    return {x: float((x - least) / (most - least)) for x in set(known)}


def _places(known: Sequence[Fraction]) -> dict[Fraction, float]:
    """Share of the other schools that are below; equal ones count as half below."""
    ordered = sorted(known)
    if len(ordered) == 1:
        return {ordered[0]: 0.5}
    first: dict[Fraction, int] = {}
    count: dict[Fraction, int] = {}
    for place, x in enumerate(ordered):
        first.setdefault(x, place)
        count[x] = count.get(x, 0) + 1
    others = 2 * (len(ordered) - 1)
    return {x: (2 * first[x] + count[x] - 1) / others for x in first}


def _ranks(indices: Sequence[float | None]) -> list[int | None]:
    """The first of equal indices gives all of them its place from the lowest."""
    ordered = sorted(x for x in indices if x is not None)
    first: dict[float, int] = {}
    for place, x in enumerate(ordered, start=1):
        first.setdefault(x, place)
    return [None if x is None else first[x] for x in indices]


def _mean(numbers: Sequence[float]) -> float:
    return math.fsum(numbers) / len(numbers) if numbers else 0.0
