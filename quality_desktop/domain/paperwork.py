"""Papers of the office: what an order is made of besides the facts it prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference

RISK_LETTER: Final = "letter-risk"
"""Information letter on the results of a year."""
RISK_SCHOOL: Final = "letter-risk-school"
"""Letter to a school with its recommendations."""
READY_MADE: Final = frozenset({RISK_LETTER, RISK_SCHOOL})
"""Letters that «Школы риска» writes: from the moment they have numbers the register keeps them as they were
written, and nobody edits them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Record):
    """A paper of the office.

    Attributes:
        form: Code of the wording it is composed by: ``order-mechanisms``.
        number: Registration number as text.
        dated: Date of the paper.
        signatory: Who signs.
        supervisor: Whom the order makes responsible for general supervision.
        controller: Who controls execution; None means that the signatory keeps control.
        executor: Who prepared the paper (executor mark); None prints no mark.
        is_certified_copy: Print «Копия верна» with ``certifier``.
        copy_mark: Wording of the copy mark: «Копия верна» or «Верно».
        edition: Edition of directions the paper goes by.
        subject: What the paper is about, when a person words it otherwise than its kind does.
        status: ``draft`` | ``approved`` | ``signed`` | ``sent`` | ``amended`` | ``cancelled``.
        reply_number: «на № …»: number of the paper it answers.
        reply_dated: «от …»: date of the paper it answers.
        answer_due: By when an answer is wanted.
        roadmap: Roadmap that the paper approves or is.
        is_facsimile: A place for a facsimile is left in the signature.
        note: The office's own note; never printed.
    """

    kind: ClassVar[str] = "paper"

    form: str
    number: str = ""
    dated: date | None = None
    letterhead: Id | None = reference("letterhead")
    edition: Id | None = reference("edition")
    signatory: Id | None = reference("person")
    supervisor: Id | None = reference("person")
    controller: Id | None = reference("person")
    executor: Id | None = reference("person")
    is_certified_copy: bool = False
    copy_mark: str = "Копия верна"
    certifier: Id | None = reference("person")
    certified_on: date | None = None
    subject: str = ""
    status: str = "draft"
    reply_number: str = ""
    reply_dated: date | None = None
    answer_due: date | None = None
    roadmap: Id | None = reference("roadmap")
    is_facsimile: bool = False
    note: str = ""

    @property
    def bare_number(self) -> str:
        """The number without the sign that people type before it."""
        return self.number.lstrip("№ \u00a0").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix(Record):
    """An appendix of a paper.

    Attributes:
        content: ``matrix`` | ``card`` | ``programme`` | ``roadmap`` | ``team`` | ``text``.
        programme: Which programme, when ``content`` is ``programme``.
        roadmap: Which roadmap, when ``content`` is ``roadmap``.
        team: Which team, when ``content`` is ``team``.
        title: Its title, where a person words it; the title of a ``text``.
        text: Its text, one paragraph a line, when ``content`` is ``text``.
    """

    kind: ClassVar[str] = "appendix"

    paper: Id = required_reference("paper")
    number: int
    content: str
    programme: Id | None = reference("programme")
    roadmap: Id | None = reference("roadmap")
    team: Id | None = reference("team")
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDeadline(Record):
    """A date that a clause of a paper sets; ``code`` is the name its wording uses.

    Attributes:
        title: What must be done by then; empty where the wording of the kind says it.
        responsible: Who must do it, in words.
    """

    kind: ClassVar[str] = "paper_deadline"

    paper: Id = required_reference("paper")
    code: str
    due: date
    title: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseEdit(Record):
    """A person's own wording of one clause: survives recomposition and is marked.

    Attributes:
        clause: Key of the clause in the wording.
        text: The person's text.
        composed: The text the program had composed when the person edited it, so that a later
            change of facts under the edit can be pointed out.
        is_struck: The person removed the clause from this paper.
    """

    kind: ClassVar[str] = "clause_edit"

    paper: Id = required_reference("paper")
    clause: str
    text: str = ""
    composed: str = ""
    is_struck: bool = False


def ready_made_id(form: str, year: int, school: Id | None) -> Id:
    """Id that everybody gives to the letter of this year to this school, or to all schools."""
    return natural_id(Paper.kind, form, year, school)


def deadline_id(paper: Id, code: str) -> Id:
    """Id that everybody gives to this date of this paper."""
    return natural_id(PaperDeadline.kind, paper, code)


def clause_edit_id(paper: Id, clause: str) -> Id:
    """Id that everybody gives to the edit of this clause of this paper."""
    return natural_id(ClauseEdit.kind, paper, clause)
