"""Letters about schools at risk in the register: their numbers, to whom they go, what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.tree_text import fingerprint, to_text
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import RISK_LETTER, RISK_SCHOOL, Paper, ready_made_id
from quality_desktop.domain.register import (
    IssuedPaper,
    PaperAddressee,
    addressee_id,
    issued_paper_id,
)
from quality_desktop.language.numbers import counted
from quality_desktop.services.paperwork.issued import issued
from quality_desktop.services.paperwork.signed import is_signed
from quality_desktop.services.register import numbering

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from quality_desktop.documents.model import Document
    from quality_desktop.documents.outline_facts import OfficeFacts
    from quality_desktop.domain.changes import Changes
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.store import Store

_NUMBERED: Final = "numbered"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedLetter:
    """A letter that has got a number.

    Attributes:
        paper: What the register says of it.
        school: To which school it goes; None for the letter to all schools.
        addressee: To whom it goes, where it is no school.
        document: The letter as it was written; None while it is not.
    """

    paper: Paper
    school: Id | None
    addressee: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNumber:
    """How the office numbers its letters.

    Attributes:
        pattern: The pattern; see ``numbering``.
        following: The number that comes next.
    """

    pattern: str = "{n}"
    following: str = ""


def letter_number(*, store: Store, wording: Path, today: date) -> LetterNumber:
    """How letters are numbered, and the number that follows the last one of the register.

    Args:
        store: The file.
        wording: Folder of wordings: kinds of papers say which family they are of.
        today: The day of the letter.
    """
    family = numbering.families(store=store, wording=wording).get(RISK_LETTER, "other")
    return LetterNumber(
        pattern=numbering.pattern_of(store=store, family=family).pattern,
        following=numbering.next_number(store=store, family=family, day=today, wording=wording),
    )


def numbered_letter(
    *,
    year: int,
    school: Id | None,
    number: str,
    dated: date | None,
    due: date | None,
    office: OfficeFacts,
) -> NumberedLetter:
    """What the register says of a letter of a year to one school or to all of them.

    A letter that is written again is the same paper under another number, never a second one.

    Args:
        year: Calendar year of the exams.
        school: The school; None for the information letter to all of them.
        number: Its number.
        dated: Its date.
        due: By when the school is to answer.
        office: People and letterhead of the letter.
    """
    form = RISK_LETTER if school is None else RISK_SCHOOL
    return NumberedLetter(
        paper=Paper(
            id=ready_made_id(form, year, school),
            form=form,
            number=number,
            dated=dated,
            letterhead=None if office.letterhead is None else office.letterhead.id,
            signatory=None if office.signatory is None else office.signatory.id,
            executor=None if office.executor is None else office.executor.id,
            answer_due=None if school is None else due,
        ),
        school=school,
        addressee="Руководителям общеобразовательных организаций" if school is None else "",
    )


def require_free(*, store: Store, letters: Sequence[NumberedLetter], wording: Path) -> None:
    """Refuse numbers that other letters of the year have, and other numbers for what is signed.

    Args:
        store: The file.
        letters: The letters as they are to be written.
        wording: Folder of wordings.

    Raises:
        QualityError: The sentence names the number and what to do.
    """
    own = {one.paper.id for one in letters}
    for letter in letters:
        paper = letter.paper
        other = numbering.doubled(store=store, paper=paper, wording=wording)
        if other is not None and other.id not in own:
            raise QualityError(
                f"Номер {paper.bare_number} в этом году уже есть у другого письма в реестре: впишите "
                "другой номер первого письма."
            )
        before = store.get(Paper, paper.id)
        if before is not None and is_signed(before) and not _is_same(before, paper):
            raise QualityError(
                f"Это письмо уже подписано под № {before.bare_number}: впишите тот же номер и дату "
                "или оставьте номер пустым."
            )


def as_signed(*, store: Store, letter: NumberedLetter) -> Document | None:
    """The letter as it was signed; None when it is not."""
    before = store.get(Paper, letter.paper.id)
    if before is None or not is_signed(before):
        return None
    kept = issued(store=store, paper=before.id)
    return None if kept is None else kept.document


def register(*, store: Store, letters: Sequence[NumberedLetter]) -> Changes:
    """Put letters that were written with numbers into the register, as they were written.

    A signed letter stays as it was signed; one that was registered before gets what is new.

    Args:
        store: The file.
        letters: The letters as they were written.
    """
    said = counted(len(letters), "письмо", "письма", "писем")
    with store.work(f"Школы риска: в реестр {said}") as work:
        for letter in letters:
            before = store.get(Paper, letter.paper.id)
            document = letter.document
            if document is None or (before is not None and is_signed(before)):
                continue
            text = to_text(document)
            paper = letter.paper
            if before is not None:
                paper = replace(paper, status=before.status, note=before.note)
            work.put(paper)
            work.put(
                IssuedPaper(
                    id=issued_paper_id(letter.paper.id),
                    paper=letter.paper.id,
                    tree=text,
                    fingerprint=fingerprint(text),
                    issued_on=letter.paper.dated,
                    cause=_NUMBERED,
                )
            )
            addressee = _addressee(letter)
            if store.get(PaperAddressee, addressee.id) is None:
                work.put(addressee)
        return work.commit()


def _addressee(letter: NumberedLetter) -> PaperAddressee:
    whom = letter.school or " ".join(letter.addressee.casefold().split())
    return PaperAddressee(
        id=addressee_id(letter.paper.id, whom),
        paper=letter.paper.id,
        school=letter.school,
        name=letter.addressee,
    )


def _is_same(before: Paper, now: Paper) -> bool:
    return (before.bare_number, before.dated) == (now.bare_number, now.dated)
