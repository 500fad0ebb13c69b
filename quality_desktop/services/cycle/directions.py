"""The catalogue of directions: add, edit, remove; one edition beside another; moving on to a later one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directions import (
    Direction,
    DirectionGroup,
    DirectionLink,
    Edition,
    direction_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Id, new_id, references
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.services.cycle.responsibility import CellEdit, Party, directions_of, set_cells
from quality_desktop.storage.store import Store

_USED_IN = {
    "assignment": "матрица ответственности",
    "card_row": "технологическая карта",
    "progress": "ход цикла",
    "programme": "программы",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow:
    """A direction beside what it lives on as.

    Attributes:
        earlier: None when the later direction is new.
        later: None when the earlier direction has no successor.
    """

    earlier: Direction | None
    later: Direction | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """An empty cell of a later edition and who would come into it.

    Attributes:
        edit: The cell and its people.
        direction: The later direction.
        origins: Codes of the earlier directions they come from.
    """

    edit: CellEdit
    direction: Direction
    origins: tuple[str, ...]


def add_direction(*, store: Store, group: Id, code: str, title: str) -> Changes:
    """Add a direction at the end of a group.

    Raises:
        QualityError: The code or the title is empty, or the code is taken in this edition.
    """
    found = store.get(DirectionGroup, group)
    if found is None:
        raise QualityError("Этой группы направлений в файле больше нет: откройте вкладку заново.")
    edition = store.get(Edition, found.edition)
    code, title = _checked(store, found.edition, code, title, own=None)
    key = direction_id(edition.code if edition else "", code)
    if store.get(Direction, key) is not None:
        key = new_id()  # the natural id belongs to a direction whose code was changed since
    place = max((d.place for d in store.all(Direction, group=group)), default=-1) + 1
    with store.work(f"Новое направление {code}") as work:
        work.put(Direction(id=key, group=group, code=code, title=title, place=place))
        return work.commit()


def edit_direction(*, store: Store, direction: Id, code: str, title: str) -> Changes:
    """Change the code and the title of a direction.

    Raises:
        QualityError: The code or the title is empty, or the code is taken in this edition.
    """
    record = _direction(store, direction)
    group = store.get(DirectionGroup, record.group)
    edition = group.edition if group else record.group
    code, title = _checked(store, edition, code, title, own=direction)
    with store.work(f"Направление {code}: номер и название") as work:
        work.put(replace(record, code=code, title=title))
        return work.commit()


def remove_direction(*, store: Store, direction: Id) -> Changes:
    """Remove a direction that nothing is written for, with its links to other editions.

    Raises:
        QualityError: Something is written for it; the sentence lists what.
    """
    record = _direction(store, direction)
    used: dict[str, None] = {}
    for kind in KINDS:
        for field, target in references(kind).items():
            is_link = kind is DirectionLink
            if target == Direction.kind and not is_link and store.all(kind, **{field: direction}):
                used[_USED_IN.get(kind.kind, "другие записи")] = None
    if used:
        raise QualityError(
            f"Направление {record.code} удалить нельзя: по нему есть записи "
            f"({', '.join(used)}). Сначала уберите их."
        )
    with store.work(f"Удаление направления {record.code}") as work:
        for link in work.all(DirectionLink):
            if direction in (link.earlier, link.later):
                work.delete(DirectionLink, link.id)
        work.delete(Direction, direction)
        return work.commit()


def mapping(*, store: Store, earlier: Id, later: Id) -> tuple[MappingRow, ...]:
    """Directions of an earlier edition beside those of a later one, in order; new ones at the end."""
    before = directions_of(store=store, edition=earlier)
    after = {d.id: d for d in directions_of(store=store, edition=later)}
    links = store.all(DirectionLink)
    rows: list[MappingRow] = []
    for direction in before:
        found = [link for link in links if link.earlier == direction.id and link.later in after]
        rows.extend(
            MappingRow(earlier=direction, later=after[link.later], note=link.note)
            for link in sorted(found, key=lambda link: after[link.later].code)
        )
        if not found:
            rows.append(MappingRow(earlier=direction, later=None))
    reached = {row.later.id for row in rows if row.later is not None}
    rows.extend(
        MappingRow(earlier=None, later=direction)
        for direction in after.values()
        if direction.id not in reached
    )
    return tuple(rows)


def plan_transfer(*, store: Store, earlier: Id, later: Id) -> tuple[Transfer, ...]:
    """Who would come into the empty cells of a later edition; filled cells are left alone.

    The operator of all directions holds in every edition, so only a direction's own operator moves.
    """
    own: dict[tuple[Id, str], list[Assignment]] = {}
    for assignment in sorted(store.all(Assignment), key=lambda a: (a.place, a.id.bytes)):
        if assignment.direction is not None:
            own.setdefault((assignment.direction, assignment.role), []).append(assignment)
    origins: dict[Id, list[Direction]] = {}
    for row in mapping(store=store, earlier=earlier, later=later):
        if row.earlier is not None and row.later is not None:
            origins.setdefault(row.later.id, []).append(row.earlier)
    found: list[Transfer] = []
    for direction in directions_of(store=store, edition=later):
        for role in Role:
            if (direction.id, role.value) not in own:
                found.extend(_transfer(direction, role, origins.get(direction.id, ()), own))
    return tuple(found)


def transfer(*, store: Store, transfers: Iterable[Transfer]) -> Changes:
    """Fill the chosen cells of the later edition, in one step."""
    edits = [found.edit for found in transfers]
    return set_cells(store=store, edits=edits, intent="Перенос ответственных по соответствию")


def _transfer(
    direction: Direction,
    role: Role,
    earlier: Iterable[Direction],
    own: dict[tuple[Id, str], list[Assignment]],
) -> Iterable[Transfer]:
    sources = [d for d in earlier if (d.id, role.value) in own]
    parties = dict.fromkeys(
        Party(person=assignment.person, unit=assignment.unit)
        for source in sources
        for assignment in own[source.id, role.value]
    )
    if parties:
        yield Transfer(
            edit=CellEdit(direction=direction.id, role=role, parties=tuple(parties)),
            direction=direction,
            origins=tuple(source.code for source in sources),
        )


def _direction(store: Store, direction: Id) -> Direction:
    record = store.get(Direction, direction)
    if record is None:
        raise QualityError("Этого направления в файле больше нет: откройте вкладку заново.")
    return record


def _checked(
    store: Store, edition: Id, code: str, title: str, *, own: Id | None
) -> tuple[str, str]:
    code, title = code.strip().rstrip("."), " ".join(title.split())
    if not code:
        raise QualityError("Укажите номер направления, например 2.6.")
    if not title:
        raise QualityError("Укажите название направления.")
    for other in directions_of(store=store, edition=edition):
        if other.code == code and other.id != own:
            raise QualityError(f"Номер {code} уже занят: {other.title}. Выберите другой номер.")
    return code, title
