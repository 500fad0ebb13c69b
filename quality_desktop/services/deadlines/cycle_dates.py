"""Dates of the management cycle: by when a direction must have come to a position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.cycle import Position, Progress, Status
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.services.office.names import shown_parties

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading

GROUP: Final = "Цикл управления"
_ENDED: Final = frozenset({Status.DONE.value, Status.NOT_NEEDED.value})


def dates(store: Reading) -> Iterator[ControlledDate]:
    """All dates of positions; the executors of the direction answer for them."""
    waiting = [one for one in store.all(Progress) if one.due is not None]
    if not waiting:
        return
    directions = {one.id: one for one in store.all(Direction)}
    positions = {one.id: one for one in store.all(Position)}
    executors = _executors(store)
    for one in waiting:
        direction, position = directions.get(one.direction), positions.get(one.position)
        if one.due is None or direction is None or position is None:
            continue
        yield ControlledDate(
            source=f"progress:{one.id}:due",
            what=f"Направление {direction.code}: {_small(position.title)}",
            who=", ".join(executors.get(direction.id) or executors.get(None) or ()),
            due=one.due,
            origin=f"Ход цикла, {one.year}/{(one.year + 1) % 100:02} учебный год",
            group=GROUP,
            is_done=one.status in _ENDED,
            done_on=one.done,
            note=one.note,
        )


def _small(title: str) -> str:
    """«Мониторинг» inside a sentence; an abbreviation keeps its letters."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _executors(store: Reading) -> dict[Id | None, list[str]]:
    """By direction; under None those of every direction that has none of its own."""
    names = shown_parties(store.all(Person), store.all(Unit))
    found: dict[Id | None, list[str]] = {}
    for assignment in sorted(store.all(Assignment), key=lambda one: one.place):
        party = assignment.person or assignment.unit
        if assignment.role == Role.EXECUTOR and party in names:
            found.setdefault(assignment.direction, []).append(names[party])
    return found
