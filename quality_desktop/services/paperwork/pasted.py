"""Text and tables copied from Word, LibreOffice or a web page as parts of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby
from typing import Final

from typing_extensions import override

from quality_desktop.documents.paper_wording import LINE_IN_CELL
from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.domain.paper_kinds import PaperPart
from quality_desktop.domain.records import new_id
from quality_desktop.sheets.cells import STANDARD, Sheet
from quality_desktop.sheets.joined_grid import JoinedGrid

_BULLET: Final = re.compile(r"^(?:[-–—•·§o]|\uf0b7)[ \u00a0\t]+")
_DOT: Final = "• "
_NUMBER: Final = re.compile(r"^(\d{1,3})\.[ \u00a0\t]+")
_MOST_SPAN: Final = 63
_BLOCKS: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "ul", "ol"}
)
_LISTS: Final = frozenset({"ul", "ol"})
_UNSEEN: Final = frozenset({"style", "script", "head", "title", "xml"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def parts_of_html(html: str) -> tuple[PaperPart, ...]:
    """Parts of a copied text: paragraphs, items of lists, tables cell by cell; bold stays bold.

    A row that is one cell over the whole table stays one cell; what lies under another joined cell
    is empty. None when a table is larger than a paper can hold: plain text holds the same words.
    """
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except FileRefusedError:
        return ()
    reader.end_paragraph()
    return tuple(_numbered(reader.parts))


def parts_of_text(text: str) -> tuple[PaperPart, ...]:
    """Parts of a plain text: a paragraph a line, lines with tabs are a table."""
    parts: list[PaperPart] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for is_table, group in groupby(lines, key=lambda line: "\t" in line):
        if is_table:
            parts.append(_table([line.split("\t") for line in group]))
        else:
            parts.extend(part for line in group for part in _paragraph(line))
    return tuple(_numbered(parts))


def plain_lines(html: str, text: str) -> str:
    """A copied text as lines: items begin with «- », rows of tables are divided by tabs.

    Args:
        html: What the clipboard holds as HTML; empty for nothing.
        text: What it holds as plain text.
    """
    parts = parts_of_html(html) or parts_of_text(text)
    lines = []
    clauses = 0
    for part in parts:
        clauses += part.style == "clause"
        mark = {"item": "- ", "clause": f"{clauses}. "}.get(part.style, "")
        lines.append(mark + (part.text or _tabbed(part.cells)))
    return "\n".join(lines).replace("{{", "{").replace("}}", "}").replace(LINE_IN_CELL, " ")


def _tabbed(cells: str) -> str:
    """Rows of a table of several columns, every one with a tab: without one it is a paragraph."""
    rows = cells.split("\n")
    is_wide = any("\t" in row for row in rows)
    return "\n".join(f"{row}\t" if is_wide and "\t" not in row else row for row in rows)


def _paragraph(line: str, style: str = "body") -> Iterator[PaperPart]:
    text = " ".join(line.replace("\u00a0", " ").split())
    if not text:
        return
    if _BULLET.match(text):
        style, text = "item", _BULLET.sub("", text)
    yield PaperPart(id=new_id(), key="", style=style, text=_held(text))


def _numbered(parts: Sequence[PaperPart]) -> Iterator[PaperPart]:
    """Clauses «1.», «2.», «3.» get their numbers from the paper; any other number stays as typed."""
    last = 0
    for part in parts:
        found = _NUMBER.match(part.text) if part.style == "body" else None
        if found is None or int(found.group(1)) != last + 1:
            yield part
            continue
        last += 1
        yield replace(part, style="clause", text=part.text[found.end() :])


def _table(rows: Sequence[Sequence[str]]) -> PaperPart:
    cells = ("\t".join(_cell(text) for text in row) for row in rows)
    return PaperPart(id=new_id(), key="", style="table", cells="\n".join(cells))


def _cell(text: str) -> str:
    lines = (" ".join(line.replace("\u00a0", " ").split()) for line in text.split("\n"))
    return _held(LINE_IN_CELL.join(line for line in lines if line))


def _held(text: str) -> str:
    """Braces of a copied text are braces and name no field."""
    return text.replace("{", "{{").replace("}", "}}")


class _Reader(HTMLParser):
    """Collects parts; what it does not know is text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[PaperPart] = []
        self._text: list[str] = []
        self._style = "body"
        self._grid: JoinedGrid | None = None
        self._span = (1, 1)
        self._cell: list[str] | None = None
        self._tables = 0
        self._unseen = 0
        self._bold: list[bool] = []
        self._mark = ""
        self._lists: list[int | None] = []  # the last number of each list that is open

    def end_paragraph(self) -> None:
        """Close the paragraph that is open."""
        if self._cell is not None:
            self._cell.append("\n")
            return
        text = re.sub(r"\*\*(\s*)\*\*", r"\1", "".join(self._text))
        self._text.clear()
        if text.strip():  # «<li><p>»: the mark waits for the text
            text, self._mark = self._mark + text.lstrip(), ""
        for line in text.split("\n"):
            self.parts.extend(_paragraph(line, self._style))
        self._style = "body"

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self.end_paragraph()
            if self._cell is None:
                self._begin(tag, dict(attrs))
        elif tag == "br":
            self._add("\n")
        elif tag in ("b", "strong", "span"):
            is_bold = tag != "span" or "font-weight:bold" in _style_of(attrs)
            self._bold.append(is_bold)
            self._add("**" if is_bold else "")
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self.end_paragraph()
                self._grid = JoinedGrid(STANDARD)
        elif tag == "tr" and self._tables == 1 and self._grid is not None:
            self._end_cell()
            self._grid.begin_row()
        elif tag in ("td", "th") and self._tables == 1:
            self._end_cell()
            given = dict(attrs)
            self._span = (_number(given.get("colspan")), _number(given.get("rowspan")))
            self._cell = []

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _BLOCKS:
            self.end_paragraph()
            if tag == "li":
                self._mark = ""
            elif tag in _LISTS and self._lists:
                self._lists.pop()
        elif tag in ("b", "strong", "span") and self._bold:
            self._add("**" if self._bold.pop() else "")
        elif tag in ("td", "th") and self._tables == 1:
            self._end_cell()
        elif tag == "table":
            self._end_table()

    @override
    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._add(re.sub(r"[ \t\r\n]+", " ", data))

    def _begin(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Begin a block outside a table; an item of a numbered list begins with its number."""
        self._style = "section" if tag in _HEADINGS else "body"
        if tag in _LISTS:
            is_numbered = tag == "ol" and (attrs.get("type") or "1") == "1"
            self._lists.append(_number(attrs.get("start")) - 1 if is_numbered else None)
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            self._mark = _DOT if number is None else f"{number + 1}. "
            if number is not None:
                self._lists[-1] = number + 1

    def _add(self, text: str) -> None:
        (self._text if self._cell is None else self._cell).append(text)

    def _end_cell(self) -> None:
        """Close the cell that is open; pages leave out its closing tag."""
        if self._cell is not None and self._grid is not None:
            text = re.sub(r"\*\*(\s*)\*\*", r"\1", "".join(self._cell))
            self._grid.add(text, right=self._span[0], down=self._span[1])
        self._cell = None

    def _end_table(self) -> None:
        if self._tables == 1:
            self._end_cell()
        self._tables = max(self._tables - 1, 0)
        if self._tables == 0 and self._grid is not None:
            rows = list(_rows_of(self._grid.sheet("")))
            if rows:
                self.parts.append(_table(rows))
            self._grid = None


def _rows_of(sheet: Sheet) -> Iterator[list[str]]:
    """Rows with a text; one that is a single cell over all columns is one text."""
    whole = {area.top for area in sheet.merges if area.left == 0 and area.right == sheet.width - 1}
    for number, row in enumerate(sheet.rows):
        texts = [str(value or "") for value in row]
        if any(text.strip() for text in texts):
            yield texts[:1] if number in whole else texts


def _number(value: str | None) -> int:
    text = (value or "").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdecimal() else 1


def _style_of(attrs: Sequence[tuple[str, str | None]]) -> str:
    return "".join((value or "") for name, value in attrs if name == "style").replace(" ", "")
