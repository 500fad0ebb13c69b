"""Runs of text as lines of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quality_desktop.writers.lines import Shape
from quality_desktop.writers.pdf_flow import TextBlock
from quality_desktop.writers.styles import POINTS_PER_MM
from quality_desktop.writers.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.documents.model import Run
    from quality_desktop.writers.lines import Breaker
    from quality_desktop.writers.styles import Style


def text_block(
    runs: Sequence[Run],
    style: Style,
    *,
    breaker: Breaker,
    width: float,
    outline: str = "",
    inset: float = 0,
) -> TextBlock:
    """A paragraph broken into lines.

    Args:
        runs: Its text.
        style: How it is printed.
        breaker: Who breaks lines.
        width: Room from edge to edge, in points.
        outline: How it is called among the bookmarks of the file; empty: not there.
        inset: Room left free at the left beside the indent of the style, in points.
    """
    shape = Shape(
        width=width,
        left=inset + style.left_indent * POINTS_PER_MM,
        first=style.first_indent * POINTS_PER_MM,
    )
    return TextBlock(
        lines=breaker.lines(runs, size=style.size, is_bold=style.is_bold, shape=shape),
        size=style.size,
        leading=style.leading,
        align=style.align,
        before=style.space_before,
        after=style.space_after,
        is_kept_with_next=style.is_kept_with_next,
        together=style.together,
        outline=clean(outline).replace("\n", " "),
    )
