"""Who answers for what: assignments, the responsibility matrix, its checks and differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from quality_desktop.domain.directions import Direction, DirectionGroup
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id, Record, natural_id, reference


class Role(StrEnum):
    """What a person or a unit is to a direction."""

    COORDINATOR = "coordinator"
    EXECUTOR = "executor"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """A person or a unit (or a unit with the person who answers for it) in a role.

    Attributes:
        direction: None means every direction that has no assignment of its own in this role.
        role: ``coordinator`` | ``executor`` | ``operator``.
        place: Order within the cell of the matrix.
    """

    kind: ClassVar[str] = "assignment"

    direction: Id | None = reference("direction")
    role: str
    person: Id | None = reference("person")
    unit: Id | None = reference("unit")
    place: int = 0

    @property
    def parties(self) -> tuple[Id, ...]:
        """The unit and the person, those that are named."""
        return tuple(who for who in (self.unit, self.person) if who is not None)


def assignment_id(direction: Id | None, role: Role, *parties: Id) -> Id:
    """Id that everybody gives to this person or unit (or unit and person) in this role."""
    return natural_id(Assignment.kind, direction, role.value, *parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Assignments of one role of one direction, in the office's order.

    Attributes:
        is_inherited: The assignments are those of all directions, not of this one.
    """

    role: Role
    assignments: tuple[Assignment, ...] = ()
    is_inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A direction with its three cells."""

    direction: Direction
    coordinator: Cell
    executors: Cell
    operator: Cell

    def cell(self, role: Role) -> Cell:
        """The cell of a role."""
        return {
            Role.COORDINATOR: self.coordinator,
            Role.EXECUTOR: self.executors,
            Role.OPERATOR: self.operator,
        }[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A group of directions with its lines."""

    group: DirectionGroup
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityMatrix:
    """The matrix of one edition: groups, directions, who answers."""

    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All directions in order."""
        return tuple(line for block in self.blocks for line in block.lines)

    def people(self, role: Role) -> tuple[Id, ...]:
        """People in a role, each once, in the order of their first direction."""
        found = (
            assignment.person for line in self.lines for assignment in line.cell(role).assignments
        )
        return tuple(dict.fromkeys(person for person in found if person is not None))


def build_matrix(
    groups: Iterable[DirectionGroup],
    directions: Iterable[Direction],
    assignments: Iterable[Assignment],
) -> ResponsibilityMatrix:
    """Put groups, directions and assignments together.

    Args:
        groups: Groups of one edition.
        directions: Directions of any editions; those of other groups are left out.
        assignments: All assignments of the file.
    """
    cells: dict[tuple[Id | None, str], list[Assignment]] = {}
    for assignment in sorted(assignments, key=lambda a: (a.place, a.id.bytes)):
        cells.setdefault((assignment.direction, assignment.role), []).append(assignment)

    def cell(direction: Id, role: Role) -> Cell:
        own = cells.get((direction, role.value))
        if own is not None:
            return Cell(role=role, assignments=tuple(own))
        common = cells.get((None, role.value), [])
        return Cell(role=role, assignments=tuple(common), is_inherited=bool(common))

    by_group: dict[Id, list[Direction]] = {}
    for direction in sorted(directions, key=lambda d: (d.place, d.code)):
        by_group.setdefault(direction.group, []).append(direction)
    return ResponsibilityMatrix(
        blocks=tuple(
            Block(
                group=group,
                lines=tuple(
                    Line(
                        direction=direction,
                        coordinator=cell(direction.id, Role.COORDINATOR),
                        executors=cell(direction.id, Role.EXECUTOR),
                        operator=cell(direction.id, Role.OPERATOR),
                    )
                    for direction in by_group.get(group.id, ())
                ),
            )
            for group in sorted(groups, key=lambda g: (g.place, g.code))
        )
    )


def place_of(direction: Id, role: Role) -> str:
    """Name of a cell of the matrix for ``Problem.place``."""
    return f"matrix:{direction}:{role.value}"


def check_matrix(
    matrix: ResponsibilityMatrix,
    people: Mapping[Id, Person],
    *,
    names: Mapping[Id, str],
    load_limit: int | None,
) -> list[Problem]:
    """Find what keeps the matrix from being complete.

    Args:
        matrix: The matrix to check.
        people: The directory.
        names: How people are shown: «Мастрюкова Л.И.».
        load_limit: More directions than this for one person is an overload (a setting of the
            office, not a norm); None for no limit.

    Returns:
        Problems in the order of directions, then of people; each has the place of its cell.
    """
    problems: list[Problem] = []
    for line in matrix.lines:
        problems.extend(_check_line(line))
    seen: set[Id] = set()
    for line in matrix.lines:
        for role in Role:
            for assignment in line.cell(role).assignments:
                who = assignment.person
                if who is None or who in seen:
                    continue
                seen.add(who)
                problems.extend(
                    _check_person(who, people, names, place_of(line.direction.id, role))
                )
    if load_limit is not None:
        problems.extend(_check_load(matrix, names, load_limit))
    return problems


def _check_line(line: Line) -> Iterable[Problem]:
    code = line.direction.code
    if not line.coordinator.assignments:
        yield Problem(
            text=f"У направления {code} нет координатора: назначьте его.",
            place=place_of(line.direction.id, Role.COORDINATOR),
        )
    if not line.executors.assignments:
        yield Problem(
            text=f"У направления {code} нет исполнителей: назначьте хотя бы одного.",
            place=place_of(line.direction.id, Role.EXECUTOR),
        )
    if not line.operator.assignments:
        yield Problem(
            text=f"У направления {code} нет муниципального оператора: назначьте его.",
            severity=Severity.WARNING,
            place=place_of(line.direction.id, Role.OPERATOR),
        )


def _check_person(
    who: Id, people: Mapping[Id, Person], names: Mapping[Id, str], place: str
) -> Iterable[Problem]:
    person = people.get(who)
    if person is None:
        yield Problem(
            text="Назначен человек, которого нет в справочнике: назначьте другого.", place=place
        )
        return
    if not person.position.strip():
        yield Problem(
            text=f"У человека {names[who]} не указана должность: впишите её в справочнике.",
            place=place,
        )
    if not person.is_active:
        yield Problem(
            text=f"{names[who]} больше не работает: замените в матрице.",
            place=place,
        )


def _check_load(
    matrix: ResponsibilityMatrix, names: Mapping[Id, str], limit: int
) -> Iterable[Problem]:
    for who, load in load_by_person(matrix).items():
        if load.total > limit:
            yield Problem(
                text=f"Перегрузка, {names.get(who, '?')}: направлений {load.total} "
                f"при пределе {limit}, передайте часть другому.",
                severity=Severity.WARNING,
                place=place_of(load.first_direction, load.first_role),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many directions a person has.

    Attributes:
        coordinates: Directions coordinated.
        executes: Directions executed.
        operates: Directions operated.
        total: Different directions in any of these roles.
        first_direction: Where to jump to.
        first_role: Where to jump to.
    """

    coordinates: int
    executes: int
    operates: int
    total: int
    first_direction: Id
    first_role: Role


def load_by_person(matrix: ResponsibilityMatrix) -> dict[Id, Load]:
    """Count directions per person; a common assignment counts only as operating, once each."""
    roles: dict[Id, Counter[Role]] = {}
    touched: dict[Id, dict[Id, None]] = {}
    first: dict[Id, tuple[Id, Role]] = {}
    for line in matrix.lines:
        for role in Role:
            cell = line.cell(role)
            for assignment in cell.assignments:
                who = assignment.person
                if who is None:
                    continue
                roles.setdefault(who, Counter())[role] += 1
                first.setdefault(who, (line.direction.id, role))
                if not cell.is_inherited:
                    touched.setdefault(who, {})[line.direction.id] = None
    return {
        who: Load(
            coordinates=count[Role.COORDINATOR],
            executes=count[Role.EXECUTOR],
            operates=count[Role.OPERATOR],
            total=len(touched.get(who, ())),
            first_direction=first[who][0],
            first_role=first[who][1],
        )
        for who, count in roles.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell of the matrix that is not what it was.

    Attributes:
        code: Code of the direction.
        was: Who stood there, in order, as shown.
        now: Who stands there, in order, as shown.
    """

    code: str
    title: str
    role: Role
    was: tuple[str, ...]
    now: tuple[str, ...]


def difference(
    was: ResponsibilityMatrix,
    now: ResponsibilityMatrix,
    *,
    names_was: Mapping[Id, str],
    names_now: Mapping[Id, str],
) -> list[Difference]:
    """Compare two matrices cell by cell («было/стало»).

    Args:
        was: The earlier matrix.
        now: The later one.
        names_was: How people and units were shown then.
        names_now: How they are shown now; a changed surname alone is not a difference.
    """
    before = {line.direction.id: line for line in was.lines}
    after = {line.direction.id: line for line in now.lines}
    found: list[Difference] = []
    for key in dict.fromkeys([*after, *before]):
        line = after.get(key) or before[key]
        for role in Role:
            old = _who(before[key].cell(role)) if key in before else ()
            new = _who(after[key].cell(role)) if key in after else ()
            if old != new:
                found.append(
                    Difference(
                        code=line.direction.code,
                        title=line.direction.title,
                        role=role,
                        was=tuple(_shown(parties, names_was) for parties in old),
                        now=tuple(_shown(parties, names_now) for parties in new),
                    )
                )
    return found


def _who(cell: Cell) -> tuple[tuple[Id, ...], ...]:
    return tuple(assignment.parties for assignment in cell.assignments)


def _shown(parties: Sequence[Id], names: Mapping[Id, str]) -> str:
    first, *rest = (names.get(who, "?") for who in parties)
    return f"{first} ({rest[0]})" if rest else first
