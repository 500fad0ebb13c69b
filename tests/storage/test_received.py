"""Log files: what is written into them, what may be left out, what is taken for one."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import DELETE, INSERT
from quality_desktop.storage.capture import decode_row
from quality_desktop.storage.columns import PLACES, column_codes
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import (
    LOG_MARK,
    LOG_TABLES,
    LogChoice,
    attached_log,
    new_log,
    write_log,
)
from quality_desktop.storage.refusals import FileGoneError
from quality_desktop.storage.store import Store
from tests.storage.copies import PERSON, SHARED, UNIT, OpenCopy, delete, log_of, save

PHONE = column_codes("person")["phone"]


def rows_of(log: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(log)) as connection:
        return connection.execute(query).fetchall()


def changes_of(log: Path) -> list[tuple[object, ...]]:
    return rows_of(log, "SELECT * FROM change ORDER BY id")


@pytest.fixture
def ours(open_copy: OpenCopy) -> Store:
    return open_copy("Иванова")


def test_a_log_file_carries_its_mark_and_the_two_tables_of_the_log_alone(ours: Store):
    log = log_of(ours)
    assert rows_of(log, "PRAGMA application_id") == [(LOG_MARK,)]
    assert {sql for (sql,) in rows_of(log, "SELECT sql FROM sqlite_schema")} == set(LOG_TABLES)


def test_a_whole_log_is_the_log_of_the_file_byte_for_byte(ours: Store, tmp_path: Path):
    save(ours, "Правка", replace(PERSON, phone="2-22"))
    delete(ours, "Удаление", UNIT)
    target = tmp_path / "whole.log"
    counts = ours.write_log(target, LogChoice())
    ours.close()
    assert changes_of(target) == changes_of(ours.path)
    assert rows_of(target, "SELECT * FROM tx") == rows_of(ours.path, "SELECT * FROM tx")
    assert (counts.transactions, counts.changes, counts.last_tx) == (3, len(SHARED) + 2, 3)


def test_only_what_was_done_since_a_transaction_may_be_written(ours: Store, tmp_path: Path):
    save(ours, "Правка", replace(PERSON, phone="2-22"))
    counts = ours.write_log(tmp_path / "new.log", LogChoice(since_tx=1))
    assert (counts.transactions, counts.changes, counts.last_tx) == (1, 1, 2)
    assert rows_of(tmp_path / "new.log", "SELECT id, note FROM tx") == [(2, "Правка")]
    nothing = ours.write_log(tmp_path / "nothing.log", LogChoice(since_tx=2))
    assert (nothing.transactions, nothing.changes, nothing.last_tx) == (0, 0, 2)


def test_only_some_records_may_be_written_with_the_transactions_they_need(
    ours: Store, tmp_path: Path
):
    save(ours, "Отдел", replace(UNIT, short_name="ИМЦ"))
    save(ours, "Телефон", replace(PERSON, phone="2-22"))
    choice = LogChoice(rows=frozenset({UNIT.id.bytes}))
    counts = ours.write_log(tmp_path / "part.log", choice)
    assert (counts.transactions, counts.changes) == (2, 2)
    assert rows_of(tmp_path / "part.log", "SELECT note FROM tx") == [("Ввод",), ("Отдел",)]
    assert {row[1] for row in changes_of(tmp_path / "part.log")} == {UNIT.id.bytes}


def test_columns_left_out_are_missing_in_edits_and_in_whole_records(ours: Store, tmp_path: Path):
    save(ours, "Телефон и имя", replace(PERSON, phone="2-22", given="Анна"))
    delete(ours, "Удаление", PERSON)
    log = tmp_path / "shy.log"
    counts = ours.write_log(log, LogChoice(without_columns=frozenset({PHONE})))
    written = [row for row in changes_of(log) if row[1] == PERSON.id.bytes]
    assert [row[2] for row in written] == [INSERT, column_codes("person")["given"], DELETE]
    number, cells = decode_row(str(written[0][3]))
    assert set(column_codes("person").values()) - set(cells) == {PHONE}
    assert number == PHONE // PLACES
    assert counts.changes == len(SHARED) + 2
    assert "1-11" not in log.read_bytes().decode("latin-1")
    assert "2-22" not in log.read_bytes().decode("latin-1")


def test_a_log_may_be_written_from_another_log(ours: Store, tmp_path: Path):
    whole = log_of(ours)
    with closing(sqlite3.connect(whole)) as connection:
        write_log(connection, tmp_path / "again.log", LogChoice())
    assert changes_of(tmp_path / "again.log") == changes_of(whole)


def test_a_taken_name_is_not_written_over(ours: Store):
    log = log_of(ours)
    before = log.read_bytes()
    with pytest.raises(ValueError, match="a taken name"):
        ours.write_log(log, LogChoice())
    assert log.read_bytes() == before


@pytest.mark.parametrize("what", ["text", "empty", "database", "extra", "mark"])
def test_what_is_no_log_file_is_refused_and_nothing_stays_attached(
    what: str, ours: Store, tmp_path: Path
):
    log = tmp_path / "журнал.log"
    match what:
        case "text":
            log.write_text("это не база " * 100, encoding="utf-8")
        case "empty":
            log.write_bytes(b"")
        case "database":
            with closing(sqlite3.connect(log)) as connection:
                connection.execute("CREATE TABLE t(a)")
        case "extra":
            with closing(new_log(log)) as connection:
                connection.execute("CREATE TABLE extra(a)")
        case _:
            with closing(new_log(log)) as connection:
                connection.execute("PRAGMA application_id=1")
    with closing(sqlite3.connect(":memory:", uri=True)) as driver:
        with pytest.raises(QualityError, match="журнал"), attached_log(driver, log):
            pytest.fail("taken for a log")
        assert [row[1] for row in driver.execute("PRAGMA database_list")] == ["main"]
    with pytest.raises(QualityError, match="журнал"):
        ours.merge(log, Arrival())
    assert ours.all(Person) == (PERSON,)


def test_a_log_that_is_gone_is_told_by_its_name(ours: Store, tmp_path: Path):
    with pytest.raises(FileGoneError, match=r"нет\.log"):
        ours.plan_merge(tmp_path / "нет.log")


def test_a_log_file_is_only_read(ours: Store):
    log = log_of(ours)
    before = log.read_bytes()
    with (
        closing(sqlite3.connect(":memory:", uri=True)) as driver,
        attached_log(driver, log),
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        driver.execute("DELETE FROM received.change")
    assert log.read_bytes() == before


def test_a_log_in_a_folder_that_is_not_there_is_not_made(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        new_log(tmp_path / "нет такой папки" / "a.log")
