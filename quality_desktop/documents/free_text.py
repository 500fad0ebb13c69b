"""Pieces of papers that people write themselves: text by lines, tables by tabs, lists of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from quality_desktop.documents.cells import text_cell
from quality_desktop.documents.facts import MemberFacts
from quality_desktop.documents.marks import marked_runs
from quality_desktop.documents.model import Block, Paragraph, Row, StyleName, Table
from quality_desktop.documents.speech import Speech
from quality_desktop.language.typography import glued, single_spaced

_TAB: Final = "\t"
_ITEM: Final = re.compile(r"^[-–—•]\s+")
_NUMBERED: Final = re.compile(r"^(\d+[.)])\s+")
_SMALLEST: Final = 4
_LARGEST: Final = 40
_TEAM: Final = (("№", 6), ("Фамилия, имя, отчество", 34), ("Должность", 60))


def text_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a text: a paragraph a line, a table where lines hold tabs."""
    blocks: list[Block] = []
    for is_table, lines in groupby(text.splitlines(), key=lambda line: _TAB in line):
        if is_table:
            blocks.append(typed_table([line.split(_TAB) for line in lines]))
        else:
            blocks.extend(_paragraph(line.strip()) for line in lines if line.strip())
    return tuple(blocks)


def typed_table(cells: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> Table:
    """A table that was typed or pasted; its first row is the header.

    Args:
        cells: Rows of texts; a row of one cell is joined over all columns, one of several cells is
            not, however empty they are: a place to sign is one.
        widths: Relative widths; those that fit the texts when omitted or not as many as columns.
    """
    columns = max((len(row) for row in cells), default=1)
    padded = [[*row, *[""] * (columns - len(row))] for row in cells]
    shares = tuple(widths) if len(widths) == columns else _fitting(padded, columns)
    header = tuple(_row(row, columns, "cell-head") for row in cells[:1])
    rows = tuple(_row(row, columns) for row in cells[1:])
    return Table(widths=shares, header=header, rows=rows)


def team_table(members: Sequence[MemberFacts], speech: Speech) -> Table:
    """Members of a team with their positions."""
    head = Row(cells=tuple(text_cell(title, "cell-head") for title, _ in _TEAM))
    rows = tuple(
        Row(
            cells=(
                text_cell(f"{number}.", "cell-centre"),
                text_cell(speech.full_name(member.person)),
                text_cell(f"{member.person.position}, {member.role}".strip(", ")),
            )
        )
        for number, member in enumerate(members, start=1)
    )
    return Table(widths=tuple(width for _, width in _TEAM), header=(head,), rows=rows)


def _paragraph(line: str) -> Paragraph:
    words = glued(single_spaced(line))
    if _ITEM.match(words):
        return Paragraph(style="item", mark="–", runs=marked_runs(_ITEM.sub("", words)))
    if numbered := _NUMBERED.match(words):
        rest = words[numbered.end() :]
        return Paragraph(style="clause", mark=numbered.group(1), runs=marked_runs(rest))
    return Paragraph(style="body", runs=marked_runs(words))


def _row(texts: Sequence[str], columns: int, style: StyleName = "cell") -> Row:
    if columns > 1 and len(texts) == 1 and texts[0].strip():
        joined = text_cell(texts[0], "cell-group" if style == "cell" else style)
        return Row(cells=(replace(joined, column_span=columns),), is_group=style == "cell")
    padded = [*texts, *[""] * (columns - len(texts))]
    return Row(cells=tuple(text_cell(text, style) for text in padded))


def _fitting(cells: Sequence[Sequence[str]], columns: int) -> tuple[float, ...]:
    """Widths by the longest text of a column, no column very narrow or very wide."""
    longest = [max(len(row[column]) for row in cells) for column in range(columns)]
    return tuple(float(min(max(length, _SMALLEST), _LARGEST)) for length in longest)
