"""An answer counts for the request and for its reminders alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.records import Id
from quality_desktop.domain.register import PaperAddressee, PaperLink

if TYPE_CHECKING:
    from quality_desktop.storage.unit_of_work import UnitOfWork

_REMINDS: Final = "reminds"


def note_answer(work: UnitOfWork, addressee: Id, *, answered_on: date | None, number: str) -> None:
    """Note an answer at an addressee, and at the same one of papers that remind of this one.

    Args:
        work: The work it is part of.
        addressee: Who answered; the paper may be the reminder itself.
        answered_on: When; None takes the note back.
        number: Number and date of the answer.
    """
    found = work.get(PaperAddressee, addressee)
    if found is None:
        return
    for one in (found, *_elsewhere(work, found)):
        work.put(replace(one, answered_on=answered_on, answer_number=number if answered_on else ""))


def whom(addressee: PaperAddressee) -> Id | str:
    """Who is addressed, whatever paper it is."""
    known = addressee.school or addressee.unit or addressee.person
    return known or " ".join(addressee.name.casefold().split())


def _elsewhere(work: UnitOfWork, found: PaperAddressee) -> Iterator[PaperAddressee]:
    seen, waiting = {found.paper}, [found.paper]
    while waiting:
        paper = waiting.pop()
        links = (
            *((link.earlier) for link in work.all(PaperLink, paper=paper, relation=_REMINDS)),
            *((link.paper) for link in work.all(PaperLink, earlier=paper, relation=_REMINDS)),
        )
        for other in links:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                for one in work.all(PaperAddressee, paper=other):
                    if whom(one) == whom(found):
                        yield one
