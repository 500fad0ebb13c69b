"""The small parts of a workbook: its sheets with their places, defined names, styles that show a percent."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import Limits
from quality_desktop.sheets.preflight import DAMAGED, SUSPICIOUS, Archive

_MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_LINKS = re.compile(r"xl/externalLinks/", re.IGNORECASE)
_BUILT_IN_PERCENT = frozenset({"9", "10"})  # ECMA-376, 18.8.30: 0% and 0.00%
_PERCENT_NUMBER = re.compile(rb"""numFmtId\s*=\s*["'](?:9|10)["']""")
_QUOTED = re.compile(r'"[^"]*"|\\.')  # letters of a number format that are only shown
_NAME_LENGTH = 255
_NAMES = 20_000
_SMALL = 1 << 18  # bytes of parts that are worth remembering
_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it.

    Attributes:
        name: Name on its tab.
        part: Where in the archive its XML is; empty for a sheet of another kind (a diagram).
        is_hidden: Whether a person does not see it.
    """

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookParts:
    """What the small parts say.

    Attributes:
        sheets: The sheets in the order of their tabs.
        names: Defined names of the workbook and what they refer to.
        percent_styles: Numbers of the cell styles that show a percent, as text.
        has_links: Whether formulas may look into other workbooks.
        is_uncomputed: Written by a program that left the formulas for Excel to compute.
    """

    sheets: tuple[SheetEntry, ...]
    names: dict[str, str]
    percent_styles: frozenset[str]
    has_links: bool
    is_uncomputed: bool


class PartsReader:
    """Reads the small parts of workbooks; those of a batch often have the same ones, byte by byte."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], BookParts] = {}

    def read(self, archive: Archive, limits: Limits) -> BookParts:
        """Read the small parts of a judged workbook.

        Raises:
            FileRefusedError: A part is broken, or the workbook has no sheets or too many.
        """
        main = archive.read(_MAIN)
        if archive.has(_STRINGS):
            # The reader of values takes it as it is, so it is judged like the rest.
            archive.read(_STRINGS)
        relations = archive.read(_RELATIONS)
        styles = archive.read(_STYLES) if archive.has(_STYLES) else b""
        has_links = any(_LINKS.match(name) for name in archive.names())
        key = (main, relations, styles, has_links, limits.sheets)
        found = self._known.get(key)
        if found is None:
            found = _parts(main, relations, styles, limits, has_links=has_links)
            if len(main) + len(relations) + len(styles) <= _SMALL:
                if len(self._known) >= _KEPT:
                    self._known.clear()
                self._known[key] = found
        return found


def _parts(
    main: bytes, relations: bytes, styles: bytes, limits: Limits, *, has_links: bool
) -> BookParts:
    book = _BookListener()
    _listen(main, book.on_start, book.on_text, book.on_end)
    if not book.sheets:
        raise FileRefusedError(DAMAGED)
    if len(book.sheets) > limits.sheets:
        raise FileRefusedError(
            f"листов больше {limits.sheets}: удалите лишние и сохраните книгу снова"
        )
    if len(book.names) > _NAMES:
        raise FileRefusedError(f"именованных ячеек больше {_NAMES}: {SUSPICIOUS}")
    targets = _targets(relations)
    return BookParts(
        sheets=tuple(
            SheetEntry(name=name, part=targets.get(relation, ""), is_hidden=state != "visible")
            for name, relation, state in book.sheets
        ),
        names=book.names,
        percent_styles=_percent_styles(styles),
        has_links=has_links,
        is_uncomputed=book.is_uncomputed,
    )


def shows_percent(code: str) -> bool:
    """Whether a number format shows the number as percent: «0,0%» does, «0" %"» only looks like it."""
    return "%" in _QUOTED.sub("", code)


@dataclass(slots=True)
class _BookListener:
    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    is_uncomputed: bool = False
    _name: str = ""
    _texts: list[str] = field(default_factory=list)

    def on_start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if _local(k) == "id"), "")
            self.sheets.append(
                (attributes.get("name", ""), relation, attributes.get("state", "visible"))
            )
        elif tag == "definedName" and "localSheetId" not in attributes:
            self._name, self._texts = attributes.get("name", "")[:_NAME_LENGTH], []
        elif tag == "calcPr":
            self.is_uncomputed = attributes.get("fullCalcOnLoad") in ("1", "true")

    def on_text(self, text: str) -> None:
        if self._name:
            self._texts.append(text)

    def on_end(self, tag: str) -> None:
        if tag == "definedName" and self._name:
            self.names[self._name] = "".join(self._texts).strip()[:_NAME_LENGTH]
            self._name = ""


def _targets(relations: bytes) -> dict[str, str]:
    """Part of the archive by relation of the workbook."""
    found: dict[str, str] = {}

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        if tag != "Relationship" or not attributes.get("Type", "").endswith("/worksheet"):
            return
        if attributes.get("TargetMode") == "External":
            raise FileRefusedError(f"лист книги лежит вне файла: {SUSPICIOUS}")
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found[attributes.get("Id", "")] = posixpath.normpath(path)

    _listen(relations, on_start)
    return found


def _percent_styles(content: bytes) -> frozenset[str]:
    if b"%" not in content and _PERCENT_NUMBER.search(content) is None:
        return frozenset()
    codes: dict[str, str] = {}
    used: list[str] = []
    is_inside = False

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_inside
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            is_inside = True
        elif tag == "xf" and is_inside:
            used.append(attributes.get("numFmtId", "0"))

    def on_end(tag: str) -> None:
        nonlocal is_inside
        if tag == "cellXfs":
            is_inside = False

    _listen(content, on_start, None, on_end)
    percents = _BUILT_IN_PERCENT | {number for number, code in codes.items() if shows_percent(code)}
    return frozenset(str(index) for index, number in enumerate(used) if number in percents)


def _listen(
    content: bytes,
    on_start: Callable[[str, dict[str, str]], None],
    on_text: Callable[[str], None] | None = None,
    on_end: Callable[[str], None] | None = None,
) -> None:
    """Walk through a part; tags are told without their prefix."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: on_start(_local(tag), attributes)
    if on_text is not None:
        parser.CharacterDataHandler = on_text
    if on_end is not None:
        parser.EndElementHandler = lambda tag: on_end(_local(tag))
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefusedError(DAMAGED) from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]
