"""Pages as a browser understands them, read by the parser of the standard library."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

_ALONE = frozenset({"br", "img", "link", "meta"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "figcaption", "caption", "title"})


@dataclass(kw_only=True)
class Page:
    """What stands on a page.

    Attributes:
        elements: Tag and attributes of every element, in order.
        paragraphs: Texts of paragraphs, headings, items and captions, in order.
        tables: Texts of the cells of every table, in order.
        headings: Levels and texts of headings, in order.
        text: All text, in order.
    """

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[list[str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""

    def tags(self, name: str) -> list[dict[str, str]]:
        """Attributes of every element of this name."""
        return [attributes for tag, attributes in self.elements if tag == name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[str] = []
        self._paragraph: list[str] | None = None
        self._cell: list[str] | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            raise ValueError(f"{tag} says an attribute twice: {names}")
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "br":
            self.handle_data("\n")
        if tag in _ALONE:
            return
        self._open.append(tag)
        if tag == "table":
            self.page.tables.append([])
        if tag in _PARAGRAPHS:
            self._paragraph = []
        if tag in ("td", "th"):
            self._cell = []

    @override
    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop() if self._open else "nothing"
        if opened != tag:
            raise ValueError(f"</{tag}> closes <{opened}>")
        if tag in _PARAGRAPHS and self._paragraph is not None:
            text = "".join(self._paragraph)
            self.page.paragraphs.append(text)
            if tag in ("h1", "h2", "h3", "h4"):
                self.page.headings.append((int(tag[1]), text))
            if self._cell is not None:
                self._cell.append(text)
            self._paragraph = None
        if tag in ("td", "th") and self._cell is not None:
            self.page.tables[-1].append(" ".join(self._cell))
            self._cell = None

    @override
    def handle_data(self, data: str) -> None:
        self.page.text += data
        if self._paragraph is not None:
            self._paragraph.append(data)
        elif self._cell is not None:
            self._cell.append(data)

    def finish(self) -> Page:
        self.close()
        if self._open:
            raise ValueError(f"left open: {self._open}")
        return self.page


def read_page(content: str) -> Page:
    """Read a page or a piece of one.

    Raises:
        ValueError: Elements are not closed in their order, or an attribute stands twice.
    """
    reader = _Reader()
    reader.feed(content)
    return reader.finish()
