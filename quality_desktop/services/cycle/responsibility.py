"""The responsibility matrix: show it, change its cells, replace a person, compare two dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import (
    Assignment,
    Difference,
    Load,
    ResponsibilityMatrix,
    Role,
    assignment_id,
    build_matrix,
    check_matrix,
    difference,
    load_by_person,
)
from quality_desktop.services.folding import folded
from quality_desktop.services.office.names import shown_parties
from quality_desktop.services.office.office import municipality

if TYPE_CHECKING:
    from quality_desktop.storage.history import Moment
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

ROLE_NAMES = {
    Role.COORDINATOR: "координатор",
    Role.EXECUTOR: "исполнители",
    Role.OPERATOR: "муниципальный оператор",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who stands in a cell: a person, a unit, or a unit with the person answering for it."""

    person: Id | None = None
    unit: Id | None = None

    @property
    def ids(self) -> tuple[Id, ...]:
        """The unit and the person, those that are named."""
        return tuple(who for who in (self.unit, self.person) if who is not None)


def parties_of(assignments: Iterable[Assignment]) -> tuple[Party, ...]:
    """Who stands in a cell, in order."""
    return tuple(Party(person=a.person, unit=a.unit) for a in assignments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Somebody who can be put into a cell.

    Attributes:
        text: «Мастрюкова Л.И.», «ИМЦ».
        hint: Position of the person or full name of the unit.
        full_name: Surname, given name and patronymic as the directory has them; empty for a unit.
    """

    party: Party
    text: str
    hint: str
    full_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """Who is to stand in a cell.

    Attributes:
        direction: None for the operator of all directions.
        parties: In this order; whoever stands twice is kept once; nobody clears the cell.
    """

    direction: Id | None
    role: Role
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """All that the matrix tab shows.

    Attributes:
        names: How every person and unit is shown, by id.
        hints: Positions of people and full names of units, by id.
        loads: Load per person, heaviest first.
        choices: Active people and units, sorted by how they are shown.
        common_operator: Assignments of the operator of all directions.
        load_limit: More directions than this for one person is an overload; None for no limit.
    """

    edition: Edition
    matrix: ResponsibilityMatrix
    names: dict[Id, str]
    hints: dict[Id, str]
    problems: tuple[Problem, ...]
    loads: tuple[tuple[Id, Load], ...]
    choices: tuple[Choice, ...]
    common_operator: tuple[Assignment, ...]
    load_limit: int | None

    def text(self, party: Party) -> str:
        """«Мастрюкова Л.И.», «ИМЦ» or «ГРЦПИ (Гомзова Е.Б.)»."""
        first, *rest = (self.names.get(who, "?") for who in party.ids)
        return f"{first} ({rest[0]})" if rest else first


def editions(*, store: Reading) -> tuple[Edition, ...]:
    """Editions of the catalogue of directions, oldest first."""
    return tuple(sorted(store.all(Edition), key=lambda edition: edition.code))


def current_edition(*, store: Reading) -> Edition:
    """The edition the office works by.

    Raises:
        QualityError: The file has no edition at all.
    """
    found = editions(store=store)
    if not found:
        raise QualityError(
            "В файле нет перечня направлений: создайте файл заново или восстановите его из копии."
        )
    return next((edition for edition in found if edition.is_current), found[0])


def directions_of(*, store: Reading, edition: Id) -> tuple[Direction, ...]:
    """Directions of an edition in order."""
    groups = sorted(store.all(DirectionGroup, edition=edition), key=lambda g: (g.place, g.code))
    places = {group.id: number for number, group in enumerate(groups)}
    found = [d for d in store.all(Direction) if d.group in places]
    return tuple(sorted(found, key=lambda d: (places[d.group], d.place, d.code)))


def choose_edition(*, store: Store, edition: Id) -> Changes:
    """Make an edition the one the office works by."""
    with store.work("Выбор редакции перечня направлений") as work:
        for record in work.all(Edition):
            work.put(replace(record, is_current=record.id == edition))
        return work.commit()


def view(*, store: Reading, edition: Id) -> MatrixView:
    """The matrix of an edition with its problems, loads and choices."""
    people, units = store.all(Person), store.all(Unit)
    assignments = store.all(Assignment)
    names = shown_parties(people, units)
    matrix = _matrix(store.all(DirectionGroup), store.all(Direction), assignments, edition)
    loads = load_by_person(matrix)
    office = municipality(store=store)
    load_limit = office.load_limit if office else None
    found = store.get(Edition, edition)
    if found is None:
        raise QualityError("Этой редакции перечня направлений в файле больше нет: выберите другую.")
    return MatrixView(
        edition=found,
        matrix=matrix,
        names=names,
        hints={p.id: p.position for p in people} | {unit.id: unit.name for unit in units},
        problems=tuple(
            check_matrix(
                matrix,
                {person.id: person for person in people},
                names=names,
                load_limit=load_limit,
            )
        ),
        loads=tuple(
            sorted(loads.items(), key=lambda item: (-item[1].total, names.get(item[0], "")))
        ),
        choices=_choices(people, units, names),
        common_operator=tuple(
            sorted(
                (a for a in assignments if a.direction is None and a.role == Role.OPERATOR),
                key=lambda a: a.place,
            )
        ),
        load_limit=load_limit,
    )


def set_cells(*, store: Store, edits: Iterable[CellEdit], intent: str) -> Changes:
    """Say who stands in several cells, in one step that is undone as one (a paste, a transfer)."""
    with store.work(intent) as work:
        for edit in edits:
            _set_cell(work, edit)
        return work.commit()


def load_cells(*, store: Store, edits: Iterable[CellEdit]) -> Changes:
    """Write what a table of a file says of the matrix, after a copy of the office's file."""
    from quality_desktop.services.district_file import backups

    backups.before(store=store, step=backups.Reason.IMPORT)
    return set_cells(store=store, edits=edits, intent="Загрузка матрицы из файла")


def _set_cell(work: UnitOfWork, edit: CellEdit) -> None:
    old = {a.id: a for a in work.all(Assignment, direction=edit.direction, role=edit.role.value)}
    unique = dict.fromkeys(party for party in edit.parties if party.ids)
    if parties_of(sorted(old.values(), key=lambda a: a.place)) == tuple(unique):
        return
    for place, party in enumerate(unique):
        key = assignment_id(edit.direction, edit.role, *party.ids)
        wanted = Assignment(
            id=key,
            direction=edit.direction,
            role=edit.role.value,
            person=party.person,
            unit=party.unit,
            place=place,
        )
        if old.pop(key, None) != wanted:
            work.put(wanted)
    for key in old:
        work.delete(Assignment, key)


def compare(
    *, store: Store, edition: Id, was: datetime, now: datetime | None = None
) -> tuple[Difference, ...]:
    """What changed in the matrix between two moments («было/стало»).

    Args:
        store: The file.
        edition: Edition whose directions are compared.
        was: The earlier moment; the file's history tells what it held then.
        now: The later moment; the present state when omitted.
    """
    before, names_before = _matrix_at(store, edition, was)
    after, names_after = _matrix_at(store, edition, now)
    return tuple(difference(before, after, names_was=names_before, names_now=names_after))


def moments(*, store: Store) -> tuple[Moment, ...]:
    """When the matrix was changed, by whom and why; newest first."""
    return store.moments(Assignment, Direction)


def cell_history(*, store: Store, direction: Id | None, role: Role) -> tuple[Moment, ...]:
    """Who changed a cell, when and why; newest first."""
    return store.moments_of(Assignment, direction=direction, role=role.value)


def _matrix_at(
    store: Store, edition: Id, moment: datetime | None
) -> tuple[ResponsibilityMatrix, dict[Id, str]]:
    if moment is None:
        groups, directions = store.all(DirectionGroup), store.all(Direction)
        assignments = store.all(Assignment)
        people, units = store.all(Person), store.all(Unit)
    else:
        groups, directions = (
            store.as_of(DirectionGroup, moment),
            store.as_of(Direction, moment),
        )
        assignments = store.as_of(Assignment, moment)
        people, units = store.as_of(Person, moment), store.as_of(Unit, moment)
    return _matrix(groups, directions, assignments, edition), shown_parties(people, units)


def _matrix(
    groups: Sequence[DirectionGroup],
    directions: Sequence[Direction],
    assignments: Sequence[Assignment],
    edition: Id,
) -> ResponsibilityMatrix:
    return build_matrix([g for g in groups if g.edition == edition], directions, assignments)


def _choices(
    people: Sequence[Person], units: Sequence[Unit], names: dict[Id, str]
) -> tuple[Choice, ...]:
    found = [
        Choice(
            party=Party(person=p.id),
            text=names[p.id],
            hint=p.position,
            full_name=" ".join(filter(None, (p.surname, p.given, p.patronymic))),
        )
        for p in people
        if p.is_active and p.surname
    ]
    for unit in units:
        found.append(Choice(party=Party(unit=unit.id), text=names[unit.id], hint=unit.name))
        if unit.head is not None and unit.head in names:
            text = f"{names[unit.id]} ({names[unit.head]})"
            found.append(
                Choice(party=Party(unit=unit.id, person=unit.head), text=text, hint=unit.name)
            )
    return tuple(sorted(found, key=lambda choice: folded(choice.text)))
