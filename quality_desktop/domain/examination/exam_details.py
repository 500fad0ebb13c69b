"""Distributions that a result keeps as text: pupils per primary score, points per task."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A file of a region holds tens of thousands of these texts: they are taken apart in one go.
_SCORE: Final = re.compile(r"(?:^|;)([0-9]{1,9}):([0-9]{1,9})(?=;|$)")
_TASK: Final = re.compile(r"(?:^|;)([^:;]+):([0-9]{1,9})/([0-9]{1,9})(?=;|$)")


class Points(NamedTuple):
    """Points won of points possible, of all participants together."""

    won: int
    possible: int


def scores_of(text: str) -> dict[int, int]:
    """Pupils by primary score: ``0:1;5:3`` -> {0: 1, 5: 3}; parts that are not so are left out."""
    return {int(score): int(pupils) for score, pupils in _SCORE.findall(text)}


def tasks_of(text: str) -> dict[str, Points]:
    """Points by task: ``1:12/20;4К1:3/30``; a task that nobody could win points in is left out."""
    found = {task: Points(int(won), int(most)) for task, won, most in _TASK.findall(text)}
    return {task: points for task, points in found.items() if points.won <= points.possible > 0}
