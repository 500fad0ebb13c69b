"""A transaction that writes the log itself: merges, decisions, taking merges back.

The triggers of the capture stay armed; what is projected into the tables of records is written
with them out of the way (see ``table_writer``), so that nothing is logged twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, RootTransaction

from quality_desktop.storage.failures import explained
from quality_desktop.storage.log import last_write
from quality_desktop.storage.refusals import (
    DiskFailedError,
    FileGoneError,
    foreign_trigger,
    read_only,
)
from quality_desktop.storage.session import Session


@contextmanager
def quiet_work(session: Session, *, keeps: bool = True) -> Iterator[Connection]:
    """Write in one transaction: kept whole at the end, or not at all.

    Args:
        session: The open file; its lock must be held by nobody else, and no unit of work be open.
        keeps: False takes everything back at the end, for a look at what would be.

    Raises:
        QualityError: The file could not be written; nothing was kept.
    """
    if session.is_read_only and keeps:
        raise read_only(session.path)
    with session.lock, explained(session.path):
        if session.link.sql.in_transaction():
            msg = "units of work do not nest"
            raise RuntimeError(msg)
        if session.is_doubtful:
            session.link.require_whole()
            session.is_doubtful = False
        transaction = session.link.sql.begin()
        try:
            _require_no_triggers(session)
            before = last_write(session.link.sql)
            yield session.link.sql
            if keeps:
                _commit(session, transaction, before)
                session.last_saved = datetime.now().astimezone()
        finally:
            session.link.give_up(transaction)


def _require_no_triggers(session: Session) -> None:
    """Our own live in the connection: one in the file is somebody's, and would write into what is written."""
    found = session.link.driver.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'trigger' LIMIT 1"
    ).fetchone()
    if found is not None:
        raise foreign_trigger(session.path, str(found[0]))


def _commit(session: Session, transaction: RootTransaction, before: bytes | None) -> None:
    """Commit; a transaction that is in the file although the disk complained is none that failed.

    Args:
        session: The open file.
        transaction: What to keep.
        before: Id of the newest transaction of the log when it began.
    """
    newest = last_write(session.link.sql)
    try:
        with explained(session.path):
            session.link.require_in_place()
            transaction.commit()
    except (FileGoneError, DiskFailedError) as error:
        session.is_doubtful = True
        may_be_taken = isinstance(error, DiskFailedError) and newest not in (None, before)
        if not (may_be_taken and session.link.has_taken(cast("bytes", newest))):
            raise
