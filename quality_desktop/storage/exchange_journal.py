"""The journal of exchanges: what came into this copy of the file, what went out of it, and when."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from quality_desktop.storage.capture import split_ids
from quality_desktop.storage.signing import TransactionKind
from quality_desktop.storage.tables import Schema


class Direction(StrEnum):
    """Which way an exchange went."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """With what the changes came, as the journal keeps it.

    Attributes:
        peer: Name of the sender as people know it.
        peer_site: Id of the sender's copy of the file; None when the package does not tell.
        peer_key: Fingerprint of the sender's key; empty when nothing was signed.
        file_name: Name of the package or file.
        fingerprint: SHA-256 of the package, hexadecimal.
        origin: Id of this exchange in the sender's own journal, from the manifest.
        backup: Path of the copy that was made before the merge; empty without one.
        note: What else is to be kept, such as a selection; for the room ``exchange`` to read.
    """

    peer: str = ""
    peer_site: bytes | None = None
    peer_key: str = ""
    file_name: str = ""
    fingerprint: str = ""
    origin: bytes | None = None
    backup: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One line of the journal.

    Attributes:
        id: For ever; a package carries it as the mark by which the receiver tells what came.
        at: Local time.
        first_tx: Number of the first transaction that came, or that was packed; None when nothing did.
        last_tx: Number of the last one.
        changes: How many changes came that were new, or were packed.
        conflicts: How many disagreements came with them.
        joined: Changes whose missing cells came with this exchange; of a lost transaction that came
            back one change.
        undone_by: Transaction that took the merge back; None while the merge is in force.
        Otherwise see ``Arrival``.
    """

    id: bytes
    at: datetime
    direction: Direction
    peer: str = ""
    peer_site: bytes | None = None
    peer_key: str = ""
    file_name: str = ""
    fingerprint: str = ""
    origin: bytes | None = None
    first_tx: int | None = None
    last_tx: int | None = None
    changes: int = 0
    conflicts: int = 0
    joined: tuple[bytes, ...] = ()
    backup: str = ""
    undone_by: bytes | None = None
    note: str = ""

    @property
    def is_undone(self) -> bool:
        """The merge was taken back and has not been made again."""
        return self.undone_by is not None


def exchanges(connection: Connection, schema: Schema) -> tuple[Exchange, ...]:
    """The journal, newest first."""
    table = schema.exchange
    rows = connection.execute(select(table).order_by(table.c.at_ms.desc(), table.c.id.desc()))
    return tuple(_read(dict(row)) for row in rows.mappings())


def find_exchange(connection: Connection, schema: Schema, key: bytes) -> Exchange | None:
    """A line of the journal; None when this copy of the file has none of this id."""
    chosen = select(schema.exchange).where(schema.exchange.c.id == key)
    row = connection.execute(chosen).mappings().first()
    return None if row is None else _read(dict(row))


def filled_since(connection: Connection, schema: Schema, number: int) -> frozenset[bytes]:
    """Changes that got cells which they lacked, by merges after a transaction of this file.

    By the numbers of the transactions, not by time: a clock may be set back.
    """
    table, tx = schema.exchange, schema.tx
    merges = select(tx.c.target).where(tx.c.id > number, tx.c.kind == TransactionKind.MERGE.value)
    joined = select(table.c.joined).where(table.c.id.in_(merges))
    return frozenset(
        change for told in connection.execute(joined).scalars() for change in split_ids(told)
    )


def note(connection: Connection, schema: Schema, exchange: Exchange) -> None:
    """Write a line of the journal."""
    connection.execute(insert(schema.exchange), _row(exchange))


def mark_undone(connection: Connection, schema: Schema, key: bytes, by: bytes | None) -> None:
    """Remember that a merge was taken back by a transaction, or (None) made again."""
    table = schema.exchange
    connection.execute(update(table).where(table.c.id == key).values(undone_by=by))


def now() -> datetime:
    """Local time to the millisecond, as the journal keeps it."""
    return _moment(time.time_ns() // 1_000_000)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _moment(milliseconds: int) -> datetime:
    return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone()


def _read(row: Mapping[str, Any]) -> Exchange:
    values = {name: value for name, value in row.items() if name != "at_ms"}
    return Exchange(
        **{
            **values,
            "at": _moment(row["at_ms"]),
            "direction": Direction(row["direction"]),
            "joined": split_ids(row["joined"]),
        }
    )


def _row(exchange: Exchange) -> dict[str, object]:
    return {
        "id": exchange.id,
        "at_ms": (exchange.at.astimezone() - _EPOCH) // timedelta(milliseconds=1),
        "direction": exchange.direction.value,
        "peer": exchange.peer,
        "peer_site": exchange.peer_site,
        "peer_key": exchange.peer_key,
        "file_name": exchange.file_name,
        "fingerprint": exchange.fingerprint,
        "origin": exchange.origin,
        "first_tx": exchange.first_tx,
        "last_tx": exchange.last_tx,
        "changes": exchange.changes,
        "conflicts": exchange.conflicts,
        "joined": b"".join(exchange.joined) or None,
        "backup": exchange.backup,
        "undone_by": exchange.undone_by,
        "note": exchange.note,
    }
