"""A question that is asked again is asked between those who were asked about before."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.domain.merge import DELETE, INSERT, UNDELETE, Cell, Change, row_state
from quality_desktop.domain.merge_inverse import (
    Draft,
    by_id,
    decision,
    deletion,
    restoration,
    returning,
    settling,
    without,
)
from quality_desktop.domain.repeating import naming, repeated_by, replaced_by, speakers

ROW = b"r" * 16
ONE = 101
DEFAULTS: dict[int, Cell] = {ONE: ""}


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def insert() -> Change:
    return Change(id=key(1), row=ROW, column=INSERT, cells={ONE: "а"})


def edit(number: int, value: Cell, *parents: int, column: int = ONE) -> Change:
    return Change(
        id=key(number), row=ROW, column=column, value=value, parents=tuple(map(key, parents))
    )


def written(log: Sequence[Change], *drafts: Draft) -> list[Change]:
    """The log with drafts signed."""
    newest = int.from_bytes(max(c.id for c in log), "big")
    fresh = (
        Change(id=key(newest + n), row=ROW, column=d.column, value=d.value, parents=d.parents)
        for n, d in enumerate(drafts, 1)
    )
    return [*log, *fresh]


def taken_back(log: Sequence[Change], since: Sequence[Change]) -> list[Change]:
    """The log with what is new in it since taken back."""
    removed = {c.id for c in log} - {c.id for c in since}
    return written(log, *returning(log, removed, DEFAULTS).drafts)


def opinions(log: Sequence[Change]) -> set[bytes]:
    """Who is asked about, whoever has asked again."""
    state, told = row_state(log), by_id(log)
    heads = [*state.heads[ONE], *(told[one] for one in state.deletions)]
    return {one.id for head in heads for one in speakers(head, told)}


def in_dispute() -> list[Change]:
    return [insert(), edit(2, "30", 1), edit(3, "40", 1)]


@st.composite
def disputed(draw: st.DrawFn) -> list[Change]:
    """Words about one cell, some of them after others; two or more are heads."""
    log = [insert()]
    for number in range(2, draw(st.integers(4, 8))):
        seen = draw(st.sampled_from([1, 1, *range(2, number)]))
        log.append(edit(number, draw(st.sampled_from(["30", "40", "50"])), seen))
    top = len(log)
    return [*log, edit(top + 1, "30", 1), edit(top + 2, "40", 1)]


@settings(max_examples=40)
@given(log=disputed(), value=st.sampled_from(["30", "40", "99"]))
def test_a_decision_taken_back_leaves_the_opinions_that_there_were(log: list[Change], value: str):
    asked = opinions(log)
    decided = written(log, decision(row_state(log), ONE, value))
    back = taken_back(decided, log)
    assert opinions(back) == asked
    again = taken_back(back, decided)
    assert row_state(again).conflicts == frozenset()
    assert opinions(again) == opinions(decided)
    assert opinions(taken_back(again, back)) == asked


@settings(max_examples=40)
@given(log=disputed(), value=st.sampled_from(["30", "40", "99"]), data=st.data())
def test_what_came_goes_though_a_decision_about_it_was_made_and_taken_back(
    log: list[Change], value: str, data: st.DataObject
):
    came = {c.id for c in log if c.column != INSERT and data.draw(st.booleans())}
    decided = written(log, decision(row_state(log), ONE, value))
    back = taken_back(decided, log)
    expected, found = row_state(without(log, came)), row_state(without(back, came))
    values = {head.cell(ONE) for head in expected.heads[ONE]}
    assert {head.cell(ONE) for head in found.heads[ONE]} == values
    # While people are asked, any of the values may be shown: what was brought back is the newest.
    assert found.values[ONE] in values
    assert found.values.keys() == expected.values.keys()


@pytest.mark.parametrize("ends", [deletion, lambda log: restoration(row_state(log))])
def test_a_deletion_that_is_asked_about_again_is_that_of_who_deleted(ends):
    log = [insert(), edit(2, "77", 1), edit(3, None, 1, column=DELETE)]
    asked = opinions(log)
    back = taken_back(written(log, ends(log)), log)
    state = row_state(back)
    assert state.is_deletion_disputed
    assert opinions(back) == asked == {key(2), key(3)}
    kept = row_state(without(back, {key(3)}))
    assert kept.is_alive
    assert not kept.is_deletion_disputed


def test_work_on_what_came_that_was_taken_back_goes_with_it():
    """«50» was typed over what came, taken back, and is not there to be seen."""
    log = [insert(), edit(2, "40", 1), edit(3, "45", 1)]
    typed = written(log, decision(row_state(log), ONE, "50"))
    back = taken_back(typed, log)
    assert row_state(without(back, {key(2), key(3)})).values == {ONE: "а"}
    again = taken_back(back, typed)
    assert row_state(without(again, {key(2), key(3)})).values == {ONE: "50"}


def test_what_is_named_besides_is_told_from_what_is_replaced():
    log = by_id([*in_dispute(), edit(4, "40", 2, 3)])
    change = Change(id=key(5), row=ROW, column=ONE, value="40", parents=naming([key(4)], [key(3)]))
    assert replaced_by(change) == (key(4),)
    assert [one.id for one in repeated_by(change, log)] == [key(3)]
    assert repeated_by(log[key(4)], log) == ()  # who decides has seen both and speaks for himself
    other = Change(id=key(5), row=ROW, column=ONE, value="50", parents=change.parents)
    assert repeated_by(other, log) == ()
    assert naming([key(2)], [key(3)]) == (key(2),)


def test_a_state_that_is_brought_back_ends_the_questions_it_did_not_have():
    log = in_dispute()
    settled = row_state(written(log, *settling(log, ())))
    assert settled.conflicts == frozenset()
    assert settled.values == {ONE: "40"}
    assert list(settling(log, log)) == []
    deleted = [*log, edit(4, None, 1, 2, column=DELETE)]
    kept = row_state(written(deleted, *settling(deleted, ())))
    assert kept.deletions == ()
    assert list(settling(deleted, deleted)) == []
    assert [draft.column for draft in settling(deleted, log)] == [UNDELETE]
