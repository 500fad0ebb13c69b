"""Text of a cell of a table as paragraphs."""

from __future__ import annotations

from quality_desktop.documents.marks import marked_runs
from quality_desktop.documents.model import Cell, Paragraph, StyleName
from quality_desktop.language.typography import glued

_DASH = "–"


def cell_paragraphs(text: str, style: StyleName = "cell") -> tuple[Paragraph, ...]:
    """Paragraphs of a cell: every line is one; a line that starts with «- » is an item."""
    paragraphs: list[Paragraph] = []
    for line in text.splitlines() or [""]:
        words = glued(line.strip())
        if words.startswith(("- ", f"{_DASH} ", f"{_DASH}\u00a0")):
            paragraphs.append(Paragraph(style="cell-item", mark=_DASH, runs=marked_runs(words[2:])))
        else:
            paragraphs.append(Paragraph(style=style, runs=marked_runs(words)))
    return tuple(paragraphs)


def text_cell(text: str, style: StyleName = "cell") -> Cell:
    """A cell of its own width with this text."""
    return Cell(paragraphs=cell_paragraphs(text, style))
