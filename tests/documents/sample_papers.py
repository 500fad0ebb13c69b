"""Papers of the samples, composed from records in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from quality_desktop.documents.model import (
    AppendixMark,
    CornerLetterhead,
    Document,
    ExecutorMark,
    LetterheadBlock,
    Paragraph,
    Signature,
    Table,
)
from quality_desktop.documents.office_paper import compose_paper
from quality_desktop.documents.order import Composed
from quality_desktop.documents.paper_wording import read_kind
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.domain.paperwork import ClauseEdit, Paper
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.overrides import Override
from quality_desktop.services.paperwork.paper_facts import paper_facts
from quality_desktop.services.paperwork.papers import months
from tests.documents.district import REFERENCE, District, paragraph_text, wording

OWN_KINDS = {
    "bashkortostan": "000",
    "zaoksky": "002",
    "lesosibirsk": "003",
    "chelyabinsk": "004",
}
"""Samples whose paper is of the office's own kind, and the number of its scan."""


def compose(district: District, *edits: ClauseEdit, forms: Iterable[Override] = ()) -> Composed:
    """The paper of a district that has one of its own kind; ``forms`` are the office's own."""
    paper, kind = district.one(Paper), district.one(PaperKind)
    return compose_paper(
        facts=paper_facts(district, paper=paper.id, key="paper", months=months(REFERENCE)),
        wording=read_kind(
            kind,
            district.all(PaperPart, paper_kind=kind.id),
            district.all(PaperPart, paper=paper.id),
        ),
        tables=wording(),
        grammar=Grammar(forms),
        edits={edit.clause: edit for edit in edits},
    )


@cache
def composed(name: str) -> Composed:
    """The paper of a sample as it stands."""
    return compose(District.sample(name))


def words(document: Document) -> list[str]:
    """Words of a paper in the order in which they are printed."""
    return [
        word
        for section in document.sections
        for block in section.blocks
        for text in block_texts(block)
        for word in text.split()
    ]


def block_texts(block: object) -> Iterator[str]:
    """Texts of a block in the order of printing; cells row by row."""
    match block:
        case Paragraph():
            yield paragraph_text(block)
        case CornerLetterhead(left=left, right=right):
            for side in (left, right):
                if side is not None:
                    yield from (*side.heading, *side.reference)
            yield from (*block.registration, *block.addressee)
        case LetterheadBlock(right=side, number=number):
            yield from (*side.heading, side.kind_word, side.date, number, side.place)
        case AppendixMark(lines=lines) | ExecutorMark(lines=lines):
            yield from lines
        case Signature(position=position, name=name):
            yield from (position, name)
        case Table():
            yield from (cell for row in rows_of(block) for cell in row)
        case _:
            raise TypeError(block)


def rows_of(table: Table) -> list[list[str]]:
    """Texts of the cells of every row."""
    return [
        [
            " ".join(" ".join(paragraph_text(p) for p in cell.paragraphs).split())
            for cell in row.cells
        ]
        for row in (*table.header, *table.rows)
    ]


def blocks(document: Document, kind: type[Any]) -> list[Any]:
    """Blocks of a kind."""
    return [b for section in document.sections for b in section.blocks if isinstance(b, kind)]
