"""Tables of a Word text as sheets; runs in the reading process only.

The text comes from outside, so it is judged as workbooks are and read part by part with the parser of the
standard library; python-docx, which writes papers, would open everything that the file holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final
from xml.parsers import expat

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import Book, Limits, Sheet
from quality_desktop.sheets.joined_grid import JoinedGrid
from quality_desktop.sheets.preflight import DAMAGED, SUSPICIOUS, WORD_TEXT, Archive
from quality_desktop.sheets.text_cleaning import clean_text

_CHUNK: Final = 1 << 16
_DEEPEST: Final = 500
_MOST_SPAN: Final = 63  # what Word itself allows in a row
_CAPTION_LINES: Final = 6
_CAPTION_LENGTH: Final = 2000
_SKIPPED: Final = frozenset({"Fallback", "delText", "instrText", "moveFrom", "del"})
"""Parts that a reader does not see: second copies, deleted and moved text, codes of fields."""
_OFF: Final = frozenset({"0", "false", "off"})
_LETTERS: Final = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


def read_word_tables(name: str, archive: Archive, limits: Limits) -> Book:
    """Read the tables of a text.

    Args:
        name: Name of the file.
        archive: Its judged parts.
        limits: What it may ask for.

    Raises:
        FileRefusedError: It is damaged, larger than allowed, or nested too deeply.
    """
    reading = _Reading(limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.on_start
    parser.EndElementHandler = reading.on_end
    parser.CharacterDataHandler = reading.on_text
    content = archive.read(WORD_TEXT)
    try:
        for start in range(0, len(content), _CHUNK):
            parser.Parse(content[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRefusedError(DAMAGED) from error
    return Book(name=name, sheets=tuple(reading.sheets), kind="docx")


_Piece = tuple[str, str]
"""A piece of a paragraph and its mark: ``**`` for bold, ``__`` for italic, empty for plain text."""


class _Cell:
    """What is known of a cell before it ends."""

    def __init__(self) -> None:
        self.span = 1
        self.join = ""  # «restart» or «continue» of a join downwards
        self.lines: list[list[_Piece]] = []


class _Reading:
    """Listens to the parser; a table inside a cell is part of the cell's text."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[Sheet] = []
        self._limits = limits
        self._depth = 0
        self._tables = 0
        self._skipping = 0
        self._grid: JoinedGrid | None = None
        self._cell: _Cell | None = None
        self._caption: list[str] = []
        self._paragraph: list[_Piece] = []
        self._face: set[str] | None = None  # of the run that is being read
        self._length = 0
        self._is_text = False
        self._has_row = False

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefusedError(f"текст устроен необычно: {SUSPICIOUS}")
        tag = name.rpartition(":")[2]
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
            return
        match tag:
            case "t":
                self._is_text = True
            case "r":
                self._face = set()
            case "b" | "i" if self._face is not None and _value(attributes) not in _OFF:
                self._face.add(tag)
            case "tbl":
                self._tables += 1
                if self._tables == 1:
                    self._grid = JoinedGrid(self._limits)
            case "tr" if self._tables == 1:
                self._has_row = False
            case "gridBefore" if self._tables == 1 and not self._has_row:
                self._begin_row(_number(attributes))
            case "tc" if self._tables == 1:
                if not self._has_row:
                    self._begin_row(0)
                self._cell = _Cell()
            case "gridSpan" if self._tables == 1 and self._cell is not None:
                self._cell.span = max(_number(attributes), 1)
            case "vMerge" if self._tables == 1 and self._cell is not None:
                self._cell.join = _value(attributes) or "continue"
            case _:
                self._say(_LETTERS.get(tag, ""))

    def on_end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
            return
        match name.rpartition(":")[2]:
            case "t":
                self._is_text = False
            case "r":
                self._face = None
            case "p":
                self._end_paragraph()
            case "tc" if self._tables == 1:
                self._end_cell()
            case "tbl":
                self._tables -= 1
                if self._tables == 0:
                    self._end_table()
            case _:
                pass

    def on_text(self, text: str) -> None:
        """Letters; only those that a reader sees are kept."""
        if self._is_text and not self._skipping:
            self._length += len(text)
            if self._length > self._limits.text_length:
                raise FileRefusedError(
                    f"в одной ячейке больше {self._limits.text_length} знаков: сократите её"
                )
            self._say(text)

    def _say(self, text: str) -> None:
        """Add letters in the face of their run."""
        if not text:
            return
        face = self._face or set()
        mark = "**" if "b" in face else "__" if "i" in face else ""
        self._paragraph.append((text, mark))

    def _begin_row(self, skipped: int) -> None:
        self._has_row = True
        if self._grid is not None:
            self._grid.begin_row(skipped)

    def _end_paragraph(self) -> None:
        pieces, self._paragraph = self._paragraph, []
        if self._cell is not None:
            self._cell.lines.append(pieces)
            return
        self._length = 0
        text = "".join(piece for piece, _ in pieces).strip()
        if text and self._tables == 0:
            # A break inside a heading only balances its lines.
            line = " ".join(clean_text(text).split())
            self._caption.append(line[:_CAPTION_LENGTH])
            del self._caption[:-_CAPTION_LINES]

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        self._length = 0
        if cell is None or self._grid is None:
            return
        text = _cell_text(cell.lines)
        if cell.join == "restart":
            self._grid.begin_join(text, right=cell.span)
        elif cell.join == "continue":
            self._grid.go_on(text, right=cell.span)
        else:
            self._grid.add(text, right=cell.span)

    def _end_table(self) -> None:
        if self._grid is not None:
            number = len(self.sheets) + 1
            if number > self._limits.sheets:
                raise FileRefusedError(
                    f"в тексте больше {self._limits.sheets} таблиц: оставьте нужную и сохраните"
                )
            self.sheets.append(self._grid.sheet(f"Таблица {number}", "\n".join(self._caption)))
        self._grid = None
        self._caption.clear()


def _cell_text(lines: list[list[_Piece]]) -> str:
    """Text of a cell; parts that differ in face from the rest of the cell get their marks."""
    faces = {mark for line in lines for text, mark in line if text.strip()}
    said = (
        "".join(_marked(line) if len(faces) > 1 else (text for text, _ in line)).strip()
        for line in lines
    )
    return "\n".join(line for line in said if line)


def _marked(line: list[_Piece]) -> Iterator[str]:
    for mark, pieces in groupby(line, key=itemgetter(1)):
        text = "".join(piece for piece, _ in pieces)
        words = text.strip()
        if mark and words and "\n" not in words:
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            yield f"{before}{mark}{words}{mark}{after}"
        else:
            yield text


def _value(attributes: dict[str, str]) -> str:
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == "val"), "")


def _number(attributes: dict[str, str]) -> int:
    value = _value(attributes)
    return min(int(value), _MOST_SPAN) if value.isascii() and value.isdecimal() else 0
