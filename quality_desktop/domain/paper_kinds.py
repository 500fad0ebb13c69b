"""Kinds of papers that the office makes of its own words, and what a paper fills into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference

DEADLINE: Final = "deadline."
"""What the code of a value begins with that says how the paper writes a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind(Record):
    """A kind of paper: its words are ``PaperPart`` records that people edit in the window.

    Attributes:
        code: ``Paper.form`` names it; never changed.
        title: What the window calls it: «Письмо руководителям школ».
        family: ``order`` | ``letter`` | ``plan`` | ``other``: decides number, mark of appendices.
        based_on: Code of the kind it was copied from; empty for none.
        kind_word: «ПРИКАЗ», «ИНФОРМАЦИОННОЕ ПИСЬМО»; empty for a letter.
        heading: What the paper is about, with fields in braces.
        addressee: Lines of the addressee, with fields in braces.
        greeting: «Уважаемые руководители!»; empty for none.
        distribution: «Разослать: дело, МОУО, на сайт»; empty for none.
        executor: Lines of the executor mark with fields in braces; empty for the full name and telephone.
        appendix_mark: Lines of the mark of an appendix with fields in braces; empty for the usual ones.
    """

    kind: ClassVar[str] = "paper_kind"

    code: str
    title: str = ""
    family: str = "letter"
    based_on: str = ""
    kind_word: str = ""
    heading: str = ""
    addressee: str = ""
    greeting: str = ""
    distribution: str = ""
    has_letterhead: bool = True
    is_signed: bool = True
    place: int = 0
    executor: str = ""
    appendix_mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart(Record):
    """A piece of the text of a kind of paper, or one that was added to a single paper.

    Attributes:
        paper_kind: The kind it belongs to; None for a part of one paper.
        paper: The paper it was added to; None for a part of a kind.
        key: Name that edits of papers refer to; never changed.
        parent: The part whose items it is among.
        style: Style of a part in the language of wordings: ``body``, ``clause``, ``item``, ``list``,
            ``section``, ``table`` …
        text: The text with fields in braces; a part in ``**`` marks is bold.
        condition: Fact without which it is left out; empty for none.
        each: List for every element of which it is repeated; empty for none.
        cells: A table typed or pasted: rows as lines, cells divided by tabs; the first row is the header.
        widths: Relative widths of its columns, divided by spaces; empty for equal ones.
    """

    kind: ClassVar[str] = "paper_part"

    paper_kind: Id | None = reference("paper_kind")
    paper: Id | None = reference("paper")
    key: str
    parent: Id | None = reference("paper_part")
    style: str = "body"
    text: str = ""
    condition: str = ""
    each: str = ""
    cells: str = ""
    widths: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperField(Record):
    """A value that the wording of a paper names as ``{field.code}``.

    One whose code begins with ``DEADLINE`` is the date of that code as the office writes it in this paper:
    «01 августа 2021 г.» where the wording says «1 августа 2021 года».

    Attributes:
        title: What the window calls it: «реквизиты программы».
    """

    kind: ClassVar[str] = "paper_field"

    paper: Id = required_reference("paper")
    code: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperParty(Record):
    """A person or a unit that the wording of a paper names as ``{party.code:dat}``."""

    kind: ClassVar[str] = "paper_party"

    paper: Id = required_reference("paper")
    code: str
    title: str = ""
    person: Id | None = reference("person")
    unit: Id | None = reference("unit")


def paper_field_id(paper: Id, code: str) -> Id:
    """Id that everybody gives to this value of this paper."""
    return natural_id(PaperField.kind, paper, code)


def paper_party_id(paper: Id, code: str) -> Id:
    """Id that everybody gives to this party of this paper."""
    return natural_id(PaperParty.kind, paper, code)
