"""Papers that came to the office: registered, dealt with, answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import IncomingPaper, PaperAddressee
from quality_desktop.services.office import kept_files
from quality_desktop.services.register.answers import note_answer
from quality_desktop.services.register.numbering import INCOMING, next_number

if TYPE_CHECKING:
    from pathlib import Path

    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork


def proposed(*, store: Store, today: date, wording: Path) -> IncomingPaper:
    """A new paper under the next incoming number; ``save`` enters it."""
    number = next_number(store=store, family=INCOMING, day=today, wording=wording)
    return IncomingPaper(id=new_id(), number=number, received_on=today)


def save(*, store: Store, paper: IncomingPaper, what: str) -> Changes:
    """Save changed requisites of a paper that came.

    An answer to a request of the office marks its addressee as answered; another addressee chosen later
    takes the mark over.

    Args:
        store: The file.
        paper: The paper as it should be.
        what: What was changed, for the menu.
    """
    before = store.get(IncomingPaper, paper.id)
    with store.work(f"Входящий № {paper.number}: {what}") as work:
        work.put(paper)
        if before is not None and before.addressee != paper.addressee:
            _take_back(work, before)
        if paper.addressee is not None:
            _note(work, paper)
        return work.commit()


def remove(*, store: Store, paper: Id) -> Changes:
    """Take a paper out of the register.

    Raises:
        QualityError: It is gone already.
    """
    found = store.get(IncomingPaper, paper)
    if found is None:
        raise QualityError("Этого входящего уже нет: его удалили. Обновите список.")
    with store.work(f"Входящий № {found.number}: удалён из реестра") as work:
        _take_back(work, found)
        kept_files.remove_beside(work, owner="incoming", record=paper)
        work.delete(IncomingPaper, paper)
        return work.commit()


def _note(work: UnitOfWork, paper: IncomingPaper) -> None:
    """The addressee has answered with this paper, unless another answer is noted already."""
    addressee = None if paper.addressee is None else work.get(PaperAddressee, paper.addressee)
    if addressee is None or (addressee.answered_on is not None and not _is_ours(addressee, paper)):
        return
    note_answer(
        work,
        addressee.id,
        answered_on=paper.received_on or paper.sender_dated or addressee.answered_on,
        number=_number(paper),
    )


def _take_back(work: UnitOfWork, paper: IncomingPaper) -> None:
    """What this paper had noted at its addressee is no answer after all."""
    addressee = None if paper.addressee is None else work.get(PaperAddressee, paper.addressee)
    if addressee is not None and _is_ours(addressee, paper):
        note_answer(work, addressee.id, answered_on=None, number="")


def _is_ours(addressee: PaperAddressee, paper: IncomingPaper) -> bool:
    return addressee.answer_number == _number(paper) and addressee.answered_on in (
        paper.received_on,
        paper.sender_dated,
    )


def _number(paper: IncomingPaper) -> str:
    """«№ 17 от 04.07.2021»; empty when they gave no number."""
    number = f"№ {paper.sender_number}" if paper.sender_number else ""
    if number and paper.sender_dated is not None:
        number = f"{number} от {paper.sender_dated:%d.%m.%Y}"
    return number
