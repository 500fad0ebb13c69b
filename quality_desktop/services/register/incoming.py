"""Papers that came to the office: registered, dealt with, answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import IncomingPaper, PaperAddressee
from quality_desktop.services.register.numbering import INCOMING, next_number

if TYPE_CHECKING:
    from pathlib import Path

    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.store import Store


def register(*, store: Store, today: date, wording: Path) -> tuple[Id, Changes]:
    """Enter a new paper under the next incoming number; the rest is typed into its line."""
    number = next_number(store=store, family=INCOMING, day=today, wording=wording)
    paper = IncomingPaper(id=new_id(), number=number, received_on=today)
    return paper.id, save(store=store, paper=paper, what="зарегистрирован")


def save(*, store: Store, paper: IncomingPaper, what: str) -> Changes:
    """Save changed requisites of a paper that came.

    An answer to a request of the office marks its addressee as answered.

    Args:
        store: The file.
        paper: The paper as it should be.
        what: What was changed, for the menu.
    """
    with store.work(f"Входящий № {paper.number}: {what}") as work:
        work.put(paper)
        addressee = None
        if paper.addressee is not None:
            addressee = work.get(PaperAddressee, paper.addressee)
        if addressee is not None and addressee.answered_on is None:
            work.put(_answered(addressee, paper))
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
        work.delete(IncomingPaper, paper)
        return work.commit()


def _answered(addressee: PaperAddressee, paper: IncomingPaper) -> PaperAddressee:
    number = paper.sender_number and f"№ {paper.sender_number}"
    if number and paper.sender_dated is not None:
        number = f"{number} от {paper.sender_dated:%d.%m.%Y}"
    return replace(
        addressee, answered_on=paper.received_on or paper.sender_dated, answer_number=number
    )
