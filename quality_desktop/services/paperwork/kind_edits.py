"""Kinds of papers that the office words itself: copied from others, edited part by part.

What is written is checked first: a field that no paper has is refused with a sentence, so that a kind in
the file can always be composed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quality_desktop.documents.paper_wording import ordered, read_kind
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.paperwork import kinds
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork


def copy_kind(*, store: Store, wording: Path, code: str, title: str) -> tuple[Id, Changes]:
    """Make a kind of the office's own from another one.

    Args:
        store: The file.
        wording: Folder of wordings.
        code: The kind to copy.
        title: What the window calls the copy.

    Returns:
        The new kind and what was written.

    Raises:
        QualityError: No title, or there is a kind with this title.
    """
    source = kinds.find(store=store, wording=wording, code=code)
    title = _free_title(store, title, None)
    key = new_id()
    kind = replace(
        source.kind,
        id=key,
        code=f"{source.kind.family}-{str(key)[-12:]}",
        title=title,
        based_on=source.kind.based_on or source.kind.code,
        place=max((one.place for one in store.all(PaperKind)), default=0) + 1,
    )
    ids = {part.id: new_id() for part in source.parts}
    with store.work(f"Новый вид документа: {title}") as work:
        work.put(kind)
        for part in source.ordered:
            parent = None if part.parent is None else ids[part.parent]
            work.put(replace(part, id=ids[part.id], paper_kind=key, parent=parent))
        return key, work.commit()


def save_kind(*, store: Store, kind: PaperKind) -> Changes:
    """Save the words of a kind outside its parts: its heading and requisites.

    Raises:
        QualityError: A text names what no paper has, or the title is taken.
    """
    kind = replace(kind, title=_free_title(store, kind.title, kind.id))
    read_kind(kind, store.all(PaperPart, paper_kind=kind.id))
    with store.work(f"Вид документа «{kind.title}»") as work:
        work.put(kind)
        return work.commit()


def save_part(*, store: Store, part: PaperPart) -> Changes:
    """Save a changed part of a kind.

    Raises:
        QualityError: Its text names what no paper has, or its condition is unknown.
    """
    kind = _kind(store, part.paper_kind)
    others = [one for one in store.all(PaperPart, paper_kind=kind.id) if one.id != part.id]
    read_kind(kind, [*others, part])
    with store.work(f"Вид документа «{kind.title}»: текст части") as work:
        work.put(part)
        return work.commit()


def add_parts(
    *, store: Store, kind: Id, parts: Sequence[PaperPart], after: Id | None = None
) -> tuple[tuple[Id, ...], Changes]:
    """Add parts behind another one, or at the end.

    Args:
        store: The file.
        kind: Which kind.
        parts: Style, text and cells of the new parts; their keys and places are given here.
        after: The part they follow; at the end when omitted.

    Returns:
        The new parts and what was written.

    Raises:
        QualityError: A text names what no paper has.
    """
    record = _kind(store, kind)
    known = list(store.all(PaperPart, paper_kind=kind))
    before = next((one for one in known if one.id == after), None)
    parent = None if before is None else before.parent
    level = ordered(known, parent)
    made = [
        replace(part, id=new_id(), paper_kind=kind, paper=None, parent=parent, key=str(new_id()))
        for part in parts
    ]
    at = len(level) if before is None else level.index(before) + 1
    placed = _numbered([*level[:at], *made, *level[at:]])
    read_kind(record, [*(one for one in known if one.parent != parent), *placed])
    with store.work(f"Вид документа «{record.title}»: новая часть") as work:
        _put_changed(work, placed, known)
        return tuple(part.id for part in made), work.commit()


def move_part(*, store: Store, part: Id, step: int) -> Changes:
    """Move a part among its neighbours: −1 is up, 1 is down; at the edge nothing moves."""
    moved = _part(store, part)
    kind = _kind(store, moved.paper_kind)
    known = store.all(PaperPart, paper_kind=kind.id)
    level = ordered(known, moved.parent)
    at = next(place for place, one in enumerate(level) if one.id == part)
    to = min(max(at + step, 0), len(level) - 1)
    level.insert(to, level.pop(at))
    with store.work(f"Вид документа «{kind.title}»: порядок частей") as work:
        _put_changed(work, _numbered(level), known)
        return work.commit()


def remove_part(*, store: Store, part: Id) -> Changes:
    """Remove a part with the parts under it; undo brings them back."""
    gone = _part(store, part)
    kind = _kind(store, gone.paper_kind)
    with store.work(f"Вид документа «{kind.title}»: удаление части") as work:
        for child in work.all(PaperPart, parent=gone.id):
            work.delete(PaperPart, child.id)
        work.delete(PaperPart, gone.id)
        return work.commit()


def remove_kind(*, store: Store, kind: Id) -> Changes:
    """Remove a kind of the office's own.

    Raises:
        QualityError: Papers of this kind are in the file.
    """
    record = _kind(store, kind)
    used = [paper for paper in store.all(Paper) if paper.form == record.code]
    if used:
        raise QualityError(
            f"По виду «{record.title}» составлено документов: {len(used)}. Сначала удалите их."
        )
    with store.work(f"Удаление вида документа «{record.title}»") as work:
        for part in reversed(work.all(PaperPart, paper_kind=kind)):
            work.delete(PaperPart, part.id)
        work.delete(PaperKind, kind)
        return work.commit()


def _numbered(level: Sequence[PaperPart]) -> list[PaperPart]:
    return [replace(part, place=place) for place, part in enumerate(level)]


def _put_changed(work: UnitOfWork, parts: Sequence[PaperPart], known: Sequence[PaperPart]) -> None:
    before = {part.id: part for part in known}
    for part in parts:
        if before.get(part.id) != part:
            work.put(part)


def _free_title(store: Store, title: str, own: Id | None) -> str:
    title = " ".join(title.split())
    if not title:
        raise QualityError("Вид документа нужно назвать: впишите название.")
    if any(one.title == title and one.id != own for one in store.all(PaperKind)):
        raise QualityError(f"Вид документа «{title}» уже есть: назовите иначе.")
    return title


def _kind(store: Store, kind: Id | None) -> PaperKind:
    record = None if kind is None else store.get(PaperKind, kind)
    if record is None:
        raise QualityError(
            "Этот вид документа меняется только в копии: скопируйте его под своим названием."
        )
    return record


def _part(store: Store, part: Id) -> PaperPart:
    record = store.get(PaperPart, part)
    if record is None:
        raise QualityError("Этой части в файле больше нет.")
    return record
