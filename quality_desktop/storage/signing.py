"""Who did what: the row that every transaction writes of itself before its changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert

from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.log_files import LONGEST_NAME, LONGEST_NOTE
from quality_desktop.storage.session import Session


class TransactionKind(StrEnum):
    """What a transaction is to undo and redo."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    LOAD = "load"
    """Creation from a sample, a migration: cannot be undone, nor anything before it."""
    RESTORE = "restore"
    """An earlier state of the whole file brought back, what is closed by now among it."""
    MERGE = "merge"
    """The end of taking in somebody's changes; it has none of its own. Target: the exchange."""
    DECISION = "decision"
    """Disagreements ended by a person."""
    UNMERGE = "unmerge"
    """A merge taken back by name, after other work. Target: the exchange."""
    REMERGE = "remerge"
    """A merge that was taken back, made again by name. Target: the exchange."""
    LOST = "lost"
    """Stands in for a transaction of which a damaged file holds only changes; yields to the real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A transaction that has been signed.

    Attributes:
        number: In this file.
        uid: Everywhere; older than every change of the transaction.
    """

    number: int
    uid: bytes


def sign_in(
    session: Session,
    kind: TransactionKind,
    intent: str,
    target: bytes | None = None,
    *,
    author: str | None = None,
) -> Signature:
    """Write who does what, inside a transaction.

    Args:
        session: The open file.
        kind: What it is to undo and redo.
        intent: What is being done, in the user's words.
        target: Transaction or exchange that this one is about.
        author: Who did it; the user when omitted.

    Raises:
        QualityError: The reason of a decision is longer than any receiver takes.
    """
    if kind is TransactionKind.DECISION and len(intent) > LONGEST_NOTE:
        raise QualityError(f"Причина решения длиннее {LONGEST_NOTE} знаков: сократите её.")
    uid = session.pen.clock.start()
    row = {
        "uid": uid,
        "site": session.site,
        "author": _shortened(session.writer.author if author is None else author, LONGEST_NAME),
        "host": _shortened(session.writer.host, LONGEST_NAME),
        "program": _shortened(session.writer.program_version, LONGEST_NAME),
        "wall_ms": time.time_ns() // 1_000_000,
        "kind": kind.value,
        "note": _shortened(intent, LONGEST_NOTE),
        "target": target,
    }
    tx = session.schema.tx
    number = session.link.sql.execute(insert(tx).returning(tx.c.id), row).scalar_one()
    return Signature(number=number, uid=uid)


def local_moment(wall_ms: int) -> datetime:
    """When a transaction was signed, in the time of this computer.

    By way of UTC, because Windows computes no local time of the first hours of 1970, which a received file
    may name.
    """
    return datetime.fromtimestamp(wall_ms / 1000, UTC).astimezone()


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
