"""The book of help: its pages in the order of the contents, and what F1 opens where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.services.help.blocks import Block, Heading, parse, text_of
from quality_desktop.services.toml_files import read_toml

CONTENTS: Final = "contents.toml"
FIRST_PAGE: Final = "first-steps"
GLOSSARY: Final = "glossary"
_TERM_LEVEL: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page.

    Attributes:
        name: Name of its file without ending.
        title: Its first heading.
        blocks: What it says, the title first.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> Iterator[Heading]:
        """Headings from top to bottom."""
        return (block for block in self.blocks if isinstance(block, Heading))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages that stand together in the contents."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All of the help.

    Attributes:
        folder: Where its files lie; pictures are named from here.
        sections: The contents.
        places: Object name of a dialog, or «tab.button» of a view -> page with its anchor.
    """

    folder: Path
    sections: tuple[Section, ...]
    places: Mapping[str, str]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages in the order of the contents."""
        return tuple(page for section in self.sections for page in section.pages)

    def page(self, name: str) -> Page | None:
        """A page by the name of its file without ending."""
        return next((page for page in self.pages if page.name == name), None)

    @property
    def terms(self) -> Mapping[str, str]:
        """Terms of the glossary -> their anchors on its page."""
        glossary = self.page(GLOSSARY)
        if glossary is None:
            return {}
        headings = (head for head in glossary.headings if head.level == _TERM_LEVEL)
        return {text_of(head.line): head.anchor for head in headings}


def read_book(folder: Path) -> Book:
    """Read all pages that the contents name and that are there.

    Args:
        folder: Folder of the help.

    Raises:
        QualityError: The contents or a page cannot be read.
    """
    contents = read_toml(folder / CONTENTS)
    sections = tuple(_section(folder, entry) for entry in contents.get("section", []))
    return Book(
        folder=folder,
        sections=tuple(section for section in sections if section.pages),
        places={**contents.get("dialogs", {}), **contents.get("views", {})},
    )


def split_link(link: str) -> tuple[str, str]:
    """Page and anchor of a link: «matrix.md#как-назначить», «matrix», «#здесь»."""
    name, _, anchor = link.partition("#")
    return name.removesuffix(".md"), anchor


def _section(folder: Path, entry: Mapping[str, Any]) -> Section:
    paths = (folder / f"{name}.md" for name in entry["pages"])
    pages = tuple(_page(path) for path in paths if path.is_file())
    return Section(title=entry["title"], pages=pages)


def _page(path: Path) -> Page:
    try:
        blocks = parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise QualityError(
            f"Страница справки {path.name} не читается: установите программу заново."
        ) from error
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    title = path.stem if first is None else text_of(first.line)
    return Page(name=path.stem, title=title, blocks=blocks)
