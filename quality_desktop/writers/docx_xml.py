"""Elements of WordprocessingML with attributes in their right namespace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quality_desktop.writers.hyphenation import is_address
from quality_desktop.writers.styles import POINTS_PER_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from quality_desktop.documents.model import Run

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_W = f"{{{WORD}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


_IN_NUMBERS = re.compile(r"(?<=\d)-(?=\d)")
"""The hyphen of «2-11-34»: a word processor would end a line after it."""
_NO_BREAK_HYPHEN = "\u2011"
_WORDS = re.compile(r"[^ \u00a0]+")
TWIPS = 20
"""Units of the format in a point."""


def twips(points: float) -> str:
    """Points as twentieths of a point."""
    return str(round(points * TWIPS))


def mm_twips(millimetres: float) -> str:
    """Millimetres as twentieths of a point."""
    return twips(millimetres * POINTS_PER_MM)


def style_id(key: str) -> str:
    """Identifier of a style: «appendix-title» is «AppendixTitle»."""
    return "".join(part.capitalize() for part in key.split("-"))


def _between_hyphens(line: str) -> list[str]:
    """Parts of a line between hyphens at which it must not end; an address keeps its own letters."""

    def held(found: re.Match[str]) -> str:
        word = found.group()
        return word if is_address(word) else _IN_NUMBERS.sub(_NO_BREAK_HYPHEN, word)

    return (_WORDS.sub(held, line) if "-" in line else line).split(_NO_BREAK_HYPHEN)


class WordXml:
    """Makes elements; holds the XML library so that it is imported once per paper."""

    def __init__(self) -> None:
        from lxml import etree

        self._new = etree.Element
        self._sub = etree.SubElement

    def new(self, tag: str, **attributes: str) -> Element:
        """An element without a parent."""
        element = self._new(_W + tag, nsmap={"w": WORD, "r": RELATIONSHIPS})
        for name, value in attributes.items():
            element.set(_W + name, value)
        return element

    def add(self, parent: Element, tag: str, **attributes: str) -> Element:
        """An element at the end of its parent."""
        element = self._sub(parent, _W + tag)
        for name, value in attributes.items():
            element.set(_W + name, value)
        return element

    def paragraph(self, parent: Element, style: str, runs: Sequence[Run] = ()) -> Element:
        """A paragraph in a named style; returns its properties, to which others may be added in order."""
        paragraph = self.add(parent, "p")
        properties = self.add(paragraph, "pPr")
        self.add(properties, "pStyle", val=style_id(style))
        for run in runs:
            self._run(paragraph, run)
        return properties

    def _run(self, paragraph: Element, run: Run) -> None:
        element = self.add(paragraph, "r")
        if run.is_bold or run.is_italic:
            properties = self.add(element, "rPr")
            if run.is_bold:
                self.add(properties, "b")
            if run.is_italic:
                self.add(properties, "i")
        for index, line in enumerate(run.text.split("\n")):
            if index:
                self.add(element, "br")
            for place, part in enumerate(_between_hyphens(line)):
                if place:
                    self.add(element, "noBreakHyphen")
                if part:
                    text = self.add(element, "t")
                    text.text = part
                    text.set(_SPACE, "preserve")
