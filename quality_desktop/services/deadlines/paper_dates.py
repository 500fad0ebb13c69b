"""Dates that papers set: dates of clauses, answers that are awaited, answers that the office owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.directory import Person
from quality_desktop.domain.paper_kinds import PaperField
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import IncomingPaper, PaperAddressee
from quality_desktop.services.deadlines.paper_duties import PaperDuties
from quality_desktop.services.office.names import paper_word, shown

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

GROUP: Final = "Документы"
_SUBJECT: Final = "о чем"
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
    about = _subjects(store, papers)
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
            origin=_origin(paper, about),
            group=GROUP,
        )
    yield from _awaited(store, papers, duties, about)
    yield from _owed(store)


def _awaited(
    store: Reading, papers: dict[Id, Paper], duties: PaperDuties, about: Mapping[Id, str]
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
            what="Получить ответы" + (f": нет {owed} из {asked[paper.id]}" if owed else ""),
            who=duties.addressees(paper),
            due=paper.answer_due,
            origin=_origin(paper, about),
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


def _subjects(store: Reading, papers: Mapping[Id, Paper]) -> dict[Id, str]:
    """What papers are about where a person has written it."""
    typed = {one.paper: one.text for one in store.all(PaperField, code=_SUBJECT)}
    return {key: paper.subject or typed.get(key, "") for key, paper in papers.items()}


def _origin(paper: Paper, about: Mapping[Id, str]) -> str:
    """«Приказ от 05.07.2021 № 1048», «Письмо от 03.09.2026 без номера – О предоставлении информации»."""
    word = paper_word(paper.form.partition("-")[0])
    dated = "" if paper.dated is None else f" от {paper.dated:%d.%m.%Y}"
    number = f" № {paper.bare_number}" if paper.bare_number else " без номера"
    subject = " ".join(about.get(paper.id, "").split())
    return f"{word}{dated}{number}" + (f" – {subject}" if subject else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
