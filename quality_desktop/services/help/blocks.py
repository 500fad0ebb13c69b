"""A page of help as blocks: the part of Markdown that the pages use, and nothing else of it.

Known: headings, paragraphs, lists of one level, tables, pictures on a line of their own; in a line
bold, italic, code and links. What is not known stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_HEADING: Final = re.compile(r"(#{1,3}) +(.+)")
_BULLET: Final = re.compile(r"[-*] +(.+)")
_NUMBERED: Final = re.compile(r"(\d+)\. +(.+)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_RULE_OF_TABLE: Final = re.compile(r"\|[\s:|-]+\|")
_INLINE: Final = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|\[(?P<text>[^\]]+)\]\((?P<link>[^)\s]+)\)"
    r"|(?<![\w*])\*(?P<italic>[^*\s][^*]*)\*"
)
_NOT_IN_ANCHOR: Final = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one face.

    Attributes:
        link: Where it leads: «matrix.md#как-назначить»; empty for none.
    """

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    link: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is the title of the page."""

    level: int
    line: Line

    @property
    def anchor(self) -> str:
        """Name by which links find it."""
        return anchor_of(text_of(self.line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list.

    Attributes:
        is_numbered: With numbers instead of dashes.
    """

    lines: tuple[Line, ...]
    is_numbered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with a row of headings."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture.

    Attributes:
        file: Path inside the folder of help: «pictures/matrix.png».
        alt: What it shows; printed under it.
    """

    file: str
    alt: str


Block = Heading | Paragraph | Items | Grid | Picture


def text_of(line: Line) -> str:
    """The words of a line without their faces."""
    return "".join(span.text for span in line)


def anchor_of(heading: str) -> str:
    """«Как назначить» → «как-назначить»: small letters, spaces as hyphens, no other marks."""
    return _NOT_IN_ANCHOR.sub("", heading.lower()).strip().replace(" ", "-")


def lines_of(block: Block) -> Iterator[Line]:
    """All lines of a block, for searching."""
    match block:
        case Heading() | Paragraph():
            yield block.line
        case Items():
            yield from block.lines
        case Grid():
            yield from block.header
            for row in block.rows:
                yield from row
        case Picture():
            yield (Span(block.alt),)


def parse(text: str) -> tuple[Block, ...]:
    """Read a page."""
    found: list[Block] = []
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        if not lines[place].strip():
            place += 1
            continue
        end = place
        while end < len(lines) and lines[end].strip():
            end += 1
        found.extend(_blocks([line.strip() for line in lines[place:end]]))
        place = end
    return tuple(found)


def parse_line(text: str) -> Line:
    """Read the faces and links of a line."""
    spans: list[Span] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            spans.append(Span(text[end : match.start()]))
        spans.extend(_spans_of(match))
        end = match.end()
    if end < len(text):
        spans.append(Span(text[end:]))
    return tuple(spans)


def _spans_of(match: re.Match[str]) -> Iterator[Span]:
    if bold := match["bold"]:
        # A link in bold words stays a link.
        for span in parse_line(bold):
            yield Span(span.text, is_bold=True, is_code=span.is_code, link=span.link)
    elif code := match["code"]:
        yield Span(code, is_code=True)
    elif italic := match["italic"]:
        yield Span(italic, is_italic=True)
    else:
        yield Span(match["text"].replace("**", ""), link=match["link"])


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Blocks of lines that no empty line parts."""
    rest = list(lines)
    while rest:
        if heading := _HEADING.fullmatch(rest[0]):
            yield Heading(level=len(heading[1]), line=parse_line(heading[2]))
            rest.pop(0)
        elif picture := _PICTURE.fullmatch(rest[0]):
            yield Picture(alt=picture[1], file=picture[2])
            rest.pop(0)
        elif len(rest) > 1 and rest[0].startswith("|") and _RULE_OF_TABLE.fullmatch(rest[1]):
            taken = _count(rest, "|")
            yield _grid(rest[:taken])
            rest = rest[taken:]
        elif _BULLET.fullmatch(rest[0]) or _NUMBERED.fullmatch(rest[0]):
            taken = _length_of_list(rest)
            yield _items(rest[:taken])
            rest = rest[taken:]
        else:
            taken = 1
            while taken < len(rest) and not _starts_block(rest[taken]):
                taken += 1
            yield Paragraph(line=parse_line(" ".join(rest[:taken])))
            rest = rest[taken:]


def _starts_block(line: str) -> bool:
    patterns = (_HEADING, _PICTURE, _BULLET, _NUMBERED)
    return line.startswith("|") or any(pattern.fullmatch(line) for pattern in patterns)


def _count(lines: Sequence[str], start: str) -> int:
    return next((n for n, line in enumerate(lines) if not line.startswith(start)), len(lines))


def _length_of_list(lines: Sequence[str]) -> int:
    """Lines of a list: its items of one sort and their continued lines."""
    is_numbered = _NUMBERED.fullmatch(lines[0]) is not None
    other = _BULLET if is_numbered else _NUMBERED
    for number, line in enumerate(lines):
        if other.fullmatch(line) or _HEADING.fullmatch(line) or line.startswith("|"):
            return number
    return len(lines)


def _items(lines: Sequence[str]) -> Items:
    is_numbered = _NUMBERED.fullmatch(lines[0]) is not None
    texts: list[str] = []
    for line in lines:
        numbered, bullet = _NUMBERED.fullmatch(line), _BULLET.fullmatch(line)
        if numbered is not None or bullet is not None:
            texts.append(numbered[2] if numbered is not None else bullet[1] if bullet else "")
        else:
            texts[-1] += f" {line}"
    return Items(lines=tuple(parse_line(text) for text in texts), is_numbered=is_numbered)


def _grid(lines: Sequence[str]) -> Grid:
    header, _rule, *rows = [_cells(line) for line in lines]
    return Grid(header=header, rows=tuple(rows))


def _cells(line: str) -> tuple[Line, ...]:
    return tuple(parse_line(cell.strip()) for cell in line.strip("|").split("|"))
