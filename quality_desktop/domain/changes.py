"""What a write touched: the only thing by which views learn of each other's work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Answer of every write.

    Attributes:
        kinds: Kinds of records that were touched; empty when nothing changed.
        intent: What was done, in the user's words (shown in the menu as «Отменить: …»).
    """

    kinds: frozenset[str] = frozenset()
    intent: str = ""

    def __bool__(self) -> bool:
        """True when something changed."""
        return bool(self.kinds)

    def touches(self, *kinds: str) -> bool:
        """True when a record of one of these kinds was touched."""
        return not self.kinds.isdisjoint(kinds)

    def __or__(self, other: Changes) -> Changes:
        """Both changes together; the first intent is kept."""
        return Changes(kinds=self.kinds | other.kinds, intent=self.intent or other.intent)
