"""Dates that papers set: dates of clauses, answers that are awaited, answers that the office owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.directory import Person
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import IncomingPaper, PaperAddressee
from quality_desktop.services.deadlines.paper_duties import PaperDuties
from quality_desktop.services.office.names import paper_title, shown

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

GROUP: Final = "Документы"
_GONE: Final = "cancelled"
_ANSWERED: Final = frozenset({"answered", "filed"})


def dates(store: Reading, *, wording: Path) -> Iterator[ControlledDate]:
    """All dates of papers that are not cancelled.

    Args:
        store: The file.
        wording: Folder of wordings: they say what the date of a clause is the date of.
    """
    papers = {paper.id: paper for paper in store.all(Paper) if paper.status != _GONE}
    duties = PaperDuties(store=store, wording=wording)
    for deadline in store.all(PaperDeadline):
        paper = papers.get(deadline.paper)
        if paper is None:
            continue
        title = deadline.title or duties.title(paper, deadline.code)
        yield ControlledDate(
            source=f"paper_deadline:{deadline.id}:due",
            what=_capital(title or "срок из текста документа"),
            who=deadline.responsible or duties.who(paper, deadline.code),
            due=deadline.due,
            origin=paper_title(paper),
            group=GROUP,
        )
    yield from _awaited(store, papers, duties)
    yield from _owed(store)


def _awaited(
    store: Reading, papers: dict[Id, Paper], duties: PaperDuties
) -> Iterator[ControlledDate]:
    asked: Counter[Id] = Counter()
    missing: Counter[Id] = Counter()
    last: dict[Id, date] = {}
    for addressee in store.all(PaperAddressee):
        asked[addressee.paper] += 1
        missing[addressee.paper] += addressee.answered_on is None
        if addressee.answered_on is not None:
            earlier = last.get(addressee.paper, addressee.answered_on)
            last[addressee.paper] = max(addressee.answered_on, earlier)
    for paper in papers.values():
        if paper.answer_due is None:
            continue
        owed = missing[paper.id]
        is_done = bool(asked[paper.id]) and owed == 0
        yield ControlledDate(
            source=f"paper:{paper.id}:answer_due",
            what="Ответы на документ" + (f": нет {owed} из {asked[paper.id]}" if owed else ""),
            who=duties.addressees(paper),
            due=paper.answer_due,
            origin=paper_title(paper),
            group=GROUP,
            is_done=is_done,
            done_on=last.get(paper.id) if is_done else None,
            owed=owed,
        )


def _owed(store: Reading) -> Iterator[ControlledDate]:
    for paper in store.all(IncomingPaper):
        if paper.due is None:
            continue
        executor = None if paper.executor is None else store.get(Person, paper.executor)
        number = f" № {paper.sender_number}" if paper.sender_number else ""
        yield ControlledDate(
            source=f"incoming_paper:{paper.id}:due",
            what="Ответить" + (f": {paper.subject}" if paper.subject else ""),
            who="" if executor is None else shown(executor),
            due=paper.due,
            origin=f"Входящий{number}" + (f", {paper.sender}" if paper.sender else ""),
            group=GROUP,
            is_done=paper.status in _ANSWERED,
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
