"""The words of a tree as both writers put them on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    CertifiedCopy,
    CornerLetterhead,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    Paragraph,
    Run,
    Signature,
    Table,
)
from quality_desktop.domain.errors import QualityError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quality_desktop.documents.model import Block, Document, LetterheadSide

NO_BREAK_SPACE = "\u00a0"
SOFT_HYPHEN = "\u00ad"

_NEW_LINES = re.compile(r"\r\n?")
# What XML 1.0 cannot hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text as it is printed: one kind of line break, tabs as spaces, no invisible hyphenation marks.

    Both writers break words on their own, so a soft hyphen from a copied text would only get in the way.
    """
    return _NEW_LINES.sub("\n", text).replace("\t", " ").replace(SOFT_HYPHEN, "")


def printed_runs(paragraph: Paragraph) -> tuple[Run, ...]:
    """Runs of a paragraph with its mark before them."""
    runs = tuple(
        Run(text, is_bold=run.is_bold, is_italic=run.is_italic)
        for run in paragraph.runs
        if (text := clean(run.text))
    )
    if not paragraph.mark:
        return runs
    return (Run(clean(paragraph.mark) + NO_BREAK_SPACE), *runs)


def texts(document: Document) -> Iterator[str]:
    """Every text of a paper in the order of printing."""
    for section in document.sections:
        for block in section.blocks:
            yield from _block_texts(block)


def refuse_unwritable(document: Document) -> None:
    """Refuse a paper with characters that no file can hold.

    Raises:
        QualityError: Names the character and the text around it.
    """
    for text in (*texts(document), *_unprinted(document)):
        found = _UNWRITABLE.search(text)
        if found:
            raise QualityError(
                f"В тексте «{excerpt(text, found.start())}» есть служебный знак "
                f"{character_name(found.group())}, который нельзя записать в документ: "
                "наберите это место заново."
            )


def excerpt(text: str, place: int) -> str:
    """A few words around a place in a text, without characters that cannot be shown."""
    start = max(0, place - 20)
    return "".join(letter for letter in text[start : place + 20] if letter.isprintable()).strip()


def character_name(letter: str) -> str:
    """A character for a person: itself when it can be seen, and its number."""
    code = f"U+{ord(letter):04X}"
    return f"«{letter}» ({code})" if letter.isprintable() and not letter.isspace() else code


def _unprinted(document: Document) -> Iterator[str]:
    """Words that are in the file but not on paper."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield block.alt


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph_text(block)
        case Table():
            for row in (*block.header, *block.rows):
                for cell in row.cells:
                    yield from map(_paragraph_text, cell.paragraphs)
        case LetterheadBlock():
            if block.left is not None:
                yield from _side_texts(block.left)
            yield from _side_texts(block.right)
            yield block.number
        case CornerLetterhead():
            for side in (block.left, block.right):
                if side is not None:
                    yield from (*side.heading, *side.reference)
            yield from (*block.registration, *block.addressee)
        case Figure():
            yield block.caption
        case AppendixMark() | Addressee() | ExecutorMark():
            yield from block.lines
        case Signature():
            yield from (block.position, block.name)
        case CertifiedCopy():
            yield from (block.mark, block.position, block.name, block.date)
        case _:
            assert_never(block)


def _paragraph_text(paragraph: Paragraph) -> str:
    return f"{paragraph.mark} {paragraph.text}" if paragraph.mark else paragraph.text


def _side_texts(side: LetterheadSide) -> Iterator[str]:
    yield from (*side.heading, side.kind_word, side.date, side.place)
