"""Files of a district that somebody damaged, forged or made to do harm (rows B44 to B53 of the study).

Each is refused with a sentence of its own, or taken with a warning; the file itself is never written.
"""

import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quality_desktop.domain.merge import Clock
from quality_desktop.exchange.judging import Task, judge
from quality_desktop.exchange.judging_process import Received
from quality_desktop.exchange.refusing import RefusedError
from quality_desktop.storage.capture import encode_row
from quality_desktop.storage.columns import column_codes

Judge = Callable[..., Received]
PATIENCE_SECONDS = 5.0
YEAR_MS = 366 * 24 * 3600 * 1000


def run(path: Path, script: str, *parameters: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        if parameters:
            connection.execute(script, parameters)
        else:
            connection.executescript(script)


def refusal(judge: Judge, path: Path) -> str:
    """What is said of a file; also makes sure that it was said soon and nothing was kept."""
    before = path.read_bytes()
    started = time.monotonic()
    received = judge(path)
    assert time.monotonic() - started < PATIENCE_SECONDS
    assert path.read_bytes() == before
    assert received.judged is None
    assert received.log is None
    return received.refusal


def add_change(path: Path, **changed: object) -> None:
    """Append an entry to a log that is right but for what is changed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        key, row, column, _value, _parents, tx = connection.execute(
            'SELECT id, "row", col, val, id, tx FROM change WHERE col > 0 LIMIT 1'
        ).fetchone()
        entry = {
            "id": Clock().start(),
            "row": row,
            "col": column,
            "val": "8 (34794) 2-11-11",
            "parents": key,
            "tx": tx,
            **changed,
        }
        connection.execute(
            'INSERT INTO change(id, "row", col, val, parents, tx) VALUES (?, ?, ?, ?, ?, ?)',
            tuple(entry.values()),
        )


def test_a_right_file_is_taken_and_tells_whose_it_is(copy, judged):
    found = judged(copy).judged
    assert found is not None
    assert (found.office.name, found.author, found.host) == (
        "Ишимбайский район",
        "Иванова А. П.",
        "OO-03",
    )
    assert (found.transactions, found.changes, found.outside) == (2, 4, 0)
    assert found.manifest is None


def test_its_clean_log_holds_the_same_entries(copy, judged):
    log = judged(copy).log
    assert log is not None
    read = 'SELECT id, "row", col, val, parents, tx FROM change ORDER BY id'
    with closing(sqlite3.connect(log)) as clean, closing(sqlite3.connect(copy)) as file:
        assert clean.execute(read).fetchall() == file.execute(read).fetchall()
        kinds = "SELECT type, name FROM sqlite_schema ORDER BY name"
        assert clean.execute(kinds).fetchall() == [("table", "change"), ("table", "tx")]


class TestB44:
    def test_a_database_of_another_program(self, copy, judged):
        run(copy, "PRAGMA application_id=7")
        assert "база данных другой программы" in refusal(judged, copy)

    def test_a_file_that_only_begins_like_a_database(self, copy, judged):
        copy.write_bytes(b"SQLite format 3\x00" + bytes(200))
        assert "другой программы" in refusal(judged, copy)

    def test_the_first_bytes_alone(self, copy, judged):
        copy.write_bytes(copy.read_bytes()[:50])
        assert "обрезан" in refusal(judged, copy)


class TestB45:
    def test_a_newer_file_names_both_versions(self, copy, judged):
        run(copy, "PRAGMA user_version=77")
        said = refusal(judged, copy)
        assert "формат 77" in said
        assert "обновите программу" in said

    def test_a_version_that_never_was(self, copy, judged):
        run(copy, "PRAGMA user_version=0")
        assert "повреждён" in refusal(judged, copy)


class TestB46:
    @pytest.mark.parametrize(
        "script",
        [
            "CREATE VIEW prices AS SELECT 1",
            "CREATE TRIGGER prices AFTER INSERT ON change BEGIN SELECT 1; END",
            "CREATE VIRTUAL TABLE prices USING fts5(a)",
            "CREATE TABLE prices(a, b GENERATED ALWAYS AS (a + 1) VIRTUAL)",
            "CREATE TABLE prices(a)",
            'CREATE INDEX prices ON change(length("row"))',
            'CREATE INDEX ix_prices ON change(length("row"))',
            "CREATE INDEX ix_prices ON change(col) WHERE col > 0",
            "ALTER TABLE team ADD COLUMN prices INT DEFAULT (abs(-1))",
            "ALTER TABLE team ADD COLUMN prices INT CHECK (prices > 0)",
            "ALTER TABLE team ADD COLUMN prices TEXT COLLATE NOCASE",
        ],
    )
    def test_objects_that_the_program_did_not_make_are_named(self, copy, judged, script):
        run(copy, script)
        said = refusal(judged, copy)
        assert "посторонние объекты" in said
        assert "prices" in said or "«team»" in said

    def test_a_view_in_place_of_the_log(self, copy, judged):
        run(copy, "ALTER TABLE change RENAME TO c; CREATE VIEW change AS SELECT * FROM c")
        assert "посторонние объекты" in refusal(judged, copy)

    def test_a_log_that_is_missing(self, copy, judged):
        run(copy, "DROP TABLE change")
        assert refusal(judged, copy).startswith("файл района повреждён при пересылке")


class TestB47:
    ENDLESS = (
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i AS id FROM r"
    )

    def test_an_endless_view(self, copy, judged):
        run(copy, f"DROP TABLE change; CREATE VIEW change AS {self.ENDLESS}")
        assert "посторонние объекты" in refusal(judged, copy)

    def test_ten_thousand_tables(self, copy, judged):
        # Written straight into the schema: making them one by one would take longer than the suite.
        run(
            copy,
            "CREATE TABLE t0(a); PRAGMA writable_schema=ON; WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) INSERT INTO sqlite_schema "
            "SELECT 'table', 't' || i, 't' || i, rootpage, 'CREATE TABLE t' || i || '(a)' "
            "FROM n, sqlite_schema AS s WHERE s.name = 't0'",
        )
        assert "больше 500 таблиц" in refusal(judged, copy)

    def test_a_huge_value(self, copy, judged):
        add_change(copy, val="x" * 20_000_000)
        assert "повреждён внутри" in refusal(judged, copy)

    def test_a_huge_row_of_nothing(self, copy, judged):
        add_change(copy, col=0, val="[" + "1," * 3_000_000 + "1]", parents=None)
        assert "новая запись" in refusal(judged, copy)

    def test_a_row_nested_without_end(self, copy, judged):
        add_change(copy, col=0, val="[" * 200_000, parents=None)
        assert "новая запись" in refusal(judged, copy)


class TestB48:
    def test_a_file_cut_in_the_middle(self, copy, judged):
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
        assert "обрезан" in refusal(judged, copy)

    def test_a_file_cut_by_a_few_bytes(self, copy, judged):
        copy.write_bytes(copy.read_bytes()[:-100])
        assert "обрезан" in refusal(judged, copy)

    @pytest.mark.parametrize("seed", range(4))
    def test_pages_of_rubbish(self, copy, judged, seed):
        chance = random.Random(seed)
        content = bytearray(copy.read_bytes())
        with closing(sqlite3.connect(copy)) as connection:
            (page,) = connection.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'change'"
            ).fetchone()
            (size,) = connection.execute("PRAGMA page_size").fetchone()
        start = (page - 1) * size
        content[start : start + size] = chance.randbytes(size)
        copy.write_bytes(content)
        assert "повреждён внутри" in refusal(judged, copy)

    def test_an_index_that_lost_its_entries(self, copy, judged):
        run(
            copy,
            "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE name='ix_change_row_col'",
        )
        received = judged(copy)
        assert "повреждён внутри" in received.refusal or received.judged is not None


class TestB49:
    def test_a_file_in_wal_mode_is_read_with_a_warning(self, copy, judged):
        content = bytearray(copy.read_bytes())
        content[18:20] = b"\x02\x02"
        copy.write_bytes(content)
        found = judged(copy).judged
        assert found is not None
        assert found.has_wal

    def test_a_planted_journal_is_not_played_into_the_file(self, copy, judged):
        before = copy.read_bytes()
        planted = copy.with_name(copy.name + "-journal")
        planted.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
        received = judged(copy)
        assert received.judged is not None
        assert received.has_journal
        assert copy.read_bytes() == before
        assert planted.exists()


class TestB50:
    def test_ids_from_the_far_future(self, copy, judged):
        far = (time.time_ns() // 1_000_000 + 11 * YEAR_MS) << 16
        add_change(copy, id=far.to_bytes(8, "big") + bytes(8))
        assert "далёким будущим" in refusal(judged, copy)

    def test_ids_a_little_ahead_are_no_reason_to_refuse(self, copy, judged):
        ahead = (time.time_ns() // 1_000_000 + YEAR_MS) << 16
        add_change(copy, id=ahead.to_bytes(8, "big") + bytes(8))
        assert judged(copy).judged is not None

    def test_a_change_older_than_what_it_replaces(self, copy, judged):
        later = Clock(wall=lambda: time.time_ns() // 1_000_000 + 5_000).start()
        add_change(copy, parents=later)
        assert "старше того, что оно заменяет" in refusal(judged, copy)

    def test_a_change_that_replaces_itself(self, copy, judged):
        own = Clock().start()
        add_change(copy, id=own, parents=own)
        assert "старше того, что оно заменяет" in refusal(judged, copy)

    def test_an_unknown_parent_may_arrive_later(self, copy, judged):
        add_change(copy, parents=b"\x01" * 16)
        assert judged(copy).judged is not None


class TestB52:
    def test_a_value_changed_beside_the_program_is_counted(self, copy, judged):
        run(copy, "UPDATE school SET short_name = 'Школа № 6'")
        found = judged(copy).judged
        assert found is not None
        assert found.outside == 1
        assert found.changes == 4

    def test_it_comes_along_when_it_is_wanted_and_is_the_same_each_time(self, copy, judged):
        run(copy, "UPDATE school SET short_name = 'Школа № 6'")
        seen = []
        for _ in range(2):
            received = judged(copy, with_outside_edits=True)
            assert received.judged is not None
            assert received.log is not None
            assert (received.judged.outside, received.judged.changes) == (1, 5)
            with closing(sqlite3.connect(received.log)) as log:
                seen.append(
                    log.execute(
                        "SELECT change.id, col, val, author FROM change JOIN tx ON tx.id = tx "
                        "ORDER BY change.id DESC LIMIT 1"
                    ).fetchone()
                )
        assert seen[0] == seen[1]
        assert seen[0][2:] == ("Школа № 6", "изменено помимо программы")

    def test_a_row_deleted_and_a_row_added_beside_the_program_are_counted(self, copy, judged):
        run(copy, "DELETE FROM person")
        run(copy, "INSERT INTO team VALUES (?, 'Команда', '', '', NULL)", b"t" * 16)
        received = judged(copy, with_outside_edits=True)
        assert received.judged is not None
        assert received.log is not None
        assert received.judged.outside == 2
        with closing(sqlite3.connect(received.log)) as log:
            added = log.execute("SELECT col, val FROM change ORDER BY id DESC LIMIT 2").fetchall()
        assert (-1, None) in added
        assert (0, encode_row(8, "Команда", "", "", None)) in added


class TestB53:
    @pytest.mark.parametrize(
        "changed",
        [
            {"id": b"short"},
            {"id": "text of sixteen!"},
            {"row": b"short"},
            {"col": -5},
            {"val": 5},
            {"val": b"x" * 16},
            {"val": 1.5},
            {"parents": b"x" * 17},
            {"parents": "text"},
            {"tx": 999},
            {"col": -1},
        ],
        ids=str,
    )
    def test_an_entry_of_a_wrong_type(self, copy, judged, changed):
        add_change(copy, **changed)
        assert "испорчен или подделан" in refusal(judged, copy)

    @pytest.mark.parametrize(
        "row",
        [
            "no json",
            "{}",
            "[]",
            '["six"]',
            "[6,1]",
            '[6,["not base64!"]]',
            '[6,["YQ"]]',
            '[6,"\\ud800"]',
            "[6,NaN]",
            "[6,true]",
            "[5,12345678901234567890123]",
            "[999999999]",
            encode_row(4, "Петрова", "", "", "", "", b"a"),
        ],
    )
    def test_a_new_record_that_is_none(self, copy, judged, row):
        add_change(copy, col=0, val=row, parents=None)
        assert "испорчен или подделан" in refusal(judged, copy)

    @pytest.mark.parametrize(
        ("kind", "field", "value"),
        [
            ("team", "act_date", "01.09.2025"),
            ("team", "act_date", "2025-13-40"),
            ("person", "is_active", 2),
            ("position", "in_short_track", "да"),
            ("person", "unit", b"short"),
        ],
    )
    def test_a_value_that_its_column_cannot_hold(self, copy, judged, kind, field, value):
        add_change(copy, col=column_codes(kind)[field], val=value)
        assert "значение не того рода" in refusal(judged, copy)

    def test_columns_and_kinds_of_a_newer_program_are_carried(self, copy, judged):
        add_change(copy, col=699, val="новое поле")
        add_change(
            copy, id=Clock().start(), col=0, val='[900,"новое",5]', parents=None, row=b"n" * 16
        )
        received = judged(copy)
        assert received.judged is not None
        assert received.judged.changes == 6

    @pytest.mark.parametrize(
        ("column", "value"),
        [("author", "x" * 600), ("note", "x" * 30_000), ("uid", b"short"), ("wall_ms", "now"),
         ("kind", "k" * 30), ("wall_ms", -1), ("target", "text")],
    )  # fmt: skip
    def test_a_transaction_that_is_none(self, copy, judged, column, value):
        run(copy, f"UPDATE tx SET {column} = ? WHERE id = 2", value)
        assert "кто и когда писал" in refusal(judged, copy)

    def test_a_text_that_is_no_text(self, copy, judged):
        run(copy, "UPDATE tx SET note = CAST(X'ff' AS TEXT) WHERE id = 2")
        assert "повреждён внутри" in refusal(judged, copy)

    @pytest.mark.skipif(sys.platform != "linux", reason="reads the system's list of open files")
    def test_a_refused_database_is_let_go_while_its_refusal_is_told(self, copy, tmp_path):
        """Windows removes no file that an unfinished query keeps open."""
        add_change(copy, id="text of sixteen!")
        folder = tmp_path / "private"
        folder.mkdir()
        task = Task(
            path=copy, folder=folder, passwords=(), version=99, seconds=5, with_outside_edits=False
        )
        with pytest.raises(RefusedError) as caught:
            judge(task)
        opened = [os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()]
        assert not [name for name in opened if name.startswith(str(folder))]
        assert "испорчен" in caught.value.sentence


class TestForgedHistory:
    """Entries that are right one by one and cannot stand together."""

    def test_a_record_of_two_kinds(self, copy, judged):
        with closing(sqlite3.connect(copy, isolation_level=None)) as log:
            (school,) = log.execute("SELECT id FROM school").fetchone()
            (person, tx) = log.execute(
                'SELECT val, tx FROM change WHERE col = 0 AND "row" IN (SELECT id FROM person)'
            ).fetchone()
        add_change(copy, row=school, col=0, val=person, parents=None, tx=tx)
        assert "запись двух родов" in refusal(judged, copy)

    def test_a_cell_of_another_kind(self, copy, judged):
        add_change(copy, col=column_codes("person")["phone"], parents=None)
        assert "запись двух родов" in refusal(judged, copy)

    def test_a_transaction_that_was_done_by_two(self, copy, judged):
        run(copy, "UPDATE tx SET uid = (SELECT min(uid) FROM tx)")
        assert "кто и когда писал" in refusal(judged, copy)

    def test_a_transaction_that_came_in_parts_is_none(self, copy, judged):
        run(
            copy,
            "INSERT INTO tx SELECT 77, uid, site, author, host, program, wall_ms, kind, note, target "
            "FROM tx ORDER BY id LIMIT 1",
        )
        assert judged(copy).judged.transactions == 3

    def test_a_file_without_a_history_brings_what_its_tables_hold(self, copy, judged):
        run(copy, "DELETE FROM change; DELETE FROM tx")
        received = judged(copy, with_outside_edits=True)
        assert received.judged.outside == received.judged.changes == 3
