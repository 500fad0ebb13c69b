"""A roadmap as paper: a table with section rows, an appendix of an order or a paper of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.documents.cells import cell_paragraphs
from quality_desktop.documents.model import (
    AppendixMark,
    Block,
    Cell,
    Document,
    Orientation,
    Paragraph,
    Row,
    Run,
    Section,
    StyleName,
    Table,
    plain,
)
from quality_desktop.domain.planning.columns import Column, Heading, counted, headings
from quality_desktop.language.typography import glued

_WIDTHS: Final = {
    Column.NUMBER: 5.2,
    Column.TITLE: 24.5,
    Column.PARTICIPANTS: 18,
    Column.EXECUTORS: 20.8,
    Column.CO_EXECUTORS: 16,
    Column.DATES: 12,
    Column.EXPECTED: 19.5,
    Column.PROGRESS: 16,
}
_WIDTH: Final = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapRowFacts:
    """An activity; texts of several lines keep their lines.

    Attributes:
        number: Number as printed; empty to be counted.
        co_executors: Printed in their own column, or under the executors when there is none.
        dates: Dates as written.
        progress_note: How it goes; printed only where a column of the roadmap asks for it.
        place: Where findings about its dates lead to.
    """

    number: str = ""
    title: str = ""
    participants: str = ""
    executors: str = ""
    co_executors: str = ""
    dates: str = ""
    expected: str = ""
    progress_note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapSectionFacts:
    """A section; rows before the first headed one stand in a section without a title."""

    title: str = ""
    rows: tuple[RoadmapRowFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapFacts:
    """A roadmap.

    Attributes:
        title: Title; every line of it is a paragraph.
        year: Calendar year of the plan.
        columns: Headings of its columns, one a line; empty for the usual ones.
    """

    title: str
    year: int
    columns: str = ""
    sections: tuple[RoadmapSectionFacts, ...] = ()


def roadmap_table(facts: RoadmapFacts) -> Table:
    """The table: a section row over all columns, numbers counted through all sections."""
    heads = headings(facts.columns)
    rows: list[Row] = []
    numbers = iter(counted([row.number for part in facts.sections for row in part.rows]))
    for part in facts.sections:
        if part.title.strip():
            rows.append(_section_row(part.title, len(heads)))
        rows.extend(_row(row, next(numbers), heads) for row in part.rows)
    return Table(
        widths=tuple(_WIDTHS.get(head.column, _WIDTH) if head.column else _WIDTH for head in heads),
        header=(Row(cells=tuple(_cell(glued(head.text), "cell-head") for head in heads)),),
        rows=tuple(rows),
    )


def roadmap_section(
    facts: RoadmapFacts,
    *,
    mark: Sequence[str] = (),
    orientation: Orientation = "landscape",
) -> Section:
    """Pages of a roadmap.

    Args:
        facts: The roadmap.
        mark: Lines of «Приложение к приказу …» at the top right; none for a paper of its own.
        orientation: Of the pages.
    """
    blocks: list[Block] = [AppendixMark(lines=tuple(mark))] if mark else []
    blocks.extend(
        Paragraph(style="appendix-title", runs=plain(glued(line.strip())))
        for line in facts.title.splitlines()
        if line.strip()
    )
    return Section(orientation=orientation, blocks=(*blocks, roadmap_table(facts)))


def roadmap_document(
    facts: RoadmapFacts, *, author: str = "", mark: Sequence[str] = ()
) -> Document:
    """A roadmap as a paper of its own.

    Args:
        facts: The roadmap.
        author: The office.
        mark: As in ``roadmap_section``: «УТВЕРЖДЕНО / приказом … / от … № …», too.
    """
    title = " ".join(facts.title.split())
    return Document(
        key=f"roadmap-{facts.year}",
        title=title,
        author=author,
        subject=title,
        sections=(roadmap_section(facts, mark=mark),),
    )


def _section_row(title: str, columns: int) -> Row:
    paragraphs = tuple(
        Paragraph(style="cell-section", runs=(Run(glued(line.strip()), is_italic=True),))
        for line in title.splitlines()
        if line.strip()
    )
    return Row(cells=(Cell(paragraphs=paragraphs, column_span=columns),), is_group=True)


def _row(row: RoadmapRowFacts, number: str, heads: Sequence[Heading]) -> Row:
    executors, co_executors = row.executors, row.co_executors
    if co_executors.strip() and all(head.column is not Column.CO_EXECUTORS for head in heads):
        executors = f"{executors.rstrip()}/\n{co_executors}" if executors.strip() else co_executors
    texts = {
        Column.NUMBER: number,
        Column.TITLE: row.title,
        Column.PARTICIPANTS: row.participants,
        Column.EXECUTORS: executors,
        Column.CO_EXECUTORS: co_executors,
        Column.DATES: row.dates,
        Column.EXPECTED: row.expected,
        Column.PROGRESS: row.progress_note,
    }
    return Row(
        cells=tuple(
            _cell(
                texts[head.column] if head.column else "",
                "cell-centre" if head.column in (Column.NUMBER, Column.DATES) else "cell",
            )
            for head in heads
        )
    )


def _cell(text: str, style: StyleName) -> Cell:
    return Cell(paragraphs=cell_paragraphs(text, style))
