"""A declined form and where it comes from, for the card that shows all six."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["office", "exception", "engine", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form.

    Attributes:
        text: The form; the nominative when the program does not know better.
        source: ``office`` was written by hand, ``exception`` comes from the program's list of whole
            words, ``engine`` from rules, ``unknown`` must be asked.
    """

    text: str
    source: Source


def least_certain(sources: list[Source]) -> Source:
    """What to say of a phrase whose words come from different sources."""
    order: tuple[Source, ...] = ("unknown", "engine", "exception", "office")
    return next((source for source in order if source in sources), "engine")
