"""Changing a paper: its requisites, its dates, a person's own wording of its clauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import (
    Appendix,
    ClauseEdit,
    Paper,
    PaperDeadline,
    clause_edit_id,
    deadline_id,
)
from quality_desktop.domain.records import Id, new_id
from quality_desktop.storage.store import Store


def save_paper(*, store: Store, paper: Paper, what: str) -> Changes:
    """Save changed requisites of a paper.

    Args:
        store: The file.
        paper: The paper as it should be.
        what: What was changed, for the menu: «номер», «дата», «кто подписывает».
    """
    with store.work(f"{_title(paper)}: {what}") as work:
        work.put(paper)
        return work.commit()


def set_deadline(*, store: Store, paper: Id, code: str, due: date) -> Changes:
    """Set a date that a clause of the paper names."""
    record = _paper(store, paper)
    with store.work(f"{_title(record)}: срок {due:%d.%m.%Y}") as work:
        work.put(PaperDeadline(id=deadline_id(paper, code), paper=paper, code=code, due=due))
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
    text = " ".join(text.split("\n")).strip()
    if not text:
        raise QualityError("Пункт не может быть пустым: чтобы убрать его, выберите «Исключить».")
    if text == composed.strip():
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
    record = _paper(store, paper)
    with store.work(f"{_title(record)}: исходный текст пункта") as work:
        key = clause_edit_id(paper, clause)
        if work.get(ClauseEdit, key) is not None:
            work.delete(ClauseEdit, key)
        return work.commit()


def copy_paper(*, store: Store, paper: Id, dated: date | None = None) -> Changes:
    """Make the next paper like this one: same facts and wording, no number yet."""
    source = _paper(store, paper)
    copy = replace(source, id=new_id(), number="", dated=dated, certified_on=None)
    with store.work(f"Новый документ по образцу: {_title(source)}") as work:
        work.put(copy)
        for appendix in work.all(Appendix, paper=paper):
            work.put(replace(appendix, id=new_id(), paper=copy.id))
        for deadline in work.all(PaperDeadline, paper=paper):
            key = deadline_id(copy.id, deadline.code)
            work.put(replace(deadline, id=key, paper=copy.id))
        for edit in work.all(ClauseEdit, paper=paper):
            work.put(replace(edit, id=clause_edit_id(copy.id, edit.clause), paper=copy.id))
        return work.commit()


def remove_paper(*, store: Store, paper: Id) -> Changes:
    """Remove a paper with its appendices, dates and edits; undo brings all of them back."""
    record = _paper(store, paper)
    with store.work(f"Удаление: {_title(record)}") as work:
        for kind in (Appendix, PaperDeadline, ClauseEdit):
            for part in work.all(kind, paper=paper):
                work.delete(kind, part.id)
        work.delete(Paper, paper)
        return work.commit()


def deadlines(*, store: Store, paper: Id) -> tuple[PaperDeadline, ...]:
    """Dates that the clauses of a paper name, earliest first."""
    return tuple(sorted(store.all(PaperDeadline, paper=paper), key=lambda d: (d.due, d.code)))


def _put_edit(store: Store, paper: Id, edit: ClauseEdit, what: str) -> Changes:
    record = _paper(store, paper)
    with store.work(f"{_title(record)}: {what}") as work:
        work.put(edit)
        return work.commit()


def _paper(store: Store, paper: Id) -> Paper:
    record = store.get(Paper, paper)
    if record is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    return record


def _title(paper: Paper) -> str:
    return f"Приказ № {paper.number}" if paper.number else "Приказ без номера"
