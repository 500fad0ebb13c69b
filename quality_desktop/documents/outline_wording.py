"""Wording of a paper that is composed part by part, read from data.

A file gives the parts in order; a part is a text in a style, a table or a figure. What it may name says
the shape of its facts; everything is checked when the wording is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from quality_desktop.documents.model import Orientation
from quality_desktop.documents.outline_facts import OFFICE, PLAIN, Shape
from quality_desktop.documents.template import Template, Vocabulary, parse, require_condition
from quality_desktop.documents.wording import ColumnWording
from quality_desktop.documents.wording_file import read_wording_file
from quality_desktop.domain.errors import QualityError

STYLES = (
    "body", "clause", "item", "list", "point", "section", "title", "table", "figure", "group",
)  # fmt: skip
"""Styles of parts: ``section`` is a numbered subheading and ``title`` one without a number; a ``list`` is
counted anew, a ``point`` through the whole paper; ``group`` only holds other parts."""
_PART = ("style", "text", "when", "each", "parts", "table", "columns", "figure")
_APPENDIX = ("key", "when", "orientation", "title", "parts")
_PAPER = (
    "kind_word", "has_letterhead", "is_signed", "orientation", "title", "heading",
    "approval", "addressee", "greeting", "appendix_mark", "parts", "appendices",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWording:
    """A part of a text.

    Attributes:
        style: One of ``STYLES``.
        text: The text; every line is a paragraph. Title of a table.
        when: Condition without which the part is left out; empty for none.
        each: List for every element of which it is repeated; empty for none.
        parts: Parts that follow it, for every element.
        table: Which table, for the style ``table``.
        columns: Its columns.
        figure: Which figure, for the style ``figure``.
    """

    style: str
    text: Template
    when: str = ""
    each: str = ""
    parts: tuple[PartWording, ...] = ()
    table: str = ""
    columns: tuple[ColumnWording, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineAppendix:
    """An appendix: a section of its own with the mark at the top right.

    Attributes:
        key: Texts name its number as ``{appendix.key}``.
    """

    key: str
    when: str
    orientation: Orientation
    title: Template
    parts: tuple[PartWording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineWording:
    """All words of a paper.

    Attributes:
        kind_word: «ПРИКАЗ» under the letterhead; empty for a letter.
        approval: Lines of «УТВЕРЖДАЮ» at the top right; none for most papers.
        addressee: Lines of the addressee.
        greeting: «Уважаемые руководители!»; empty for none.
        appendix_mark: Lines of the mark of every appendix.
    """

    kind_word: str
    has_letterhead: bool
    is_signed: bool
    orientation: Orientation
    title: Template
    heading: Template
    approval: tuple[Template, ...]
    addressee: tuple[Template, ...]
    greeting: Template
    appendix_mark: tuple[Template, ...]
    parts: tuple[PartWording, ...]
    appendices: tuple[OutlineAppendix, ...]


def read_outline(path: Path, shape: Shape) -> OutlineWording:
    """Read the wording of a paper.

    Args:
        path: The file.
        shape: What it may name.

    Raises:
        QualityError: The file is missing or wrong; the sentence names the file and the place.
    """
    data = read_wording_file(path)
    place = f"Формулировки {path.name}"
    appendices = _tables(data.get("appendices", []), f"{place}, «appendices»")
    own = Vocabulary(
        fields={f"appendix.{one.get('key', '')}": PLAIN for one in appendices},
        flags=frozenset(f"appendix.{one.get('key', '')}" for one in appendices),
    )
    reader = _Reader(place=place, shape=shape, vocabulary=OFFICE.plus(shape.vocabulary).plus(own))
    return reader.paper(data, appendices)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Turns tables of a file into wording and refuses what it does not know."""

    place: str
    shape: Shape
    vocabulary: Vocabulary

    def paper(
        self, data: Mapping[str, Any], appendices: Sequence[Mapping[str, Any]]
    ) -> OutlineWording:
        self.known(data, _PAPER, ("title", "heading", "parts"))
        return OutlineWording(
            kind_word=self.string(data.get("kind_word", ""), "kind_word"),
            has_letterhead=self.boolean(data.get("has_letterhead", True), "has_letterhead"),
            is_signed=self.boolean(data.get("is_signed", True), "is_signed"),
            orientation=self.orientation(data),
            title=self.text(data["title"], "title"),
            heading=self.text(data["heading"], "heading"),
            approval=self.lines(data, "approval"),
            addressee=self.lines(data, "addressee"),
            greeting=self.text(data.get("greeting", ""), "greeting"),
            appendix_mark=self.lines(data, "appendix_mark"),
            parts=self.parts(data["parts"]),
            appendices=tuple(self.appendix(one) for one in appendices),
        )

    def appendix(self, data: Mapping[str, Any]) -> OutlineAppendix:
        inner = replace(self, place=f"{self.place}, приложение «{data.get('key', '?')}»")
        inner.known(data, _APPENDIX, ("key", "title", "parts"))
        return OutlineAppendix(
            key=inner.string(data["key"], "key"),
            when=inner.condition(data),
            orientation=inner.orientation(data),
            title=inner.text(data["title"], "title"),
            parts=inner.parts(data["parts"]),
        )

    def parts(self, value: object) -> tuple[PartWording, ...]:
        return tuple(
            replace(self, place=f"{self.place}, часть {number}").part(one)
            for number, one in enumerate(_tables(value, f"{self.place}, «parts»"), start=1)
        )

    def part(self, data: Mapping[str, Any]) -> PartWording:
        self.known(data, _PART, ("style",))
        style = self.choice(data["style"], STYLES, "style")
        inner, each = self, self.string(data.get("each", ""), "each")
        if each:
            if each not in self.vocabulary.lists:
                raise QualityError(f"{self.place}: неизвестный список «{each}».")
            inner = replace(
                self, shape=self.shape.lists[each], vocabulary=self.vocabulary.inside(each)
            )
        table = ""
        columns: tuple[ColumnWording, ...] = ()
        if style == "table":
            table = inner.choice(data.get("table"), inner.shape.tables, "table")
            columns = inner.columns(data.get("columns"), inner.shape.tables[table])
        figure = ""
        if style == "figure":
            figure = inner.choice(data.get("figure"), inner.shape.figures, "figure")
        return PartWording(
            style=style,
            text=inner.text(data.get("text", ""), "text"),
            when=self.condition(data),
            each=each,
            parts=inner.parts(data.get("parts", [])),
            table=table,
            columns=columns,
            figure=figure,
        )

    def columns(self, value: object, known: Collection[str]) -> tuple[ColumnWording, ...]:
        found = []
        for data in _tables(value, f"{self.place}, «columns»"):
            self.known(data, ("key", "title", "width"), ("key", "title", "width"))
            width = data["width"]
            if not isinstance(width, int | float) or width <= 0:
                raise QualityError(f"{self.place}: ширина столбца – число больше нуля.")
            found.append(
                ColumnWording(
                    key=self.choice(data["key"], known, "key"),
                    title=self.string(data["title"], "title"),
                    width=float(width),
                )
            )
        return tuple(found)

    def lines(self, data: Mapping[str, Any], name: str) -> tuple[Template, ...]:
        value = data.get(name, [])
        if not isinstance(value, list):
            raise QualityError(f"{self.place}, «{name}»: здесь должен быть список текстов.")
        return tuple(self.text(line, name) for line in value)

    def text(self, value: object, name: str) -> Template:
        place = f"{self.place}, «{name}»"
        return parse(self.string(value, name), self.vocabulary, place=place)

    def condition(self, data: Mapping[str, Any]) -> str:
        when = self.string(data.get("when", ""), "when")
        if when:
            require_condition(when, self.vocabulary, place=self.place)
        return when

    def orientation(self, data: Mapping[str, Any]) -> Orientation:
        found: Orientation = data.get("orientation", "portrait")
        self.choice(found, get_args(Orientation), "orientation")
        return found

    def choice(self, value: object, known: Collection[str], name: str) -> str:
        if value not in known or not isinstance(value, str):
            raise QualityError(
                f"{self.place}, «{name}»: «{value}» здесь не бывает, есть {', '.join(known)}."
            )
        return value

    def string(self, value: object, name: str) -> str:
        if not isinstance(value, str):
            raise QualityError(f"{self.place}, «{name}»: здесь должен быть текст.")
        return value

    def boolean(self, value: object, name: str) -> bool:
        if not isinstance(value, bool):
            raise QualityError(f"{self.place}, «{name}»: здесь true или false.")
        return value

    def known(
        self, data: Mapping[str, Any], names: Collection[str], required: Collection[str]
    ) -> None:
        for name in data:
            if name not in names:
                raise QualityError(f"{self.place}: неизвестная строка «{name}».")
        for name in required:
            if name not in data:
                raise QualityError(f"{self.place}: не хватает строки «{name}».")


def _tables(value: object, place: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise QualityError(f"{place}: здесь должен быть список таблиц.")
    return value
