"""Colours of the figures: told apart by people who do not see red and green, and when printed grey.

Colour never stands alone: what differs in colour differs in darkness, in lines or in shape, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_BLACK: Final = "#000000"
_WHITE: Final = "#FFFFFF"

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Colours of one sheet as ``#RRGGBB``.

    Attributes:
        paper: The sheet itself.
        text: Words and numbers.
        muted: Notes, ticks.
        line: Thin lines of a grid.
        strong: Fill of what the figure is about.
        pale: Fill of everything else.
        ramp: From the least to the largest value; its darkness only grows (or, on a dark sheet, falls).
    """

    paper: str
    text: str
    muted: str
    line: str
    strong: str
    pale: str
    ramp: tuple[str, ...]


ON_PAPER: Final = Ink(
    paper="#FFFFFF",
    text="#1C2126",
    muted="#59626D",
    line="#D5DAE0",
    strong="#14457A",
    pale="#BCD3EB",
    ramp=("#FFFFFF", "#FDE5CC", "#FBC38D", "#EE8E3E", "#C75A10", "#7F2F04"),
)
IN_THE_DARK: Final = Ink(
    paper="#1A1D21",
    text="#E7E9EC",
    muted="#A6AEB8",
    line="#3A414A",
    strong="#8FC1F7",
    pale="#3B5878",
    ramp=("#1A1D21", "#3A2A1E", "#6A3F1C", "#A6601F", "#DE8F45", "#FFD3A3"),
)


def ink_of(*, is_dark: bool) -> Ink:
    """Colours of a sheet."""
    return IN_THE_DARK if is_dark else ON_PAPER


def shade(ink: Ink, part: float) -> str:
    """Colour of a value on the ramp; ``part`` from 0 to 1, what lies outside is cut."""
    place = min(max(part, 0.0), 1.0) * (len(ink.ramp) - 1)
    index = min(int(place), len(ink.ramp) - 2)
    return mixed(ink.ramp[index], ink.ramp[index + 1], place - index)


def mixed(one: str, other: str, part: float) -> str:
    """A colour between two: the first for 0, the second for 1."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round((low + (high - low) * part) * 255):02X}" for low, high in pairs)


def readable_on(colour: str) -> str:
    """Colour of words over a fill: black or white, of which one always has a contrast of 4.5 : 1."""
    here = luminance(colour)
    return _BLACK if _contrast(0.0, here) >= _contrast(1.0, here) else _WHITE


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1: 0 for black, 1 for white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
