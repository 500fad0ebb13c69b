"""What stands around every figure: its title, the key to its signs, a note how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quality_desktop.charts.letters import height_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quality_desktop.charts.letters import Letters
    from quality_desktop.charts.picture import Size
    from quality_desktop.charts.sheet import Fill, Shape, Sheet

MARGIN: Final = 1.5
"""Empty edge of every sheet, mm; lines and halves of letters reach into it."""
_TITLE_MORE: Final = 2.0  # the title is larger than the other words by so many points
_NOTE_LESS: Final = 1.5
_GAP: Final = 2.0
_SIGN_WIDTH: Final = 6.0
_SIGN_HEIGHT: Final = 3.0
_BETWEEN_SIGNS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """An entry of the key; one of ``fill``, ``shape`` and ``is_line`` says what is drawn.

    Attributes:
        words: What it means.
        fill: A small box.
        shape: A small shape in ``colour`` with the border ``edge``.
        is_line: A piece of a line, dashed when ``is_dashed``.
    """

    words: str
    fill: Fill | None = None
    shape: Shape | None = None
    is_line: bool = False
    is_dashed: bool = False
    colour: str = ""
    edge: str = ""


class Frame:
    """Title, key and note of one figure, laid out for a width.

    Attributes:
        top: Where the figure begins, mm.
        foot: Height that the note needs under the figure, mm.
    """

    def __init__(
        self, *, title: str, note: str, signs: Sequence[Sign], size: Size, letters: Letters
    ) -> None:
        self._letters = letters
        self._title_size = size.letters + _TITLE_MORE
        self._note_size = size.letters - _NOTE_LESS
        room = size.width - 2 * MARGIN
        shown = title if size.is_titled else ""
        self._title = letters.lines(shown, room, size=self._title_size, is_bold=True)
        self._note = letters.lines(note, room, size=self._note_size)
        self._rows = self._key_rows([sign for sign in signs if sign.words], room)
        title_height = height_of(len(self._title), size=self._title_size)
        self._keys_top = MARGIN + title_height + (_GAP if self._title else 0.0)
        keys = len(self._rows) * self._row_height
        self.top = self._keys_top + keys + (_GAP if self._rows else 0.0)
        note_height = height_of(len(self._note), size=self._note_size)
        self.foot = MARGIN + note_height + (_GAP if self._note else 0.0)

    @property
    def _row_height(self) -> float:
        return height_of(1, size=self._note_size) + 1.0

    def draw(self, sheet: Sheet) -> None:
        """Write everything onto a sheet whose figure stands between ``top`` and ``foot``."""
        sheet.lines(MARGIN, MARGIN, self._title, size=self._title_size, is_bold=True)
        for number, row in enumerate(self._rows):
            middle = self._keys_top + (number + 0.5) * self._row_height
            for sign, x in row:
                self._draw_sign(sheet, sign, x, middle)
        top = sheet.height - self.foot + (_GAP if self._note else 0.0)
        sheet.lines(MARGIN, top, self._note, size=self._note_size, colour=sheet.ink.muted)

    def _key_rows(self, signs: Sequence[Sign], room: float) -> list[list[tuple[Sign, float]]]:
        """Signs with their places, in as many rows as they need."""
        rows: list[list[tuple[Sign, float]]] = []
        x = room + 1
        for sign in signs:
            words = self._letters.clean(sign.words)
            width = _SIGN_WIDTH + 1.5 + self._letters.width(words, size=self._note_size)
            if x + width > room + MARGIN:
                rows.append([])
                x = MARGIN
            rows[-1].append((sign, x))
            x += width + _BETWEEN_SIGNS
        return rows

    def _draw_sign(self, sheet: Sheet, sign: Sign, x: float, middle: float) -> None:
        top = middle - _SIGN_HEIGHT / 2
        if sign.fill is not None:
            sheet.box(x, top, _SIGN_WIDTH, _SIGN_HEIGHT, sign.fill)
        elif sign.shape is not None:
            sheet.mark(x + _SIGN_WIDTH / 2, middle, sign.shape, fill=sign.colour, edge=sign.edge)
        elif sign.is_line:
            ends = ((x, middle), (x + _SIGN_WIDTH, middle))
            sheet.line(*ends, colour=sign.colour, width=1.4, is_dashed=sign.is_dashed)
        words = self._letters.cut(
            self._letters.clean(sign.words),
            sheet.width - MARGIN - x - _SIGN_WIDTH - 1.5,
            size=self._note_size,
        )
        sheet.text(x + _SIGN_WIDTH + 1.5, middle, words, size=self._note_size)
