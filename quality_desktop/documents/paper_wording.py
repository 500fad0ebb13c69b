"""Wording of any paper of the office: parsed from the records of its kind, checked when it is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.documents.paper_names import Named, named_codes, paper_vocabulary
from quality_desktop.documents.template import Template, Vocabulary, parse, require_condition
from quality_desktop.documents.vocabulary import APPENDIX
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.domain.records import Id

STYLES: Final = ("body", "clause", "item", "list", "section", "table")
"""Styles of parts: ``clause`` has a number, ``item`` a dash, ``section`` is a subheading."""
_APPENDIX_MARK: Final = """\
Приложение{if appendix.numbered} № {appendix}{end}
к приказу {office.term:gen}
от {if dated}{dated:numeric}{else}____________{end} № {if number}{number}{else}____________{end}"""
_LETTER_MARK: Final = """\
Приложение{if appendix.numbered} № {appendix}{end}
к письму {office.term:gen}
от {if dated}{dated:numeric}{else}____________{end} № {if number}{number}{else}____________{end}"""
_EXECUTOR: Final = """\
{if executor}{executor:full}{end}
{if executor}{executor.phone}{end}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPartWording:
    """A part of the text of a paper.

    Attributes:
        key: Edits refer to it.
        style: One of ``STYLES``.
        text: The text; every line is a paragraph. Title of a table.
        when: Condition without which it is left out; empty for none.
        each: List for every element of which it is repeated with its parts; empty for none.
        cells: Texts of a table, its first row is the header.
        widths: Relative widths of its columns; none for those that fit the texts.
        parts: Parts that follow it, for every element.
    """

    key: str
    style: str
    text: Template
    when: str = ""
    each: str = ""
    cells: tuple[tuple[Template, ...], ...] = ()
    widths: tuple[float, ...] = ()
    parts: tuple[PaperPartWording, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWording:
    """All words of a paper.

    Attributes:
        kind: The record of its kind.
        named: Codes that its texts name.
        parts: Its text in order; parts of the paper itself in their places.
    """

    kind: PaperKind
    named: Named
    kind_word: Template
    heading: Template
    addressee: Template
    greeting: Template
    distribution: Template
    executor: Template
    appendix_mark: tuple[Template, ...]
    parts: tuple[PaperPartWording, ...]


def read_kind(
    kind: PaperKind, parts: Sequence[PaperPart], own: Sequence[PaperPart] = ()
) -> PaperWording:
    """Parse the wording of a paper.

    Args:
        kind: Its kind.
        parts: Parts of the kind.
        own: Parts that were added to the paper itself; ``place`` 2500 stands between the second and
            the third part of the kind.

    Raises:
        QualityError: A text names what is not known; the sentence names the part.
    """
    named = named_codes(_texts(kind, [*parts, *own]))
    vocabulary = paper_vocabulary(named)
    place = f"Вид документа «{kind.title or kind.code}»"

    def text(written: str, where: str) -> Template:
        return parse(written, vocabulary, place=f"{place}, {where}")

    mark = kind.appendix_mark or (_LETTER_MARK if kind.family == "letter" else _APPENDIX_MARK)
    marked = vocabulary.plus(APPENDIX)
    where = f"{place}, отметка приложения"
    return PaperWording(
        kind=kind,
        named=named,
        kind_word=text(kind.kind_word, "слово вида документа"),
        heading=text(kind.heading, "заголовок"),
        addressee=text(kind.addressee, "адресат"),
        greeting=text(kind.greeting, "обращение"),
        distribution=text(kind.distribution, "рассылка"),
        executor=text(kind.executor or _EXECUTOR, "исполнитель"),
        appendix_mark=tuple(parse(line, marked, place=where) for line in mark.splitlines()),
        parts=tuple(_parts(parts, own, vocabulary, place)),
    )


def ordered(parts: Sequence[PaperPart], parent: Id | None = None) -> list[PaperPart]:
    """Parts of one level in their order."""
    own = [part for part in parts if part.parent == parent]
    return sorted(own, key=lambda part: (part.place, part.id.bytes))


def widths_of(written: str) -> tuple[float, ...]:
    """Widths of columns; none when one of them is no number above zero."""
    try:
        widths = tuple(float(width.replace(",", ".")) for width in written.split())
    except ValueError:
        return ()
    return widths if all(width > 0 for width in widths) else ()


def cells_of(written: str) -> list[list[str]]:
    """Texts of a table from lines divided by tabs; « ⏎ » inside a cell begins a new line."""
    return [
        [cell.replace(LINE_IN_CELL, "\n") for cell in line.split("\t")]
        for line in written.split("\n")
        if line.strip()
    ]


LINE_IN_CELL: Final = " ⏎ "
"""Written for a line break inside a cell, because a line of ``PaperPart.cells`` is a row."""


def _texts(kind: PaperKind, parts: Sequence[PaperPart]) -> Iterator[str]:
    yield from (
        kind.kind_word, kind.heading, kind.addressee, kind.greeting, kind.distribution, kind.executor,
        kind.appendix_mark,
    )  # fmt: skip
    for part in parts:
        yield from (part.text, part.cells, f"{{if {part.condition}}}")


def _parts(
    parts: Sequence[PaperPart], own: Sequence[PaperPart], vocabulary: Vocabulary, place: str
) -> Iterator[PaperPartWording]:
    known = {part.id for part in parts}
    tops = [part for part in parts if part.parent not in known]
    placed = [
        ((number + 1) * 1000, part)
        for number, part in enumerate(sorted(tops, key=lambda part: (part.place, part.id.bytes)))
    ]
    placed.extend((part.place, part) for part in own)
    for number, (_, part) in enumerate(sorted(placed, key=lambda pair: pair[0]), start=1):
        yield _part(part, parts, vocabulary, f"{place}, часть {number}")


def _part(
    part: PaperPart, parts: Sequence[PaperPart], vocabulary: Vocabulary, place: str
) -> PaperPartWording:
    if part.style not in STYLES:
        raise QualityError(f"{place}: неизвестный вид части «{part.style}».")
    if part.condition:
        require_condition(part.condition, vocabulary, place=place)
    inner = vocabulary
    if part.each:
        if part.each not in vocabulary.lists:
            raise QualityError(f"{place}: неизвестный список «{part.each}».")
        inner = vocabulary.inside(part.each)
    return PaperPartWording(
        key=part.key,
        style=part.style,
        text=parse(part.text, inner, place=place),
        when=part.condition,
        each=part.each,
        cells=tuple(
            tuple(parse(cell, inner, place=place) for cell in row) for row in cells_of(part.cells)
        ),
        widths=widths_of(part.widths),
        parts=tuple(
            _part(child, parts, inner, f"{place}, подпункт {number}")
            for number, child in enumerate(ordered(parts, part.id), start=1)
        ),
    )
