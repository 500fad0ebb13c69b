"""A paper composed part by part from its wording and facts: orders, letters, reports, plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.documents.appendices import cell_paragraphs
from quality_desktop.documents.clauses import DASH, ended_item
from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    Block,
    Cell,
    Document,
    Figure,
    Paragraph,
    Row,
    Section,
    StyleName,
    Table,
    plain,
)
from quality_desktop.documents.office_head import closing, head, letter_head
from quality_desktop.documents.outline_facts import Facts, OfficeFacts, Shape
from quality_desktop.documents.outline_values import (
    appendix_number,
    appendix_numbers,
    facts_values,
    office_values,
)
from quality_desktop.documents.outline_wording import OutlineWording, PartWording
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Template, Values
from quality_desktop.documents.wording import ColumnWording
from quality_desktop.domain.errors import Problem
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.typography import glued, single_spaced

_BOUND: Final = re.compile(r"([≥≤<>=]|\b[Дд]о|\bиз) (?=[\d−])")
_FIGURE: Final = re.compile(
    r"(\d|\d[ \u00a0\u202f]?%|\bграница) (?=(?:[≥≤<>=]|из\b)[ \u00a0][\d−])"
)
_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.$")
_DRAFT: Final = "ПРОЕКТ"
_PRINTED_AS: Final[Mapping[str, StyleName]] = {
    "body": "body",
    "clause": "clause",
    "item": "item",
    "list": "list",
    "point": "list",
    "section": "subheading",
    "title": "subheading",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedOutline:
    """A paper as it will print, and what is wrong with its facts."""

    document: Document
    problems: tuple[Problem, ...]


def compose_outline(
    *, office: OfficeFacts, shape: Shape, facts: Facts, wording: OutlineWording, grammar: Grammar
) -> ComposedOutline:
    """Compose a paper.

    Args:
        office: Its requisites.
        shape: What its wording may name.
        facts: What it says.
        wording: Its words.
        grammar: Declension with the office's own forms.
    """
    speech = Speech(grammar)
    values = office_values(office, speech).inside(facts_values(shape, facts, speech))
    present = [one for one in wording.appendices if not one.when or values.holds(one.when)]
    places = {one.key: place for place, one in enumerate(present, start=1)}
    numbers = {one.key: places.get(one.key) for one in wording.appendices}
    values = values.inside(appendix_numbers(numbers))
    writer = _Parts(shape=shape)
    blocks = [
        *_first_blocks(office, wording, values, speech),
        *writer.blocks(wording.parts, facts, values),
    ]
    if wording.is_signed:
        blocks.extend(closing(office, speech))
    sections = [Section(orientation=wording.orientation, blocks=tuple(blocks))]
    for number, appendix in enumerate(present, start=1):
        inner = values.inside(appendix_number(number))
        mark = AppendixMark(lines=_lines(wording.appendix_mark, inner))
        title = Paragraph(style="appendix-title", runs=plain(_text(appendix.title, inner)))
        body = writer.blocks(appendix.parts, facts, inner)
        sections.append(Section(orientation=appendix.orientation, blocks=(mark, title, *body)))
    return ComposedOutline(
        document=Document(
            key=office.key,
            title=_titled(_text(wording.title, values), is_draft=office.is_draft),
            author=office.municipality.office_name,
            subject=_text(wording.heading, values).replace(NBSP, " ").replace("\n", " "),
            sections=tuple(sections),
        ),
        problems=(*office.problems, *speech.problems),
    )


def _first_blocks(
    office: OfficeFacts, wording: OutlineWording, values: Values, speech: Speech
) -> Iterator[Block]:
    if office.is_draft:
        yield AppendixMark(lines=(_DRAFT,))
    addressee = _lines(wording.addressee, values)
    # A position is often typed small, as it stands inside a sentence.
    addressee = tuple(
        line if number else line[:1].upper() + line[1:] for number, line in enumerate(addressee)
    )
    if wording.has_letterhead and addressee:
        yield letter_head(office, addressee, speech)
    elif wording.has_letterhead:
        yield head(office, kind_word=wording.kind_word, speech=speech)
    if approval := _lines(wording.approval, values):
        yield AppendixMark(lines=approval)
    if addressee and not wording.has_letterhead:
        yield Addressee(lines=addressee)
    yield Paragraph(style="heading", runs=plain(_text(wording.heading, values)))
    if greeting := _text(wording.greeting, values):
        yield Paragraph(style="greeting", runs=plain(greeting))


def _titled(title: str, *, is_draft: bool) -> str:
    return title.replace(NBSP, " ") + (" (проект)" if is_draft else "")


class _Parts:
    """Writes parts; figures, tables and points are numbered through the whole paper."""

    def __init__(self, *, shape: Shape) -> None:
        self._shape = shape
        self._tables = 0
        self._figures = 0
        self._sections = 0
        self._clauses = 0
        self._points = 0

    def blocks(
        self, parts: Sequence[PartWording], facts: Facts, values: Values
    ) -> tuple[Block, ...]:
        """Blocks of these parts, marks at the ends of lists set."""
        return tuple(_with_ends(list(self._blocks(parts, facts, values, self._shape))))

    def _blocks(
        self, parts: Sequence[PartWording], facts: Facts, values: Values, shape: Shape
    ) -> Iterator[Block]:
        listed = 0
        for part in parts:
            if part.when and not values.holds(part.when):
                continue
            if part.style != "list":
                listed = 0
            for own, inner, own_shape in _repeated(part, facts, values, shape):
                if part.style == "list":
                    listed += 1
                yield from self._part(part, own, inner, listed)
                yield from self._blocks(part.parts, own, inner, own_shape)

    def _part(
        self, part: PartWording, facts: Facts, values: Values, listed: int
    ) -> Iterator[Block]:
        match part.style:
            case "group":
                return
            case "table":
                yield from self._table(part, facts, values)
            case "figure":
                yield from self._figure(part, facts)
            case _:
                lines = _text(part.text, values).split("\n")
                for line in filter(None, lines):
                    yield Paragraph(
                        style=_PRINTED_AS[part.style],
                        mark=self._mark(part.style, listed),
                        runs=plain(_TWO_STOPS.sub(".", line)),
                    )

    def _mark(self, style: str, listed: int) -> str:
        match style:
            case "clause":
                self._clauses += 1
                return f"{self._clauses}."
            case "section":
                self._sections += 1
                return f"{self._sections}."
            case "list":
                return f"{listed}."
            case "point":
                self._points += 1
                return f"{self._points}."
            case "item":
                return DASH
            case _:
                return ""

    def _table(self, part: PartWording, facts: Facts, values: Values) -> Iterator[Block]:
        rows = facts.tables.get(part.table, ())
        if not rows:
            return
        if title := _text(part.text, values):
            self._tables += 1
            named = glued(f"Таблица {self._tables} {DASH} {title}")
            yield Paragraph(style="subheading", runs=plain(named))
        yield Table(
            widths=tuple(column.width for column in part.columns),
            header=(Row(cells=tuple(_cell(c.title, "cell-head") for c in part.columns)),),
            rows=tuple(_rows(part.columns, rows)),
        )

    def _figure(self, part: PartWording, facts: Facts) -> Iterator[Block]:
        for found in facts.figures.get(part.figure, ()):
            self._figures += 1
            yield Figure(
                image=found.image,
                width=found.width,
                height=found.height,
                alt=found.alt,
                caption=glued(f"Рисунок {self._figures} {DASH} {found.title}"),
            )


def _repeated(
    part: PartWording, facts: Facts, values: Values, shape: Shape
) -> Iterator[tuple[Facts, Values, Shape]]:
    """The part once, or once for every element of its list."""
    if not part.each:
        yield facts, values, shape
        return
    elements = zip(facts.lists.get(part.each, ()), values.lists[part.each], strict=True)
    for own, element in elements:
        yield own, values.inside(element), shape.lists[part.each]


def _rows(columns: Sequence[ColumnWording], rows: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    number = 0
    for texts in rows:
        if "group" in texts:
            heading = Paragraph(style="cell-group", runs=plain(glued(texts["group"])))
            yield Row(cells=(Cell(paragraphs=(heading,), column_span=len(columns)),), is_group=True)
            continue
        number += 1
        known = {"number": str(number)} | dict(texts)
        yield Row(cells=tuple(_cell(known.get(c.key, ""), _style(c.key)) for c in columns))


def _style(column: str) -> StyleName:
    return "cell-centre" if column in _CENTRED else "cell"


_CENTRED: Final = frozenset(
    {
        "number", "grade", "participants", "low", "share", "interval", "schools", "before", "after",
        "change", "similar", "effect", "margin", "year", "listed", "entered", "stayed", "left", "returned",
        "unknown", "recommended", "done", "due", "received", "approved",
    }
)  # fmt: skip
"""Columns of short figures."""


def _cell(text: str, style: StyleName) -> Cell:
    return Cell(paragraphs=cell_paragraphs(_held(text), style))


def _with_ends(blocks: list[Block]) -> Iterator[Block]:
    """Items of a list end with «;», the last one with a full stop."""
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.style != "item":
            yield block
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        is_last = not (isinstance(following, Paragraph) and following.style == "item")
        text = ended_item(block.text, is_last=is_last)
        yield Paragraph(style="item", mark=block.mark, runs=plain(text))


def _text(template: Template, values: Values) -> str:
    lines = (single_spaced(line) for line in template.render(values).split("\n"))
    return _held("\n".join(line for line in lines if line))


def _held(text: str) -> str:
    """No line ends between a sign and its number, nor where Russian typography forbids."""
    return _FIGURE.sub(rf"\1{NBSP}", _BOUND.sub(rf"\1{NBSP}", glued(text)))


def _lines(templates: Iterable[Template], values: Values) -> tuple[str, ...]:
    texts = (_text(template, values).rstrip(",") for template in templates)
    return tuple(line for text in texts for line in text.split("\n") if line)
