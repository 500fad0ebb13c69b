from datetime import date

from quality_desktop.domain.chain import (
    board_place,
    card_place,
    check_board,
    check_card,
)
from quality_desktop.domain.cycle import CardRow, Progress, Stage, StageState, Status, stage_state
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import natural_id

STAGES = [Stage(id=natural_id("s", n), number=n, title=f"раздел {n}") for n in range(1, 5)]
DIRECTION = Direction(id=natural_id("d", 1), group=natural_id("g", 1), code="1.2")
TODAY = date(2026, 3, 1)


def state(number: int, *statuses: Status, due: date | None = None) -> StageState:
    positions = [
        Progress(
            id=natural_id("p", number, place),
            direction=DIRECTION.id,
            position=natural_id("x", number, place),
            year=2025,
            status=status.value,
            due=due,
        )
        for place, status in enumerate(statuses)
    ]
    return stage_state(positions, TODAY)


def problems(*row: StageState, is_proven: bool = True):
    states = {(DIRECTION.id, stage.id): s for stage, s in zip(STAGES, row, strict=False)}
    proven = {p.id for s in row for p in s.positions} if is_proven else set()
    return check_board([DIRECTION], STAGES, states, proven)


DONE, OPEN = Status.DONE, Status.NOT_STARTED


def test_a_cycle_done_in_order_has_no_findings():
    assert problems(state(1, DONE), state(2, DONE, DONE), state(3, OPEN), state(4, OPEN)) == []


def test_only_the_first_broken_link_is_told():
    found = problems(state(1, DONE), state(2, OPEN), state(3, OPEN), state(4, DONE))
    assert [p.text for p in found] == [
        (
            "Направление 1.2: «раздел 4» уже сделано, а «раздел 2» ещё нет – "
            "цепочка цикла разорвана: сделайте его или отметьте."
        )
    ]
    assert found[0].place == board_place(DIRECTION.id, STAGES[1].id)
    assert found[0].severity is Severity.WARNING


def test_a_link_that_is_not_needed_does_not_break_the_chain():
    assert problems(state(1, Status.NOT_NEEDED), state(2, DONE)) == []


def test_a_later_stage_that_is_only_begun_breaks_nothing():
    assert problems(state(1, OPEN), state(2, Status.STARTED)) == []


def test_a_stage_outside_the_cycle_is_passed_over():
    assert problems(state(1), state(2, DONE)) == []


def test_a_missed_date_is_told_with_the_date():
    (found,) = problems(state(1, OPEN, due=date(2026, 2, 1)))
    assert found.text == (
        "Направление 1.2: «раздел 1» просрочено, срок был 01.02.2026: "
        "отметьте сделанное или перенесите срок."
    )


def test_every_done_position_wants_proof():
    (found,) = problems(state(1, DONE), is_proven=False)
    assert "подтверждение не приложено" in found.text


def test_empty_texts_of_the_card_are_one_finding_a_row():
    full = CardRow(
        id=natural_id("c", 1),
        stage=STAGES[0].id,
        structure="а",
        actions="б",
        coordinator="в",
        executors="г",
        operator="д",
    )
    bare = CardRow(id=natural_id("c", 2), stage=STAGES[1].id, structure="есть", actions=" ")
    (found,) = check_card([full, bare], STAGES)
    assert found.text == (
        "Раздел 2 карты: заполните – действия, обязанности координатора, "
        "обязанности исполнителей, обязанности оператора."
    )
    assert found.place == card_place(STAGES[1].id, "actions")
