"""Rows and sections of a plan: typed, added, dragged, marked as done, removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.planning.columns import counted
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.services.roadmaps.plans import PROGRESS, arranged, remove_rows_in, short

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

TEXT_FIELDS: Final = (
    "number", "title", "participants", "executors", "co_executors", "dates", "expected",
    "progress_note", "proof",
)  # fmt: skip
"""Fields of a row that are typed as text."""
_ROW_GONE: Final = "Этой строки уже нет: её удалили. Обновите план."
_PLAN_GONE: Final = "Этого плана уже нет: его удалили. Выберите другой."


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """What was put into a cell.

    Attributes:
        row: The row; the section for its heading.
        field: One of ``TEXT_FIELDS``, ``progress`` with a state of ``PROGRESS``, or ``section``.
        text: The text.
    """

    row: Id
    field: str
    text: str


def write(
    *, store: Store, cells: Sequence[CellText], intent: str = "", today: date | None = None
) -> Changes:
    """Write cells in one step.

    A number equal to the counted one is not kept, so that counting goes on when rows move.

    Args:
        store: The file.
        cells: What was typed.
        intent: What the user did, for the undo menu.
        today: Day of rows that become done.

    Raises:
        QualityError: A row is gone, or a state is unknown.
    """
    with store.work(intent or "Правка плана") as work:
        for cell in cells:
            if cell.field == "section":
                _name_section(work, cell.row, cell.text)
                continue
            row = work.get(RoadmapRow, cell.row)
            if row is None:
                raise QualityError(_ROW_GONE)
            if cell.field == "progress":
                work.put(_marked(row, cell.text, today))
            elif cell.field in TEXT_FIELDS:
                values: dict[str, Any] = {cell.field: _trimmed(cell.text)}
                made: RoadmapRow = replace(row, **values)
                work.put(made)
        for row_id in dict.fromkeys(cell.row for cell in cells if cell.field == "number"):
            _forget_counted_number(work, row_id)
        return work.commit()


def add_row(
    *, store: Store, roadmap: Id, after: Id | None = None, section: Id | None = None,
    key: Id | None = None,
) -> Changes:  # fmt: skip
    """Add an empty row.

    Args:
        store: The file.
        roadmap: The plan.
        after: The row before it; at the end of the section when omitted.
        section: The section when no row says it; the last one when both are omitted.
        key: Its id, when the caller wants to know it.

    Raises:
        QualityError: The plan is gone.
    """
    with store.work("Новая строка плана") as work:
        if work.get(Roadmap, roadmap) is None:
            raise QualityError(_PLAN_GONE)
        sections, rows = arranged(work, roadmap)
        at, place = _place_after(sections, rows, after, section)
        head = sections[at]
        made = RoadmapRow(
            id=key or new_id(), roadmap=roadmap, section=None if head is None else head.id
        )
        rows[at].insert(place, made)
        _put_rows(work, rows)
        work.put(replace(made, place=_flat(rows).index(made)))
        return work.commit()


def add_section(
    *, store: Store, roadmap: Id, title: str, after: Id | None = None, key: Id | None = None
) -> Changes:
    """Add a section.

    Args:
        store: The file.
        roadmap: The plan.
        title: Its title.
        after: Row that stays the last one of the section before; the rows under it come into the
            new one. At the end when omitted.
        key: Its id, when the caller wants to know it.

    Raises:
        QualityError: The plan is gone.
    """
    with store.work(f"Новый раздел «{short(title)}»") as work:
        if work.get(Roadmap, roadmap) is None:
            raise QualityError(_PLAN_GONE)
        sections, rows = arranged(work, roadmap)
        at = len(rows) - 1
        moved: list[RoadmapRow] = []
        for place, part in enumerate(rows):
            found = next((n for n, row in enumerate(part) if row.id == after), None)
            if found is not None:
                at, moved = place, part[found + 1 :]
        made = RoadmapSection(id=key or new_id(), roadmap=roadmap, title=_trimmed(title))
        sections.insert(at + 1, made)
        for row in moved:
            work.put(replace(row, section=made.id))
        for place, section in enumerate(one for one in sections if one is not None):
            if section is made or section.place != place:
                work.put(replace(section, place=place))
        return work.commit()


def remove_section(*, store: Store, section: Id) -> Changes:
    """Remove the heading of a section; its rows go to the section before."""
    found = store.get(RoadmapSection, section)
    if found is None:
        return Changes()
    with store.work(f"Удаление раздела «{short(found.title)}»") as work:
        sections, rows = arranged(work, found.roadmap)
        keys = [None if one is None else one.id for one in sections]
        place = keys.index(section)
        into = keys[place - 1] if place else None
        for row in rows[place]:
            work.put(replace(row, section=into))
        work.delete(RoadmapSection, section)
        return work.commit()


def move(
    *, store: Store, roadmap: Id, rows: Sequence[Id], section: Id | None, before: Id | None
) -> Changes:
    """Put rows, in the order given, before another row, or at the end of a section.

    Args:
        store: The file.
        roadmap: The plan.
        rows: What is moved.
        section: Where to; None for the rows above the first section.
        before: The row that follows; None for the end.
    """
    with store.work("Перенос строки" if len(rows) == 1 else "Перенос строк") as work:
        sections, parts = arranged(work, roadmap)
        known = {row.id: row for part in parts for row in part}
        moving = [known[key] for key in rows if key in known]
        keys = [None if one is None else one.id for one in sections]
        if section not in keys:
            sections.insert(0, None)
            parts.insert(0, [])
            keys.insert(0, None)
            section = None
        target = parts[keys.index(section)]
        anchor = next(
            (row for row in _from(target, before) if all(row.id != one.id for one in moving)), None
        )
        for part in parts:
            part[:] = [row for row in part if row not in moving]
        at = len(target) if anchor is None else target.index(anchor)
        target[at:at] = [replace(row, section=section) for row in moving]
        _put_rows(work, parts, was=known)
        return work.commit()


def move_section(*, store: Store, section: Id, step: int) -> Changes:
    """Move a section with its rows up (-1) or down (1)."""
    found = store.get(RoadmapSection, section)
    if found is None:
        return Changes()
    with store.work("Перенос раздела") as work:
        heads, parts = arranged(work, found.roadmap)
        order = [one for one in heads if one is not None]
        at = next(n for n, one in enumerate(order) if one.id == section)
        to = min(max(at + step, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        for place, one in enumerate(order):
            if one.place != place:
                work.put(replace(one, place=place))
        by_section = {
            None if h is None else h.id: part for h, part in zip(heads, parts, strict=True)
        }
        _put_rows(work, [by_section.get(None, []), *(by_section[one.id] for one in order)])
        return work.commit()


def mark(*, store: Store, rows: Collection[Id], progress: str, on: date | None = None) -> Changes:
    """Say how rows go.

    Args:
        store: The file.
        rows: Which.
        progress: ``planned`` | ``running`` | ``done`` | ``cancelled``.
        on: When they were done; kept only for done ones.

    Raises:
        QualityError: The state is none of these, or a row is gone.
    """
    cells = [CellText(row=key, field="progress", text=progress) for key in rows]
    word = PROGRESS.get(progress, "")
    return write(store=store, cells=cells, intent=f"Ход плана: {word}", today=on)


def describe(
    *, store: Store, row: Id, progress: str, done_on: date | None, note: str, proof: str
) -> Changes:
    """Say all there is about how a row goes, in one step.

    Args:
        store: The file.
        row: Which row.
        progress: As in ``mark``.
        done_on: When it was done; kept only for a done one.
        note: How it goes, in words.
        proof: Act, link or name of a file that shows it was done.

    Raises:
        QualityError: The state is none of these, or the row is gone.
    """
    with store.work(f"Ход плана: {PROGRESS.get(progress, '')}") as work:
        was = work.get(RoadmapRow, row)
        if was is None:
            raise QualityError(_ROW_GONE)
        work.put(
            replace(
                _marked(replace(was, done_on=None), progress, done_on),
                progress_note=_trimmed(note),
                proof=proof.strip(),
            )
        )
        return work.commit()


def remove(*, store: Store, rows: Collection[Id]) -> Changes:
    """Remove rows with what is kept beside them."""
    with store.work("Удаление строки" if len(rows) == 1 else "Удаление строк") as work:
        remove_rows_in(work, set(rows))
        return work.commit()


def _marked(row: RoadmapRow, progress: str, on: date | None) -> RoadmapRow:
    """The row in a state; a row that was done already keeps its day unless another is said."""
    if progress not in PROGRESS:
        raise QualityError("Такого состояния строки нет: выберите его из списка.")
    was_done = row.progress == "done" and row.done_on is not None
    day = row.done_on if was_done and on is None else on
    return replace(row, progress=progress, done_on=day if progress == "done" else None)


def _name_section(work: UnitOfWork, section: Id, title: str) -> None:
    was = work.get(RoadmapSection, section)
    if was is None:
        raise QualityError("Этого раздела уже нет: его удалили. Обновите план.")
    work.put(replace(was, title=_trimmed(title)))


def _forget_counted_number(work: UnitOfWork, key: Id) -> None:
    row = work.get(RoadmapRow, key)
    if row is None or not row.number:
        return
    flat = _flat(arranged(work, row.roadmap)[1])
    numbers = ["" if one.id == key else one.number for one in flat]
    place = next(n for n, one in enumerate(flat) if one.id == key)
    if counted(numbers)[place].rstrip(".") == row.number.rstrip("."):
        work.put(replace(row, number=""))


def _place_after(
    sections: Sequence[RoadmapSection | None],
    rows: Sequence[Sequence[RoadmapRow]],
    after: Id | None,
    section: Id | None,
) -> tuple[int, int]:
    for at, part in enumerate(rows):
        for place, row in enumerate(part):
            if row.id == after:
                return at, place + 1
    keys = [None if one is None else one.id for one in sections]
    at = keys.index(section) if section in keys and section is not None else len(rows) - 1
    return at, len(rows[at])


def _put_rows(
    work: UnitOfWork,
    parts: Sequence[Sequence[RoadmapRow]],
    was: dict[Id, RoadmapRow] | None = None,
) -> None:
    """Write the places of rows, of changed ones only."""
    for place, row in enumerate(_flat(parts)):
        made = replace(row, place=place)
        if made != (row if was is None else was[row.id]):
            work.put(made)


def _flat(parts: Iterable[Sequence[RoadmapRow]]) -> list[RoadmapRow]:
    return [row for part in parts for row in part]


def _from(rows: Sequence[RoadmapRow], before: Id | None) -> Sequence[RoadmapRow]:
    """Rows from the one with an id on; none when it is not there."""
    place = next((n for n, row in enumerate(rows) if row.id == before), len(rows))
    return rows[place:]


def _trimmed(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip("\n")
