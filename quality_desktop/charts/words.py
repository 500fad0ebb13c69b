"""Figures in words, for those who cannot see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quality_desktop.domain.figures import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_DATA: Final = "н/д"
"""Stands where there is no number."""
MOST_TOLD: Final = 20
"""A listener is told so many entries; how many more there are is said in the end."""


def told(entries: Sequence[str]) -> str:
    """Entries one after another: «А – 5; Б – 7; и ещё 12»."""
    shown = list(entries[:MOST_TOLD])
    if len(entries) > MOST_TOLD:
        shown.append(f"и ещё {len(entries) - MOST_TOLD}")
    return "; ".join(shown)


def sentences(*parts: str) -> str:
    """Parts as sentences; empty ones are left out."""
    ended = (part if part[-1] in ".?!" else f"{part}." for part in parts if part)
    return " ".join(ended)


def or_no_data(printed: str) -> str:
    """A printed number, or the words for its absence."""
    return NO_DATA if printed == NOTHING else printed
