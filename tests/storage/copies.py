"""Copies of one file in several offices: what is done in them and what they send each other."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from quality_desktop.domain.directory import Person, School, SchoolYear, Unit
from quality_desktop.domain.records import Id, Record, natural_id
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.merge_plan import MergeOutcome
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store

OpenCopy = Callable[[str], Store]
"""Opens a copy of a file in somebody's name."""

Pair = tuple[Store, Store]
"""Our copy and theirs."""

UNIT = Unit(id=natural_id("test", "unit"), name="ИМЦ")
PERSON = Person(id=natural_id("test", "person"), surname="Иванова", phone="1-11")
SCHOOL = School(id=natural_id("test", "school"), short_name="Школа № 1")
YEAR = SchoolYear(id=natural_id("test", "year"), school=SCHOOL.id, year=2025, pupils=300)
SHARED = (UNIT, PERSON, SCHOOL, YEAR)
"""What every copy of the shared file has."""

USED: tuple[type[Record], ...] = (Unit, Person, School, SchoolYear)
"""Kinds that are met in copies of the shared file."""


def save(store: Store, intent: str, *records: Record) -> None:
    """Write records in one transaction."""
    with store.work(intent) as work:
        work.put_all(records)
        work.commit()


def delete(store: Store, intent: str, *records: Record) -> None:
    """Delete records in one transaction."""
    with store.work(intent) as work:
        for record in records:
            work.delete(type(record), record.id)
        work.commit()


def log_of(store: Store, choice: LogChoice | None = None) -> Path:
    """The log of a copy, as a package would carry it."""
    target = store.path.parent / f"{uuid4().hex}.log"
    store.write_log(target, choice or LogChoice())
    return target


def take(store: Store, sender: Store, choice: LogChoice | None = None) -> MergeOutcome:
    """Take in what another copy sends."""
    return store.merge(log_of(sender, choice), Arrival(peer=sender.author))


def everything(store: Store, kinds: Sequence[type[Record]] = USED) -> dict[Id, Record]:
    """All records of a copy."""
    return {record.id: record for kind in kinds for record in store.all(kind)}


def assert_equal(stores: Sequence[Store], kinds: Sequence[type[Record]] = USED) -> None:
    """All copies have the same log, show the same and ask the same, and agree with the log."""
    first, *others = stores
    assert first.check() == []  # for all: the others have the same log and the same tables
    for store in others:
        assert _ids(store) == _ids(first)
        assert everything(store, kinds) == everything(first, kinds)
        assert store.disputes() == first.disputes()


def _ids(store: Store) -> list[bytes]:
    with closing(sqlite3.connect(log_of(store))) as log:
        return [change for (change,) in log.execute("SELECT id FROM change ORDER BY id")]


def copy_of(path: Path, name: str) -> Path:
    """A copy of a closed file beside it."""
    return Path(shutil.copy(path, path.with_name(f"{name}.quality")))
