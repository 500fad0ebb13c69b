"""The register of papers: to whom they went, what came back, how they stood when they were signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


class PaperStatus(StrEnum):
    """How far a paper of the office has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    SIGNED = "signed"
    SENT = "sent"
    AMENDED = "amended"
    CANCELLED = "cancelled"


FROZEN: Final = frozenset(
    {PaperStatus.SIGNED, PaperStatus.SENT, PaperStatus.AMENDED, PaperStatus.CANCELLED}
)
"""In these a paper stays as it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPattern(Record):
    """How the office numbers a family of papers.

    Attributes:
        family: ``order`` | ``letter`` | ``plan`` | ``other`` | ``incoming``.
        pattern: «{n}», «24-{n}», «07-12/{n}», «{n}-{month:02}/{year}».
        first: The number to begin with.
        is_yearly: Numbers begin anew every year.
    """

    kind: ClassVar[str] = "number_pattern"

    family: str
    pattern: str = "{n}"
    first: int = 1
    is_yearly: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAddressee(Record):
    """One to whom a paper goes, and what came back from there.

    Attributes:
        school: A school of the directory, or one of ``unit`` and ``person``, or only ``name``.
        name: How the paper addresses them when no record does: «Главам администраций».
        sent_on: When it was sent; None when not yet.
        channel: «электронная почта», «нарочно» …
        answered_on: When the answer came; None when it has not.
        answer_number: Number and date of their answer as they wrote it.
        reminded_on: When a reminder was sent last.
    """

    kind: ClassVar[str] = "paper_addressee"

    paper: Id = required_reference("paper")
    school: Id | None = reference("school")
    unit: Id | None = reference("unit")
    person: Id | None = reference("person")
    name: str = ""
    sent_on: date | None = None
    channel: str = ""
    answered_on: date | None = None
    answer_number: str = ""
    reminded_on: date | None = None
    note: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPaper(Record):
    """A paper that came to the office.

    Attributes:
        number: The office's own incoming number.
        received_on: When it came.
        sender: Who sent it.
        sender_number: Their number.
        sender_dated: Their date.
        subject: What it is about.
        answers: The office's paper that it answers.
        addressee: The addressee of that paper who answers.
        answer: The office's paper that answers it.
        due: By when an answer is wanted; None for no answer.
        executor: Who deals with it.
        status: ``new`` | ``in_work`` | ``answered`` | ``filed``.
    """

    kind: ClassVar[str] = "incoming_paper"

    number: str = ""
    received_on: date | None = None
    sender: str = ""
    sender_number: str = ""
    sender_dated: date | None = None
    subject: str = ""
    answers: Id | None = reference("paper")
    addressee: Id | None = reference("paper_addressee")
    answer: Id | None = reference("paper")
    due: date | None = None
    executor: Id | None = reference("person")
    status: str = "new"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLink(Record):
    """What a paper does to an earlier one.

    Attributes:
        relation: ``amends`` | ``cancels`` | ``reminds`` | ``copies``.
    """

    kind: ClassVar[str] = "paper_link"

    paper: Id = required_reference("paper")
    earlier: Id = required_reference("paper")
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper(Record):
    """A paper as it was signed: later changes of facts never reach it.

    Attributes:
        tree: The whole tree of the paper as text.
        fingerprint: SHA-256 of ``tree``, hexadecimal.
        issued_on: When it was frozen.
        cause: ``signed``; or why it was frozen anew.
    """

    kind: ClassVar[str] = "issued_paper"

    paper: Id = required_reference("paper")
    tree: str
    fingerprint: str
    issued_on: date | None = None
    cause: str = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile(Record):
    """A file kept inside the office's file, so that it travels with it.

    Attributes:
        name: Its name where it came from.
        size: Bytes.
        fingerprint: SHA-256 of its bytes, hexadecimal.
        content: Its bytes in base64.
    """

    kind: ClassVar[str] = "stored_file"

    name: str
    size: int
    fingerprint: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A kept file beside the record it belongs to; one of the references is given."""

    kind: ClassVar[str] = "attachment"

    file: Id = required_reference("stored_file")
    title: str = ""
    paper: Id | None = reference("paper")
    addressee: Id | None = reference("paper_addressee")
    incoming: Id | None = reference("incoming_paper")
    evidence: Id | None = reference("evidence")
    row: Id | None = reference("roadmap_row")
    place: int = 0


def number_pattern_id(family: str) -> Id:
    """Id that everybody gives to the numbering of this family of papers."""
    return natural_id(NumberPattern.kind, family)


def paper_link_id(paper: Id, earlier: Id, relation: str) -> Id:
    """Id that everybody gives to this relation of these papers."""
    return natural_id(PaperLink.kind, paper, earlier, relation)


def addressee_id(paper: Id, whom: Id | str) -> Id:
    """Id that everybody gives to this school, unit, person or name among the addressees of this paper."""
    return natural_id(PaperAddressee.kind, paper, whom)


def issued_paper_id(paper: Id) -> Id:
    """Id that everybody gives to this paper as it was signed: two signings of it are a conflict."""
    return natural_id(IssuedPaper.kind, paper)


def stored_file_id(fingerprint: str, name: str) -> Id:
    """Id that everybody gives to these bytes under this name."""
    return natural_id(StoredFile.kind, fingerprint, name)
