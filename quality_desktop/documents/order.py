"""An order about the mechanisms of quality management, composed from facts and wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quality_desktop.documents.appendices import Appendices
from quality_desktop.documents.clauses import HEADING, ClauseComposer, ComposedClause
from quality_desktop.documents.facts import OrderFacts
from quality_desktop.documents.findings import check_order
from quality_desktop.documents.letterhead import closing_blocks, letterhead_block
from quality_desktop.documents.model import (
    Block,
    Document,
    Paragraph,
    Section,
    plain,
)
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.vocabulary import order_values
from quality_desktop.documents.wording import OrderWording
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.paperwork import ClauseEdit
from quality_desktop.language.grammar import Grammar
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.typography import glued


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An order as it will print.

    Attributes:
        document: The tree for the writers.
        problems: What is wrong with its facts; it is composed all the same.
        clauses: Pieces of its text in order, those left out too.
    """

    document: Document
    problems: tuple[Problem, ...]
    clauses: tuple[ComposedClause, ...]


def compose(
    facts: OrderFacts,
    wording: OrderWording,
    grammar: Grammar,
    edits: Mapping[str, ClauseEdit],
) -> Composed:
    """Compose an order.

    Args:
        facts: What it says.
        wording: Its words.
        grammar: Declension with the office's own forms.
        edits: A person's own wording: key of a clause -> edit.
    """
    speech = Speech(grammar)
    values = order_values(facts, [d.code for d in wording.deadlines], speech)
    made = ClauseComposer(values, edits, heading=facts.paper.subject)
    clauses = tuple(made.pieces(wording))
    heading = next(clause.text for clause in clauses if clause.key == HEADING)
    appendices = Appendices(facts=facts, wording=wording, values=values, speech=speech)
    blocks: list[Block] = [
        letterhead_block(facts, kind_word=wording.kind_word, speech=speech),
        *(_paragraph(clause) for clause in clauses if not clause.is_struck),
        *closing_blocks(facts, speech),
    ]
    sections = (Section(orientation="portrait", blocks=tuple(blocks)), *appendices.sections())
    return Composed(
        document=Document(
            key=facts.key,
            title=glued(wording.title.render(values)).replace(NBSP, " ").strip(),
            author=facts.municipality.office_name,
            subject=" ".join(heading.replace(NBSP, " ").split()),
            sections=sections,
        ),
        problems=(*check_order(facts, wording, values, clauses, edits), *speech.problems),
        clauses=tuple(_editable(clause) for clause in clauses),
    )


def _paragraph(clause: ComposedClause) -> Paragraph:
    return Paragraph(
        style=clause.style,
        mark=clause.mark,
        runs=plain(glued(clause.text)),
        source=clause.key,
        is_edited=clause.is_edited,
    )


def _editable(clause: ComposedClause) -> ComposedClause:
    # An editor of text loses no-break spaces: with them every clause would look edited.
    return replace(
        clause,
        text=clause.text.replace(NBSP, " "),
        composed=clause.composed.replace(NBSP, " "),
    )
