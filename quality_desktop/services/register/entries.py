"""The register: papers of the office and papers that came, in one list."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.directory import Person
from quality_desktop.domain.paper_kinds import PaperField, PaperKind
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import (
    IncomingPaper,
    IssuedPaper,
    PaperAddressee,
    PaperLink,
)
from quality_desktop.language.spaces import NBSP
from quality_desktop.services.office.names import shown
from quality_desktop.services.paperwork import kind_files, kinds
from quality_desktop.services.paperwork.papers import subject as composed_subject
from quality_desktop.services.paperwork.signed import is_signed
from quality_desktop.services.register.addressees import first_names
from quality_desktop.services.register.issuing import STATUS_WORDS
from quality_desktop.services.table_export import ExportColumn, ExportSheet

if TYPE_CHECKING:
    from quality_desktop.services.paperwork.amending import WordFolders
    from quality_desktop.storage.store import Store


class Way(StrEnum):
    """Where a paper goes."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


_ONE_VALUE: Final = re.compile(r"\{field\.(?P<code>[^{}:]+)\}")
"""A heading that is nothing but what a person typed: «{field.о чем}»."""
INCOMING_WORDS: Final = {
    "new": "зарегистрирован",
    "in_work": "в работе",
    "answered": "дан ответ",
    "filed": "в деле",
}
_RELATIONS: Final = {
    "amends": "изменяет",
    "cancels": "отменяет",
    "reminds": "напоминает о",
    "copies": "копия",
}
_TITLES: Final = (
    "Вид", "Номер", "Дата", "О чём", "Кому / от кого", "Состояние", "Ответов", "Срок ответа",
    "Исполнитель", "Примечание",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the register.

    Attributes:
        record: Id of the ``Paper`` or the ``IncomingPaper``.
        way: Where it goes.
        sort: «Приказ», «Письмо», «Входящий».
        subject: What it is about.
        party: Addressees or the sender, in words.
        status: Code of its state.
        asked: How many addressees it has.
        answered: How many of them have answered.
        due: By when an answer is wanted, of them or of the office.
        is_late: That day has passed and an answer is owed.
        is_frozen: It is kept as it was signed.
        links: «изменяет № 1048 от 05.07.2021», a line each.
    """

    record: Id
    way: Way
    sort: str
    number: str
    dated: date | None
    subject: str
    party: str
    status: str
    status_words: str
    asked: int = 0
    answered: int = 0
    due: date | None = None
    is_late: bool = False
    is_frozen: bool = False
    executor: str = ""
    note: str = ""
    links: tuple[str, ...] = ()

    @property
    def answers(self) -> str:
        """«9 из 12»; empty when nobody is asked."""
        return f"{self.answered} из {self.asked}" if self.asked else ""

    @property
    def searched(self) -> str:
        """All words that a search looks through."""
        return " ".join(
            (
                self.sort,
                self.number,
                self.subject,
                self.party,
                self.executor,
                self.note,
                *self.links,
            )
        )


def entries(
    *, store: Store, wording: Path, today: date, folders: WordFolders | None = None
) -> tuple[Entry, ...]:
    """The whole register, latest first.

    Args:
        store: The file.
        wording: Folder of wordings.
        today: The day by which answers are late.
        folders: Bundled folders: drafts of which the heading names facts are composed with them.
    """
    people = {person.id: shown(person) for person in store.all(Person)}
    outgoing = [
        one
        if one.subject or folders is None
        else replace(one, subject=_composed(store, one, folders))
        for one in _outgoing(store, wording, today, people)
    ]
    incoming = [_incoming(one, today, people) for one in store.all(IncomingPaper)]
    return tuple(
        sorted(
            [*outgoing, *incoming],
            key=lambda one: (one.dated or date.max, one.number, one.record.bytes),
            reverse=True,
        )
    )


def sheet(found: Sequence[Entry], *, today: date) -> ExportSheet:
    """Lines of the register as a table."""
    return ExportSheet(
        title="Реестр документов",
        heading=f"Реестр документов на {today:%d.%m.%Y}",
        columns=tuple(ExportColumn(title=title) for title in _TITLES),
        rows=tuple(
            (
                one.sort,
                one.number,
                one.dated,
                one.subject,
                one.party,
                one.status_words,
                one.answers,
                one.due,
                one.executor,
                one.note,
            )
            for one in found
        ),
    )


def _outgoing(store: Store, wording: Path, today: date, people: dict[Id, str]) -> list[Entry]:
    papers = {paper.id: paper for paper in store.all(Paper)}
    known = _kinds(store, wording)
    asked: Counter[Id] = Counter()
    answered: Counter[Id] = Counter()
    for addressee in store.all(PaperAddressee):
        asked[addressee.paper] += 1
        answered[addressee.paper] += addressee.answered_on is not None
    frozen = {one.paper: _subject(one) for one in store.all(IssuedPaper)}
    links, names = _links(store, papers), first_names(store=store)
    about = _values(store)
    found = []
    for paper in papers.values():
        kind = known.get(paper.form)
        words = STATUS_WORDS.get(paper.status, paper.status)
        owes = paper.answer_due is not None and answered[paper.id] < asked[paper.id]
        found.append(
            Entry(
                record=paper.id,
                way=Way.OUTGOING,
                sort="Документ" if kind is None else kind.title,
                number=paper.bare_number,
                dated=paper.dated,
                subject=paper.subject
                or frozen.get(paper.id)
                or _heading(kind, about.get(paper.id, {})),
                party=_parties(names.get(paper.id, ""), asked[paper.id]),
                status=paper.status,
                status_words=words,
                asked=asked[paper.id],
                answered=answered[paper.id],
                due=paper.answer_due,
                is_late=owes and paper.answer_due is not None and paper.answer_due < today,
                is_frozen=paper.id in frozen and is_signed(paper),
                executor="" if paper.executor is None else people.get(paper.executor, ""),
                note=paper.note,
                links=tuple(links.get(paper.id, ())),
            )
        )
    return found


def _composed(store: Store, entry: Entry, folders: WordFolders) -> str:
    said = composed_subject(
        store=store,
        paper=entry.record,
        wording=folders.wording,
        reference=folders.reference,
        language=folders.language,
    )
    return said.replace(NBSP, " ")


def _kinds(store: Store, wording: Path) -> dict[str, PaperKind]:
    offered = (*kind_files.ready_made(), *kinds.available(store=store, wording=wording))
    return {one.kind.code: one.kind for one in offered}


def _values(store: Store) -> dict[Id, dict[str, str]]:
    """What was filled into the words of every paper: paper -> code -> text."""
    about: dict[Id, dict[str, str]] = {}
    for value in store.all(PaperField):
        about.setdefault(value.paper, {})[value.code] = value.text
    return about


def _incoming(paper: IncomingPaper, today: date, people: dict[Id, str]) -> Entry:
    is_closed = paper.status in ("answered", "filed")
    theirs = f"№ {paper.sender_number}" if paper.sender_number else ""
    if paper.sender_dated is not None:
        theirs += f" от {paper.sender_dated:%d.%m.%Y}"
    return Entry(
        record=paper.id,
        way=Way.INCOMING,
        sort="Входящий",
        number=paper.number,
        dated=paper.received_on,
        subject=paper.subject,
        party=", ".join(part for part in (paper.sender, theirs.strip()) if part),
        status=paper.status,
        status_words=INCOMING_WORDS.get(paper.status, paper.status),
        due=paper.due,
        is_late=not is_closed and paper.due is not None and paper.due < today,
        executor="" if paper.executor is None else people.get(paper.executor, ""),
        note=paper.note,
    )


def _subject(kept: IssuedPaper) -> str:
    """What a signed paper says it is about."""
    try:
        return str(json.loads(kept.tree)["subject"])
    except (ValueError, KeyError, TypeError):
        return ""


def _heading(kind: PaperKind | None, values: Mapping[str, str]) -> str:
    """What a paper is about by its kind: words without facts, or the one value that a person typed."""
    heading = "" if kind is None else kind.heading.strip()
    if typed := _ONE_VALUE.fullmatch(heading):
        heading = values.get(typed["code"], "")
    return "" if "{" in heading else " ".join(heading.split())


def _links(store: Store, papers: dict[Id, Paper]) -> dict[Id, list[str]]:
    found: dict[Id, list[str]] = {}
    for link in store.all(PaperLink):
        paper, earlier = papers.get(link.paper), papers.get(link.earlier)
        if paper is None or earlier is None:
            continue
        word = _RELATIONS.get(link.relation, link.relation)
        found.setdefault(paper.id, []).append(f"{word} {_named(earlier)}")
        if link.relation in ("amends", "cancels"):
            passive = "изменён" if link.relation == "amends" else "отменён"
            found.setdefault(earlier.id, []).append(f"{passive} документом {_named(paper)}")
    return found


def _named(paper: Paper) -> str:
    number = f"№ {paper.bare_number}" if paper.bare_number else "без номера"
    return number if paper.dated is None else f"{number} от {paper.dated:%d.%m.%Y}"


def _parties(first: str, count: int) -> str:
    """«МБОУ СОШ № 1», «МБОУ СОШ № 1 и ещё 11»."""
    name = " ".join(first.split())
    return name if count < 2 else f"{name} и ещё {count - 1}"
