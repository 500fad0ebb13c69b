"""One letter to many: the same paper with another addressee on each copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quality_desktop.documents.model import (
    Addressee,
    Block,
    Cell,
    CornerLetterhead,
    Document,
    Paragraph,
    Row,
    Section,
    StyleName,
    Table,
    plain,
)

BY_LIST: Final = "По списку рассылки"
MOST_NAMED: Final = 4
"""Addressees that a paper names at its head; more are a list: GOST R 7.0.97-2016, 5.15."""
_LIST: Final = "Список рассылки"


def mailing_list(names: Sequence[str]) -> Iterator[Section]:
    """A page with all to whom a paper goes; nothing where its head names them."""
    if len(names) <= MOST_NAMED:
        return
    title = Paragraph(style="appendix-title", runs=plain(_LIST))
    table = Table(
        widths=(12, 168),
        header=(_row("№", "Кому", style="cell-head"),),
        rows=tuple(_row(str(number), name) for number, name in enumerate(names, start=1)),
    )
    yield Section(orientation="portrait", blocks=(title, table))


def _row(number: str, name: str, style: StyleName = "cell") -> Row:
    of_number: StyleName = "cell-centre" if style == "cell" else style
    return Row(
        cells=(
            Cell(paragraphs=(Paragraph(style=of_number, runs=plain(number)),)),
            Cell(paragraphs=(Paragraph(style=style, runs=plain(name)),)),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGreeting:
    """A greeting that agrees with one addressee.

    Attributes:
        common: How the letter to all of them greets.
        own: How the copy for this one greets.
    """

    common: str
    own: str


def addressed(
    document: Document, lines: Sequence[str], *, key: str, greeting: OwnGreeting | None = None
) -> Document:
    """A copy of a letter for one addressee, without the list of all; nothing else of it changes.

    Args:
        document: The letter, composed or as it was signed.
        lines: Lines of the addressee.
        key: Name of the copy's files.
        greeting: How it greets this one; a greeting that a person wrote stays as it is.
    """
    first, *rest = document.sections
    blocks = tuple(_named(first.blocks, tuple(lines)))
    if greeting is not None:
        blocks = tuple(_greeted(blocks, greeting))
    named = replace(first, blocks=blocks)
    own = (section for section in rest if not _is_list(section))
    return replace(document, key=key, sections=(named, *own))


def _greeted(blocks: Sequence[Block], greeting: OwnGreeting) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Paragraph(style="greeting", is_edited=False) if block.text == greeting.common:
                if greeting.own:
                    yield replace(block, runs=plain(greeting.own))
            case _:
                yield block


def _is_list(section: Section) -> bool:
    title = section.blocks[0] if section.blocks else None
    return isinstance(title, Paragraph) and title.style == "appendix-title" and title.text == _LIST


def _named(blocks: Sequence[Block], lines: tuple[str, ...]) -> Iterator[Block]:
    """The blocks with these lines where the addressee stands; a letter without any gets them on top."""
    is_named = False
    for block in blocks:
        match block:
            case CornerLetterhead():
                is_named = True
                yield replace(block, addressee=lines)
            case Addressee():
                if not is_named:
                    yield Addressee(lines=lines)
                is_named = True
            case _:
                yield block
    if not is_named:
        raise ValueError("a paper without a place for an addressee was asked for copies")
