"""The list of controlled dates of the file, and what people note in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.controlled_dates import ControlledDate, in_order
from quality_desktop.domain.deadlines import DeadlineMark, deadline_mark_id
from quality_desktop.domain.directory import Person
from quality_desktop.services.deadlines import (
    cycle_dates,
    paper_dates,
    roadmap_dates,
    school_dates,
)
from quality_desktop.services.office.names import shown

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDate:
    """What a person notes about a controlled date; see ``DeadlineMark``."""

    source: str
    what: str
    done_on: date | None = None
    postponed_to: date | None = None
    responsible: Id | None = None
    note: str = ""
    postponed_from: date | None = None


def controlled_dates(*, store: Reading, wording: Path) -> tuple[ControlledDate, ...]:
    """Everything that must be done by a date, earliest first, done ones too.

    Args:
        store: The file.
        wording: Folder of wordings.
    """
    marks = {mark.source: mark for mark in store.all(DeadlineMark)}
    people: dict[Id | None, str] = (
        {person.id: shown(person) for person in store.all(Person)} if marks else {}
    )
    found: list[ControlledDate] = []
    for item in _all(store, wording):
        mark = marks.get(item.source)
        responsible = "" if mark is None else people.get(mark.responsible, "")
        found.append(item.marked(mark, responsible))
    return in_order(found)


def mark(*, store: Store, marks: Sequence[MarkedDate], intent: str) -> Changes:
    """Write what a person noted about some dates, as one step.

    Args:
        store: The file.
        marks: The whole of what is noted about each; an empty one takes the note away.
        intent: What is done, for the menu: «Отметить выполненным».
    """
    with store.work(intent) as work:
        for one in marks:
            key = deadline_mark_id(one.source)
            record = DeadlineMark(
                id=key,
                source=one.source,
                done_on=one.done_on,
                postponed_to=one.postponed_to,
                responsible=one.responsible,
                note=one.note,
                postponed_from=one.postponed_from,
            )
            if record != DeadlineMark(id=key, source=one.source):
                work.put(record)
            elif work.get(DeadlineMark, key) is not None:
                work.delete(DeadlineMark, key)
        return work.commit()


def set_done(*, store: Store, items: Sequence[ControlledDate], done_on: date | None) -> Changes:
    """Note that these were done on a day, or, with None, that they are not done after all."""
    word = "выполнено" if done_on else "не выполнено"
    what = items[0].what if len(items) == 1 else f"сроков: {len(items)}"
    return mark(
        store=store,
        marks=[replace(_known(store, item), done_on=done_on) for item in items],
        intent=f"Контроль сроков: {word} – {what}",
    )


def postpone(
    *, store: Store, items: Sequence[ControlledDate], to: date | None, note: str
) -> Changes:
    """Put these off to a later day with a reason, or, with None, let their own date hold again."""
    what = items[0].what if len(items) == 1 else f"сроков: {len(items)}"
    return mark(
        store=store,
        marks=[
            replace(
                _known(store, item),
                postponed_to=to,
                note=note,
                postponed_from=(item.moved_from or item.due) if to else None,
            )
            for item in items
        ],
        intent=f"Контроль сроков: {'перенести' if to else 'вернуть срок'} – {what}",
    )


def _known(store: Reading, item: ControlledDate) -> MarkedDate:
    """What is noted now, so that a new note keeps the rest of it."""
    found = store.get(DeadlineMark, deadline_mark_id(item.source))
    if found is None:
        return MarkedDate(source=item.source, what=item.what)
    return MarkedDate(
        source=item.source,
        what=item.what,
        done_on=found.done_on,
        postponed_to=found.postponed_to,
        responsible=found.responsible,
        note=found.note,
        postponed_from=found.postponed_from,
    )


def _all(store: Reading, wording: Path) -> Iterable[ControlledDate]:
    yield from paper_dates.dates(store, wording=wording)
    yield from cycle_dates.dates(store)
    yield from roadmap_dates.dates(store)
    yield from school_dates.dates(store)
