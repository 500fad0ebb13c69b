"""The change log as mathematics: heads, conflicts, deletions, the clock."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.merge import (
    DELETE,
    ID_SIZE,
    INSERT,
    UNDELETE,
    Cell,
    Change,
    Clock,
    RowState,
    joined_cells,
    keep_referred,
    new_stand_in_id,
    row_state,
    values_replaced,
)

ROW = b"r" * ID_SIZE
NAME, AGE = 101, 102


def id_of(number: int) -> bytes:
    return number.to_bytes(ID_SIZE, "big")


def insert(number: int, *parents: int, name: Cell = "А", age: Cell = 1) -> Change:
    return Change(
        id=id_of(number),
        row=ROW,
        column=INSERT,
        cells={NAME: name, AGE: age},
        parents=tuple(map(id_of, parents)),
    )


def edit(number: int, *parents: int, name: Cell) -> Change:
    return change(number, NAME, *parents, value=name)


def change(number: int, column: int, *parents: int, value: Cell = None) -> Change:
    return Change(
        id=id_of(number), row=ROW, column=column, value=value, parents=tuple(map(id_of, parents))
    )


def test_a_row_is_what_was_inserted():
    state = row_state([insert(1)])
    assert state.is_alive
    assert state.values == {NAME: "А", AGE: 1}
    assert not state.conflicts


def test_an_edit_replaces_the_value_of_its_column_only():
    state = row_state([insert(1), edit(2, 1, name="Б")])
    assert state.values == {NAME: "Б", AGE: 1}
    assert [head.id for head in state.heads[NAME]] == [id_of(2)]


def test_two_edits_of_one_value_are_a_conflict_and_the_larger_id_is_shown():
    state = row_state([insert(1), edit(3, 1, name="В"), edit(2, 1, name="Б")])
    assert state.values[NAME] == "В"
    assert state.conflicts == {NAME}


def test_two_offices_that_wrote_the_same_value_agree():
    state = row_state([insert(1), edit(2, 1, name="Б"), edit(3, 1, name="Б")])
    assert not state.conflicts


def test_one_and_true_text_are_different_values():
    state = row_state([insert(1), edit(2, 1, name=1), edit(3, 1, name="1")])
    assert state.conflicts == {NAME}


def test_an_edit_over_a_conflict_leaves_the_other_value_listed():
    log = [insert(1), edit(2, 1, name="Б"), edit(3, 1, name="В"), edit(4, 3, name="Г")]
    state = row_state(log)
    assert state.values[NAME] == "Г"
    assert {head.value for head in state.heads[NAME]} == {"Б", "Г"}
    assert state.conflicts == {NAME}


def test_a_decision_that_names_all_heads_closes_the_conflict():
    log = [insert(1), edit(2, 1, name="Б"), edit(3, 1, name="В"), edit(4, 2, 3, name="Б")]
    assert not row_state(log).conflicts


def test_a_deleted_row_is_hidden():
    state = row_state([insert(1), change(2, DELETE, 1)])
    assert not state.is_alive
    assert not state.is_deletion_disputed


def test_an_edit_that_the_deleter_did_not_see_keeps_the_row():
    state = row_state([insert(1), change(2, DELETE, 1), edit(3, 1, name="Б")])
    assert state.is_alive
    assert state.is_deletion_disputed
    assert state.values[NAME] == "Б"


def test_a_deletion_taken_back_leaves_the_row_as_it_was():
    state = row_state([insert(1), change(2, DELETE, 1), change(3, UNDELETE, 2)])
    assert state.is_alive
    assert not state.is_deletion_disputed
    assert state.values == {NAME: "А", AGE: 1}


def test_a_row_inserted_again_is_what_was_inserted_last_without_a_conflict():
    state = row_state([insert(1), change(2, DELETE, 1), insert(3, 2, name="Б")])
    assert state.is_alive
    assert state.values[NAME] == "Б"
    assert not state.conflicts


def test_an_edit_of_a_row_inserted_again_is_seen_beside_an_old_unseen_edit():
    log = [
        insert(1),
        change(2, DELETE, 1),
        insert(3, 2, name="Б"),
        edit(4, 3, name="В"),
        edit(5, 1, name="Г"),
    ]
    state = row_state(log)
    assert {head.value for head in state.heads[NAME]} == {"В", "Г"}
    assert state.conflicts == {NAME}


def test_a_row_whose_insert_has_not_arrived_is_not_shown():
    state = row_state([edit(2, 1, name="Б")])
    assert not state.is_alive
    assert state.values == {NAME: "Б"}


def test_columns_of_a_newer_program_are_kept():
    assert row_state([insert(1), change(2, 150, value="новое")]).values[150] == "новое"


def test_a_parent_younger_than_its_child_replaces_nothing():
    state = row_state([insert(1), edit(2, 1, 3, name="Б"), edit(3, 1, 2, name="В")])
    assert state.values[NAME] == "В"


def test_an_edit_replaces_every_head_that_holds_the_value_shown():
    log = [insert(1), edit(2, 1, name="Б"), edit(3, 1, name="Б"), edit(4, 1, name="В")]
    assert values_replaced(log, NAME, "Б") == (id_of(2), id_of(3))


def test_an_edit_names_no_change_that_was_replaced_before():
    log = [insert(1, name="А"), edit(2, 1, name="Б"), edit(3, 2, name="А")]
    assert values_replaced(log, NAME, "А") == (id_of(3),)


def test_a_row_that_a_live_row_refers_to_is_kept():
    reference = 201
    shown, hidden = b"s" * ID_SIZE, b"h" * ID_SIZE
    states = {
        shown: state_of(is_alive=True, values={reference: hidden}),
        hidden: state_of(is_alive=False, values={reference: None}),
    }
    assert keep_referred(states, {reference}) == (frozenset({shown, hidden}), frozenset({hidden}))


def test_rows_kept_for_a_reference_keep_their_own_references():
    reference = 201
    first, second, third = (bytes([n]) * ID_SIZE for n in (1, 2, 3))
    states = {
        first: state_of(is_alive=True, values={reference: second}),
        second: state_of(is_alive=False, values={reference: third}),
        third: state_of(is_alive=False, values={reference: first}),
    }
    assert keep_referred(states, {reference})[1] == {second, third}


def test_rows_that_nobody_refers_to_stay_hidden():
    states = {ROW: state_of(is_alive=False, values={})}
    assert keep_referred(states, {201}) == (frozenset(), frozenset())


def state_of(*, is_alive: bool, values: dict[int, Cell]) -> RowState:
    return RowState(
        is_alive=is_alive,
        values=values,
        heads={},
        conflicts=frozenset(),
        is_deletion_disputed=False,
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """One row as several offices wrote it: every change knows some of the changes before it."""
    log = [insert(1)]
    for number in range(2, draw(st.integers(2, 9))):
        known = [c for c in log if c.id == id_of(1) or draw(st.booleans())]
        state = row_state(known)
        if not state.is_alive:
            deletions = [c.id for c in known if c.column == DELETE]
            is_new = draw(st.booleans())
            new = Change(
                id=id_of(number),
                row=ROW,
                column=INSERT if is_new else UNDELETE,
                cells={NAME: "заново", AGE: number} if is_new else {},
                parents=tuple(deletions),
            )
        elif draw(st.integers(0, 3)) == 0:
            seen = tuple(c.id for c in known if c.column >= INSERT)
            new = Change(id=id_of(number), row=ROW, column=DELETE, parents=seen)
        else:
            column = draw(st.sampled_from([NAME, AGE]))
            cell = [c for c in known if c.column == column or column in c.cells]
            new = Change(
                id=id_of(number),
                row=ROW,
                column=column,
                value=draw(st.integers(0, 2)),
                parents=values_replaced(cell, column, state.values[column]),
            )
        log.append(new)
    return log


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_changes_arrive_does_not_matter(log: list[Change], order: random.Random):
    shuffled = list(log)
    order.shuffle(shuffled)
    assert row_state(shuffled) == row_state(log)


@given(histories())
def test_every_value_that_nobody_replaced_is_shown_or_listed(log: list[Change]):
    state = row_state(log)
    for column, heads in state.heads.items():
        values = {(type(head.cell(column)), head.cell(column)) for head in heads}
        shown = state.values[column]
        assert (type(shown), shown) in values
        assert (len(values) > 1) == (column in state.conflicts)


@given(histories())
def test_the_largest_change_of_a_cell_is_one_of_its_heads(log: list[Change]):
    state = row_state(log)
    for column, heads in state.heads.items():
        writers = [c.id for c in log if c.column == column or column in c.cells]
        assert max(writers) == heads[-1].id


@given(histories())
def test_no_unseen_edit_is_hidden_by_a_deletion(log: list[Change]):
    state = row_state(log)
    seen = {parent for c in log if c.column == DELETE for parent in c.parents}
    newest = max(log, key=lambda c: c.id)
    if newest.column > INSERT and newest.id not in seen:
        assert state.is_alive


def test_ids_grow_though_the_wall_clock_jumps_back():
    wall = iter([5000, 1000, 5000, 7000])
    clock = Clock(lambda: next(wall))
    ids = [made for _ in range(4) for made in (clock.start(), clock.tick(), clock.tick())]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_an_id_is_larger_than_every_id_seen():
    clock = Clock(lambda: 1000)
    seen = (9000 << 16).to_bytes(8, "big") + b"\xff" * 8
    clock.see(seen)
    clock.see(None)
    assert clock.start() > seen


def test_an_id_holds_its_moment():
    clock = Clock(lambda: 1000)
    assert [int.from_bytes(made[:6], "big") for made in (clock.start(), clock.tick())] == [1000] * 2


@pytest.mark.parametrize("count", [2, 3])
def test_two_clocks_never_make_the_same_id(count: int):
    clocks = [Clock(lambda: 1000) for _ in range(count)]
    ids = [clock.start() for clock in clocks]
    assert all(one != other for one, other in itertools.combinations(ids, 2))


def test_cells_left_out_on_either_side_are_joined():
    assert joined_cells({1: "а", 2: None}, {1: "а", 3: 5}) == {1: "а", 2: None, 3: 5}
    assert joined_cells({}, {2: "б"}) == {2: "б"}


@pytest.mark.parametrize("other", ["б", 1, 1.0, None, b"1"])
def test_cells_that_contradict_each_other_are_not_joined(other: Cell):
    assert joined_cells({1: "1", 2: "а"}, {1: other}) is None


def test_of_two_transactions_of_one_moment_the_same_one_is_newer_in_every_column():
    """Their ids interleave when both offices had seen a clock that was ahead."""

    def by(mark: bytes, moment: int) -> bytes:
        return moment.to_bytes(8, "big") + mark * 8

    one, two = 101, 102
    made = Change(id=by(b"a", 1), row=b"r", column=INSERT, cells={one: "1", two: "1"})
    edits = [
        Change(id=by(mark, moment), row=b"r", column=column, value=value, parents=(made.id,))
        for mark, moment, column, value in (
            (b"c", 7, one, "12"),
            (b"c", 9, two, "5"),
            (b"b", 8, one, "34"),
            (b"b", 9, two, "6"),
        )
    ]
    state = row_state([made, *edits])
    assert (state.values[one], state.values[two]) == ("34", "6")
    assert state.conflicts == {one, two}


def stand_in(name: Cell) -> Change:
    return Change(id=new_stand_in_id(), row=ROW, column=INSERT, cells={NAME: name})


def test_a_stand_in_is_shown_where_nobody_else_said_anything_and_yields_without_a_question():
    lost = stand_in("Утрачено")
    assert row_state([lost]).values == {NAME: "Утрачено"}
    for log in (
        [lost, insert(1)],
        [lost, insert(1), edit(2, 1, name="Б")],
        [lost, edit(2, name="Б")],
    ):
        state = row_state(log)
        assert state.is_alive
        assert not state.conflicts
        assert state.values[NAME] == log[-1].cell(NAME)


def test_a_stand_in_neither_brings_a_deleted_record_back_nor_disputes_its_deletion():
    for log in ([insert(1), change(2, DELETE, 1)], [change(2, DELETE, 1)]):
        state = row_state([stand_in("Утрачено"), *log])
        assert not state.is_alive
        assert not state.is_deletion_disputed
