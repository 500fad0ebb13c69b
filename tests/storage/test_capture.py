"""Nothing is written unseen: bulk statements, raw SQL and replacements are in the log too."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.merge import DELETE, INSERT, Cell, row_state
from quality_desktop.domain.records import Id, new_id
from quality_desktop.storage.capture import decode_row, encode_row
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.opening import open_session
from quality_desktop.storage.session import Session
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

SURNAME = column_codes("person")["surname"]
NOTE = column_codes("person")["note"]


@pytest.fixture
def session(path: Path, migrations, writer):
    session = open_session(path, migrations=migrations, writer=writer, places=None)
    yield session
    session.link.close()


@pytest.fixture
def ivanova(session: Session) -> Person:
    person = Person(id=new_id(), surname="Иванова")
    with UnitOfWork(session, "Ввод") as work:
        work.put(person)
        work.commit()
    return person


def changes_of(session: Session, key: Id):
    with session.reading() as connection:
        return changes_of_row(connection, key.bytes)


def run(session: Session, *statements: tuple[str, tuple[Cell, ...]]) -> None:
    with UnitOfWork(session, "Правка") as work:
        for statement, parameters in statements:
            work.execute(statement, parameters)
        assert work.commit().kinds == {"person"}


def test_an_insert_is_one_change_with_the_whole_row(session: Session, ivanova: Person):
    (change,) = changes_of(session, ivanova.id)
    assert change.column == INSERT
    assert change.parents == ()
    assert change.cells[SURNAME] == "Иванова"
    assert set(change.cells) == set(column_codes("person").values())


def test_an_update_is_one_change_for_each_column_that_differs(session: Session, ivanova: Person):
    statement = "UPDATE person SET surname = 'Петрова', given = '', note = 'новая' WHERE id = ?"
    run(session, (statement, (ivanova.id.bytes,)))
    first, *edits = changes_of(session, ivanova.id)
    assert {(c.column, c.value) for c in edits} == {(SURNAME, "Петрова"), (NOTE, "новая")}
    assert {c.parents for c in edits} == {(first.id,)}


def test_every_edit_names_the_edit_before_it_and_no_older_one(session: Session, ivanova: Person):
    for surname in ("Б", "А", "Б", "А"):
        run(session, ("UPDATE person SET surname = ?", (surname,)))
    log = changes_of(session, ivanova.id)
    assert [c.parents for c in log[1:]] == [(c.id,) for c in log[:-1]]


@pytest.mark.parametrize("field", ["note", "is_active"])
@pytest.mark.parametrize("cell", ["007", "1e3", " ", b"\x00\xff", 1.5, 2**53 + 1, -1, "да"])
def test_the_log_holds_an_edited_cell_bit_for_bit(
    session: Session, ivanova: Person, field: str, cell: Cell
):
    run(session, (f"UPDATE person SET {field} = ?", (cell,)))
    edited = changes_of(session, ivanova.id)[-1]
    stored = session.link.driver.execute(f"SELECT {field} FROM person").fetchone()[0]
    assert (type(edited.value), edited.value) == (type(stored), stored)


def test_a_bulk_update_is_captured_row_by_row(session: Session):
    people = [Person(id=new_id(), surname="А") for _ in range(5)]
    with UnitOfWork(session, "Ввод") as work:
        work.put_all(people)
        work.commit()
    run(session, ("UPDATE person SET surname = surname || 'б'", ()))
    for person in people:
        assert [c.value for c in changes_of(session, person.id)][1:] == ["Аб"]


def test_a_statement_run_many_times_is_captured(session: Session):
    keys = [new_id(), new_id()]
    with UnitOfWork(session, "Ввод") as work:
        work.put_all(Person(id=key) for key in keys)
        work.execute(
            "UPDATE person SET note = ? WHERE id = ?", [("а", keys[0].bytes), ("б", keys[1].bytes)]
        )
        work.commit()
    assert [changes_of(session, key)[-1].value for key in keys] == ["а", "б"]


def test_a_replacement_is_a_deletion_and_a_new_row(session: Session, ivanova: Person):
    columns = "id, surname, given, patronymic, gender, position, phone, email, is_active, note"
    statement = f"INSERT OR REPLACE INTO person({columns}) VALUES (?,?,'','','','','','',1,'')"
    run(session, (statement, (ivanova.id.bytes, "Петрова")))
    first, deletion, again = changes_of(session, ivanova.id)
    assert deletion.column == DELETE
    assert deletion.parents == (first.id,)
    assert again.column == INSERT
    assert again.parents == (deletion.id,)
    assert row_state([first, deletion, again]).values[SURNAME] == "Петрова"


def test_a_deletion_names_what_its_author_saw(session: Session, ivanova: Person):
    run(session, ("UPDATE person SET surname = 'Б'", ()))
    run(session, ("UPDATE person SET surname = 'В', note = 'н'", ()))
    run(session, ("DELETE FROM person", ()))
    log = changes_of(session, ivanova.id)
    replaced = log[1]
    assert set(log[-1].parents) == {c.id for c in log[:-1]} - {replaced.id}
    assert not row_state(log).is_alive


def test_an_edit_replaces_all_heads_with_the_value_shown(session: Session, ivanova: Person):
    (first,) = changes_of(session, ivanova.id)
    tx = session.link.driver.execute("SELECT max(id) FROM tx").fetchone()[0]
    # Two offices wrote the same surname without knowing of each other, and one wrote another.
    for offset, surname in ((1, "Б"), (2, "В"), (3, "Б")):
        session.link.driver.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
            (shifted(first.id, offset), ivanova.id.bytes, SURNAME, surname, first.id, tx),
        )
    disarmed_update = "UPDATE person SET surname = 'Б'"
    triggers = "SELECT sql FROM sqlite_temp_schema WHERE name = 'update_person'"
    (trigger,) = session.link.driver.execute(triggers).fetchone()
    session.link.driver.execute("DROP TRIGGER temp.update_person")
    session.link.driver.execute(disarmed_update)
    session.link.driver.execute(trigger.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER"))
    run(session, ("UPDATE person SET surname = 'Г'", ()))
    log = changes_of(session, ivanova.id)
    assert set(log[-1].parents) == {shifted(first.id, 1), shifted(first.id, 3)}
    assert row_state(log).conflicts == {SURNAME}


def shifted(change: bytes, by: int) -> bytes:
    return (int.from_bytes(change, "big") + by).to_bytes(len(change), "big")


def test_ids_never_change(session: Session, ivanova: Person):
    with (
        UnitOfWork(session, "Правка") as work,
        pytest.raises(Exception, match="ids never change"),
    ):
        work.execute("UPDATE person SET id = ?", (new_id().bytes,))
    assert len(changes_of(session, ivanova.id)) == 1


def test_nothing_is_written_outside_a_unit_of_work(session: Session, ivanova: Person):
    with pytest.raises(sqlite3.OperationalError, match="user-defined function"):
        session.link.driver.execute("UPDATE person SET surname = 'тайком'")
    assert len(changes_of(session, ivanova.id)) == 1


def test_a_transaction_says_who_did_what_where_and_when(session: Session, ivanova: Person):
    with session.reading() as connection:
        row = connection.execute(session.schema.tx.select()).mappings().one()
    assert (row["author"], row["host"], row["program"]) == ("Иванова А. П.", "OO-03", "0.1")
    assert (row["kind"], row["note"], row["target"]) == ("edit", "Ввод", None)
    assert row["site"] == session.site
    assert row["uid"] < changes_of(session, ivanova.id)[0].id


def test_only_the_list_of_triggers_is_written_and_only_once(session: Session):
    tables = session.schema.kinds.values()
    listed = session.link.driver.execute("SELECT type, name, tbl_name FROM temp.sqlite_schema")
    assert set(listed) == {
        ("trigger", f"{event}_{found.table.name}", found.table.name)
        for found in tables
        for event in ("insert", "update", "delete")
    }
    for place in ("main", "temp"):
        with pytest.raises(sqlite3.OperationalError, match="may not be modified"):
            session.link.driver.execute(f"DELETE FROM {place}.sqlite_schema")


def test_the_file_holds_tables_and_indexes_only(path: Path, open_store):
    store: Store = open_store(path)
    with store.work("Ввод") as work:
        work.put(Unit(id=new_id()))
        work.commit()
    store.close()
    with sqlite3.connect(path) as connection:
        types = connection.execute("SELECT DISTINCT type FROM sqlite_schema").fetchall()
        sql = "".join(text or "" for (text,) in connection.execute("SELECT sql FROM sqlite_schema"))
    connection.close()
    assert {name for (name,) in types} == {"table", "index"}
    assert "qd_" not in sql


cells = st.none() | st.text() | st.integers() | st.binary() | st.floats(allow_nan=False)


@given(st.integers(1, 500), st.lists(cells, max_size=8))
def test_a_whole_row_is_read_as_it_was_written(number: int, row: list[Cell]):
    text = encode_row(number, *row)
    json.loads(text)
    found, written = decode_row(text)
    assert found == number
    assert [(type(cell), cell) for cell in written.values()] == [(type(cell), cell) for cell in row]
    assert list(written) == [number * 100 + place for place in range(1, len(row) + 1)]
