"""Taking changes back without erasing them: the rest of the log decides what a row becomes."""

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.merge import (
    DELETE,
    INSERT,
    UNDELETE,
    Cell,
    Change,
    distinct_values,
    row_state,
)
from quality_desktop.domain.merge_inverse import (
    Draft,
    decision,
    deletion,
    restoration,
    returning,
    without,
)

ROW = b"r" * 16
ONE, TWO = 101, 102
DEFAULTS: dict[int, Cell] = {ONE: "", TWO: 0}


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def insert(number: int, *parents: int, one: Cell = "а", two: Cell = 1) -> Change:
    return Change(
        id=key(number),
        row=ROW,
        column=INSERT,
        cells={ONE: one, TWO: two},
        parents=tuple(map(key, parents)),
    )


def edit(number: int, value: Cell, *parents: int, column: int = ONE) -> Change:
    return Change(
        id=key(number), row=ROW, column=column, value=value, parents=tuple(map(key, parents))
    )


def mark(number: int, column: int, *parents: int) -> Change:
    return Change(id=key(number), row=ROW, column=column, parents=tuple(map(key, parents)))


def written(log: list[Change], drafts: tuple[Draft, ...]) -> list[Change]:
    """The log with drafts signed."""
    return [
        *log,
        *(
            Change(id=key(1000 + n), row=ROW, column=d.column, value=d.value, parents=d.parents)
            for n, d in enumerate(drafts)
        ),
    ]


def test_without_an_edit_the_value_before_it_stands():
    log = [insert(1), edit(2, "б", 1)]
    assert without(log, {key(2)}) == [insert(1)]


def test_who_replaced_what_is_gone_replaces_what_that_had_replaced():
    log = [insert(1), edit(2, "б", 1), edit(3, "в", 2), edit(4, "г", 3)]
    assert without(log, {key(2), key(3)}) == [insert(1), edit(4, "г", 1)]


def test_several_ways_back_through_what_is_gone_are_taken_once():
    log = [insert(1), edit(2, "б", 1), edit(3, "в", 1), edit(4, "г", 2, 3)]
    assert without(log, {key(2), key(3)})[-1].parents == (key(1),)
    row = [insert(1), edit(2, "б", 1), edit(3, "в", 2), edit(4, "г", 2, 3)]
    assert without(row, {key(2), key(3)})[-1].parents == (key(1),)


def test_the_insert_of_a_row_that_somebody_worked_on_is_not_taken_away():
    log = [insert(1), edit(2, "б", 1)]
    assert without(log, {key(1)}) == log
    assert without(log, {key(1), key(2)}) == []


def test_a_deletion_that_somebody_answered_is_not_taken_away():
    undeleted = [insert(1), mark(2, DELETE, 1), mark(3, UNDELETE, 2)]
    assert without(undeleted, {key(2)}) == undeleted
    made_anew = [insert(1), mark(2, DELETE, 1), insert(3, 2)]
    assert without(made_anew, {key(2)}) == made_anew


def test_a_row_that_would_not_be_there_is_deleted():
    log = [insert(1), edit(2, "б", 1)]
    found = returning(log, {key(1), key(2)}, DEFAULTS)
    assert found.ends_row
    assert found.drafts == (Draft(column=DELETE, parents=(key(1), key(2))),)


def test_a_row_that_is_gone_and_would_be_gone_is_left_alone():
    log = [insert(1), mark(2, DELETE, 1)]
    assert returning(log, {key(1), key(2)}, DEFAULTS).drafts == ()


def test_a_deletion_is_taken_back():
    log = [insert(1), mark(2, DELETE, 1)]
    found = returning(log, {key(2)}, DEFAULTS)
    assert not found.ends_row
    assert found.drafts == (Draft(column=UNDELETE, parents=(key(2),)),)
    assert row_state(written(log, found.drafts)).is_alive


def test_an_edit_is_taken_back_over_all_its_heads():
    log = [insert(1), edit(2, "б", 1), edit(3, "в", 1)]
    found = returning(log, {key(3)}, DEFAULTS)
    assert found.drafts == (Draft(column=ONE, value="б", parents=(key(2), key(3), key(2))),)


def test_a_disagreement_that_was_decided_comes_back_with_the_value_it_showed():
    log = [insert(1), edit(2, "б", 1), edit(3, "в", 1), edit(4, "г", 2, 3)]
    found = returning(log, {key(4)}, DEFAULTS)
    assert [d.value for d in found.drafts] == ["б", "в"]
    state = row_state(written(log, found.drafts))
    assert state.conflicts == {ONE}
    assert state.values[ONE] == "в"


def test_a_column_that_nobody_would_have_written_gets_what_it_holds_by_default():
    short = Change(id=key(1), row=ROW, column=INSERT, cells={ONE: "а"})
    log = [short, edit(2, 5, column=TWO)]
    assert returning(log, {key(2)}, DEFAULTS).drafts == (
        Draft(column=TWO, value=0, parents=(key(2),)),
    )


def test_a_column_of_a_newer_program_is_left_alone():
    log = [insert(1), edit(2, "новое", column=199)]
    assert returning(log, {key(2)}, DEFAULTS).drafts == ()


def test_columns_that_are_one_value_are_written_together():
    log = [insert(1), edit(2, "б", 1)]
    assert returning(log, {key(2)}, DEFAULTS, (ONE, TWO)).drafts == (
        Draft(column=ONE, value="а", parents=(key(2), key(1))),
        Draft(column=TWO, value=1, parents=(key(1), key(1))),
    )
    assert returning([insert(1)], set(), DEFAULTS, (ONE, TWO)).drafts == ()


def test_an_edit_beside_a_deletion_that_stays_is_taken_back_with_the_question_left_open():
    log = [insert(1), mark(2, DELETE, 1), edit(3, "б", 1), edit(4, 9, 1, column=TWO)]
    found = returning(log, {key(4)}, DEFAULTS)
    state = row_state(written(log, found.drafts))
    assert state.is_deletion_disputed
    assert state.values == {ONE: "б", TWO: 1}


def test_an_answered_question_about_a_deletion_is_asked_again():
    log = [insert(1), mark(2, DELETE, 1), edit(3, "б", 1), mark(4, UNDELETE, 2)]
    found = returning(log, {key(4)}, DEFAULTS)
    state = row_state(written(log, found.drafts))
    assert state.is_alive
    assert state.is_deletion_disputed


def test_a_deletion_names_what_its_author_saw():
    log = [insert(1), edit(2, "б", 1), edit(3, "в", 2)]
    assert deletion(log) == Draft(column=DELETE, parents=(key(1), key(3)))


def test_every_deletion_of_a_row_is_taken_back():
    log = [insert(1), mark(2, DELETE, 1), mark(3, DELETE, 1)]
    assert restoration(row_state(log)) == Draft(column=UNDELETE, parents=(key(2), key(3)))


def test_a_decision_has_seen_all_heads():
    state = row_state([insert(1), edit(2, "б", 1), edit(3, "в", 1)])
    assert decision(state, ONE, "г") == Draft(column=ONE, value="г", parents=(key(2), key(3)))


@st.composite
def logs(draw: st.DrawFn) -> list[Change]:
    """Work on one row by people who saw some of it."""
    log = [insert(1)]
    for number in range(2, draw(st.integers(3, 9))):
        what = draw(st.sampled_from([ONE, ONE, TWO, DELETE, UNDELETE]))
        same = [c for c in log if c.column in (what, INSERT)]
        wanted = [c for c in log if c.column == DELETE] if what == UNDELETE else same
        if what == DELETE:
            wanted = [c for c in log if c.column >= INSERT]
        if not wanted:
            continue
        seen = draw(st.lists(st.sampled_from(wanted), min_size=1, unique_by=lambda c: c.id))
        numbers = sorted(int.from_bytes(c.id, "big") for c in seen)
        value = draw(st.sampled_from(["а", "б", "в"])) if what in (ONE, TWO) else None
        log.append(edit(number, value, *numbers, column=what))
    return log


@given(log=logs(), data=st.data())
def test_what_is_written_makes_the_row_what_it_would_have_been(
    log: list[Change], data: st.DataObject
):
    removed = {c.id for c in log if data.draw(st.booleans())}
    then = row_state(without(log, removed))
    found = returning(log, removed, DEFAULTS)
    state = row_state(written(log, found.drafts))
    assert state.is_alive == then.is_alive
    if then.is_alive:
        assert state.is_deletion_disputed == then.is_deletion_disputed
        for column in then.values:
            assert set(distinct_values(state.heads[column], column)) == set(
                distinct_values(then.heads[column], column)
            )
            assert state.values[column] == then.values[column]


@given(log=logs(), data=st.data())
def test_the_rest_of_a_log_keeps_its_ids_and_its_order(log: list[Change], data: st.DataObject):
    removed = {c.id for c in log if data.draw(st.booleans())}
    rest = without(log, removed)
    known = {c.id for c in log}
    assert {c.id for c in log} - {c.id for c in rest} <= removed
    assert [c.id for c in rest] == sorted(c.id for c in rest)
    assert all(parent in known for c in rest for parent in c.parents)
