"""What a composed paper says, as a reader sees it."""

from collections.abc import Iterator

from quality_desktop.documents.model import (
    AppendixMark,
    Block,
    CornerLetterhead,
    Figure,
    Paragraph,
    Table,
)
from quality_desktop.documents.outline import ComposedOutline


def lines(composed: ComposedOutline) -> list[str]:
    """Every line of the paper with plain spaces, cells of tables and captions too."""
    return [
        line.replace("\u00a0", " ").replace("\u202f", " ")
        for section in composed.document.sections
        for block in section.blocks
        for line in _lines(block)
    ]


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"{block.mark} {block.text}".strip()
        case AppendixMark():
            yield from block.lines
        case CornerLetterhead():
            yield from block.addressee
        case Figure():
            yield block.caption
        case Table():
            for row in (*block.header, *block.rows):
                for cell in row.cells:
                    yield from (paragraph.text for paragraph in cell.paragraphs)
        case _:
            return
