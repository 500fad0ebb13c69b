"""Any paper of the office, composed from the wording of its kind, facts and a person's edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quality_desktop.documents.addressed import BY_LIST, MOST_NAMED, mailing_list
from quality_desktop.documents.addressees import addressee_lines
from quality_desktop.documents.appendices import Appendices
from quality_desktop.documents.clauses import DASH, HEADING, ComposedClause, compared, ended_item
from quality_desktop.documents.free_text import typed_table
from quality_desktop.documents.greetings import greeting_values
from quality_desktop.documents.letter_head import corner_letterhead
from quality_desktop.documents.letterhead import closing_blocks, letterhead_block
from quality_desktop.documents.marks import marked_runs
from quality_desktop.documents.model import (
    Addressee,
    Block,
    Document,
    Paragraph,
    Section,
    StyleName,
    plain,
)
from quality_desktop.documents.order import Composed
from quality_desktop.documents.paper_facts import PaperFacts
from quality_desktop.documents.paper_findings import check_paper
from quality_desktop.documents.paper_names import paper_values
from quality_desktop.documents.paper_wording import (
    LINE_IN_CELL,
    PaperPartWording,
    PaperWording,
    cells_of,
)
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Template, Values
from quality_desktop.documents.wording import OrderWording
from quality_desktop.domain.paperwork import ClauseEdit
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.typography import glued, single_spaced

GREETING: Final = "greeting"
_PRINTED_AS: Final[Mapping[str, StyleName]] = {
    "body": "body",
    "clause": "clause",
    "item": "item",
    "list": "list",
    "section": "subheading",
    "table": "cell",
}
_SENTENCES: Final = frozenset({"body", "clause", "section"})
_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.$")
_ADDRESS: Final = re.compile(r"(https?://|www\.)\S+$")
_CALLED: Final = {"order": "приказ", "letter": "письмо"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A rendered part before numbers, ends and edits."""

    key: str
    style: str
    text: str
    widths: tuple[float, ...] = ()
    title: str = ""


def compose_paper(
    *,
    facts: PaperFacts,
    wording: PaperWording,
    tables: OrderWording,
    grammar: Grammar,
    edits: Mapping[str, ClauseEdit],
) -> Composed:
    """Compose a paper.

    Args:
        facts: What it says.
        wording: The words of its kind and its own parts.
        tables: Words of the appendices that all papers share: matrix, card, programme.
        grammar: Declension with the office's own forms.
        edits: A person's own wording: key of a part -> edit.
    """
    speech = Speech(grammar)
    values = _values(facts, wording, speech)
    pieces = tuple(_ended(_pieces(wording, facts, values), edits))
    clauses = tuple(_clauses(pieces, edits))
    called = _CALLED.get(wording.kind.family, "документ")
    text = tuple(_text(clauses, {piece.key: piece.widths for piece in pieces}))
    appendices = Appendices(
        facts=facts.order,
        wording=replace(tables, appendix_mark=wording.appendix_mark),
        values=values,
        speech=speech,
    )
    heading = next((clause.text for clause in clauses if clause.key == HEADING), "")
    return Composed(
        document=Document(
            key=facts.order.key,
            title=paper_title(wording, facts),
            author=facts.order.municipality.office_name,
            subject=_one_line(heading),
            sections=(
                _first_pages(facts, wording, values, speech, text=text, called=called),
                *appendices.sections(),
                *mailing_list([one.title for one in facts.addressees]),
            ),
        ),
        problems=(*check_paper(facts, wording, clauses, edits, called=called), *speech.problems),
        clauses=tuple(_editable(clause) for clause in clauses),
    )


def composed_greeting(facts: PaperFacts, wording: PaperWording, grammar: Grammar) -> str:
    """The greeting as the wording makes it, without a person's edit of it; empty for none."""
    values = _values(facts, wording, Speech(grammar))
    return glued(_spaced(wording.greeting.render(values)))


def paper_title(wording: PaperWording, facts: PaperFacts) -> str:
    """Title of a paper for the properties of its files: «Письмо от 12.04.2023 № 07-12/222»."""
    paper = facts.paper
    dated = "" if paper.dated is None else f" от {paper.dated:%d.%m.%Y}"
    number = f" № {paper.bare_number}" if paper.bare_number else ""
    return f"{wording.kind.title}{dated}{number}"


def _values(facts: PaperFacts, wording: PaperWording, speech: Speech) -> Values:
    values = paper_values(facts, wording.named, speech)
    written = "\n".join(_lines(wording.addressee, values))
    return values.inside(greeting_values([one.greeted for one in facts.addressees], written))


def _head(
    facts: PaperFacts, wording: PaperWording, values: Values, speech: Speech
) -> Iterator[Block]:
    addressee = _addressee(facts, wording, values, speech)
    kind = wording.kind
    kind_word = _one_line(wording.kind_word.render(values))
    if not kind.has_letterhead:
        if addressee:
            yield Addressee(lines=tuple(addressee))
    elif kind.family == "letter":
        yield corner_letterhead(facts.order, addressee, speech)
    else:
        form, own = facts.order.letterhead, facts.order
        if form is not None and not kind_word and kind.family != "order":
            # A plan without a word of its own is no «ПРИКАЗ».
            own = replace(own, letterhead=replace(form, right_kind_word="", left_kind_word=""))
        yield letterhead_block(own, kind_word=kind_word, speech=speech)
        if addressee:
            yield Addressee(lines=tuple(addressee))
        return
    if kind_word:
        yield Paragraph(style="kind", runs=plain(glued(kind_word)))


def _first_pages(
    facts: PaperFacts,
    wording: PaperWording,
    values: Values,
    speech: Speech,
    *,
    text: Sequence[Block],
    called: str,
) -> Section:
    """The paper itself, before its appendices; what is not signed ends with its text."""
    blocks = [*_head(facts, wording, values, speech), *text]
    if wording.kind.is_signed:
        last = (*_lines(wording.executor, values), *_lines(wording.distribution, values))
        blocks.extend(closing_blocks(facts.order, speech, called=called, last=last))
    return Section(orientation="portrait", blocks=tuple(blocks))


def _addressee(
    facts: PaperFacts, wording: PaperWording, values: Values, speech: Speech
) -> Sequence[str]:
    if 0 < len(facts.addressees) <= MOST_NAMED:
        return [line for one in facts.addressees for line in addressee_lines(one, speech)]
    said = _lines(wording.addressee, values)
    if facts.addressees and not 0 < len(said) <= MOST_NAMED:
        return [BY_LIST]
    return said


def _pieces(wording: PaperWording, facts: PaperFacts, values: Values) -> Iterator[_Piece]:
    heading = _spaced(facts.paper.subject or wording.heading.render(values))
    if wording.kind.family == "order" or not _one_line(wording.kind_word.render(values)):
        # A field may be written small; so is only what goes on after «Выписка», «Информационное письмо».
        heading = heading[:1].upper() + heading[1:]
    yield _Piece(key=HEADING, style=HEADING, text=heading)
    yield _Piece(key=GREETING, style=GREETING, text=_spaced(wording.greeting.render(values)))
    for part in wording.parts:
        yield from _of_part(part, part.key, values)


def _of_part(part: PaperPartWording, key: str, values: Values) -> Iterator[_Piece]:
    if part.when and not values.holds(part.when):
        return
    elements = [("", values)]
    if part.each:
        elements = [(f":{one.key}", values.inside(one)) for one in values.lists[part.each]]
    for suffix, inner in elements:
        text = _spaced(part.text.render(inner))
        own = f"{key}{suffix}"
        if part.style == "table":
            rows = (
                "\t".join(_spaced(cell.render(inner)).replace("\n", LINE_IN_CELL) for cell in row)
                for row in part.cells
            )
            yield _Piece(
                key=own, style=part.style, text="\n".join(rows), widths=part.widths, title=text
            )
        else:
            if part.style in _SENTENCES:  # a name that a text begins with may be written small
                text = text[:1].upper() + text[1:]
            yield _Piece(key=own, style=part.style, text=text)
        for child in part.parts:
            yield from _of_part(child, f"{own}.{child.key}", inner)


def _ended(pieces: Iterator[_Piece], edits: Mapping[str, ClauseEdit]) -> Iterator[_Piece]:
    """Items end with «;», the last of them with a full stop, an address of a page with nothing."""
    present = [piece for piece in pieces if piece.text]
    for place, piece in enumerate(present):
        if piece.style != "item" or _ADDRESS.search(piece.text):
            yield piece
            continue
        following = (one for one in present[place + 1 :] if not _is_struck(edits, one.key))
        after = next(following, None)
        is_last = after is None or after.style != "item"
        yield replace(piece, text=ended_item(piece.text, is_last=is_last))


def _clauses(pieces: Sequence[_Piece], edits: Mapping[str, ClauseEdit]) -> Iterator[ComposedClause]:
    numbers = {"clause": 0, "section": 0, "list": 0}
    for piece in pieces:
        edit = edits.get(piece.key)
        is_struck = edit is not None and edit.is_struck
        mark = DASH if piece.style == "item" else ""
        if piece.style != "list" and piece.style != "item":
            numbers["list"] = 0
        if piece.style in numbers and not is_struck:
            numbers[piece.style] += 1
            mark = f"{numbers[piece.style]}."
        own = "" if edit is None else edit.text
        composed = _TWO_STOPS.sub(".", piece.text)
        yield ComposedClause(
            key=piece.key,
            style=_style(piece.style),
            mark="" if is_struck else mark,
            text=own or composed,
            composed=composed,
            is_edited=bool(own),
            is_outdated=bool(own and edit and compared(edit.composed) != compared(composed)),
            is_struck=is_struck,
        )


def _style(style: str) -> StyleName:
    if style == HEADING:
        return "heading"
    return "greeting" if style == GREETING else _PRINTED_AS[style]


def _text(
    clauses: Sequence[ComposedClause], widths: Mapping[str, Sequence[float]]
) -> Iterator[Block]:
    for clause in clauses:
        if not clause.is_struck:
            yield from _blocks(clause, widths[clause.key])


def _blocks(clause: ComposedClause, widths: Sequence[float]) -> Iterator[Block]:
    if clause.style == "cell":
        yield typed_table(cells_of(clause.text), widths)
        return
    mark = clause.mark
    if clause.style == "heading":
        yield Paragraph(
            style=clause.style,
            runs=marked_runs(glued(clause.text)),
            source=clause.key,
            is_edited=clause.is_edited,
        )
        return
    for line in filter(None, (line.strip() for line in clause.text.split("\n"))):
        yield Paragraph(
            style=clause.style,
            mark=mark,
            runs=marked_runs(glued(line)),
            source=clause.key,
            is_edited=clause.is_edited,
        )
        mark = ""


def _editable(clause: ComposedClause) -> ComposedClause:
    # An editor of text loses no-break spaces: with them every part would look edited.
    return replace(
        clause,
        text=clause.text.replace(NBSP, " "),
        composed=clause.composed.replace(NBSP, " "),
    )


def _lines(template: Template, values: Values) -> tuple[str, ...]:
    lines = (glued(single_spaced(line.strip())) for line in template.render(values).split("\n"))
    return tuple(line for line in lines if line)


def _spaced(text: str) -> str:
    lines = (single_spaced(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    return " ".join(text.replace(NBSP, " ").split())


def _is_struck(edits: Mapping[str, ClauseEdit], key: str) -> bool:
    edit = edits.get(key)
    return edit is not None and edit.is_struck
