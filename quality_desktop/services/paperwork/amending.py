"""Orders that amend an earlier one: what is different in its clauses, the matrix and the card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Final

from quality_desktop.documents.amendments import amendments
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import CardRow, Stage
from quality_desktop.domain.directions import Edition
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperField, PaperParty
from quality_desktop.domain.paperwork import Appendix, ClauseEdit, Paper, PaperDeadline
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.responsibility import Assignment, Difference, Role
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork import kinds, new_papers, papers
from quality_desktop.services.paperwork.new_papers import held, link, put_text
from quality_desktop.services.paperwork.past_records import NAMED, PastRecords
from quality_desktop.services.paperwork.signed import is_signed
from quality_desktop.storage.store import Store

AMENDING: Final = "order-amending"
_BETWEEN: Final = 2001  # after the second part of the amending order
_CARD: Final = "раздел {} технологической карты изложить в новой редакции"
_OWN_WORDS: Final = (PaperDeadline, PaperParty, PaperField, ClauseEdit)
_IN_ORDER: Final = {
    Role.COORDINATOR: "координатор",
    Role.EXECUTOR: "исполнители",
    Role.OPERATOR: "оператор",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFolders:
    """Bundled folders that composing needs."""

    wording: Path
    reference: Path
    language: Path


def amend(
    *, store: Store, folders: WordFolders, earlier: Id, since: datetime | None = None
) -> tuple[Id, Changes]:
    """Make an order that amends an earlier one: what changed in its clauses, the matrix, the card.

    Args:
        store: The file.
        folders: Bundled folders.
        earlier: The order that is amended.
        since: The file as it stood at this moment is compared with that of now; the end of the day
            of the earlier order when omitted.

    Raises:
        QualityError: The earlier order is gone or has no date, the file held no matrix then, or
            nothing has changed since.
    """
    record = new_papers.find_paper(store, earlier)
    moment = since
    if moment is None and record.dated is not None:
        moment = datetime.combine(record.dated, time.max).astimezone()
    edition = record.edition or next((one.id for one in store.all(Edition) if one.is_current), None)
    if moment is None or edition is None:
        raise QualityError("Укажите дату приказа, в который вносятся изменения.")
    if not store.as_of(Assignment, moment):
        raise QualityError(
            f"На {moment:%d.%m.%Y} матрицы ответственности в файле еще не было: выберите более "
            "позднюю дату."
        )
    clauses = changed_clauses(store=store, folders=folders, paper=record, since=moment)
    cells = responsibility.compare(store=store, edition=edition, was=moment)
    card = _changed_sections(store, moment)
    changes = [
        *(held(text) for text in clauses),
        *(change_in_words(one) for one in cells),
        *(_CARD.format(one) for one in card),
    ]
    if not changes:
        raise QualityError(
            f"С {moment:%d.%m.%Y} в пунктах приказа, матрице и технологической карте ничего не "
            "изменилось."
        )
    contents = [name for name, is_there in (("matrix", cells), ("card", card)) if is_there]
    source = kinds.find(store=store, wording=folders.wording, code=AMENDING)
    paper = replace(new_papers.draft(store=store, source=source), edition=edition)
    with store.work(f"Внесение изменений: {paper_title(record)}") as work:
        work.put(paper)
        link(work, paper.id, earlier, "amends")
        for number, change in enumerate(changes):
            put_text(work, paper.id, "item", change, _BETWEEN + number)
        for number, content in enumerate(contents, start=1):
            work.put(Appendix(id=new_id(), paper=paper.id, number=number, content=content))
        return paper.id, work.commit()


def changed_clauses(
    *, store: Store, folders: WordFolders, paper: Paper, since: datetime
) -> tuple[str, ...]:
    """«пункт 1 изложить в следующей редакции: «…»» for clauses that read otherwise than they did.

    Both texts are composed by the same wording, so that only facts make a difference. What a signed
    paper says of its own is frozen; that of another one is taken as it was, too.

    Args:
        store: The file.
        folders: Bundled folders.
        paper: The paper that is amended.
        since: How the file stood then is compared with how it stands now.
    """
    was_there = any(one.id == paper.id for one in store.as_of(Paper, since))
    own = (Paper, *_OWN_WORDS) if was_there and not is_signed(paper) else ()
    past = PastRecords(store, since, (*NAMED, *own))
    was, now = (
        papers.compose(
            store=records,
            paper=paper.id,
            wording=folders.wording,
            reference=folders.reference,
            language=folders.language,
        ).clauses
        for records in (past, store)
    )
    return amendments(was, now)


def change_in_words(change: Difference) -> str:
    """«по направлению 1.1 «…» исполнителями считать: Доценко Т.И., ИМЦ (было: Шерсткина Е.А.)»."""
    was = ", ".join(change.was) or "никто не назначен"
    now = ", ".join(change.now) or "никто"
    about = (
        f"по направлению {change.code} «{change.title}»" if change.code else "по всем направлениям"
    )
    return f"{about}: {_IN_ORDER[change.role]} – {held(now)} (было: {held(was)})"


def _changed_sections(store: Store, moment: datetime) -> list[int]:
    """Numbers of the sections of the common card whose words are not what they were."""
    was = {row.stage: row for row in store.as_of(CardRow, moment) if row.direction is None}
    now = {row.stage: row for row in store.all(CardRow) if row.direction is None}
    numbers = {stage.id: stage.number for stage in store.all(Stage)}
    changed = {key for key in (*was, *now) if was.get(key) != now.get(key)}
    return sorted(numbers[key] for key in changed if key in numbers)
