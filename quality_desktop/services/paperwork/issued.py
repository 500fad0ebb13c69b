"""Papers as they were signed: read back, with the copy mark that may come years later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.documents.model import Block, CertifiedCopy, Document, Paragraph, Signature
from quality_desktop.documents.tree_text import fingerprint, from_text
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import IssuedPaper, issued_paper_id
from quality_desktop.services.paperwork.signed import is_fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quality_desktop.storage.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A signed paper as it is kept.

    Attributes:
        issued_on: When it was kept.
        fingerprint: Written at signing.
        is_whole: What is kept still has this fingerprint.
    """

    document: Document
    issued_on: date | None
    fingerprint: str
    is_whole: bool


def issued(*, store: Reading, paper: Id) -> Issued | None:
    """The paper as it was signed last; None for a draft, also for one that was signed once.

    A letter that «Школы риска» wrote is kept as it was written before it is signed, too.

    Raises:
        QualityError: What is kept cannot be read.
    """
    found = store.get(Paper, paper)
    kept = store.get(IssuedPaper, issued_paper_id(paper))
    if found is None or kept is None or not is_fixed(found):
        return None
    return Issued(
        document=from_text(kept.tree),
        issued_on=kept.issued_on,
        fingerprint=kept.fingerprint,
        is_whole=fingerprint(kept.tree) == kept.fingerprint,
    )


def with_copy_mark(document: Document, mark: CertifiedCopy | None) -> Document:
    """A signed paper with the copy mark that is asked for now; nothing else of it changes.

    Args:
        document: The paper as it was signed.
        mark: The mark; None for none.
    """
    marks = [] if mark is None else [mark]
    sections = tuple(
        replace(section, blocks=tuple(_marked(section.blocks, marks)))
        for section in document.sections
    )
    return replace(document, sections=sections)


def clauses_of(document: Document) -> tuple[ComposedClause, ...]:
    """Pieces of the text of a signed paper, for an extract of it."""
    return tuple(
        ComposedClause(
            key=block.source,
            style=block.style,
            mark=block.mark,
            text=block.text,
            composed=block.text,
            is_edited=block.is_edited,
        )
        for block in document.sections[0].blocks
        if isinstance(block, Paragraph) and block.source
    )


def _marked(blocks: tuple[Block, ...], marks: list[CertifiedCopy]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, CertifiedCopy):
            continue
        yield block
        if isinstance(block, Signature):
            yield from marks
