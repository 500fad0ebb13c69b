"""Pieces of a page: what has a height, can be divided at the foot of a page, and draws itself."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from quality_desktop.writers.text import NO_BREAK_SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from quality_desktop.writers.fonts import Fonts
    from quality_desktop.writers.lines import Line
    from quality_desktop.writers.styles import Align

SLACK = 0.01
ASCENT = 0.891
"""From the top of a line to its base line, in sizes of the letters."""

_NO_BREAK_SPACES = re.compile(f"({NO_BREAK_SPACE})")


@dataclass(frozen=True, slots=True)
class Pen:
    """A canvas and the fonts to write with.

    Attributes:
        canvas: What is drawn on.
        fonts: The fonts.
        written: Operators of paragraphs by where they stand, with the lines they were made of: letters to
            many say the same at the same places.
    """

    canvas: Canvas
    fonts: Fonts
    written: dict[tuple[object, ...], tuple[tuple[Line, ...], str]] = field(default_factory=dict)


class Flow(Protocol):
    """A piece of the text."""

    @property
    def height(self) -> float:
        """Whole height, pt."""

    @property
    def least(self) -> float:
        """Height of the smallest part that may stand at the foot of a page, pt."""

    @property
    def is_kept_with_next(self) -> bool:
        """Something of the next piece must follow on the same page."""

    @property
    def is_tied_to_text(self) -> bool:
        """Lines of the text before it must stand on the same page, as with a signature."""

    def split(self, room: float, *, is_forced: bool) -> tuple[Flow | None, Flow | None]:
        """Part that fits into the room, and the rest.

        Args:
            room: Height left on the page, pt.
            is_forced: The page is empty: something must be placed even if it is not as it should be.
        """

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw with the upper left corner at a place of the page, pt from its lower left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph in lines.

    Attributes:
        lines: The lines.
        size: Size of the letters, pt.
        leading: Height of a line, pt.
        align: How the lines stand.
        before: Space above, pt.
        after: Space below, pt.
        is_kept_with_next: Never the last thing on a page.
        together: Lines that stay together at either side of a page break.
        outline: Title of the bookmark that leads here; empty for none.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float
    align: Align
    before: float = 0
    after: float = 0
    is_kept_with_next: bool = False
    together: int = 2
    outline: str = ""

    @property
    def is_tied_to_text(self) -> bool:
        """A paragraph may open a page."""
        return False

    @property
    def height(self) -> float:
        """Lines and the spaces around them, pt."""
        return self.before + len(self.lines) * self.leading + self.after

    @property
    def least(self) -> float:
        """Lines that may stand at the foot of a page, pt."""
        count = len(self.lines)
        if self.is_kept_with_next:
            return self.height
        least = self.together if count >= 2 * self.together else count
        return self.before + least * self.leading

    def split(self, room: float, *, is_forced: bool) -> tuple[TextBlock | None, TextBlock | None]:
        """Divide between lines, some of them staying together on either side."""
        count = len(self.lines)
        fitting = math.floor((room - self.before + SLACK) / self.leading)
        if fitting >= count:
            return self, None
        fitting = min(fitting, count - self.together)
        if fitting < self.together:
            if not is_forced:
                return None, self
            fitting = max(1, min(fitting, count - 1))
            if count == 1:
                return self, None
        head = replace(self, lines=self.lines[:fitting], after=0, is_kept_with_next=False)
        return head, replace(self, lines=self.lines[fitting:], before=0, outline="")

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the lines."""
        base = top - self.before - ASCENT * self.size
        # The lines are kept beside what was made of them, so that no others get their identity.
        key = (id(self.lines), self.size, self.leading, self.align, x, base)
        if key not in pen.written:
            pen.written[key] = (self.lines, self._operators(pen, x, base))
        pen.canvas.addLiteral(pen.written[key][1])

    def _operators(self, pen: Pen, x: float, base: float) -> str:
        """What a page says to show the lines, the base of the first being here."""
        fonts = pen.fonts
        text = pen.canvas.beginText()
        stretched = 0.0
        for line in self.lines:
            free = line.room - line.width
            offset, stretch = 0.0, 0.0
            if self.align == "centre":
                offset = free / 2
            elif self.align == "right":
                offset = free
            elif self.align == "justify" and line.is_open and line.gaps and free > 0:
                stretch = free / line.gaps
            if stretch != stretched:
                text.setWordSpace(stretch)
                stretched = stretch
            text.setTextOrigin(x + line.left + offset, base)
            for chunk, face in line.chunks:
                text.setFont(fonts.name(face), self.size, self.leading)
                _write(text, chunk, stretch)
            base -= self.leading
        if stretched:
            text.setWordSpace(0)
        return str(text.getCode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Empty space that goes with what follows it; it vanishes at the top of a page."""

    height: float
    is_tied_to_text: bool = False

    @property
    def least(self) -> float:
        """The whole of it."""
        return self.height

    @property
    def is_kept_with_next(self) -> bool:
        """Space belongs to what follows."""
        return True

    def split(self, room: float, *, is_forced: bool) -> tuple[Gap | None, Gap | None]:
        """Space is never divided."""
        return (None, None) if is_forced or room < self.height else (self, None)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Nothing to draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRule:
    """The thick and the thin rule under a letterhead."""

    width: float
    height: float = 10.0
    thick: float = 1.5
    thin: float = 0.5

    @property
    def least(self) -> float:
        """The whole of it."""
        return self.height

    @property
    def is_kept_with_next(self) -> bool:
        """A rule ends nothing."""
        return True

    @property
    def is_tied_to_text(self) -> bool:
        """It stands under the letterhead anyway."""
        return False

    def split(self, room: float, *, is_forced: bool) -> tuple[DoubleRule | None, DoubleRule | None]:
        """A rule is never divided."""
        return (self, None) if is_forced or room >= self.height else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw both rules."""
        base = top - self.height / 2
        pen.canvas.setLineWidth(self.thick)
        pen.canvas.line(x, base, x + self.width, base)
        pen.canvas.setLineWidth(self.thin)
        pen.canvas.line(x, base - self.thick - 0.8, x + self.width, base - self.thick - 0.8)


def _write(text: PDFTextObject, chunk: str, stretch: float) -> None:
    """Write a piece of a line; a no-break space is printed as a space, but must not be stretched like one."""
    # The public textOut also measures every piece, to know where it ends: a twentieth of the drawing,
    # and nobody asks, because every line begins at a place of its own.
    show = text._textOut  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    if not stretch or NO_BREAK_SPACE not in chunk:
        show(chunk)
        return
    for part in _NO_BREAK_SPACES.split(chunk):
        if part == NO_BREAK_SPACE:
            text.setWordSpace(0)
            show(part)
            text.setWordSpace(stretch)
        elif part:
            show(part)


def split_blocks(
    blocks: Sequence[TextBlock], room: float, *, is_forced: bool
) -> tuple[tuple[TextBlock, ...], tuple[TextBlock, ...]]:
    """Divide the paragraphs of a cell at a height."""
    head: list[TextBlock] = []
    left = room
    for index, block in enumerate(blocks):
        if block.height <= left + SLACK:
            head.append(block)
            left -= block.height
            continue
        first, rest = block.split(left, is_forced=is_forced and not head)
        if first is not None:
            head.append(first)
        return tuple(head), (*((rest,) if rest is not None else ()), *blocks[index + 1 :])
    return tuple(head), ()
