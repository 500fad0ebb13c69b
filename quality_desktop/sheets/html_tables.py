"""Tables of the page that Word, Excel and LibreOffice put on the clipboard, as sheets."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from typing_extensions import override

from quality_desktop.sheets.cells import STANDARD, Limits, Sheet
from quality_desktop.sheets.joined_grid import JoinedGrid

_HIDDEN: Final = frozenset({"style", "script", "head", "title", "xml"})
_LINES: Final = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4"})
_MOST_SPAN: Final = 63
MOST_LETTERS: Final = 4_000_000
"""A page longer than this is no table of a plan."""


def read_html_tables(html: str, limits: Limits = STANDARD) -> tuple[Sheet, ...]:
    """Read the tables of a page; a table inside a cell is part of the cell's text.

    Raises:
        FileRefusedError: A table is larger than allowed.
    """
    reading = _Reading(limits)
    reading.feed(html[:MOST_LETTERS])
    reading.close()
    return tuple(reading.sheets)


class _Reading(HTMLParser):
    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self._limits = limits
        self._tables = 0
        self._hidden = 0
        self._grid: JoinedGrid | None = None
        self._span: tuple[int, int] | None = None
        self._texts: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self._grid = JoinedGrid(self._limits)
        elif tag == "tr" and self._tables == 1 and self._grid is not None:
            self._end_cell()
            self._grid.begin_row()
        elif tag in ("td", "th") and self._tables == 1:
            self._end_cell()
            given = dict(attrs)
            self._span = (_number(given.get("colspan")), _number(given.get("rowspan")))
        elif tag == "br" or tag in _LINES:
            self._texts.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in ("td", "th", "tr") and self._tables == 1:
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_cell()
            self._tables -= 1
            if self._tables == 0 and self._grid is not None:
                self.sheets.append(self._grid.sheet(f"Таблица {len(self.sheets) + 1}"))
                self._grid = None
        elif tag in _LINES:
            self._texts.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if self._span is not None and not self._hidden:
            # Ends of lines in the page are only spaces; those of the text are tags.
            self._texts.append(" ".join(data.split("\n")))

    def _end_cell(self) -> None:
        if self._tables != 1 or self._span is None or self._grid is None:
            return
        lines = (" ".join(line.split(" ")).strip() for line in "".join(self._texts).split("\n"))
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        self._grid.add(text, right=self._span[0], down=self._span[1])
        self._span = None
        self._texts.clear()


def _number(value: str | None) -> int:
    text = (value or "").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdecimal() else 1
