from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.cycle import (
    CardRow,
    Position,
    Progress,
    Stage,
    Status,
    build_board,
    build_card,
    card_row_id,
    position_id,
    positions_of,
    progress_id,
    stage_id,
    stage_state,
)
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.records import natural_id

TODAY = date(2021, 9, 1)
STAGES = [Stage(id=stage_id(n), number=n, title=f"Раздел {n}") for n in (2, 1)]
POSITIONS = [
    Position(id=position_id(n), stage=stage_id(1 + n // 3), number=n, in_short_track=n > 2)
    for n in (1, 2, 3, 4)
]
FULL = Direction(id=natural_id("d", 1), group=natural_id("g", 1), code="1.1")
SHORT = Direction(id=natural_id("d", 2), group=natural_id("g", 1), code="1.2", track="short")


def state(number, status=Status.NOT_STARTED, due=None, done=None):
    key = progress_id(FULL.id, position_id(number), 2021)
    return Progress(
        id=key,
        direction=FULL.id,
        position=position_id(number),
        year=2021,
        status=status.value,
        due=due,
        done=done,
    )


def row(stage, direction=None, **texts):
    return CardRow(
        id=card_row_id(stage_id(stage), direction),
        stage=stage_id(stage),
        direction=direction,
        **texts,
    )


def test_the_card_follows_the_stages_and_has_a_row_for_each():
    card = build_card(STAGES, [row(2, structure="Показатели")])
    assert [r.structure for r in card] == ["Раздел 1", "Показатели"]


def test_an_override_shows_only_for_its_direction():
    rows = [row(1, actions="общее"), row(1, FULL.id, actions="своё")]
    assert build_card(STAGES, rows)[0].actions == "общее"
    assert build_card(STAGES, rows, FULL.id)[0].actions == "своё"
    assert build_card(STAGES, rows, SHORT.id)[0].actions == "общее"


def test_the_short_track_has_fewer_positions():
    assert [p.number for p in positions_of("full", POSITIONS)] == [1, 2, 3, 4]
    assert [p.number for p in positions_of("short", POSITIONS)] == [3, 4]


def test_a_stage_is_done_when_all_its_positions_are():
    states = [
        state(1, Status.DONE, done=date(2021, 8, 1)),
        state(2, Status.DONE, done=date(2021, 8, 5)),
    ]
    found = stage_state(states, TODAY)
    assert (found.status, found.done) == (Status.DONE, date(2021, 8, 5))
    assert not found.is_overdue


def test_one_position_done_of_two_means_started_and_no_done_date():
    found = stage_state([state(1, Status.DONE, done=TODAY), state(2)], TODAY)
    assert (found.status, found.done) == (Status.STARTED, None)


def test_the_earliest_open_date_is_the_stages_date():
    states = [
        state(1, Status.DONE, due=date(2021, 7, 1)),
        state(2, due=date(2021, 8, 31)),
        state(3, due=date(2021, 10, 1)),
    ]
    found = stage_state(states, TODAY)
    assert found.due == date(2021, 8, 31)
    assert found.is_overdue


def test_a_position_that_is_not_needed_is_not_waited_for():
    found = stage_state([state(1, Status.DONE), state(2, Status.NOT_NEEDED)], TODAY)
    assert found.status is Status.DONE
    assert stage_state([state(1, Status.NOT_NEEDED)], TODAY).status is Status.NOT_NEEDED


def test_a_stage_without_positions_is_not_started():
    assert stage_state([], TODAY).status is Status.NOT_STARTED


def test_the_board_has_every_position_whether_recorded_or_not():
    board = build_board([FULL, SHORT], POSITIONS, [state(2, Status.STARTED)], 2021)
    assert [p.status for p in board[FULL.id][stage_id(1)]] == ["", "started"]
    assert board[SHORT.id][stage_id(1)] == ()
    blank = board[SHORT.id][stage_id(2)][0]
    assert blank.id == progress_id(SHORT.id, position_id(3), 2021)


statuses = st.lists(
    st.builds(
        state,
        st.integers(1, 4),
        st.sampled_from(list(Status)),
        st.one_of(st.none(), st.dates()),
        st.one_of(st.none(), st.dates()),
    ),
    max_size=4,
)


@given(statuses)
def test_a_stage_is_overdue_only_with_an_open_date_in_the_past(states):
    found = stage_state(states, TODAY)
    open_dates = [
        s.due for s in states if s.due and s.status not in (Status.DONE, Status.NOT_NEEDED)
    ]
    assert found.is_overdue == any(due < TODAY for due in open_dates)
    assert not (found.is_overdue and found.status is Status.DONE)
