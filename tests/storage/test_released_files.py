"""A file of every released version opens in this one, and nothing of it is lost."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from quality_desktop.domain.directory import Person, School, SchoolYear
from quality_desktop.domain.kinds import KINDS
from quality_desktop.storage.closed_file import write_log_of
from quality_desktop.storage.columns import REGISTRY
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.storage.exchange_journal import Arrival, Direction
from quality_desktop.storage.header import judge, schema_version
from quality_desktop.storage.store import Store
from tests.storage import released as release
from tests.storage.copies import everything

DATA = Path(__file__).parents[1] / "data"


def test_a_file_of_version_1_is_brought_up_to_date_whole(
    released: Path, open_store, migrations: Path
):
    assert judge(released, schema_version(migrations)) == 1
    store: Store = open_store(released)
    assert store.check() == []
    assert sum(len(store.all(kind)) for kind in KINDS) == 4188
    assert store.disputes() == ()
    assert store.exchanges() == ()
    (kept,) = (file for file in released.parent.glob("*.quality") if file != released)
    assert judge(kept, schema_version(migrations)) == 1


def test_history_and_undo_of_version_1_go_on_in_this_one(released: Path, open_store):
    store: Store = open_store(released)
    assert store.undo_intent() is None  # the copy lies on another computer
    (added,) = store.all(Person, surname="Проверочный")
    assert [entry.intent for entry in store.history(added.id)] == [
        "Отмена: Всем примечание",
        "Всем примечание",
        "Новый отдел",
    ]
    (school,) = store.all(School, site="http://school.example")
    newest = store.versions(School, school.id)[0]
    assert (newest.intent, newest.author) == ("Школа", "Иванова А. П.")
    assert len(store.all(SchoolYear)) == 45
    deletion = store.moments(SchoolYear)[0]
    assert deletion.intent == "Удаление лет"
    assert len(store.as_of(SchoolYear, deletion.at - timedelta(milliseconds=1))) == 48


def test_the_log_of_version_1_makes_the_same_records_in_a_new_file(
    released: Path, path: Path, open_store
):
    log = released.with_suffix(".log")
    write_log_of(released, log)
    fresh, brought = open_store(path), open_store(released)
    assert fresh.merge(log, Arrival()).conflicts == 0
    assert everything(fresh, KINDS) == everything(brought, KINDS)
    assert brought.merge(log, Arrival()).new_changes == 0


def test_codes_of_version_1_mean_the_same_in_this_one():
    known = json.loads((DATA / "columns-v1.json").read_text(encoding="utf-8"))
    assert len(known) == 78
    for kind, (number, names) in known.items():
        assert REGISTRY[kind][0] == number
        assert list(REGISTRY[kind][1][: len(names)]) == names


def test_what_is_released_next_holds_all_that_the_format_can_hold(tmp_path: Path, open_store):
    """The command that makes the file of a version is tried on the catalogues alone."""
    path = tmp_path / "made.quality"
    release.make(path, sample=None)
    store: Store = open_store(path)
    assert store.check() == []
    assert [(d.kind, d.field, d.sort) for d in store.disputes()] == [
        ("unit", "", DisputeSort.DELETED_REFERRED),
        ("person", "phone", DisputeSort.VALUES),
        ("school_year", "", DisputeSort.DELETED_EDITED),
    ]
    assert store.get(Person, release.DECIDED.id) == replace(release.DECIDED, phone="2-22")
    assert store.get(Person, release.TAKEN_BACK.id) is None
    assert [(e.direction, e.peer, e.is_undone) for e in store.exchanges()] == [
        (Direction.OUT, "Петрова", False),
        (Direction.IN, "Петрова П. П.", True),
        (Direction.IN, "Петрова П. П.", False),
    ]
    undone = next(e for e in store.exchanges() if e.is_undone)
    store.redo_merge(undone.id)
    assert store.get(Person, release.TAKEN_BACK.id) == release.TAKEN_BACK
    assert json.loads(release.columns()).keys() == REGISTRY.keys()
