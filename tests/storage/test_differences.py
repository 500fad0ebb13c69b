"""The law of differences: who has taken in one package needs only what came after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.directory import Person
from quality_desktop.domain.merge import INSERT
from quality_desktop.domain.records import natural_id
from quality_desktop.storage.capture import joined_row
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store, Writer

SHY = LogChoice(without_columns=frozenset({column_codes("person")["phone"]}))
OFFICES = range(3)

Step = tuple[str, int, int]
"""What is done, by whom, for whom."""

STEPS = st.tuples(
    st.sampled_from(["write", "shy", "difference", "difference", "undo"]),
    st.sampled_from(OFFICES),
    st.sampled_from(OFFICES),
)
FILLED: list[Step] = [
    ("write", 0, 0), ("shy", 0, 1), ("difference", 1, 2), ("difference", 0, 1), ("difference", 1, 2),
]  # fmt: skip


class Post:
    """Offices that send each other what the other side lacks after the last package it took in."""

    def __init__(self, stores: Sequence[Store], folder: Path) -> None:
        self._stores = stores
        self._folder = folder
        self._bases: dict[tuple[int, int], int] = {}
        self._written = 0

    def do(self, step: Step) -> None:
        """Do one thing."""
        what, me, other = step
        store = self._stores[me]
        if what == "write":
            self._write(store, me, other)
        elif what == "undo":
            for line in [one for one in store.exchanges() if one.changes][:1]:
                (store.redo_merge if line.is_undone else store.undo_merge)(line.id)
        elif me != other:
            choice = SHY if what == "shy" else LogChoice(since_tx=self._bases.get((me, other)))
            self._send(me, other, choice)

    def _write(self, store: Store, me: int, which: int) -> None:
        self._written += 1
        key = natural_id("person", f"{me} {which}")
        person = store.get(Person, key) or Person(id=key, surname=str(me), phone="1-11")
        with store.work("Правка") as work:
            work.put(replace(person, note=str(self._written)))
            work.commit()

    def _send(self, me: int, other: int, choice: LogChoice) -> None:
        log = self._folder / f"{len(list(self._folder.iterdir()))}.log"
        counts = self._stores[me].write_log(log, choice)
        self._stores[other].merge(log, Arrival())
        if choice is not SHY:
            self._bases[me, other] = counts.last_tx
            require_all(self._log(me), self._log(other))

    def _log(self, number: int) -> dict[bytes, tuple[int, str]]:
        log = self._folder / f"whole {len(list(self._folder.iterdir()))}.log"
        self._stores[number].write_log(log, LogChoice())
        with closing(sqlite3.connect(log)) as entries:
            return {one[0]: one[1:] for one in entries.execute("SELECT id, col, val FROM change")}


def require_all(sent: dict[bytes, tuple[int, str]], held: dict[bytes, tuple[int, str]]) -> None:
    """Nothing that was sent is missing: not a change, not a cell."""
    assert sent.keys() <= held.keys()
    for change, (column, value) in sent.items():
        here = held[change][1]
        assert (joined_row(here, value) if column == INSERT else value) == here


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=FILLED)
@given(steps=st.lists(STEPS, min_size=5, max_size=14))
def test_after_a_difference_the_other_side_has_all_that_was_there(
    empty_file: Path,
    migrations: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[Step],
):
    folder = tmp_path_factory.mktemp("differences")
    with ExitStack() as stack:
        stores = []
        for number in OFFICES:
            writer = Writer(author=str(number), host="", program_version="0")
            copy = folder / f"{number}.quality"
            copy.write_bytes(empty_file.read_bytes())
            stores.append(
                stack.enter_context(Store.open(copy, migrations=migrations, writer=writer))
            )
        post = Post(stores, folder)
        for step in steps:
            post.do(step)
        assert all(store.check() == [] for store in stores)
