"""What one record was after every transaction that touched it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, cast

from sqlalchemy import Connection

from quality_desktop.domain.merge import Change, row_state
from quality_desktop.domain.records import Id
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.log import record_of
from quality_desktop.storage.reading import R
from quality_desktop.storage.signing import local_moment
from quality_desktop.storage.tables import KindTable


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 fails at Version[Record](…) with them
class Version(Generic[R]):
    """A record as one transaction left it.

    Attributes:
        at: Local time of the transaction by the clock of the computer where it was made.
        author: Who did it.
        intent: What was done, in the user's words.
        record: The whole record; None when the transaction deleted it.
        change: Id of the last change that the transaction made to it.
    """

    at: datetime
    author: str
    intent: str
    record: R | None
    change: bytes


def versions(
    connection: Connection, found: KindTable, kind: type[R], key: Id
) -> tuple[Version[R], ...]:
    """A record after each transaction that touched it, newest first; also of one that is gone."""
    rows = connection.exec_driver_sql(
        'SELECT c.id, c."row", c.col, c.val, c.parents, t.id, t.author, t.note, t.wall_ms '
        'FROM change c JOIN tx t ON t.id = c.tx WHERE c."row" = ? ORDER BY c.id',
        (key.bytes,),
    ).all()
    told: list[Version[R]] = []
    log: list[Change] = []
    for number, row in enumerate(rows):
        log.append(read_change(*row[:5]))
        if number + 1 < len(rows) and rows[number + 1][5] == row[5]:
            continue  # the transaction goes on
        state = row_state(log)
        record = record_of(found, key.bytes, state) if state.is_alive else None
        told.append(
            Version(
                at=local_moment(row[8]),
                author=row[6],
                intent=row[7],
                record=cast("R | None", record),
                change=row[0],
            )
        )
    return tuple(reversed(told))
