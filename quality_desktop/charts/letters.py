"""Letters of the figures: the font of the papers, widths of words, lines that fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.library import prepare
from quality_desktop.charts.picture import MM_PER_INCH
from quality_desktop.language.typography import glued

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.font_manager import FontProperties

MM_PER_POINT: Final = MM_PER_INCH / 72
LEADING: Final = 1.2
"""Height of a line over the size of its letters."""
_FAMILY: Final = "Tinos"
_UNKNOWN: Final = "\ufffd"
_BREAKS: Final = re.compile("[\t\n\r ]+")
_SNUG: Final = 0.5  # mm
_DOTS: Final = "…"


class Letters:
    """The font in a folder, regular and bold."""

    def __init__(self, folder: Path) -> None:
        prepare()
        from matplotlib.font_manager import FontProperties, get_font
        from matplotlib.textpath import text_to_path

        self._faces = {
            is_bold: FontProperties(fname=str(folder / f"{_FAMILY}-{name}.ttf"))
            for is_bold, name in ((False, "Regular"), (True, "Bold"))
        }
        self._known = frozenset(get_font(folder / f"{_FAMILY}-Regular.ttf").get_charmap())
        self._measure = text_to_path
        self._widths: dict[tuple[str, bool], float] = {}

    def face(self, *, is_bold: bool) -> FontProperties:
        """The face for the drawing library."""
        return self._faces[is_bold]

    def clean(self, words: str) -> str:
        """Words on one line; a character that the font lacks becomes «\ufffd»."""
        flat = _BREAKS.sub(" ", words).strip(" ")
        return "".join(letter if ord(letter) in self._known else _UNKNOWN for letter in flat)

    def width(self, words: str, *, size: float, is_bold: bool = False) -> float:
        """Width of cleaned words in mm; ``size`` in pt."""
        known = self._widths.get((words, is_bold))
        if known is None:
            width, _, _ = self._measure.get_text_width_height_descent(
                words, self._faces[is_bold], ismath=False
            )
            # The library measures at the size of the face, 10 pt unless told otherwise.
            known = width / self._faces[is_bold].get_size_in_points()
            self._widths[words, is_bold] = known
        return known * size * MM_PER_POINT

    def lines(
        self, words: str, width: float, *, size: float, is_bold: bool = False, most: int = 99
    ) -> list[str]:
        """Words in lines not wider than ``width`` mm; what ``most`` lines cannot hold is cut with «…»."""
        lines: list[str] = []
        rest = self.clean(glued(words)).split(" ") if words else []
        while rest and len(lines) < most:
            count = 1
            while count < len(rest) and (
                self.width(" ".join(rest[: count + 1]), size=size, is_bold=is_bold) <= width
            ):
                count += 1
            is_last = len(lines) + 1 == most and count < len(rest)
            line = " ".join(rest if is_last else rest[:count])
            lines.append(self.cut(line, width, size=size, is_bold=is_bold))
            rest = rest[count:]
        return lines

    def snug(
        self, labels: Sequence[str], width: float, *, size: float, is_bold: bool = False, most: int
    ) -> float:
        """The least width (mm) that gives these labels no more lines and no more cuts than ``width`` does."""

        def laid(room: float) -> list[int]:
            whole = [self.lines(label, room, size=size, is_bold=is_bold) for label in labels]
            return [min(len(lines), most + 1) for lines in whole]

        words = {word for label in labels for word in self.clean(glued(label)).split(" ")}
        longest = max((self.width(word, size=size, is_bold=is_bold) for word in words), default=0.0)
        wanted = laid(width)
        low, high = min(longest, width), width
        while high - low > _SNUG:
            middle = (low + high) / 2
            if laid(middle) == wanted:
                high = middle
            else:
                low = middle
        return high

    def cut(self, words: str, width: float, *, size: float, is_bold: bool = False) -> str:
        """Words on one line of at most ``width`` mm, the end replaced by «…» where it does not fit."""
        if self.width(words, size=size, is_bold=is_bold) <= width:
            return words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            trial = words[:middle].rstrip() + _DOTS
            if self.width(trial, size=size, is_bold=is_bold) <= width:
                low = middle
            else:
                high = middle - 1
        return words[:low].rstrip() + _DOTS


def height_of(lines: int, *, size: float) -> float:
    """Height of so many lines, mm."""
    return lines * size * LEADING * MM_PER_POINT
