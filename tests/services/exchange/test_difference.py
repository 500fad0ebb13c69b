"""Packages of the difference: whoever took them in has all that their senders had."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.services.exchange.choosing import Choice
from quality_desktop.storage.received import LogChoice
from tests.services.exchange.offices import Colleague, Colleagues

Log = dict[bytes, tuple[object, ...]]
SHY = Choice(with_contacts=False)


@pytest.fixture
def acquainted(colleagues: Colleagues) -> list[Colleague]:
    """Three people who have compared their words."""
    people = [colleagues.join(name) for name in ("Анна", "Борис", "Вера")]
    for one in people:
        for other in people:
            if one is not other:
                one.knows(other)
    return people


def log_of(colleague: Colleague) -> Log:
    """Id of a change -> its content."""
    target = colleague.outbox / f"{uuid4().hex}.log"
    colleague.store.write_log(target, LogChoice())
    with closing(sqlite3.connect(target)) as log:
        return {one[0]: one[1:] for one in log.execute('SELECT id, "row", col, val FROM change')}


def phones(colleague: Colleague) -> list[str]:
    return [person.phone for person in colleague.store.all(Person)]


def test_cells_that_came_after_the_base_travel_with_the_difference(acquainted: list[Colleague]):
    anna, boris, vera = acquainted
    anna.add_person("Сидорова", phone="8-900")
    boris.take(anna.send("без телефонов.qpack", choice=SHY).path)
    vera.take(boris.send("первый.qpack", to="Вера").path)
    boris.take(vera.send("ответ.qpack", to="Борис").path)
    boris.take(anna.send("с телефонами.qpack").path)
    assert phones(boris) == ["8-900"]
    difference = boris.send("разница.qpack", to="Вера")
    assert difference.explanation.startswith("Отправляется то, чего нет")
    assert vera.take(difference.path).files[0].is_taken
    assert phones(vera) == ["8-900"]
    assert log_of(vera) == log_of(boris)
