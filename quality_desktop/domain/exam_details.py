"""Distributions that a result keeps as text: pupils per primary score, points per task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Points(NamedTuple):
    """Points won of points possible, of all participants together."""

    won: int
    possible: int


def scores_of(text: str) -> dict[int, int]:
    """Pupils by primary score: ``0:1;5:3`` -> {0: 1, 5: 3}; parts that are not so are left out."""
    return {
        int(score): int(pupils)
        for score, pupils in _pairs(text)
        if _is_count(score) and _is_count(pupils)
    }


def tasks_of(text: str) -> dict[str, Points]:
    """Points by task: ``1:12/20;4К1:3/30``; a task that nobody could win points in is left out."""
    found: dict[str, Points] = {}
    for task, points in _pairs(text):
        won, _, possible = points.partition("/")
        if _is_count(won) and _is_count(possible) and 0 <= int(won) <= int(possible) > 0:
            found[task] = Points(int(won), int(possible))
    return found


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
