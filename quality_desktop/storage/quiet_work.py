"""A transaction that writes the log itself: merges, decisions, taking merges back.

The triggers of the capture stay armed; what is projected into the tables of records is written
with them out of the way (see ``projection``), so that nothing is logged twice.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from quality_desktop.storage.failures import explained
from quality_desktop.storage.refusals import read_only
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
        transaction = session.link.sql.begin()
        try:
            yield session.link.sql
            if keeps:
                session.link.require_in_place()
                transaction.commit()
                session.last_saved = datetime.now().astimezone()
        finally:
            with contextlib.suppress(sqlite3.Error, SQLAlchemyError):
                transaction.close()
            # SQLAlchemy takes a failed COMMIT for the end; after a broken reference SQLite does not.
            with contextlib.suppress(sqlite3.Error):
                session.link.driver.rollback()
