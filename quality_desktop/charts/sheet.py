"""A sheet that figures are drawn on: millimetres from its upper left corner, letters in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from quality_desktop.charts.colours import ink_of
from quality_desktop.charts.letters import MM_PER_POINT, height_of
from quality_desktop.charts.picture import Picture
from quality_desktop.charts.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.charts.letters import Letters
    from quality_desktop.charts.picture import Size

Align = Literal["left", "centre", "right"]
Vertical = Literal["top", "middle", "bottom"]
Shape = Literal["circle", "square", "triangle", "diamond"]
Place = tuple[float, float]

_HORIZONTAL: Final = {"left": "left", "centre": "center", "right": "right"}
# From a place down to the base line of letters that stand there, in sizes: equal for all words, with or
# without tails, so that words side by side stand in line.
_DROPS: Final = {"top": 0.89, "middle": 0.33, "bottom": -0.22}
_MARKERS: Final = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D"}
_SEAT_PART: Final = 0.8  # of the height of a line
_SEAT_MORE: Final = 0.4  # mm at either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How a surface looks.

    Attributes:
        colour: Of the surface; empty for none.
        hatch: Pattern of lines over it, as the drawing library spells it; empty for none.
        hatch_colour: Of these lines.
        edge: Colour of its border; empty for none.
        edge_width: Thickness of the border, pt.
    """

    colour: str = ""
    hatch: str = ""
    hatch_colour: str = ""
    edge: str = ""
    edge_width: float = 0.6


class Sheet:
    """A sheet of an exact size.

    Attributes:
        size: What was asked for.
        ink: Its colours.
        letters: Its font.
        width: mm.
        height: mm.
    """

    def __init__(self, size: Size, *, height: float, letters: Letters) -> None:
        self.size = size
        self.ink = ink_of(is_dark=size.is_dark)
        self.letters = letters
        self.width = size.width
        self.height = height
        self._surface = Surface(size, height=height, paper=self.ink.paper)
        self._axes = self._surface.axes

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float | None = None,
        is_bold: bool = False,
        colour: str = "",
        align: Align = "left",
        vertical: Vertical = "middle",
        is_upright: bool = False,
    ) -> None:
        """Write one line; ``is_upright`` turns it to be read from the right side."""
        letters = size or self.size.letters
        drop = _DROPS[vertical] * letters * MM_PER_POINT
        self._axes.text(
            x + drop if is_upright else x,
            y if is_upright else y + drop,
            self.letters.clean(words),
            fontproperties=self.letters.face(is_bold=is_bold),
            fontsize=letters,
            color=colour or self.ink.text,
            ha=_HORIZONTAL[align],
            va="baseline",
            rotation=90 if is_upright else 0,
            rotation_mode="anchor",
            zorder=self._surface.above(),
            parse_math=False,
        )

    def seated(
        self, x: float, y: float, words: str, *, size: float, is_bold: bool = False, align: Align
    ) -> None:
        """One line on a plain seat, so that lines of the figure do not run through it."""
        clean = self.letters.clean(words)
        width = self.letters.width(clean, size=size, is_bold=is_bold)
        height = height_of(1, size=size) * _SEAT_PART
        left = {"left": x, "centre": x - width / 2, "right": x - width}[align]
        seat = Fill(colour=self.ink.paper)
        self.box(left - _SEAT_MORE, y - height / 2, width + 2 * _SEAT_MORE, height, seat)
        self.text(x, y, words, size=size, is_bold=is_bold, align=align)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float | None = None,
        is_bold: bool = False,
        colour: str = "",
        align: Align = "left",
    ) -> float:
        """Write lines one under another from ``y`` down; returns their height."""
        letters = size or self.size.letters
        step = height_of(1, size=letters)
        for number, line in enumerate(lines):
            middle = y + (number + 0.5) * step
            self.text(x, middle, line, size=letters, is_bold=is_bold, colour=colour, align=align)
        return step * len(lines)

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A rectangle; ``x`` and ``y`` of its upper left corner."""
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)

    def area(self, corners: Sequence[Place], fill: Fill) -> None:
        """A surface inside straight lines."""
        from matplotlib.patches import Polygon

        self._axes.add_artist(Polygon(corners, closed=True, **self._dress(fill)))

    def ribbon(self, start: Place, end: Place, height: float, fill: Fill) -> None:
        """A band of one height that leaves ``start`` and reaches ``end`` level; both are its upper edge."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        (x, y), (to_x, to_y) = start, end
        middle = (x + to_x) / 2
        points = [
            (x, y),
            (middle, y),
            (middle, to_y),
            (to_x, to_y),
            (to_x, to_y + height),
            (middle, to_y + height),
            (middle, y + height),
            (x, y + height),
            (x, y),
        ]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        self._axes.add_artist(PathPatch(Path(points, codes), **self._dress(fill)))

    def line(
        self,
        start: Place,
        end: Place,
        *,
        colour: str = "",
        width: float = 0.6,
        is_dashed: bool = False,
    ) -> None:
        """A straight line; ``width`` in pt."""
        self._axes.plot(
            [start[0], end[0]],
            [start[1], end[1]],
            color=colour or self.ink.line,
            linewidth=width,
            linestyle=(0, (4, 3)) if is_dashed else "solid",
            solid_capstyle="butt",
            zorder=self._surface.above(),
            scalex=False,
            scaley=False,
        )

    def path(self, places: Sequence[Place], *, colour: str, width: float = 1.0) -> None:
        """A line through places."""
        xs, ys = [x for x, _ in places], [y for _, y in places]
        self._axes.plot(
            xs,
            ys,
            color=colour,
            linewidth=width,
            solid_joinstyle="miter",
            zorder=self._surface.above(),
            scalex=False,
            scaley=False,
        )

    def arrow(self, start: Place, end: Place, *, colour: str, width: float = 1.2) -> None:
        """A line with a head at its end."""
        from matplotlib.patches import FancyArrowPatch

        self._axes.add_artist(
            FancyArrowPatch(
                start,
                end,
                arrowstyle="-|>",
                mutation_scale=8,
                shrinkA=0,
                shrinkB=0,
                color=colour,
                linewidth=width,
                zorder=self._surface.above(),
            )
        )

    def mark(
        self, x: float, y: float, shape: Shape, *, fill: str, edge: str, size: float = 6.0
    ) -> None:
        """A small shape with its middle at a place; ``size`` in pt."""
        self._axes.plot(
            [x],
            [y],
            marker=_MARKERS[shape],
            markersize=size,
            markerfacecolor=fill,
            markeredgecolor=edge,
            markeredgewidth=1.0,
            linestyle="none",
            zorder=self._surface.above(),
            scalex=False,
            scaley=False,
        )

    def picture(self, *, title: str, alt: str) -> Picture:
        """The sheet as it is now."""
        return Picture(
            png=self._surface.saved("png"),
            svg=self._surface.saved("svg") if self.size.with_svg else b"",
            width_mm=self.width,
            height_mm=self.height,
            title=title,
            alt=alt,
        )

    def _dress(self, fill: Fill) -> dict[str, object]:
        dress: dict[str, object] = {
            "facecolor": fill.colour or "none",
            "edgecolor": fill.edge or "none",
            "linewidth": fill.edge_width if fill.edge else 0,
            "joinstyle": "miter",
            "zorder": self._surface.above(),
        }
        if fill.hatch:
            dress |= {"hatch": fill.hatch, "hatchcolor": fill.hatch_colour or self.ink.muted}
        return dress
