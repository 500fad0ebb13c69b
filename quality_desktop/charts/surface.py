"""The drawing library: one figure of an exact number of pixels, and its bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, Literal

from quality_desktop.charts.library import prepare
from quality_desktop.charts.picture import MM_PER_INCH

if TYPE_CHECKING:
    from quality_desktop.charts.picture import Size

_SVG_SALT: Final = "quality_desktop"  # without it the library numbers its elements at random


class Surface:
    """What a sheet is drawn with.

    Attributes:
        axes: The whole sheet, in mm from its upper left corner.
    """

    def __init__(self, size: Size, *, height: float, paper: str) -> None:
        prepare()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        pixels = [round(side / MM_PER_INCH * size.dpi) for side in (size.width, height)]
        # In inches that give whole pixels, so that the picture has exactly so many.
        inches = (pixels[0] / size.dpi, pixels[1] / size.dpi)
        self._dpi = size.dpi
        self._figure = Figure(figsize=inches, dpi=size.dpi, facecolor=paper)
        FigureCanvasAgg(self._figure)
        self.axes = self._figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, size.width)
        self.axes.set_ylim(height, 0)
        self._drawn = 0

    def above(self) -> int:
        """The next layer.

        What is drawn later covers what was drawn before; the library by itself would sort by kinds.
        """
        self._drawn += 1
        return self._drawn

    def saved(self, kind: Literal["png", "svg"]) -> bytes:
        """The figure as a file; the same figure gives the same bytes."""
        from matplotlib import rc_context

        target = io.BytesIO()
        # Neither the date nor the version of a library belongs into a picture that must come out equal again.
        metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
        with rc_context({"svg.hashsalt": _SVG_SALT}):
            self._figure.savefig(target, format=kind, dpi=self._dpi, metadata=metadata)
        return target.getvalue()
