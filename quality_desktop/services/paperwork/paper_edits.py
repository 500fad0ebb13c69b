"""Changing a paper: its requisites, its dates, a person's own wording of its clauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import (
    PaperField,
    PaperPart,
    PaperParty,
    paper_field_id,
    paper_party_id,
)
from quality_desktop.domain.paperwork import (
    READY_MADE,
    Appendix,
    ClauseEdit,
    Paper,
    PaperDeadline,
    clause_edit_id,
    deadline_id,
)
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import (
    IncomingPaper,
    IssuedPaper,
    PaperAddressee,
    PaperLink,
    addressee_id,
)
from quality_desktop.language import dates
from quality_desktop.services.office import kept_files
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork.extracts import EXTRACT
from quality_desktop.services.paperwork.signed import (
    is_signed,
    require_draft,
    require_free,
    require_unsigned,
)
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_PARTS_OF_PAPERS = (
    Appendix,
    PaperDeadline,
    ClauseEdit,
    PaperField,
    PaperParty,
    PaperPart,
    PaperAddressee,
    PaperLink,
    IssuedPaper,
)


def save_paper(*, store: Store, paper: Paper, what: str) -> Changes:
    """Save changed requisites of a paper.

    Args:
        store: The file.
        paper: The paper as it should be.
        what: What was changed, for the menu: «номер», «дата», «кто подписывает».

    Raises:
        QualityError: The paper is signed, and more than its copy mark would change.
    """
    known = store.get(Paper, paper.id)
    if known is not None:
        require_free(known, paper)
    with store.work(f"{paper_title(paper)}: {what}") as work:
        work.put(paper)
        return work.commit()


def end_copy(*, store: Store, paper: Id) -> Changes:
    """The certified copy of a signed paper is made: what is printed next is the paper itself again.

    A draft keeps its requisites, and an extract is a certified copy for good.
    """
    record = store.get(Paper, paper)
    if record is None or not (record.is_certified_copy and is_signed(record)):
        return Changes()
    if record.form == EXTRACT:
        return Changes()
    with store.work(f"{paper_title(record)}: копия сделана, «Копия верна» выключена") as work:
        work.put(replace(record, is_certified_copy=False))
        return work.commit()


def set_deadline(*, store: Store, paper: Id, code: str, due: date | None) -> Changes:
    """Set a date that a clause of the paper names; None leaves the clause without one."""
    record = _draft(store, paper)
    shown = dates.numeric(due) if due else "без даты"
    with store.work(f"{paper_title(record)}: срок {shown}") as work:
        key = deadline_id(paper, code)
        known = work.get(PaperDeadline, key)
        if due is not None:
            made = known or PaperDeadline(id=key, paper=paper, code=code, due=due)
            work.put(replace(made, due=due))
        elif known is not None:
            work.delete(PaperDeadline, key)
        return work.commit()


def include_appendix(
    *,
    store: Store,
    paper: Id,
    content: str,
    programme: Id | None = None,
    roadmap: Id | None = None,
    team: Id | None = None,
    own: Id | None = None,
    is_included: bool,
) -> Changes:
    """Add an appendix behind the others, or take it out; the rest are numbered anew.

    Args:
        store: The file.
        paper: Which paper.
        content: ``matrix`` | ``card`` | ``programme`` | ``roadmap`` | ``team``.
        programme: Which programme, when ``content`` is ``programme``.
        roadmap: Which roadmap, when ``content`` is ``roadmap``.
        team: Which team, when ``content`` is ``team``.
        own: Which appendix, when ``content`` is ``text``.
        is_included: Whether the paper should have it.
    """
    record = _draft(store, paper)
    with store.work(f"{paper_title(record)}: приложения") as work:
        found = work.all(
            Appendix, paper=paper, content=content, programme=programme, roadmap=roadmap, team=team
        )
        found = tuple(one for one in found if own is None or one.id == own)
        for appendix in found if not is_included else ():
            work.delete(Appendix, appendix.id)
        if is_included and not found:
            others = [appendix.number for appendix in work.all(Appendix, paper=paper)]
            work.put(
                Appendix(
                    id=new_id(),
                    paper=paper,
                    number=max(others, default=0) + 1,
                    content=content,
                    programme=programme,
                    roadmap=roadmap,
                    team=team,
                )
            )
        return work.commit()


def write_appendix(
    *, store: Store, paper: Id, title: str, text: str, appendix: Id | None = None
) -> Changes:
    """Add an appendix of a person's own words behind the others, or reword one.

    Args:
        store: The file.
        paper: Which paper.
        title: Its title; every line is a paragraph.
        text: A paragraph a line; lines with tabs are a table.
        appendix: The appendix to reword; a new one when omitted. One without title and text is
            taken out.
    """
    record = _draft(store, paper)
    known = None if appendix is None else store.get(Appendix, appendix)
    with store.work(f"{paper_title(record)}: приложение") as work:
        if title.strip() or text.strip():
            others = [one.number for one in work.all(Appendix, paper=paper)]
            made = known or Appendix(
                id=new_id(), paper=paper, number=max(others, default=0) + 1, content="text"
            )
            # A tab at the end is an empty last cell of a table.
            work.put(replace(made, title=title.strip(), text=text.rstrip(" \r\n")))
        elif known is not None:
            work.delete(Appendix, known.id)
        return work.commit()


def word_clause(*, store: Store, paper: Id, clause: str, text: str, composed: str) -> Changes:
    """Keep a person's own wording of a clause; the composed text again ends the edit.

    Args:
        store: The file.
        paper: Which paper.
        clause: Key of the clause in the wording.
        text: The person's text.
        composed: What the program composes from the facts now.

    Raises:
        QualityError: The text is empty: a clause is removed by its own command.
    """
    if "\n" in composed:  # a tab at either end is an empty cell of a table
        text, composed_as_is = text.strip(" \r\n"), composed.strip(" \r\n")
    else:
        text, composed_as_is = " ".join(text.split("\n")).strip(), composed.strip()
    if not text.strip():
        raise QualityError("Пункт не может быть пустым: чтобы убрать его, выберите «Исключить».")
    if text == composed_as_is:
        return restore_clause(store=store, paper=paper, clause=clause)
    edit = ClauseEdit(
        id=clause_edit_id(paper, clause), paper=paper, clause=clause, text=text, composed=composed
    )
    return _put_edit(store, paper, edit, "правка пункта")


def strike_clause(*, store: Store, paper: Id, clause: str, composed: str) -> Changes:
    """Leave a clause out of this paper; the clauses after it are renumbered."""
    key = clause_edit_id(paper, clause)
    known = store.get(ClauseEdit, key)
    edit = known or ClauseEdit(id=key, paper=paper, clause=clause, composed=composed)
    return _put_edit(store, paper, replace(edit, is_struck=True), "исключение пункта")


def restore_clause(*, store: Store, paper: Id, clause: str) -> Changes:
    """Return a clause to what the program composes from the facts."""
    record = _draft(store, paper)
    with store.work(f"{paper_title(record)}: исходный текст пункта") as work:
        key = clause_edit_id(paper, clause)
        if work.get(ClauseEdit, key) is not None:
            work.delete(ClauseEdit, key)
        return work.commit()


def copy_paper(*, store: Store, paper: Id, dated: date | None = None) -> Changes:
    """Make the next paper like this one: same facts and wording, no number yet."""
    source = _paper(store, paper)
    if source.form in READY_MADE:
        require_draft(source)
    copy = replace(source, id=new_id(), number="", dated=dated, certified_on=None, status="draft")
    with store.work(f"Новый документ по образцу: {paper_title(source)}") as work:
        work.put(copy)
        for appendix in work.all(Appendix, paper=paper):
            work.put(replace(appendix, id=new_id(), paper=copy.id))
        for deadline in work.all(PaperDeadline, paper=paper):
            key = deadline_id(copy.id, deadline.code)
            work.put(replace(deadline, id=key, paper=copy.id))
        for edit in work.all(ClauseEdit, paper=paper):
            work.put(replace(edit, id=clause_edit_id(copy.id, edit.clause), paper=copy.id))
        _copy_values(work, paper, copy.id)
        return work.commit()


def remove_paper(*, store: Store, paper: Id) -> Changes:
    """Remove a paper with its appendices, dates, edits and kept files; undo brings all of them back."""
    record = _paper(store, paper)
    require_unsigned(record)
    with store.work(f"Удаление: {paper_title(record)}") as work:
        _let_go(work, paper)
        for kind in _PARTS_OF_PAPERS:
            for part in work.all(kind, paper=paper):
                work.delete(kind, part.id)
        work.delete(Paper, paper)
        return work.commit()


def _copy_values(work: UnitOfWork, paper: Id, copy: Id) -> None:
    """Values, parties, own parts and addressees; what was sent and answered stays with the paper."""
    for field in work.all(PaperField, paper=paper):
        work.put(replace(field, id=paper_field_id(copy, field.code), paper=copy))
    for party in work.all(PaperParty, paper=paper):
        work.put(replace(party, id=paper_party_id(copy, party.code), paper=copy))
    for part in work.all(PaperPart, paper=paper):
        work.put(replace(part, id=new_id(), paper=copy))
    for one in work.all(PaperAddressee, paper=paper):
        # The id of whom it is, so that the same addressee named again is found and not doubled.
        whom = one.school or one.unit or one.person or " ".join(one.name.casefold().split())
        key = addressee_id(copy, whom)
        work.put(
            replace(
                one,
                id=new_id() if work.get(PaperAddressee, key) else key,
                paper=copy,
                sent_on=None,
                channel="",
                answered_on=None,
                answer_number="",
                reminded_on=None,
            )
        )


def _let_go(work: UnitOfWork, paper: Id) -> None:
    """Nothing that stays may point at a paper that goes."""
    for link in work.all(PaperLink, earlier=paper):
        work.delete(PaperLink, link.id)
    gone = {one.id for one in work.all(PaperAddressee, paper=paper)}
    kept_files.remove_beside(work, owner="paper", record=paper)
    for addressee in gone:
        kept_files.remove_beside(work, owner="addressee", record=addressee)
    for letter in work.all(IncomingPaper):
        kept = replace(
            letter,
            answers=None if letter.answers == paper else letter.answers,
            answer=None if letter.answer == paper else letter.answer,
            addressee=None if letter.addressee in gone else letter.addressee,
        )
        if kept != letter:
            work.put(kept)


def _put_edit(store: Store, paper: Id, edit: ClauseEdit, what: str) -> Changes:
    record = _draft(store, paper)
    with store.work(f"{paper_title(record)}: {what}") as work:
        work.put(edit)
        return work.commit()


def _draft(store: Store, paper: Id) -> Paper:
    record = _paper(store, paper)
    require_draft(record)
    return record


def _paper(store: Store, paper: Id) -> Paper:
    record = store.get(Paper, paper)
    if record is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    return record
