"""Pictures of Windows, drawn from the SVG files that every system shares."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)  # what Windows asks for from 100 % to 200 %
SIDE: Final = (164, 314)
"""Of the picture beside the first and the last page of the installer, which NSIS prescribes."""
_SIDE_COLOUR: Final = "#eaf1f8"
_ON_SIDE: Final = 96


def write_icon(drawing: Path, target: Path) -> None:
    """Draw an SVG in every size of an .ico file, each anew, so that small ones stay sharp.

    Uncompressed pictures: the compilers of resources and of the installer read no others.
    """
    renderer = _opened(drawing)
    pictures = [_drawn(renderer, size) for size in SIZES]
    largest = pictures[-1]
    largest.save(
        target,
        format="ICO",
        sizes=[(size, size) for size in SIZES],
        append_images=pictures[:-1],
        bitmap_format="bmp",
    )


def write_side(drawing: Path, target: Path) -> None:
    """Draw an SVG on the picture that stands beside the first and the last page of the installer (.bmp)."""
    icon = _drawn(_opened(drawing), _ON_SIDE)
    side = Image.new("RGB", SIDE, _SIDE_COLOUR)
    left = (side.width - icon.width) // 2
    side.paste(icon, (left, left), icon)
    side.save(target, format="BMP")


def _opened(drawing: Path) -> QSvgRenderer:
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing.name} is no drawing")
    return renderer


def _drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()), "raw", "BGRA")
