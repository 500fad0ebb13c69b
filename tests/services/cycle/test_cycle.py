"""The card and the progress of the cycle through a real file."""

from datetime import date

import pytest

from quality_desktop.domain.cycle import CardRow, Progress, Status, stage_id
from quality_desktop.domain.directions import Direction, direction_id, edition_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.records import new_id
from quality_desktop.services.cycle import cycle
from quality_desktop.services.cycle.cycle import CardText, StateChange
from quality_desktop.storage.store import Store

EDITION = edition_id("2020")
TODAY = date(2026, 3, 1)
HERE = direction_id("2020", "1.2")


@pytest.fixture
def store(district: Store) -> Store:
    return district


def write(store, number, field, text, direction=None):
    texts = [CardText(stage=stage_id(number), field=field, text=text)]
    return cycle.write_card(store=store, direction=direction, texts=texts)


def actions(store, direction=None):
    return [row.actions for row in cycle.card(store=store, direction=direction).rows]


def board(store, year=2025):
    return cycle.board(store=store, edition=EDITION, year=year, today=TODAY)


def states(store, number, direction=HERE, year=2025):
    return board(store, year).states[direction, stage_id(number)].positions


def mark(store, number, change, direction=HERE):
    cells = [(states(store, number, direction), change)]
    return cycle.mark(store=store, cells=cells, intent="Ход цикла", today=TODAY)


def test_the_common_card_is_that_of_the_order(store):
    found = cycle.card(store=store)
    assert [stage.number for stage in found.stages] == [1, 2, 3, 4, 5, 6]
    assert found.rows[2].structure == "Мониторинг"
    assert found.rows == found.common
    assert found.problems == ()
    assert all(row.direction is None for row in found.rows)


def test_a_text_of_the_common_card_is_changed_for_all_directions(store):
    assert write(store, 3, "actions", "новое действие").intent == "Технологическая карта: раздел 3"
    assert actions(store)[2] == "новое действие"
    assert actions(store, HERE)[2] == "новое действие"


def test_the_first_change_for_a_direction_makes_its_override(store):
    write(store, 3, "actions", "своё действие", HERE)
    found = cycle.card(store=store, direction=HERE)
    assert found.direction is not None
    assert found.direction.code == "1.2"
    assert found.rows[2].actions == "своё действие"
    assert found.rows[2].operator == found.common[2].operator
    assert found.rows[2].direction is not None
    assert actions(store)[2] != "своё действие"
    write(store, 3, "actions", "общее новое")
    assert actions(store, HERE)[2] == "своё действие"
    cycle.drop_override(store=store, stage=stage_id(3), direction=HERE)
    assert actions(store, HERE)[2] == "общее новое"
    store.undo()
    assert actions(store, HERE)[2] == "своё действие"


def test_an_override_that_says_the_same_is_not_made(store):
    same = actions(store)[2]
    assert not write(store, 3, "actions", same, HERE)
    assert store.all(CardRow, direction=HERE) == ()
    assert not cycle.drop_override(store=store, stage=stage_id(3), direction=HERE)


def test_texts_of_several_stages_are_one_step(store):
    texts = [
        CardText(stage=stage_id(1), field="actions", text="а"),
        CardText(stage=stage_id(1), field="operator", text="б"),
        CardText(stage=stage_id(2), field="actions", text="в"),
    ]
    changes = cycle.write_card(store=store, direction=None, texts=texts)
    assert changes.intent == "Технологическая карта: разделы 1, 2"
    row = cycle.card(store=store).rows[0]
    assert (row.actions, row.operator) == ("а", "б")
    store.undo()
    assert cycle.card(store=store).rows[0].operator != "б"


def test_an_emptied_text_is_a_finding_that_jumps_to_it(store):
    write(store, 4, "coordinator", "")
    (problem,) = cycle.card(store=store).problems
    assert problem.text == "Раздел 4 карты: заполните – обязанности координатора."
    assert problem.place == f"card:{stage_id(4)}:coordinator"


def test_an_unknown_stage_is_refused_and_an_unknown_field_is_a_fault(store):
    with pytest.raises(QualityError, match="откройте карту заново"):
        write(store, 77, "actions", "x")
    with pytest.raises(ValueError, match="weather"):
        write(store, 1, "weather", "x")


def test_the_board_starts_with_nothing_begun_and_stores_nothing(store):
    found = board(store)
    assert len(found.directions) == 9
    assert len(found.stages) == 6
    assert len(found.positions) == 9
    assert {state.status for state in found.states.values()} == {Status.NOT_STARTED}
    assert store.all(Progress) == ()
    assert found.problems == ()


def test_a_stage_is_marked_with_all_its_positions(store):
    mark(store, 2, StateChange(status=Status.DONE, done=date(2026, 2, 1)))
    assert [state.status for state in states(store, 2)] == ["done", "done"]
    assert board(store).states[HERE, stage_id(2)].status is Status.DONE
    assert {state.status for state in states(store, 2, year=2024)} == {""}
    store.undo()
    assert store.all(Progress) == ()


def test_only_what_the_change_names_is_written(store):
    first, second = states(store, 2)
    cycle.mark(
        store=store,
        cells=[((first,), StateChange(note="только первая")), ((second,), StateChange())],
        intent="x",
        today=TODAY,
    )
    mark(store, 2, StateChange(due=date(2026, 2, 1)))
    first, second = states(store, 2)
    assert (first.note, first.due, second.note) == ("только первая", date(2026, 2, 1), "")
    mark(store, 2, StateChange(due=None))
    assert {state.due for state in states(store, 2)} == {None}


@pytest.mark.parametrize(
    ("change", "status", "done"),
    [
        (StateChange(done=date(2026, 1, 5)), "done", date(2026, 1, 5)),
        (StateChange(status=Status.STARTED, done=date(2026, 1, 5)), "started", None),
        (StateChange(status=Status.DONE), "done", TODAY),
        (StateChange(status=Status.DONE, done=None), "done", None),
        (StateChange(done=None), "", None),
    ],
)
def test_a_date_of_doing_belongs_to_what_is_done(change, status, done):
    blank = Progress(id=new_id(), direction=HERE, position=HERE, year=2025)
    state = change.applied_to(blank, today=TODAY)
    assert (state.status, state.done) == (status, done)


def test_taking_done_back_removes_its_date():
    done = Progress(
        id=new_id(),
        direction=HERE,
        position=HERE,
        year=2025,
        status="done",
        done=date(2026, 1, 5),
        due=date(2026, 1, 1),
    )
    back = StateChange(status=Status.STARTED).applied_to(done, today=TODAY)
    assert (back.status, back.done, back.due) == ("started", None, date(2026, 1, 1))
    assert StateChange(status=Status.DONE).applied_to(done, today=TODAY) == done
    assert StateChange(done=None).applied_to(done, today=TODAY).done is None


def test_what_becomes_done_gets_the_date_of_today_and_undo_takes_both_back(store):
    first, second = states(store, 2)
    earlier = StateChange(done=date(2026, 1, 5))
    cycle.mark(store=store, cells=[((first,), earlier)], intent="x", today=TODAY)
    mark(store, 2, StateChange(status=Status.DONE))
    assert [state.done for state in states(store, 2)] == [date(2026, 1, 5), TODAY]
    store.undo()
    assert [(s.status, s.done) for s in states(store, 2)] == [
        ("done", date(2026, 1, 5)),
        (second.status, None),
    ]


def test_a_missed_date_is_overdue_until_done(store):
    mark(store, 3, StateChange(due=date(2026, 2, 28)))
    assert board(store).states[HERE, stage_id(3)].is_overdue
    assert "просрочено, срок был 28.02.2026" in board(store).problems[0].text
    mark(store, 3, StateChange(status=Status.DONE))
    assert not board(store).states[HERE, stage_id(3)].is_overdue


def test_a_short_cycle_has_the_last_three_positions_only(store):
    record = store.get(Direction, HERE)
    assert record is not None
    with store.work("неполный цикл") as work:
        work.put(
            Direction(
                id=HERE,
                group=record.group,
                code=record.code,
                title=record.title,
                track="short",
                place=record.place,
            )
        )
        work.commit()
    assert states(store, 1) == ()
    assert len(states(store, 5)) == 2


def test_proof_is_attached_changed_and_removed(store):
    (state,) = states(store, 3)
    proof = Evidence(id=new_id(), progress=state.id, form="link", locator="https://example.ru")
    cycle.attach(store=store, state=state, proof=proof)
    found = board(store)
    assert found.proofs(states(store, 3)) == (proof,)
    assert found.problems == ()
    changed = Evidence(id=proof.id, progress=state.id, title="Приказ", dated=date(2026, 1, 1))
    cycle.attach(store=store, state=state, proof=changed)
    assert board(store).evidence[state.id] == (changed,)
    cycle.detach(store=store, proof=proof.id)
    assert board(store).evidence == {}
    assert not cycle.detach(store=store, proof=proof.id)


def test_done_without_proof_is_a_finding(store):
    for number in range(1, 4):
        mark(store, number, StateChange(status=Status.DONE))
    (state,) = states(store, 3)
    cycle.attach(store=store, state=state, proof=Evidence(id=new_id(), progress=state.id))
    texts = [problem.text for problem in board(store).problems]
    assert texts == [
        f"Направление 1.2: «{title}» сделано, но подтверждение не приложено: приложите его."
        for title in ("Цели и задачи", "Показатели и методы сбора информации")
    ]
