"""The responsibility matrix: show it, change its cells, replace a person, compare two dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directions import Direction, DirectionGroup, DirectionLink, Edition
from quality_desktop.domain.directory import Municipality, Person, Unit
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
from quality_desktop.services.names import shown_parties
from quality_desktop.storage.store import Store

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Somebody who can be put into a cell.

    Attributes:
        text: «Мастрюкова Л.И.», «ИМЦ».
        hint: Position of the person or full name of the unit.
    """

    party: Party
    text: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """All that the matrix tab shows.

    Attributes:
        names: How every person and unit is shown, by id.
        loads: Load per person, heaviest first.
        choices: Active people and units, sorted by how they are shown.
        common_operator: Assignments of the operator of all directions.
    """

    edition: Edition
    matrix: ResponsibilityMatrix
    names: dict[Id, str]
    problems: tuple[Problem, ...]
    loads: tuple[tuple[Id, Load], ...]
    choices: tuple[Choice, ...]
    common_operator: tuple[Assignment, ...]

    def text(self, assignment: Assignment) -> str:
        """«Мастрюкова Л.И.», «ИМЦ» or «ГРЦПИ (Гомзова Е.Б.)»."""
        first, *rest = (self.names.get(who, "?") for who in assignment.parties)
        return f"{first} ({rest[0]})" if rest else first


def editions(*, store: Store) -> tuple[Edition, ...]:
    """Editions of the catalogue of directions, oldest first."""
    return tuple(sorted(store.all(Edition), key=lambda edition: edition.code))


def current_edition(*, store: Store) -> Edition:
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


def choose_edition(*, store: Store, edition: Id) -> Changes:
    """Make an edition the one the office works by."""
    with store.work("Выбор редакции перечня направлений") as work:
        for record in work.all(Edition):
            work.put(replace(record, is_current=record.id == edition))
        return work.commit()


def links(*, store: Store) -> tuple[DirectionLink, ...]:
    """Which directions of an earlier edition live on in a later one."""
    return store.all(DirectionLink)


def view(*, store: Store, edition: Id) -> MatrixView:
    """The matrix of an edition with its problems, loads and choices."""
    people, units = store.all(Person), store.all(Unit)
    assignments = store.all(Assignment)
    names = shown_parties(people, units)
    matrix = _matrix(store.all(DirectionGroup), store.all(Direction), assignments, edition)
    loads = load_by_person(matrix)
    offices = store.all(Municipality)
    found = store.get(Edition, edition)
    if found is None:
        raise QualityError("Этой редакции перечня направлений в файле больше нет: выберите другую.")
    return MatrixView(
        edition=found,
        matrix=matrix,
        names=names,
        problems=tuple(
            check_matrix(
                matrix,
                {person.id: person for person in people},
                names=names,
                load_limit=offices[0].load_limit if offices else None,
            )
        ),
        loads=tuple(sorted(loads.items(), key=lambda item: (-item[1].total, names[item[0]]))),
        choices=_choices(people, units, names),
        common_operator=tuple(
            a for a in assignments if a.direction is None and a.role == Role.OPERATOR
        ),
    )


def set_cell(
    *, store: Store, direction: Id | None, role: Role, parties: Sequence[Party]
) -> Changes:
    """Say who stands in a cell, in this order; an empty list clears it.

    Args:
        store: The file.
        direction: None for the operator of all directions.
        role: Which cell of the direction.
        parties: Whoever stands twice is kept once.
    """
    code = _code(store, direction)
    with store.work(f"{ROLE_NAMES[role].capitalize()} {code}") as work:
        old = {a.id: a for a in work.all(Assignment, direction=direction, role=role.value)}
        unique = dict.fromkeys(party for party in parties if party.ids)
        for place, party in enumerate(unique):
            key = assignment_id(direction, role, *party.ids)
            old.pop(key, None)
            work.put(
                Assignment(
                    id=key,
                    direction=direction,
                    role=role.value,
                    person=party.person,
                    unit=party.unit,
                    place=place,
                )
            )
        for key in old:
            work.delete(Assignment, key)
        return work.commit()


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
        Choice(party=Party(person=p.id), text=names[p.id], hint=p.position)
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
    return tuple(sorted(found, key=lambda choice: choice.text.lower().replace("ё", "е")))


def _code(store: Store, direction: Id | None) -> str:
    if direction is None:
        return "всех направлений"
    record = store.get(Direction, direction)
    return record.code if record else ""
