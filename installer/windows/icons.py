"""Icons of Windows, drawn from the SVG files that every system shares."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)  # what Windows asks for from 100 % to 200 %


def write_icon(drawing: Path, target: Path) -> None:
    """Draw an SVG in every size of an .ico file, each anew, so that small ones stay sharp.

    Uncompressed pictures: the compilers of resources and of the installer read no others.
    """
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing.name} is no drawing")
    pictures = [_drawn(renderer, size) for size in SIZES]
    largest = pictures[-1]
    largest.save(
        target,
        format="ICO",
        sizes=[(size, size) for size in SIZES],
        append_images=pictures[:-1],
        bitmap_format="bmp",
    )


def _drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()), "raw", "BGRA")
