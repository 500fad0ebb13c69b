"""Search over all pages of the help: every word must stand on the page, in any form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.services.help.blocks import Block, Heading, lines_of, text_of
from quality_desktop.services.help.book import Book, Page
from quality_desktop.services.help.stems import matches, stems_of

_BEFORE: Final = 40
_LONGEST: Final = 160
_TITLE_WEIGHT: Final = 20
_HEADING_WEIGHT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a page.

    Attributes:
        text: The words, with «…» where they are cut.
        marked: Beginnings and ends of the words that were looked for.
    """

    text: str
    marked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place that answers a query.

    Attributes:
        page: Name of the page.
        title: Its title.
        heading: Heading above the place; empty above the first one.
        anchor: Anchor of that heading.
        snippet: Words around.
    """

    page: str
    title: str
    heading: str
    anchor: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class _Part:
    """Text under one heading of a page."""

    heading: Heading | None
    lines: tuple[str, ...]


def search(book: Book, query: str) -> tuple[Found, ...]:
    """Pages that hold every word of the query, the best first; one place of each page.

    Args:
        book: The help.
        query: Words in any form; an empty one finds nothing.
    """
    wanted = stems_of(query)
    if not wanted:
        return ()
    scored = [(_score(page, wanted), page) for page in book.pages]
    good = sorted(
        ((score, page) for score, page in scored if score), key=lambda one: one[0], reverse=True
    )
    return tuple(_found(page, wanted) for _score_of_page, page in good)


def _score(page: Page, wanted: Sequence[str]) -> int:
    """How well a page answers: 0 when a word is missing."""
    total = 0
    for one in wanted:
        score = _TITLE_WEIGHT if any(matches(page.title, one)) else 0
        for block in page.blocks:
            weight = _HEADING_WEIGHT if isinstance(block, Heading) else 1
            score += weight * sum(1 for line in _texts(block) for _ in matches(line, one))
        if not score:
            return 0
        total += score
    return total


def _found(page: Page, wanted: Sequence[str]) -> Found:
    part = max(_parts(page), key=lambda part: _weight(part, wanted))
    words = [text_of(part.heading.line)] if part.heading is not None else []
    line = max((*part.lines, *words), key=lambda text: _hits(text, wanted), default="")
    is_title = part.heading is None or part.heading.level == 1
    return Found(
        page=page.name,
        title=page.title,
        heading="" if is_title or part.heading is None else text_of(part.heading.line),
        anchor="" if is_title or part.heading is None else part.heading.anchor,
        snippet=_snippet(line, wanted),
    )


def _weight(part: _Part, wanted: Sequence[str]) -> tuple[int, int]:
    """How many of the words stand in a part, then how often; words of its heading count more."""
    heading = "" if part.heading is None else text_of(part.heading.line)
    text = "\n".join(part.lines)
    kinds = sum(1 for one in wanted if any(matches(f"{heading}\n{text}", one)))
    return kinds, _HEADING_WEIGHT * _hits(heading, wanted) + _hits(text, wanted)


def _hits(text: str, wanted: Sequence[str]) -> int:
    return sum(1 for one in wanted for _ in matches(text, one))


def _parts(page: Page) -> Iterator[_Part]:
    heading: Heading | None = None
    lines: list[str] = []
    for block in page.blocks:
        if isinstance(block, Heading):
            if heading is not None or lines:
                yield _Part(heading, tuple(lines))
            heading, lines = block, []
        else:
            lines.extend(_texts(block))
    yield _Part(heading, tuple(lines))


def _texts(block: Block) -> Iterator[str]:
    return (text_of(line) for line in lines_of(block))


def _snippet(text: str, wanted: Sequence[str]) -> Snippet:
    """The line from a little before the first word that was looked for."""
    first = min((found.start() for one in wanted for found in matches(text, one)), default=0)
    start = 0 if first <= _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
    cut = text[start : start + _LONGEST]
    if start + _LONGEST < len(text):
        cut = f"{cut[: cut.rfind(' ')]} …"
    if start:
        cut = f"… {cut}"
    places = {found.span() for one in wanted for found in matches(cut, one)}
    return Snippet(text=cut, marked=tuple(sorted(places)))
