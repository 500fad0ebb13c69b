"""Room for words: boxes that are taken, so that no two words stand on one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, mm: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """True when both have some place in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def is_inside(self, other: Box) -> bool:
        """True when no part of it is outside the other."""
        return (
            other.x <= self.x
            and other.y <= self.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )


class Room:
    """A rectangle that fills up with boxes."""

    def __init__(self, whole: Box, taken: Iterable[Box] = ()) -> None:
        self._whole = whole
        self._taken = list(taken)

    def first_free(
        self, candidates: Sequence[Box], *, rather_off: Sequence[Box] = ()
    ) -> Box | None:
        """Take the first box that is inside and free; None when there is none.

        Args:
            candidates: The best first.
            rather_off: Places that are free but left so as long as there are others.
        """
        free = [
            box
            for box in candidates
            if box.is_inside(self._whole) and not any(box.meets(other) for other in self._taken)
        ]
        best = (box for box in free if not any(box.meets(other) for other in rather_off))
        chosen = next(best, free[0] if free else None)
        if chosen is not None:
            self._taken.append(chosen)
        return chosen
