"""Random histories: what offices do to their copies and what they send each other.

A history is a function of its seed: steps are drawn first and only then played, so that a broken
law can be told by its seed, and any of its steps left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

WEIGHTS: Final = {
    "add": 8,
    "edit": 14,
    "edit_two": 4,
    "bulk": 4,
    "raw": 4,
    "replace": 2,
    "twice": 2,
    "delete": 8,
    "delete_tree": 2,
    "undo": 6,
    "redo": 3,
    "merge": 22,
    "part": 5,
    "since": 3,
    "backwards": 2,
    "bare": 5,
    "outside": 2,
    "save": 4,
    "old_copy": 3,
    "restore": 3,
    "forged": 1,
    "clash": 8,
    "clash_of_deletion": 5,
    "clash_of_use": 3,
    "clock": 4,
    "reopen": 2,
    "decide": 10,
    "back_and_forth": 5,
    "settled_elsewhere": 3,
    "unmerge": 5,
    "remerge": 4,
    "rescue": 4,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What one office does; the numbers say to what, as far as there is anything."""

    action: str
    office: int
    a: int
    b: int
    c: int


@dataclass(frozen=True, slots=True)
class History:
    """What happens in some offices."""

    seed: int
    offices: int
    steps: tuple[Step, ...]


def drawn(seed: int, *, length: tuple[int, int], most_offices: int) -> History:
    """The history of a seed.

    Args:
        seed: Any number.
        length: The least and the largest number of steps.
        most_offices: There are two at least.
    """
    draw = Random(seed)
    count = draw.choices(range(2, most_offices + 1), [10, 5, 1, 1][: most_offices - 1])[0]
    actions = draw.choices([*WEIGHTS], [*WEIGHTS.values()], k=draw.randint(*length))
    steps = (
        Step(action, draw.randrange(count), *(draw.randrange(1000) for _ in range(3)))
        for action in actions
    )
    return History(seed, count, tuple(steps))


@dataclass(slots=True)
class Counts:
    """What was played."""

    histories: int = 0
    merges: int = 0
    conflicts: int = 0
