"""A glance at a file: what the store would read, or nothing at all; never a trace."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quality_desktop.domain.directions import Edition
from quality_desktop.domain.directory import Municipality, Person, Team, Unit
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Id, new_id
from quality_desktop.storage.disk import journal_of
from quality_desktop.storage.glance import Glance, take
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.store import Store, Writer

UNIT, HEAD = new_id(1), new_id(2)


@pytest.fixture
def filled(path: Path, migrations: Path, writer: Writer) -> Path:
    """A closed file with values of every sort: texts, numbers, yes and no, dates, ids, nothing."""
    with (
        Store.open(path, migrations=migrations, writer=writer) as store,
        store.work("Ввод") as work,
    ):
        work.put_all(
            [
                Unit(id=UNIT, name="Информационно-методический центр", head=HEAD, place=2),
                Unit(id=new_id(3), name="Отдел"),
                Person(id=HEAD, surname="Ёлкина", unit=UNIT, is_active=True),
                Person(id=new_id(4), surname="О'Нил; DROP", is_active=False),
                Team(id=new_id(5), title="Команда", act_date=date(2021, 7, 5)),
                Municipality(id=new_id(6), name="Район", load_limit=None),
            ]
        )
        work.commit()
    return path


@pytest.fixture
def look(migrations: Path) -> Iterator[Callable[[Path], Glance]]:
    """Takes a glance that must succeed, and closes it in the end."""
    taken: list[Glance] = []

    def at(path: Path) -> Glance:
        found = take(path, migrations)
        assert found is not None
        taken.append(found)
        return found

    yield at
    for glance in taken:
        glance.close()


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def trace(path: Path) -> dict[str, tuple[bytes, int]]:
    return {
        found.name: (found.read_bytes(), found.stat().st_mtime_ns)
        for found in path.parent.iterdir()
    }


def test_every_kind_is_read_as_the_store_reads_it(filled, look, open_store):
    glance = look(filled)
    seen = {kind: glance.all(kind) for kind in KINDS}
    glance.close()
    store = open_store(filled)
    assert seen == {kind: store.all(kind) for kind in KINDS}
    assert any(seen.values())


@pytest.mark.parametrize(
    ("kind", "equals"),
    [
        (Unit, {"head": HEAD}),
        (Unit, {"head": None}),
        (Unit, {"place": 2, "name": "Информационно-методический центр"}),
        (Person, {"is_active": False}),
        (Person, {"surname": "О'Нил; DROP"}),
        (Team, {"act_date": date(2021, 7, 5)}),
        (Municipality, {"load_limit": None}),
        (Edition, {"is_current": True}),
    ],
)
def test_records_are_chosen_as_the_store_chooses_them(filled, look, open_store, kind, equals):
    glance = look(filled)
    seen = glance.all(kind, **equals)
    glance.close()
    assert seen == open_store(filled).all(kind, **equals)


def test_a_record_is_found_by_its_id(filled, look):
    glance = look(filled)
    found = glance.get(Unit, UNIT)
    assert found is not None
    assert found.head == HEAD
    assert glance.get(Unit, Id(HEAD)) is None


def test_a_field_that_the_kind_has_not_is_a_fault(filled, look):
    with pytest.raises(KeyError, match="colour"):
        look(filled).all(Unit, colour="red")


def test_it_tells_the_last_write_as_the_store_does(
    filled, path, look, open_store, migrations, writer
):
    glance = look(filled)
    glance.close()
    store = open_store(filled)
    assert glance.last_write == store.last_write is not None
    with store.work("Правка") as work:
        work.put(replace(work.all(Unit)[0], name="Другой"))
        work.commit()
    assert glance.last_write != store.last_write


def test_a_file_nobody_wrote_to_has_no_last_write(path, look, open_store):
    glance = look(path)
    glance.close()
    assert glance.last_write is None is open_store(path).last_write


def test_it_sees_one_moment(filled, look):
    glance = look(filled)
    with (
        closing(sqlite3.connect(filled, timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("DELETE FROM team")
    assert len(glance.all(Team)) == 1


def test_it_leaves_no_trace_and_no_lock(filled, look, open_store):
    before = trace(filled)
    glance = look(filled)
    glance.all(Unit)
    assert trace(filled) == before
    glance.close()
    glance.close()
    assert not open_store(filled).is_read_only


def test_a_glance_cannot_write(filled, look):
    glance = look(filled)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        glance._connection.execute("DELETE FROM team")  # noqa: SLF001 - the connection itself is meant


def test_an_open_file_is_not_glanced_at(filled, open_store, migrations):
    open_store(filled)
    assert take(filled, migrations) is None


def spoil(path: Path) -> None:
    pages = bytearray(path.read_bytes())
    pages[4096 * 3 : 4096 * 20] = b"\xff" * (4096 * 17)
    path.write_bytes(pages)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.unlink(), id="gone"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_text("Список школ", encoding="utf-8"), id="a text"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-700]), id="cut short"),
        pytest.param(spoil, id="spoilt"),
        pytest.param(lambda path: execute(path, "PRAGMA application_id=1"), id="foreign"),
        pytest.param(lambda path: execute(path, "PRAGMA user_version=0"), id="no version"),
        pytest.param(lambda path: execute(path, "PRAGMA user_version=9999"), id="newer"),
        pytest.param(lambda path: execute(path, "DROP TABLE tx"), id="trial version"),
        pytest.param(lambda path: journal_of(path).write_bytes(b"journal"), id="cut off"),
        pytest.param(
            lambda path: path.with_name(path.name + "-wal").write_bytes(b""), id="somebody's WAL"
        ),
    ],
)
def test_what_only_opening_can_judge_is_not_glanced_at(filled, migrations, harm):
    harm(filled)
    assert take(filled, migrations) is None


def test_a_column_that_the_file_lacks_is_never_read_as_a_text(filled, look):
    execute(filled, "ALTER TABLE team DROP COLUMN act_date")
    with pytest.raises(sqlite3.OperationalError, match="act_date"):
        look(filled).all(Team)


def test_an_older_file_is_not_glanced_at(filled, migrations, tmp_path):
    later = tmp_path / "migrations" / "versions"
    later.mkdir(parents=True)
    (later / f"{schema_version(migrations) + 1:04}_next.py").touch()
    assert take(filled, later.parent) is None


def test_a_folder_is_not_glanced_at(tmp_path, migrations):
    assert take(tmp_path, migrations) is None
