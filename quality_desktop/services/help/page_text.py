"""A page of help as the rich text that the window shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import assert_never
from urllib.parse import quote

from quality_desktop.services.help.blocks import (
    Block,
    Grid,
    Heading,
    Items,
    Line,
    Paragraph,
    Picture,
    Span,
)
from quality_desktop.services.help.book import GLOSSARY, Page
from quality_desktop.services.help.search import Snippet
from quality_desktop.services.help.stems import WORD, is_form_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """Colours of the window, ``#RRGGBB``.

    Attributes:
        mark: Behind words that were looked for.
        line: Lines of tables.
    """

    mark: str
    line: str


class PageText:
    """Turns one page into rich text; a term of the glossary becomes a link where it first stands."""

    def __init__(
        self,
        *,
        terms: Mapping[str, str],
        shades: Shades,
        wanted: Sequence[str] = (),
        widths: Mapping[str, int] | None = None,
    ) -> None:
        """Prepare.

        Args:
            terms: Terms of the glossary and their anchors.
            shades: Colours.
            wanted: Stems of words to mark.
            widths: Widths of pictures on the screen by their files.
        """
        self._terms = terms
        self._shades = shades
        self._wanted = tuple(wanted)
        self._widths = widths or {}
        self._linked: set[str] = set()

    def html(self, page: Page) -> str:
        """The page."""
        self._linked = set(self._terms) if page.name == GLOSSARY else set()
        return "\n".join(self._block(block) for block in page.blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                name = escape(block.anchor)
                text = self._line(block.line, is_plain=True)
                return f'<h{block.level}><a name="{name}"></a>{text}</h{block.level}>'
            case Paragraph():
                return f"<p>{self._line(block.line)}</p>"
            case Items():
                tag = "ol" if block.is_numbered else "ul"
                items = "".join(
                    f'<li style="margin-bottom: 4px">{self._line(line)}</li>'
                    for line in block.lines
                )
                return f"<{tag}>{items}</{tag}>"
            case Grid():
                return self._grid(block)
            case Picture():
                return self._picture(block)
            case _:
                assert_never(block)

    def _grid(self, grid: Grid) -> str:
        head = "".join(f'<th align="left">{self._line(cell)}</th>' for cell in grid.header)
        rows = "".join(
            "<tr>" + "".join(f"<td>{self._line(c)}</td>" for c in row) + "</tr>"
            for row in grid.rows
        )
        style = f"border-color: {self._shades.line}; border-style: solid; border-collapse: collapse"
        return (
            f'<table border="1" cellspacing="0" cellpadding="5" width="98%" style="{style}">'
            f"<tr>{head}</tr>{rows}</table>"
        )

    def _picture(self, picture: Picture) -> str:
        width = self._widths.get(picture.file)
        size = f' width="{width}"' if width else ""
        return (
            f'<p><img src="{escape(picture.file)}" alt="{escape(picture.alt)}"{size}><br>'
            f"<i>{escape(picture.alt)}</i></p>"
        )

    def _line(self, line: Line, *, is_plain: bool = False) -> str:
        return "".join(self._span(span, is_plain=is_plain) for span in line)

    def _span(self, span: Span, *, is_plain: bool) -> str:
        can_link = not (is_plain or span.link or span.is_code)
        text = self._words(span.text, can_link=can_link)
        if span.is_code:
            text = f"<code>{text}</code>"
        if span.is_bold:
            text = f"<b>{text}</b>"
        if span.is_italic:
            text = f"<i>{text}</i>"
        return f'<a href="{_address(span.link)}">{text}</a>' if span.link else text

    def _words(self, text: str, *, can_link: bool) -> str:
        parts: list[str] = []
        end = 0
        for place, stop, anchor in self._term_places(text) if can_link else ():
            parts.append(self._marked(text[end:place]))
            address = _address(f"{GLOSSARY}.md#{anchor}")
            parts.append(f'<a href="{address}">{self._marked(text[place:stop])}</a>')
            end = stop
        parts.append(self._marked(text[end:]))
        return "".join(parts)

    def _term_places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where terms stand that are not linked on this page yet: beginning, end, anchor."""
        for found in term_pattern(self._terms).finditer(text):
            term = found[0]
            if term not in self._linked:
                self._linked.add(term)
                yield found.start(), found.end(), self._terms[term]

    def _marked(self, text: str) -> str:
        if not self._wanted:
            return escape(text)
        spans = tuple(
            found.span()
            for found in WORD.finditer(text)
            if any(is_form_of(found[0], one) for one in self._wanted)
        )
        return marked_text(text, spans, self._shades.mark)


def term_pattern(terms: Collection[str]) -> re.Pattern[str]:
    """Finds the terms as whole words, the longest first."""
    words = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])" if words else r"(?!)")


def snippet_text(snippet: Snippet, mark: str) -> str:
    """A snippet of the search with its words marked."""
    return marked_text(snippet.text, snippet.marked, mark)


def marked_text(text: str, places: Sequence[tuple[int, int]], mark: str) -> str:
    """A text with a colour behind some of its words."""
    parts: list[str] = []
    end = 0
    for start, stop in places:
        parts.append(escape(text[end:start]))
        parts.append(f'<span style="background-color: {mark}">{escape(text[start:stop])}</span>')
        end = stop
    parts.append(escape(text[end:]))
    return "".join(parts)


def _address(link: str) -> str:
    return quote(link, safe="/#:.-")
