"""A transaction that a damaged file had lost: who knows it keeps it, who lost it takes it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.merge import stand_in_transaction
from quality_desktop.domain.records import natural_id
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store
from tests.storage.copies import PERSON, Pair, log_of, save, take


def lose_the_last(log: Path) -> Path:
    """A log whose last transaction is lost, as a rescued file sends it."""
    with closing(sqlite3.connect(log)) as link, link:
        ((last,),) = link.execute("SELECT max(id) FROM change")
        link.execute(
            "UPDATE tx SET uid = ?, site = zeroblob(16), author = 'автор неизвестен', kind = 'lost' "
            "WHERE id = (SELECT tx FROM change WHERE id = ?)",
            (stand_in_transaction(last), last),
        )
    return log


def authors(store: Store) -> list[str]:
    return [entry.author for entry in store.history(PERSON.id)]


@pytest.fixture
def edited(pair: Pair) -> Pair:
    """Two copies; in theirs two fields were changed at once."""
    save(pair[1], "Их", replace(PERSON, phone="2-22", note="новое"))
    return pair


def test_a_stand_in_gives_way_to_the_real_transaction_and_what_came_goes_on(edited: Pair):
    ours, theirs = edited
    ours.merge(lose_the_last(log_of(theirs)), Arrival())
    assert authors(ours)[:2] == ["автор неизвестен"] * 2
    (last,) = (line.last_tx for line in ours.exchanges())
    assert ours.plan_merge(log_of(theirs)).new_changes == 1
    assert take(ours, theirs).new_changes == 1
    assert authors(ours) == authors(theirs)
    assert take(ours, theirs).new_changes == 0
    with closing(sqlite3.connect(log_of(ours, LogChoice(since_tx=last)))) as later:
        assert later.execute("SELECT author FROM tx").fetchall() == [("Петрова",)]


def test_the_real_transaction_stays_when_a_stand_in_comes(edited: Pair):
    ours, theirs = edited
    take(ours, theirs)
    assert ours.merge(lose_the_last(log_of(theirs)), Arrival()).new_changes == 0
    assert authors(ours) == authors(theirs)


def test_of_a_part_that_comes_without_its_transaction_the_other_part_tells_it(pair: Pair):
    ours, theirs = pair
    person = replace(PERSON, phone="2-22")
    other = Person(id=natural_id("test", "other"), surname="Новая")
    save(theirs, "Их", person, other)
    take(ours, theirs, LogChoice(rows=frozenset({PERSON.id.bytes})))
    ours.merge(lose_the_last(log_of(theirs)), Arrival())
    assert [entry.author for entry in ours.history(other.id)] == ["Петрова"]
    assert authors(ours) == authors(theirs)
