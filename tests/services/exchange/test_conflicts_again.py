"""What is undone is nobody's opinion: the question stands again between those who were asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.exchange import conflicts, journal
from quality_desktop.services.exchange.conflicts import Conflict, Rule
from quality_desktop.storage.store import Store
from tests.services.exchange.offices import Colleague
from tests.storage.copies import take

REFERENCE = paths.bundled().reference
PLACES = 3


def put(colleague: Colleague, intent: str, *people: Person) -> None:
    with colleague.store.work(intent) as work:
        work.put_all(people)
        work.commit()


def delete(colleague: Colleague, key: Id) -> None:
    with colleague.store.work("Удаление") as work:
        work.delete(Person, key)
        work.commit()


def found(store: Store) -> tuple[Conflict, ...]:
    return conflicts.conflicts(store=store, reference=REFERENCE)


def told(store: Store) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Each question with who says what, when and why."""
    return [
        (
            one.title,
            sorted((o.author, o.text, o.moment, o.intent, o.is_shown) for o in one.opinions),
        )
        for one in found(store)
    ]


def shown(store: Store) -> list[tuple[str, str]]:
    return sorted((one.surname, one.phone) for one in store.all(Person))


@pytest.fixture
def received(anna: Colleague, boris: Colleague) -> list[tuple[str, str]]:
    """Anna has taken in what Boris wrote and deleted.

    Returns:
        What her file showed before.
    """
    people = [Person(id=new_id(), surname=f"Фамилия{n}", phone="1") for n in range(PLACES)]
    deleted = Person(id=new_id(), surname="Удалённая", phone="1")
    put(anna, "Ввод", *people, deleted)
    take(boris.store, anna.store)
    for colleague, start in ((anna, 30), (boris, 40)):
        for number, one in enumerate(people):
            put(
                colleague,
                "Правка",
                Person(id=one.id, surname=one.surname, phone=f"{start + number}"),
            )
    put(anna, "Правка", Person(id=deleted.id, surname="Удалённая", phone="77"))
    delete(boris, deleted.id)
    before = shown(anna.store)
    take(anna.store, boris.store)
    return before


def decide_one(anna: Colleague) -> None:
    one = next(c for c in found(anna.store) if c.is_of_value)
    side = next(o for o in one.opinions if not o.is_own)
    conflicts.decide(store=anna.store, decisions=conflicts.choose(one, side), reason="так")


def type_one(anna: Colleague) -> None:
    one = next(c for c in found(anna.store) if c.is_of_value)
    conflicts.decide(store=anna.store, decisions=conflicts.own(one, {"phone": "99"}), reason="")


def decide_all(anna: Colleague) -> None:
    conflicts.decide_by_rule(
        store=anna.store, found=found(anna.store), rule=Rule.AUTHOR, author="Борис", reason="так"
    )


def take_merge_back(anna: Colleague) -> None:
    anna.store.undo()


WAYS = (decide_one, type_one, decide_all, take_merge_back)


def go_there_and_back(anna: Colleague, way: Callable[[Colleague], None]) -> None:
    way(anna)
    if way is take_merge_back:
        anna.store.redo()
    else:
        anna.store.undo()


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_asked_again_between_the_same_people_and_travels_so(
    anna: Colleague, boris: Colleague, received: list[tuple[str, str]], way: Any
) -> None:
    asked = told(anna.store)
    assert [len(sides) for _, sides in asked] == [2] * (PLACES + 1)
    assert {(author, text) for _, sides in asked for author, text, *_ in sides} >= {
        ("Анна", "30"),
        ("Борис", "40"),
        ("Борис", "запись удалена"),
    }
    go_there_and_back(anna, way)
    assert told(anna.store) == asked
    take(boris.store, anna.store)
    assert told(boris.store) == asked
    done = conflicts.decide_by_rule(
        store=anna.store, found=found(anna.store), rule=Rule.MINE, reason="моё верно"
    )
    assert (done.count, done.left) == (PLACES + 1, 0)
    assert shown(anna.store) == received
    take(boris.store, anna.store)
    assert shown(boris.store) == received
    assert found(boris.store) == ()
    assert anna.store.check() == boris.store.check() == []


@pytest.mark.parametrize("way", WAYS)
def test_a_merge_is_taken_back_by_name_after_a_decision_about_it_was(
    anna: Colleague, boris: Colleague, received: list[tuple[str, str]], way: Any
) -> None:
    merged = shown(anna.store)
    asked = told(anna.store)
    go_there_and_back(anna, way)
    (line,) = (one for one in journal.lines(store=anna.store) if one.can_undo)
    journal.undo(store=anna.store, line=line)
    assert shown(anna.store) == received
    assert found(anna.store) == ()
    (line,) = (one for one in journal.lines(store=anna.store) if one.can_redo)
    journal.redo(store=anna.store, line=line)
    assert (shown(anna.store), told(anna.store)) == (merged, asked)
    take(boris.store, anna.store)
    assert told(boris.store) == asked
    assert anna.store.check() == []


def test_what_was_decided_since_stays_when_a_merge_is_taken_back(
    anna: Colleague, received: list[tuple[str, str]]
) -> None:
    type_one(anna)
    (line,) = (one for one in journal.lines(store=anna.store) if one.can_undo)
    journal.undo(store=anna.store, line=line)
    assert len(set(shown(anna.store)) - set(received)) == 1
    assert "99" in {phone for _, phone in shown(anna.store)}
    assert found(anna.store) == ()
