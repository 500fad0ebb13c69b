"""A picture on a page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.writers.pdf_flow import SLACK

if TYPE_CHECKING:
    from quality_desktop.writers.pdf_flow import Pen


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureBlock:
    """A picture in the middle of the text; never divided.

    Attributes:
        image: PNG.
        alt: What it shows, in words; readers of the screen say it.
        width: pt.
        height: pt.
        room: Width of the text, pt.
        is_kept_with_next: Its caption follows.
    """

    image: bytes
    alt: str
    width: float
    height: float
    room: float
    is_kept_with_next: bool = False

    @property
    def least(self) -> float:
        """The whole of it."""
        return self.height

    @property
    def is_tied_to_text(self) -> bool:
        """A picture may open a page."""
        return False

    def split(
        self, room: float, *, is_forced: bool
    ) -> tuple[PictureBlock | None, PictureBlock | None]:
        """A picture is never divided."""
        return (self, None) if is_forced or room + SLACK >= self.height else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the picture between the marks that carry its words (ISO 32000-1, 14.9.3)."""
        from reportlab.lib.utils import ImageReader

        words = ("\ufeff" + self.alt).encode("utf-16-be").hex().upper()
        pen.canvas.addLiteral(f"/Span <</Alt <{words}>>> BDC")
        pen.canvas.drawImage(
            ImageReader(io.BytesIO(self.image)),
            x + (self.room - self.width) / 2,
            top - self.height,
            width=self.width,
            height=self.height,
        )
        pen.canvas.addLiteral("EMC")
