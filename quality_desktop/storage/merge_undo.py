"""Taking a merge back and making it again: changes like any others, which travel and stay.

Every row that the merge touched becomes what it would be had its changes never come. Later work
of anybody stays: a row on which somebody worked further, or which somebody uses, is not deleted.
Cells that came to records known before (see ``comparing.Join``) stay, for they are no changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge_inverse import Inverse, returning
from quality_desktop.storage.capture import read_change
from quality_desktop.storage.catching_up import catch_up, referred, touch
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.drafting import write_drafts
from quality_desktop.storage.exchange_journal import (
    Direction,
    Exchange,
    find_exchange,
    mark_undone,
)
from quality_desktop.storage.log import kind_number_of
from quality_desktop.storage.outside_work import take_in
from quality_desktop.storage.period_guard import require_open_since
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import Signature, TransactionKind, sign_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a step of the log is signed.

    Attributes:
        kind: What the transaction is to undo and redo.
        intent: What is done, in the user's words.
        target: Transaction or exchange it is about.
    """

    kind: TransactionKind
    intent: str
    target: bytes


def undo_merge(session: Session, key: bytes, way: Way | None = None) -> Changes:
    """Take a merge back.

    Args:
        session: The open file.
        key: Id of the exchange.
        way: How to sign it; by name when omitted.

    Raises:
        QualityError: There is no such merge, or it has been taken back already.
    """
    with session.lock:
        exchange = _merge_of(session, key)
        if exchange.is_undone:
            raise QualityError("Этот приём уже отменён.")
        way = way or _by_name(TransactionKind.UNMERGE, "Отмена приёма файла", exchange)
        return _take_back(session, exchange, way, is_redo=False)


def redo_merge(session: Session, key: bytes, way: Way | None = None) -> Changes:
    """Make a merge again that was taken back; arguments and errors as for ``undo_merge``."""
    with session.lock:
        exchange = _merge_of(session, key)
        if not exchange.is_undone:
            raise QualityError("Этот приём не отменён: возвращать нечего.")
        way = way or _by_name(TransactionKind.REMERGE, "Возврат приёма файла", exchange)
        return _take_back(session, exchange, way, is_redo=True)


def undo_transaction(
    session: Session, number: int, way: Way, *, keeps_closed_periods: bool = True
) -> Changes:
    """Take one transaction back by the log: a decision, or an edit of what people disagree about.

    Args:
        session: The open file.
        number: Its number in this file.
        way: How to sign it.
        keeps_closed_periods: False when the transaction itself was free to change them.

    Raises:
        QualityError: That would change figures of a closed period.
    """
    with quiet_work(session) as connection:
        signature, kinds = _write(connection, session, frozenset({number}), way)
        if keeps_closed_periods:
            require_open_since(session, connection, signature.number - 1)
        kept = kept_rows(connection)
    session.kept = kept
    return _changes(session, kinds, way)


def _merge_of(session: Session, key: bytes) -> Exchange:
    with session.reading() as connection:
        exchange = find_exchange(connection, session.schema, key)
    if exchange is None or not exchange.changes or exchange.direction != Direction.IN:
        raise QualityError("Этот приём ничего не изменил: отменять нечего.")
    return exchange


def _by_name(kind: TransactionKind, word: str, exchange: Exchange) -> Way:
    peer = f" от {exchange.peer}" if exchange.peer else ""
    return Way(kind=kind, intent=f"{word}{peer}", target=exchange.id)


def _take_back(session: Session, exchange: Exchange, way: Way, *, is_redo: bool) -> Changes:
    with quiet_work(session) as connection:
        numbers = _chain(connection, exchange)
        if not is_redo and exchange.first_tx is not None and exchange.last_tx is not None:
            numbers |= set(range(exchange.first_tx, exchange.last_tx + 1))
        signature, kinds = _write(connection, session, numbers, way)
        undone_by = None if is_redo else signature.uid
        mark_undone(connection, session.schema, exchange.id, undone_by)
        kept = kept_rows(connection)
    session.kept = kept
    return _changes(session, kinds, way)


def _changes(session: Session, kinds: Collection[int], way: Way) -> Changes:
    names = frozenset(session.schema.by_number[number].kind.kind for number in kinds)
    return Changes(kinds=names, intent=way.intent)


def _chain(connection: Connection, exchange: Exchange) -> frozenset[int]:
    """Transactions of anybody that took the merge back or made it again."""
    found = connection.exec_driver_sql(
        "WITH said(uid) AS (SELECT uid FROM tx WHERE target = ? AND kind IN (?, ?, ?)) "
        "SELECT id FROM tx WHERE kind <> ? AND (uid IN said OR (target IN said AND kind IN (?, ?)))",
        (
            exchange.id,
            TransactionKind.MERGE.value,
            TransactionKind.UNMERGE.value,
            TransactionKind.REMERGE.value,
            TransactionKind.MERGE.value,
            TransactionKind.UNDO.value,
            TransactionKind.REDO.value,
        ),
    )
    return frozenset(found.scalars())


def _write(
    connection: Connection, session: Session, numbers: Collection[int], way: Way
) -> tuple[Signature, frozenset[int]]:
    """Bring every row that some transactions touched to what it is without them.

    Args:
        connection: The transaction.
        session: The open file.
        numbers: The transactions.
        way: How to sign it.

    Returns:
        The signature, and the numbers of the kinds that were written.
    """
    inverses = dict(_inverses(connection, session, numbers))
    signature = sign_in(session, way.kind, way.intent, way.target)
    edits = {row: inverse for row, inverse in inverses.items() if not inverse.ends_row}
    written = _write_all(session, signature, edits)
    going = {row: inverse for row, inverse in inverses.items() if inverse.ends_row}
    # What was deleted and is only kept by what goes now goes with it, whatever it refers to itself.
    used = referred(session, going.keys() | kept_rows(connection))
    last = {r: replace(i, drafts=i.if_used) if r in used else i for r, i in going.items()}
    written |= _write_all(session, signature, last)
    return signature, written


def _write_all(
    session: Session, signature: Signature, inverses: Mapping[bytes, Inverse]
) -> frozenset[int]:
    touch(session.link.driver, inverses)
    drafts = ((row, draft) for row in sorted(inverses) for draft in inverses[row].drafts)
    write_drafts(session, signature.number, drafts)
    return catch_up(session, signature.number - 1).kinds


def _inverses(
    connection: Connection, session: Session, numbers: Collection[int]
) -> Iterator[tuple[bytes, Inverse]]:
    """Row -> what takes these transactions back in it; rows of a newer program are left alone."""
    driver = session.link.driver
    driver.execute("CREATE TEMP TABLE IF NOT EXISTS taken(tx INTEGER PRIMARY KEY)")
    driver.execute("DELETE FROM temp.taken")
    driver.executemany("INSERT INTO temp.taken VALUES (?)", ((number,) for number in numbers))
    rows = connection.exec_driver_sql(
        'SELECT DISTINCT "row" FROM change WHERE tx IN temp.taken'
    ).all()
    take_in(session, (row for (row,) in rows))
    touch(driver, (row for (row,) in rows))
    entries = connection.exec_driver_sql(
        'SELECT c.id, c."row", c.col, c.val, c.parents, c.tx FROM temp.touched AS t '
        'CROSS JOIN change AS c ON c."row" = t."row" ORDER BY t."row"'
    )
    for row, group in groupby(entries, key=itemgetter(1)):
        told = [(read_change(*entry[:5]), entry[5]) for entry in group]
        log = [change for change, _ in told]
        number = kind_number_of(log)
        found = None if number is None else session.schema.by_number.get(number)
        if found is not None:
            removed = {c.id for c, tx in told if tx in numbers}
            inverse = returning(log, removed, found.defaults, found.together)
            if inverse.drafts:
                yield row, inverse
