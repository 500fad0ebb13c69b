"""Breaking of paragraphs into lines where word processors break them.

PDF and DOCX of a paper must agree line by line, so the rules are those of the word processors: lines are
filled greedily, a line may end at a space and after a hyphen or a dash inside a word, and spaces are never
squeezed. A word is hyphenated only when it alone is wider than a line, as in a narrow cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quality_desktop.writers.fonts import face_of
from quality_desktop.writers.hyphenation import BREAKS, is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quality_desktop.documents.model import Run
    from quality_desktop.writers.fonts import Face, Fonts

    Hyphenate = Callable[[str], Sequence[int]]

_PARTS = re.compile(r"[^ \n]+| +|\n")
_LETTERS = re.compile(r"[^\W\d_]+")
_SLACK = 0.01


@dataclass(slots=True)
class Atom:
    """Letters that stay in one line, and what follows them.

    Attributes:
        chunks: Text by face.
        width: Width of the letters, pt.
        spaces: Spaces after the letters.
        is_break: The line ends here by the author's will.
        is_address: Of a web or mail address, in which a hyphen would be read as a part of it.
    """

    chunks: list[tuple[str, Face]]
    width: float
    spaces: int = 0
    is_break: bool = False
    is_address: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready for drawing.

    Attributes:
        chunks: Text by face, with spaces between words.
        width: Width of the text, pt.
        gaps: Spaces that may be stretched.
        is_open: The line is to be filled to the margin in justified text.
        left: Indent from the left edge, pt.
        room: Width that the line may take, pt.
    """

    chunks: tuple[tuple[str, Face], ...]
    width: float
    gaps: int
    is_open: bool
    left: float
    room: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where lines may stand: width of the column and indents, pt."""

    width: float
    left: float = 0
    first: float = 0


class Breaker:
    """Breaks the runs of a paper, or of several papers that say much the same, into lines."""

    def __init__(self, fonts: Fonts, hyphenate: Hyphenate) -> None:
        self._fonts = fonts
        self._hyphenate = hyphenate
        self._broken: dict[tuple[object, ...], tuple[Line, ...]] = {}

    def lines(
        self, runs: Sequence[Run], *, size: float, is_bold: bool, shape: Shape
    ) -> tuple[Line, ...]:
        """Lines of a paragraph; one empty line for a paragraph without text."""
        key = (tuple(runs), size, is_bold, shape)
        found = self._broken.get(key)
        if found is None:
            found = self._broken[key] = self._lines(runs, size=size, is_bold=is_bold, shape=shape)
        return found

    def _lines(
        self, runs: Sequence[Run], *, size: float, is_bold: bool, shape: Shape
    ) -> tuple[Line, ...]:
        atoms = self._atoms(runs, size=size, is_bold=is_bold)
        lines: list[Line] = []
        current: list[Atom] = []
        used = 0.0
        pending = list(reversed(atoms))
        space = self._fonts.width(" ", "Regular") * size
        while pending:
            atom = pending.pop()
            room = shape.width - shape.left - (0 if lines else shape.first)
            if current and used + atom.width > room + _SLACK:
                if atom.width > shape.width - shape.left + _SLACK:
                    parts = self._begun(atom, room=room - used, size=size)
                    if parts:
                        pending.extend(parts)
                        continue
                lines.append(
                    self._line(current, shape=shape, is_first=not lines, size=size, is_open=True)
                )
                pending.append(atom)
                current, used = [], 0.0
                continue
            if atom.width > room + _SLACK and len("".join(text for text, _ in atom.chunks)) > 1:
                pending.extend(self._cut(atom, room=room, size=size))
                continue
            current.append(atom)
            used += atom.width + atom.spaces * space
            if atom.is_break:
                lines.append(
                    self._line(current, shape=shape, is_first=not lines, size=size, is_open=False)
                )
                current, used = [], 0.0
        if current or not lines or atoms[-1].is_break:
            lines.append(
                self._line(current, shape=shape, is_first=not lines, size=size, is_open=False)
            )
        return tuple(lines)

    def _atoms(self, runs: Iterable[Run], *, size: float, is_bold: bool) -> list[Atom]:
        atoms: list[Atom] = []
        is_closed = True
        for run in runs:
            face = face_of(is_bold=is_bold or run.is_bold, is_italic=run.is_italic)
            for part in _PARTS.findall(run.text):
                if part == "\n" or part[0] == " ":
                    if is_closed and (not atoms or part != "\n" or atoms[-1].is_break):
                        atoms.append(Atom(chunks=[], width=0.0))
                    if part == "\n":
                        atoms[-1].is_break = True
                    else:
                        atoms[-1].spaces += len(part)
                    is_closed = True
                    continue
                for word in BREAKS.split(part):
                    width = self._fonts.width(word, face) * size
                    if is_closed or atoms[-1].chunks[-1][0].endswith(("-", "–", "—")):
                        atoms.append(
                            Atom(chunks=[(word, face)], width=width, is_address=is_address(part))
                        )
                    else:
                        atoms[-1].chunks.append((word, face))
                        atoms[-1].width += width
                    is_closed = False
        return atoms

    def _begun(self, atom: Atom, *, room: float, size: float) -> list[Atom]:
        """A word that fits no line, begun at the end of this one; empty when no syllable fits here.

        A word processor breaks at soft hyphens in any line, not only in one of the word alone.
        """
        text, face = atom.chunks[0]
        parts = self._cut(atom, room=room, size=size) if self._fonts.width(text, face) else []
        begins = parts and parts[-1].chunks[0][0].endswith("-")
        return parts if begins and parts[-1].width <= room + _SLACK else []

    def _cut(self, atom: Atom, *, room: float, size: float) -> list[Atom]:
        """Cut a word that is wider than a line; the head comes last, ready to be popped."""
        text, face = atom.chunks[0]
        rest = atom.chunks[1:]
        place, hyphen = self._cut_place(
            text, face, room=room / size, is_whole=atom.is_address or is_address(text)
        )
        if place == len(text):  # the first face fits, the word goes on in another one
            head = Atom(chunks=[(text, face)], width=self._fonts.width(text, face) * size)
            tail_chunks = rest
        else:
            cut = text[:place] + hyphen
            head = Atom(chunks=[(cut, face)], width=self._fonts.width(cut, face) * size)
            tail_chunks = [(text[place:], face), *rest]
        width = sum(self._fonts.width(each, its) for each, its in tail_chunks) * size
        tail = replace(atom, chunks=tail_chunks, width=width)
        return [tail, head]

    def _cut_place(self, text: str, face: Face, *, room: float, is_whole: bool) -> tuple[int, str]:
        """Where the letters that fit end, and what is printed after them; a whole text takes no hyphen."""
        width = self._fonts.width
        if width(text, face) <= room:
            return len(text), ""
        if is_whole:
            slashes = (place + 1 for place in range(len(text) - 1, 0, -1) if text[place] == "/")
            fitting = (place for place in slashes if width(text[:place], face) <= room)
            return next(fitting, self._letters_that_fit(text, face, room)), ""
        for word in reversed(list(_LETTERS.finditer(text))):
            for position in reversed(self._hyphenate(word.group())):
                place = word.start() + position
                if width(text[:place] + "-", face) <= room:
                    return place, "-"
        return self._letters_that_fit(text, face, room), ""

    def _letters_that_fit(self, text: str, face: Face, room: float) -> int:
        place = len(text)
        while place > 1 and self._fonts.width(text[:place], face) > room:
            place -= 1
        return place

    def _line(
        self, atoms: Sequence[Atom], *, shape: Shape, is_first: bool, size: float, is_open: bool
    ) -> Line:
        chunks: list[tuple[str, Face]] = []
        gaps = 0
        width = 0.0
        for index, atom in enumerate(atoms):
            spaces = atom.spaces if index < len(atoms) - 1 else 0
            gaps += spaces
            width += atom.width + spaces * self._fonts.width(" ", "Regular") * size
            for text, face in atom.chunks:
                _join(chunks, text, face)
            if spaces:
                _join(chunks, " " * spaces, chunks[-1][1] if chunks else "Regular")
        first = shape.first if is_first else 0
        left = shape.left + first
        return Line(tuple(chunks), width, gaps, is_open, left, shape.width - left)


def _join(chunks: list[tuple[str, Face]], text: str, face: Face) -> None:
    if chunks and chunks[-1][1] == face:
        chunks[-1] = (chunks[-1][0] + text, face)
    else:
        chunks.append((text, face))
