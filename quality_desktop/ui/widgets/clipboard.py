"""Cells as the text that Excel and LibreOffice put on the clipboard and take from it."""

from __future__ import annotations

from collections.abc import Sequence


def format_cells(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated lines; a text with a tab, a line break or a quote is quoted."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in rows)


def parse_cells(text: str) -> list[list[str]]:
    """Lines of cells from the clipboard.

    Line ends of any system are taken; one empty line at the end, which spreadsheets add, is not a
    row. A cell is quoted only when it starts with a quote and the quote is closed; otherwise quotes
    are ordinary letters, as in «ООО "Ромашка"».
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell, place = _next_cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            return rows
        if text[place] == "\n":
            rows.append([])
        place += 1


def _quoted(text: str) -> str:
    if any(mark in text for mark in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _next_cell(text: str, start: int) -> tuple[str, int]:
    """The cell that starts here and the place of the mark after it."""
    if text.startswith('"', start):
        quoted = _quoted_cell(text, start)
        if quoted is not None:
            return quoted
    ends = [end for mark in "\t\n" if (end := text.find(mark, start)) != -1]
    end = min(ends, default=len(text))
    return text[start:end], end


def _quoted_cell(text: str, start: int) -> tuple[str, int] | None:
    """The quoted cell that starts here, or None when the quote is an ordinary letter."""
    place, parts = start + 1, []
    while (end := text.find('"', place)) != -1:
        parts.append(text[place:end])
        if text.startswith('"', end + 1):
            parts.append('"')
            place = end + 2
            continue
        if end + 1 == len(text) or text[end + 1] in "\t\n":
            return "".join(parts), end + 1
        return None
    return None
