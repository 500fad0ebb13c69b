"""New papers of any kind, and text that a single paper has besides that of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.cycle import CardRow
from quality_desktop.domain.directions import Edition
from quality_desktop.domain.directory import Letterhead
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import (
    PaperField,
    PaperKind,
    PaperPart,
    paper_field_id,
)
from quality_desktop.domain.paperwork import Appendix, Paper
from quality_desktop.domain.programme import ActivityLine, Goal, Programme
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import PaperLink, paper_link_id
from quality_desktop.domain.responsibility import Assignment
from quality_desktop.services.office.directory import letterheads
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork import kinds
from quality_desktop.services.paperwork.kind_files import ORDER, KindSource
from quality_desktop.services.paperwork.signed import require_draft
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_CORNER: Final = frozenset({"corner", "corner_two_language"})
_AT_END: Final = 1_000_000


def create(*, store: Store, wording: Path, code: str) -> tuple[Id, Changes]:
    """Make a paper of a kind: people and letterhead are those of the last paper of its family.

    What it is about is proposed where its kind leaves that to a person.

    The order about mechanisms gets what its clauses approve as its appendices at once.

    Args:
        store: The file.
        wording: Folder of wordings.
        code: Code of the kind.

    Returns:
        The new paper and what was written.

    Raises:
        QualityError: There is no such kind.
    """
    source = kinds.find(store=store, wording=wording, code=code)
    paper = draft(store=store, source=source)
    contents = _approved(store) if ORDER in (source.kind.code, source.kind.based_on) else ()
    with store.work(f"Новый документ: {source.kind.title}") as work:
        work.put(paper)
        for number, (content, programme) in enumerate(contents, start=1):
            work.put(
                Appendix(
                    id=new_id(),
                    paper=paper.id,
                    number=number,
                    content=content,
                    programme=programme,
                )
            )
        for code, text in source.proposed.items():
            key = paper_field_id(paper.id, code)
            work.put(PaperField(id=key, paper=paper.id, code=code, text=text))
        return paper.id, work.commit()


def _approved(store: Store) -> Iterator[tuple[str, Id | None]]:
    """What the order about mechanisms approves, where it has been filled in: an empty one is no appendix."""
    if store.all(Assignment):
        yield "matrix", None
    if any(row.actions or row.coordinator for row in store.all(CardRow)):
        yield "card", None
    for programme in store.all(Programme):
        goals = store.all(Goal, programme=programme.id)
        lines = store.all(ActivityLine, programme=programme.id)
        if any((goals, lines)):
            yield Programme.kind, programme.id


def add_parts(
    *, store: Store, paper: Id, parts: Sequence[PaperPart], place: int = _AT_END
) -> Changes:
    """Add parts to one paper: text and tables that its kind does not have.

    Args:
        store: The file.
        paper: Which paper.
        parts: Style, text and cells of the new parts; their keys are given here.
        place: 2500 stands between the second and the third part of the kind; at the end when omitted.
    """
    record = find_paper(store, paper)
    require_draft(record)
    if record.form == ORDER:
        raise QualityError(
            "В этот приказ вставить текст нельзя: его пункты составляются из матрицы. Скопируйте вид "
            "документа в «Виды документов…» или вставьте текст в приложение."
        )
    last = max((part.place for part in store.all(PaperPart, paper=paper)), default=place)
    first = max(place, last + 1) if place == _AT_END else place
    with store.work(f"{paper_title(record)}: новый текст") as work:
        for number, part in enumerate(parts):
            work.put(
                replace(
                    part,
                    id=new_id(),
                    paper_kind=None,
                    parent=None,
                    paper=paper,
                    key=str(new_id()),
                    place=first + number,
                )
            )
        return work.commit()


def place_after(*, store: Store, wording: Path, paper: Id, clause: str) -> int:
    """Where own parts stand that are to follow a clause of a paper.

    Args:
        store: The file.
        wording: Folder of wordings.
        paper: Which paper.
        clause: Key of the clause; the end of the paper for one that is no part of its own level.
    """
    own = next(iter(store.all(PaperPart, paper=paper, key=clause)), None)
    if own is not None:
        return own.place + 1
    source = kinds.find(store=store, wording=wording, code=find_paper(store, paper).form)
    top = clause.partition(".")[0].partition(":")[0]
    keys = [part.key for part in source.ordered if part.parent is None]
    if clause in ("heading", "greeting"):
        return 1
    return (keys.index(top) + 1) * 1000 + 1 if top in keys else _AT_END


def held(text: str) -> str:
    """A text that names no fields, whatever braces stand in it."""
    return text.replace("{", "{{").replace("}", "}}")


def draft(*, store: Store, source: KindSource) -> Paper:
    """A new paper of a kind with the people and the letterhead of the last one of its family."""
    family = source.kind.family
    known = {one.code: one.family for one in store.all(PaperKind)}
    same = [
        one for one in store.all(Paper) if known.get(one.form, one.form.partition("-")[0]) == family
    ]
    papers = same or list(store.all(Paper))
    last = max(papers, key=lambda one: (one.dated or date.min, one.id.bytes), default=None)
    current = [edition for edition in store.all(Edition) if edition.is_current]
    return Paper(
        id=new_id(),
        form=source.kind.code,
        letterhead=_letterhead(store, family, last if same else None),
        edition=current[0].id if current else None,
        signatory=None if last is None else last.signatory,
        executor=None if last is None else last.executor,
    )


def _letterhead(store: Store, family: str, last: Paper | None) -> Id | None:
    if last is not None and last.letterhead is not None:
        return last.letterhead
    heads: list[Letterhead] = list(letterheads(store=store))
    fitting = [one for one in heads if (one.layout in _CORNER) == (family == "letter")]
    found = fitting or heads
    return found[0].id if found else None


def link(work: UnitOfWork, paper: Id, earlier: Id, relation: str) -> None:
    """Note what an earlier paper is to this one: ``amends`` or another relation."""
    key = paper_link_id(paper, earlier, relation)
    work.put(PaperLink(id=key, paper=paper, earlier=earlier, relation=relation))


def put_text(work: UnitOfWork, paper: Id, style: str, text: str, place: int) -> None:
    """Add a part of its own to a paper."""
    work.put(
        PaperPart(id=new_id(), paper=paper, key=str(new_id()), style=style, text=text, place=place)
    )


def find_paper(store: Store, paper: Id) -> Paper:
    """The paper.

    Raises:
        QualityError: It is gone.
    """
    record = store.get(Paper, paper)
    if record is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    return record
