"""The catalogue of directions through a real file."""

import pytest

from quality_desktop.domain.directions import (
    Direction,
    DirectionLink,
    direction_id,
    edition_id,
    group_id,
)
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.responsibility import Role
from quality_desktop.services.cycle import directions, responsibility
from quality_desktop.services.cycle.responsibility import CellEdit, Party
from quality_desktop.storage.store import Store

EARLIER, LATER = edition_id("2020"), edition_id("2021")


@pytest.fixture
def store(district: Store) -> Store:
    return district


def codes(store, edition=EARLIER):
    return [d.code for d in responsibility.directions_of(store=store, edition=edition)]


def add(store, code="2.6", title="Дошкольное образование", group="2"):
    return directions.add_direction(
        store=store, group=group_id("2020", group), code=code, title=title
    )


def test_a_tenth_direction_comes_last_in_its_group(store):
    assert add(store).intent == "Новое направление 2.6"
    assert codes(store)[-1] == "2.6"
    assert len(codes(store)) == 10
    assert store.get(Direction, direction_id("2020", "2.6")) is not None
    add(store, code="1.5", group="1")
    assert codes(store)[4] == "1.5"


@pytest.mark.parametrize(
    ("code", "title", "sentence"),
    [
        ("2.5", "Ещё одно", "Номер 2.5 уже занят"),
        ("", "Без номера", "Укажите номер"),
        ("2.6", "  ", "Укажите название"),
    ],
)
def test_a_wrong_direction_is_refused(store, code, title, sentence):
    with pytest.raises(QualityError, match=sentence):
        add(store, code=code, title=title)


def test_code_and_title_are_changed_and_spaces_folded(store):
    key = direction_id("2020", "2.5")
    directions.edit_direction(store=store, direction=key, code="2.9.", title="Новое  имя ")
    changed = store.get(Direction, key)
    assert changed is not None
    assert (changed.code, changed.title) == ("2.9", "Новое имя")
    with pytest.raises(QualityError, match="занят"):
        directions.edit_direction(store=store, direction=key, code="2.4", title="Имя")


def test_a_code_that_was_freed_makes_a_direction_of_its_own(store):
    key = direction_id("2020", "2.5")
    directions.edit_direction(store=store, direction=key, code="2.9", title="Переименовано")
    add(store, code="2.5", title="Другое")
    titles = {d.code: d.title for d in responsibility.directions_of(store=store, edition=EARLIER)}
    assert titles["2.9"] == "Переименовано"
    assert titles["2.5"] == "Другое"


def test_an_unused_direction_is_removed_with_its_links(store):
    key = direction_id("2021", "2.4")
    directions.remove_direction(store=store, direction=key)
    assert "2.4" not in codes(store, LATER)
    linked = direction_id("2021", "2.3")
    directions.remove_direction(store=store, direction=linked)
    assert all(link.later != linked for link in store.all(DirectionLink))
    store.undo()
    assert any(link.later == linked for link in store.all(DirectionLink))


def test_a_used_direction_is_kept_and_the_sentence_says_where_it_is_used(store):
    with pytest.raises(QualityError, match=r"2\.5.*матрица ответственности"):
        directions.remove_direction(store=store, direction=direction_id("2020", "2.5"))
    assert "2.5" in codes(store)


def test_a_direction_that_is_gone_is_refused(store):
    with pytest.raises(QualityError, match="больше нет"):
        directions.remove_direction(store=store, direction=direction_id("2020", "7.7"))


def test_the_mapping_shows_what_has_no_successor_and_what_is_new(store):
    rows = [
        (row.earlier and row.earlier.code, row.later and row.later.code)
        for row in directions.mapping(store=store, earlier=EARLIER, later=LATER)
    ]
    assert ("2.3", "2.2") in rows
    assert ("2.4", "2.2") in rows
    assert (None, "2.4") in rows
    with store.work("без преемника") as work:
        for link in work.all(DirectionLink, earlier=direction_id("2020", "2.1")):
            work.delete(DirectionLink, link.id)
        work.commit()
    rows = [
        (row.earlier and row.earlier.code, row.later and row.later.code)
        for row in directions.mapping(store=store, earlier=EARLIER, later=LATER)
    ]
    assert ("2.1", None) in rows


def shown_plan(store):
    names = responsibility.view(store=store, edition=LATER)
    return {
        (found.direction.code, found.edit.role): (
            [names.text(party).replace("\xa0", " ") for party in found.edit.parties],
            found.origins,
        )
        for found in directions.plan_transfer(store=store, earlier=EARLIER, later=LATER)
    }


def test_people_of_merged_directions_come_together_each_once(store):
    plan = shown_plan(store)
    assert plan["2.2", Role.COORDINATOR] == (
        ["Шерсткина Е.А.", "Мастрюкова Л.И."],
        ("2.3", "2.4"),
    )
    assert plan["2.2", Role.EXECUTOR] == (
        ["Найденова А.Н.", "ИМЦ", "Доценко Т.И."],
        ("2.3", "2.4"),
    )
    assert ("2.4", Role.COORDINATOR) not in plan
    assert not any(role is Role.OPERATOR for _, role in plan)


def test_filled_cells_of_the_later_edition_are_left_alone(store):
    somebody = next(p.id for p in store.all(Person) if p.surname == "Доценко")
    filled = CellEdit(
        direction=direction_id("2021", "1.1"),
        role=Role.COORDINATOR,
        parties=(Party(person=somebody),),
    )
    responsibility.set_cells(store=store, edits=[filled], intent="Координатор 1.1")
    assert ("1.1", Role.COORDINATOR) not in shown_plan(store)


def test_the_transfer_is_one_step_and_fills_the_chosen_cells_only(store):
    plan = directions.plan_transfer(store=store, earlier=EARLIER, later=LATER)
    changes = directions.transfer(store=store, transfers=plan[:2])
    assert changes.kinds == {"assignment"}
    assert len(directions.plan_transfer(store=store, earlier=EARLIER, later=LATER)) == len(plan) - 2
    store.undo()
    assert directions.plan_transfer(store=store, earlier=EARLIER, later=LATER) == plan
