"""A transaction that writes the log itself is kept whole, or leaves nothing behind."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.opening import close_session, open_session
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind, sign_in
from quality_desktop.storage.unit_of_work import UnitOfWork
from tests.storage.copies import PERSON


@pytest.fixture
def session(shared_file: Path, tmp_path: Path, migrations: Path, writer) -> Iterator[Session]:
    path = Path(shutil.copy(shared_file, tmp_path))
    session = open_session(path, migrations=migrations, writer=writer, places=None)
    yield session
    close_session(session)


def intents(session: Session) -> list[str]:
    with session.reading() as connection:
        return list(connection.exec_driver_sql("SELECT note FROM tx ORDER BY id").scalars())


def test_what_is_written_is_kept_at_the_end(session: Session):
    with quiet_work(session):
        signature = sign_in(session, TransactionKind.DECISION, "Решение", b"t" * 16)
    assert intents(session) == ["Ввод", "Решение"]
    with session.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT id, uid, site, author, host, program, kind, target FROM tx ORDER BY id DESC"
        ).first()
    writer = session.writer
    assert row == (
        signature.number,
        signature.uid,
        session.site,
        writer.author,
        writer.host,
        writer.program_version,
        "decision",
        b"t" * 16,
    )
    assert session.last_saved is not None


def test_a_failure_in_the_middle_leaves_nothing(session: Session):
    def fail() -> None:
        with quiet_work(session):
            sign_in(session, TransactionKind.DECISION, "Решение")
            raise ValueError("в середине")

    with pytest.raises(ValueError, match="в середине"):
        fail()
    assert intents(session) == ["Ввод"]
    with quiet_work(session):
        sign_in(session, TransactionKind.DECISION, "Ещё раз")
    assert intents(session) == ["Ввод", "Ещё раз"]


def test_a_look_leaves_nothing(session: Session):
    with quiet_work(session, keeps=False):
        sign_in(session, TransactionKind.DECISION, "Взгляд")
        assert intents(session) == ["Ввод", "Взгляд"]
    assert intents(session) == ["Ввод"]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a file that is open")
def test_a_file_that_went_away_keeps_nothing(session: Session):
    hidden = session.path.rename(session.path.with_name("унесён"))
    with pytest.raises(QualityError), quiet_work(session):
        sign_in(session, TransactionKind.DECISION, "Решение")
    hidden.rename(session.path)
    assert intents(session) == ["Ввод"]


def test_it_is_not_begun_within_other_work(session: Session):
    def begin() -> None:
        with quiet_work(session):
            pytest.fail("begun within other work")

    with UnitOfWork(session, "Правка") as work:
        work.put(replace(PERSON, phone="2-22"))
        with pytest.raises(RuntimeError, match="do not nest"):
            begin()
        work.commit()
    with quiet_work(session), pytest.raises(RuntimeError, match="do not nest"):
        begin()
    assert intents(session) == ["Ввод", "Правка"]


def test_a_broken_reference_is_told_at_the_end_and_nothing_stays(session: Session):
    def break_it() -> None:
        with quiet_work(session) as connection:
            connection.exec_driver_sql("DROP TRIGGER temp.update_person")  # back with the failure
            connection.exec_driver_sql("UPDATE person SET unit = zeroblob(16)")

    with pytest.raises(QualityError, match="ссылаются"):
        break_it()
    with session.reading() as connection:
        assert connection.exec_driver_sql("SELECT unit FROM person").scalars().all() == [None]
    with UnitOfWork(session, "После") as work:
        work.put(replace(PERSON, phone="2-22"))
        assert work.commit().kinds == {Person.kind}
