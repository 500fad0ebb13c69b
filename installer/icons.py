"""Draws the icons of the program and of its files in the sizes that menus and file managers ask for.

icons.py OUT makes OUT/<size>x<size>/{apps,mimetypes}/<name>.png and OUT/scalable/… from resources/program.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "resources" / "program"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def folder_of(icon: Path) -> str:
    """The folder of the icon theme: that of files is named after their MIME type."""
    return "mimetypes" if icon.stem.startswith("application-x-") else "apps"


def draw(icon: Path, size: int, target: Path) -> None:
    """Write one picture."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(icon)).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        sys.exit(f"Not written: {target}")


def main(out: Path) -> None:
    """Draw all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for icon in sorted(SOURCE.glob("*.svg")):
        for size in SIZES:
            draw(icon, size, out / f"{size}x{size}" / folder_of(icon) / f"{icon.stem}.png")
        scalable = out / "scalable" / folder_of(icon) / icon.name
        scalable.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(icon, scalable)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
