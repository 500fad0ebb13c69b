"""Papers as they were signed: read back, with the copy mark that may come years later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.documents.model import Block, CertifiedCopy, Document, Signature
from quality_desktop.documents.tree_text import fingerprint, from_text
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import FROZEN, IssuedPaper, PaperStatus

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

    Raises:
        QualityError: What is kept cannot be read.
    """
    found = store.get(Paper, paper)
    if found is None or PaperStatus(found.status) not in FROZEN:
        return None
    kept = max(
        store.all(IssuedPaper, paper=paper),
        key=lambda one: (one.issued_on or date.min, one.id.bytes),
        default=None,
    )
    if kept is None:
        return None
    return Issued(
        document=from_text(kept.tree),
        issued_on=kept.issued_on,
        fingerprint=kept.fingerprint,
        is_whole=fingerprint(kept.tree) == kept.fingerprint,
    )


def with_copy_mark(document: Document, current: Document) -> Document:
    """A signed paper with the copy mark as it is asked for now; nothing else of it changes.

    Args:
        document: The paper as it was signed.
        current: The paper as it would be composed today.
    """
    marks = [
        block
        for section in current.sections
        for block in section.blocks
        if isinstance(block, CertifiedCopy)
    ]
    sections = tuple(
        replace(section, blocks=tuple(_marked(section.blocks, marks[:1])))
        for section in document.sections
    )
    return replace(document, sections=sections)


def _marked(blocks: tuple[Block, ...], marks: list[CertifiedCopy]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, CertifiedCopy):
            continue
        yield block
        if isinstance(block, Signature):
            yield from marks
