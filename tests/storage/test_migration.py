"""Migrations make exactly the program's tables, and a crash in one leaves the old file as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import FileRefusedError, QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import new_id
from quality_desktop.storage.backup_rotation import Places, folder_of
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.store import Store, Writer
from quality_desktop.storage.tables import Schema

ROOT = Path(__file__).parents[2]
VERSION = schema_version(ROOT / "db" / "migrations")
NEXT = '''
"""A later version, as only a test has it."""
from alembic import op

revision = "{next:04}"
down_revision = "{version:04}"


def upgrade():
    # It adds nothing: to the check of the program under test that would be another program's.
    with op.batch_alter_table("site", recreate="always"):
        pass
    op.execute("PRAGMA user_version = {next}")
    {crash}
'''


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns, keys and indexes of every table, as SQLite understands them."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'alembic_version'"
    ).fetchall()
    return {
        name: (
            connection.execute(f"PRAGMA table_xinfo({name})").fetchall(),
            sorted(connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()),
            sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({name})").fetchall()),
            "DEFERRABLE INITIALLY DEFERRED" in sql_of(connection, name),
            "WITHOUT ROWID" in sql_of(connection, name),
        )
        for (name,) in names
    }


def sql_of(connection: sqlite3.Connection, name: str) -> str:
    query = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return str(connection.execute(query, (name,)).fetchone()[0])


def test_the_migrations_make_the_tables_that_the_program_knows(empty_file: Path, tmp_path: Path):
    made = tmp_path / "made.sqlite"
    engine = create_engine(f"sqlite:///{made}")
    Schema(KINDS).metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(made)) as direct, closing(sqlite3.connect(empty_file)) as migrated:
        assert shape(migrated) == shape(direct)


def test_a_new_file_carries_the_marks_of_the_program(empty_file: Path):
    with closing(sqlite3.connect(empty_file)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x4D4F4E49,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() != ("wal",)


def test_migrations_import_nothing_of_the_program():
    for file in (ROOT / "db" / "migrations").rglob("*.py"):
        assert "quality_desktop" not in file.read_text(encoding="utf-8")


@pytest.fixture
def old_file(path: Path, migrations: Path, writer: Writer) -> Path:
    with (
        Store.open(path, migrations=migrations, writer=writer) as store,
        store.work("Ввод") as work,
    ):
        work.put(Person(id=new_id(), surname="Иванова"))
        work.commit()
    return path


def later(tmp_path: Path, migrations: Path, crash: str = "") -> Path:
    """The folder of migrations of a later version of the program."""
    folder = Path(shutil.copytree(migrations, tmp_path / "later", dirs_exist_ok=True))
    text = NEXT.format(crash=crash, version=VERSION, next=VERSION + 1)
    (folder / "versions" / f"{VERSION + 1:04}_later.py").write_text(text, encoding="utf-8")
    return folder


def test_an_older_file_is_brought_up_to_date_and_kept_as_a_backup(
    old_file: Path, tmp_path: Path, migrations: Path, writer: Writer
):
    before = old_file.read_bytes()
    backups = tmp_path / "user" / "backups"
    folder = later(tmp_path, migrations)
    assert schema_version(folder) == VERSION + 1
    with Store.open(
        old_file, migrations=folder, writer=writer, places=Places(folder=backups)
    ) as store:
        assert [person.surname for person in store.all(Person)] == ["Иванова"]
        assert store.check() == []
    with closing(sqlite3.connect(old_file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    (kept,) = folder_of(backups, old_file).iterdir()
    assert kept.stem.endswith("_обновление")
    with Store.open(kept, migrations=migrations, writer=writer) as store:
        assert [person.surname for person in store.all(Person)] == ["Иванова"]
    assert before != old_file.read_bytes()
    with pytest.raises(FileRefusedError, match="более новой версией"):
        Store.open(old_file, migrations=migrations, writer=writer)


def test_without_a_folder_for_backups_the_old_file_stays_beside(
    old_file: Path, tmp_path: Path, migrations: Path, writer: Writer
):
    Store.open(old_file, migrations=later(tmp_path, migrations), writer=writer).close()
    kept = [file for file in old_file.parent.glob("*.quality") if file != old_file]
    assert len(kept) == 1


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old_file: Path, tmp_path: Path, migrations: Path, writer: Writer
):
    before = old_file.read_bytes()
    folder = later(tmp_path, migrations, crash="raise ValueError('in a migration')")
    with pytest.raises(ValueError, match="in a migration"):
        Store.open(old_file, migrations=folder, writer=writer)
    assert old_file.read_bytes() == before
    assert not list(old_file.parent.glob(".*"))
    Store.open(old_file, migrations=migrations, writer=writer).close()


def test_a_migration_that_loses_a_record_is_refused(
    old_file: Path, tmp_path: Path, migrations: Path, writer: Writer
):
    before = old_file.read_bytes()
    folder = later(tmp_path, migrations, crash="op.execute('DELETE FROM person')")
    with pytest.raises(QualityError, match="не удалось перевести"):
        Store.open(old_file, migrations=folder, writer=writer)
    assert old_file.read_bytes() == before


def test_a_migration_that_breaks_references_is_taken_back(
    old_file: Path, tmp_path: Path, migrations: Path, writer: Writer
):
    before = old_file.read_bytes()
    folder = later(tmp_path, migrations, "op.execute('UPDATE person SET unit = zeroblob(16)')")
    with pytest.raises(RuntimeError, match="broke references"):
        Store.open(old_file, migrations=folder, writer=writer)
    assert old_file.read_bytes() == before


# Opens the file in a process that dies at the n-th call of a step, before or after it.
OPEN = """
import os, sys
from pathlib import Path
from quality_desktop.storage import opening
from quality_desktop.storage.store import Store, Writer

name, number, moment = sys.argv[3], int(sys.argv[4]), sys.argv[5]
original = getattr(opening, name)
calls = []

def crash(*args, **options):
    calls.append(name)
    if len(calls) == number and moment == "before":
        os._exit(9)
    original(*args, **options)
    if len(calls) == number:
        os._exit(9)

setattr(opening, name, crash)
writer = Writer(author="А", host="Б", program_version="1")
Store.open(Path(sys.argv[1]), migrations=Path(sys.argv[2]), writer=writer)
"""
STEPS = [
    (name, number, moment)
    for name, calls in (
        ("copy_database", 2),
        ("replace", 2),
        ("upgrade", 1),
        ("_check_migrated", 1),
        ("flush", 1),
    )
    for number in range(1, calls + 1)
    for moment in ("before", "after")
]
INSIDE = ("replace", 99, "before")
"""The migration itself kills the process."""


@pytest.mark.slow
@pytest.mark.parametrize("step", [*STEPS, INSIDE], ids=lambda step: " ".join(map(str, step)))
def test_a_crash_in_a_migration_leaves_a_file_of_one_version(
    step: tuple[str, int, str], old_file: Path, tmp_path: Path, migrations: Path, writer: Writer
):
    before = old_file.read_bytes()
    folder = later(tmp_path, migrations, "import os; os._exit(9)" if step == INSIDE else "")
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(old_file), str(folder), *map(str, step)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 9, done.stderr
    assert (old_file.read_bytes() == before) == (step != ("replace", 2, "after"))
    later(tmp_path, migrations)
    with Store.open(old_file, migrations=folder, writer=writer) as store:
        assert [person.surname for person in store.all(Person)] == ["Иванова"]
        assert store.check() == []
    assert not list(old_file.parent.glob(".*.tmp"))
