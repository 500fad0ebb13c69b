"""A reminder to exactly those who have not answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperField, paper_field_id
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import (
    PaperAddressee,
    PaperLink,
    addressee_id,
    paper_link_id,
)
from quality_desktop.language import dates
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.register.answers import whom

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.store import Store

FORM: Final = "letter-answer-reminder"


def remind(*, store: Store, paper: Id, today: date, due: date | None) -> tuple[Id, Changes]:
    """Make a letter to the addressees of a paper who have not answered, and note it at each of them.

    The letter has the letterhead, the signatory and the executor of the paper; its number is given
    when it is registered.

    Args:
        store: The file.
        paper: What they have not answered.
        today: Date of the reminder.
        due: By when they are to answer now.

    Returns:
        The new paper and what was written.

    Raises:
        QualityError: The paper is gone, or everybody has answered.
    """
    found = store.get(Paper, paper)
    if found is None:
        raise QualityError("Этого документа уже нет: его удалили. Обновите список.")
    owed = sorted(
        (one for one in store.all(PaperAddressee, paper=paper) if one.answered_on is None),
        key=lambda one: (one.place, one.id.bytes),
    )
    if not owed:
        raise QualityError("Напоминать некому: ответили все адресаты.")
    letter = _letter(found, today=today, due=due)
    with store.work(f"Напоминание: {paper_title(found)}") as work:
        work.put(letter)
        work.put(
            PaperLink(
                id=paper_link_id(letter.id, paper, "reminds"),
                paper=letter.id,
                earlier=paper,
                relation="reminds",
            )
        )
        for field in _fields(letter.id, found):
            work.put(field)
        for place, one in enumerate(owed):
            work.put(_again(one, letter.id, place))
            work.put(replace(one, reminded_on=today))
        changes = work.commit()
    return letter.id, changes


def _letter(paper: Paper, *, today: date, due: date | None) -> Paper:
    return Paper(
        id=new_id(),
        form=FORM,
        dated=today,
        letterhead=paper.letterhead,
        edition=paper.edition,
        signatory=paper.signatory,
        executor=paper.executor,
        answer_due=due,
    )


def _again(one: PaperAddressee, letter: Id, place: int) -> PaperAddressee:
    """The same addressee in the reminder, where nothing is sent or answered yet."""
    return replace(
        one,
        id=addressee_id(letter, whom(one)),
        paper=letter,
        place=place,
        sent_on=None,
        channel="",
        reminded_on=None,
        note="",
    )


def _fields(letter: Id, paper: Paper) -> tuple[PaperField, ...]:
    asked = {
        "запрошено": " ".join(paper.subject.split()),
        "прежний срок": ""
        if paper.answer_due is None
        else dates.in_words(paper.answer_due, dates.RUNNING),
    }
    return tuple(
        PaperField(id=paper_field_id(letter, code), paper=letter, code=code, text=text)
        for code, text in asked.items()
        if text
    )
