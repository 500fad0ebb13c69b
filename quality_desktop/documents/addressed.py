"""One letter to many: the same paper with another addressee on each copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quality_desktop.documents.model import Addressee, Block, CornerLetterhead, Document


def addressed(document: Document, lines: Sequence[str], *, key: str) -> Document:
    """A copy of a letter for one addressee; nothing else of it changes.

    Args:
        document: The letter, composed or as it was signed.
        lines: Lines of the addressee.
        key: Name of the copy's files.
    """
    first, *rest = document.sections
    named = replace(first, blocks=tuple(_named(first.blocks, tuple(lines))))
    return replace(document, key=key, sections=(named, *rest))


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
