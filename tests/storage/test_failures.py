"""Complaints of SQLite and of the system become sentences of one sort; bugs stay bugs."""

import contextlib
import errno
import sqlite3
from pathlib import Path

import pytest

from quality_desktop.domain.errors import (
    FileBusyError,
    FileDamagedError,
    FileReadOnlyError,
    FileRefusedError,
    NoSpaceError,
    QualityError,
)
from quality_desktop.storage.failures import explained, is_refusal_to_write
from quality_desktop.storage.refusals import BrokenReferenceError, DiskFailedError, FileGoneError


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("from SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "файл.quality"
    made.touch()
    return made


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), NoSpaceError),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), DiskFailedError),
        (of_sqlite(sqlite3.SQLITE_IOERR_CORRUPTFS), DiskFailedError),
        (of_sqlite(sqlite3.SQLITE_NOTADB), FileRefusedError),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), FileDamagedError),
        (of_sqlite(sqlite3.SQLITE_BUSY), FileBusyError),
        (of_sqlite(sqlite3.SQLITE_READONLY), FileReadOnlyError),
        (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), FileGoneError),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), FileReadOnlyError),
        (of_sqlite(sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY), BrokenReferenceError),
        (OSError(errno.ENOSPC, "full"), NoSpaceError),
        (OSError(errno.EROFS, "read-only"), FileReadOnlyError),
        (OSError(errno.ENOENT, "no such file"), FileGoneError),
        (OSError(errno.EEXIST, "a file in the place of a folder"), FileGoneError),
        (OSError(errno.EIO, "bad disk"), DiskFailedError),
    ],
    ids=str,
)
def test_a_failure_of_the_file_is_one_sentence_that_names_it(
    error: Exception, expected: type[QualityError], path: Path
):
    with pytest.raises(expected) as caught, explained(path):
        raise error
    assert type(caught.value) is expected
    assert caught.value.__cause__ is error
    assert caught.value.sentence[0].isupper() or caught.value.sentence[0] == "«"
    assert caught.value.sentence.endswith(".")
    assert path.name in caught.value.sentence or expected is BrokenReferenceError


def test_a_letter_with_a_bit_turned_over_is_damage(path: Path):
    with (
        contextlib.closing(sqlite3.connect(":memory:")) as link,
        pytest.raises(FileDamagedError),
        explained(path),
    ):
        link.execute("SELECT CAST(x'D0' AS TEXT)").fetchone()
    with pytest.raises(FileDamagedError), explained(path):
        b"\xd0".decode()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_CANTOPEN])
def test_a_file_that_is_not_there_any_more_is_said_to_be_gone(code: int, path: Path):
    path.unlink()
    with pytest.raises(FileGoneError), explained(path):
        raise of_sqlite(code)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_ACCESS, sqlite3.SQLITE_CANTOPEN])
def test_a_new_file_whose_path_is_too_long_is_told_so(code: int, path: Path, monkeypatch):
    """Windows fails with the one code or the other."""
    monkeypatch.setattr("quality_desktop.storage.failures._LONGEST_PATH", 10)
    path.unlink()
    with pytest.raises(QualityError, match="короче"), explained(path):
        raise of_sqlite(code)


def test_a_stick_that_was_pulled_out_is_no_long_path(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("quality_desktop.storage.failures._LONGEST_PATH", 10)
    with pytest.raises(FileGoneError), explained(tmp_path / "нет папки" / "файл.quality"):
        raise of_sqlite(sqlite3.SQLITE_IOERR_READ)


@pytest.mark.parametrize(
    "bug",
    [
        of_sqlite(sqlite3.SQLITE_ERROR),
        of_sqlite(sqlite3.SQLITE_CONSTRAINT_NOTNULL),
        sqlite3.ProgrammingError("closed"),
        OSError(errno.EINVAL, "wrong call"),
        ValueError("a bug"),
    ],
    ids=repr,
)
def test_a_bug_is_not_dressed_up_as_a_failure_of_the_file(bug: Exception, path: Path):
    with pytest.raises(type(bug)) as caught, explained(path):
        raise bug
    assert caught.value is bug


def test_a_sentence_already_made_passes_as_it_is(path: Path):
    made = FileBusyError("Занято.")
    with pytest.raises(FileBusyError) as caught, explained(path):
        raise made
    assert caught.value is made


def test_only_refusals_to_write_are_answered_by_reading():
    assert is_refusal_to_write(of_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY))
    assert is_refusal_to_write(OSError(errno.EACCES, ""))
    assert not is_refusal_to_write(of_sqlite(sqlite3.SQLITE_BUSY))
    assert not is_refusal_to_write(OSError(errno.ENOSPC, ""))
