"""What a figure is drawn on and what comes out: a picture of an exact size with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MM_PER_INCH: Final = 25.4
SCREEN_DPI: Final = 96
"""Pixels in an inch of a window whose pixels are not scaled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The sheet of a figure.

    Attributes:
        width: Width, mm.
        height: Height, mm; None for the height that the figure needs.
        dpi: Pixels in an inch.
        letters: Size of the usual letters, pt.
        is_titled: The title is drawn; a paper has it in the caption instead.
        is_dark: Light letters on a dark window.
        with_svg: The picture comes as SVG, too.
    """

    width: float
    height: float | None = None
    dpi: int = 300
    letters: float = 10
    is_titled: bool = True
    is_dark: bool = False
    with_svg: bool = False


PAGE: Final = Size(width=180, is_titled=False)
"""Width of the text of an upright page; the title stands in the caption."""
WIDE_PAGE: Final = Size(width=267, is_titled=False)
"""Width of the text of a page that lies on its side; the title stands in the caption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn figure.

    Attributes:
        png: The picture in pixels, without transparency.
        width_mm: Width on paper.
        height_mm: Height on paper.
        title: The finding or the question that the figure answers, for a caption.
        alt: The same in words, for those who cannot see it.
        svg: The picture in lines; empty when it was not asked for.
    """

    png: bytes
    width_mm: float
    height_mm: float
    title: str
    alt: str
    svg: bytes = b""


def window_size(
    width: int, *, height: int | None = None, ratio: float = 1.0, is_dark: bool = False
) -> Size:
    """The sheet for a place in a window.

    Args:
        width: Width in pixels of the window (before scaling of the screen).
        height: Height alike; None for the height that the figure needs.
        ratio: Pixels of the screen in one of the window.
        is_dark: The window is dark.
    """
    return Size(
        width=width / SCREEN_DPI * MM_PER_INCH,
        height=None if height is None else height / SCREEN_DPI * MM_PER_INCH,
        dpi=round(SCREEN_DPI * ratio),
        is_dark=is_dark,
    )
