from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.directions import Direction, DirectionGroup, edition_id
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import natural_id
from quality_desktop.domain.responsibility import (
    Assignment,
    Role,
    assignment_id,
    build_matrix,
    check_matrix,
    difference,
    load_by_person,
    place_of,
)

EDITION = edition_id("2020")
GROUPS = [
    DirectionGroup(id=natural_id("g", n), edition=EDITION, code=str(n), place=n) for n in (1, 2)
]
DIRECTIONS = [
    Direction(id=natural_id("d", n), group=GROUPS[n // 3].id, code=f"1.{n}", place=n)
    for n in range(5)
]
PEOPLE = {
    key: Person(id=key, surname=f"Ф{n}", position="методист")
    for n in range(4)
    for key in [natural_id("p", n)]
}
NAMES = {key: person.surname for key, person in PEOPLE.items()}
IDS = list(PEOPLE)


def assign(direction, role, person=None, unit=None, place=0):
    parties = [who for who in (unit, person) if who]
    where = None if direction is None else DIRECTIONS[direction].id
    return Assignment(
        id=assignment_id(where, role, *parties),
        direction=where,
        role=role.value,
        person=person,
        unit=unit,
        place=place,
    )


def full(person=IDS[0]):
    return [assign(n, role, person) for n in range(len(DIRECTIONS)) for role in Role]


def matrix(assignments):
    return build_matrix(GROUPS, DIRECTIONS, assignments)


def test_directions_stand_in_their_groups_in_order():
    blocks = matrix([]).blocks
    assert [[line.direction.code for line in block.lines] for block in blocks] == [
        ["1.0", "1.1", "1.2"],
        ["1.3", "1.4"],
    ]


def test_directions_of_another_edition_are_left_out():
    stranger = Direction(id=natural_id("d", "x"), group=natural_id("g", "x"), code="9.9")
    built = build_matrix(GROUPS, [*DIRECTIONS, stranger], [])
    assert stranger.id not in {line.direction.id for line in built.lines}


def test_executors_keep_the_order_the_office_gave_them():
    rows = [assign(0, Role.EXECUTOR, IDS[n], place=3 - n) for n in range(3)]
    cell = matrix(rows).lines[0].executors
    assert [a.person for a in cell.assignments] == [IDS[2], IDS[1], IDS[0]]


def test_the_common_operator_serves_directions_without_their_own():
    rows = [assign(None, Role.OPERATOR, IDS[0]), assign(1, Role.OPERATOR, IDS[1])]
    lines = matrix(rows).lines
    assert lines[0].operator.is_inherited
    assert lines[0].operator.assignments[0].person == IDS[0]
    assert not lines[1].operator.is_inherited
    assert lines[1].operator.assignments[0].person == IDS[1]


def test_people_in_a_role_are_named_once_in_order_of_directions():
    rows = [
        assign(0, Role.COORDINATOR, IDS[1]),
        assign(1, Role.COORDINATOR, IDS[0]),
        assign(2, Role.COORDINATOR, IDS[1]),
    ]
    assert matrix(rows).people(Role.COORDINATOR) == (IDS[1], IDS[0])


def test_a_complete_matrix_has_no_problems():
    assert check_matrix(matrix(full()), PEOPLE, names=NAMES, load_limit=5) == []


@pytest.mark.parametrize(
    ("role", "words", "severity"),
    [
        (Role.COORDINATOR, "нет координатора", Severity.ERROR),
        (Role.EXECUTOR, "нет исполнителей", Severity.ERROR),
        (Role.OPERATOR, "нет муниципального оператора", Severity.WARNING),
    ],
)
def test_an_empty_cell_is_a_problem_at_its_place(role, words, severity):
    rows = [a for a in full() if not (a.direction == DIRECTIONS[1].id and a.role == role)]
    (problem,) = check_matrix(matrix(rows), PEOPLE, names=NAMES, load_limit=None)
    assert words in problem.text
    assert "1.1" in problem.text
    assert problem.severity is severity
    assert problem.place == place_of(DIRECTIONS[1].id, role)


def test_a_person_without_position_is_named_once():
    people = PEOPLE | {IDS[0]: replace(PEOPLE[IDS[0]], position=" ")}
    (problem,) = check_matrix(matrix(full()), people, names=NAMES, load_limit=None)
    assert "не указана должность" in problem.text


def test_a_person_who_left_must_be_replaced():
    people = PEOPLE | {IDS[0]: replace(PEOPLE[IDS[0]], is_active=False)}
    (problem,) = check_matrix(matrix(full()), people, names=NAMES, load_limit=None)
    assert "больше не работает" in problem.text


def test_an_unknown_person_is_a_problem_and_not_a_crash():
    (problem,) = check_matrix(matrix(full()), {}, names={}, load_limit=None)
    assert "нет в справочнике" in problem.text


def test_more_directions_than_the_office_allows_is_an_overload():
    (problem,) = check_matrix(matrix(full()), PEOPLE, names=NAMES, load_limit=4)
    assert problem.text == "Перегрузка, Ф0: направлений 5 при пределе 4, передайте часть другому."
    assert problem.severity is Severity.WARNING


def test_load_counts_a_direction_once_and_the_common_operator_not_at_all():
    rows = [
        assign(0, Role.COORDINATOR, IDS[0]),
        assign(0, Role.EXECUTOR, IDS[0]),
        assign(None, Role.OPERATOR, IDS[0]),
    ]
    load = load_by_person(matrix(rows))[IDS[0]]
    assert (load.coordinates, load.executes, load.total) == (1, 1, 1)
    assert load.operates == len(DIRECTIONS)


def test_units_have_no_load():
    assert load_by_person(matrix([assign(0, Role.EXECUTOR, unit=natural_id("u", 1))])) == {}


def test_a_replaced_executor_is_the_only_difference():
    was = matrix(full())
    other = [
        replace(a, person=IDS[1])
        if a.direction == DIRECTIONS[2].id and a.role == Role.EXECUTOR
        else a
        for a in full()
    ]
    (found,) = difference(was, matrix(other), names_was=NAMES, names_now=NAMES)
    assert (found.code, found.role, found.was, found.now) == (
        "1.2",
        Role.EXECUTOR,
        ("Ф0",),
        ("Ф1",),
    )


def test_a_changed_surname_alone_is_no_difference():
    now = NAMES | {IDS[0]: "Новая"}
    assert difference(matrix(full()), matrix(full()), names_was=NAMES, names_now=now) == []


def test_another_person_answering_for_the_same_unit_is_a_difference():
    unit = natural_id("u", 1)
    names = NAMES | {unit: "ГРЦПИ"}
    was = matrix([assign(None, Role.OPERATOR, IDS[0], unit)])
    now = matrix([assign(None, Role.OPERATOR, IDS[1], unit)])
    found = difference(was, now, names_was=names, names_now=names)
    assert {(d.was, d.now) for d in found} == {(("ГРЦПИ (Ф0)",), ("ГРЦПИ (Ф1)",))}


assignments = st.lists(
    st.builds(
        assign,
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from(list(Role)),
        st.sampled_from(IDS),
        place=st.integers(0, 3),
    ),
    max_size=20,
    unique_by=lambda a: a.id,
)


@given(assignments, st.randoms())
def test_the_matrix_does_not_depend_on_the_order_of_records(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert matrix(rows) == matrix(shuffled)


@given(assignments)
def test_a_matrix_never_differs_from_itself(rows):
    assert difference(matrix(rows), matrix(rows), names_was=NAMES, names_now=NAMES) == []


@given(assignments, assignments)
def test_differences_are_the_same_seen_from_either_side(one, other):
    there = difference(matrix(one), matrix(other), names_was=NAMES, names_now=NAMES)
    back = difference(matrix(other), matrix(one), names_was=NAMES, names_now=NAMES)
    assert [(d.code, d.role, d.was, d.now) for d in there] == [
        (d.code, d.role, d.now, d.was) for d in back
    ]
