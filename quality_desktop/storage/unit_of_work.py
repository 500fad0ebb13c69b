"""One user intent as one transaction: nothing is kept without an explicit commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self, cast

from sqlalchemy import RootTransaction

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.period_locks import PeriodLock
from quality_desktop.domain.merge import Cell
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage import rows
from quality_desktop.storage.affirming import affirm
from quality_desktop.storage.catching_up import catch_up, touch
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.failures import explained
from quality_desktop.storage.outside_work import take_in
from quality_desktop.storage.period_guard import closed_periods_touched, require_open_periods
from quality_desktop.storage.reading import R, Scalar
from quality_desktop.storage.refusals import DiskFailedError, FileGoneError, read_only
from quality_desktop.storage.reopening import Undecided, reopen
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind, sign_in
from quality_desktop.storage.tables import KindTable
from quality_desktop.storage.unsaved import SENTENCE, keep, read_written


class UnitOfWork:
    """Reads and writes of one intent. Use as a context manager; without ``commit`` all is undone.

    Writes wait in memory until they are read back or committed, and then go out in bulk.
    """

    def __init__(
        self,
        session: Session,
        intent: str,
        *,
        kind: TransactionKind = TransactionKind.EDIT,
        target: bytes | None = None,
        keeps_closed_periods: bool = True,
    ) -> None:
        """Nothing is begun yet.

        Args:
            session: The open file.
            intent: What is being done, in the user's words.
            kind: What it is to undo and redo.
            target: What is taken back or made again.
            keeps_closed_periods: False for figures put back as they were when their period closed,
                and for an earlier state of the whole file.
        """
        self._session = session
        self._keeps_closed_periods = keeps_closed_periods
        self._intent = intent
        self._kind = kind
        self._target = target
        self._pending: dict[type[Record], dict[Id, Record | None]] = {}
        self._transaction: RootTransaction | None = None

    def __enter__(self) -> Self:
        session = self._session
        if session.is_read_only:
            raise read_only(session.path)
        session.lock.acquire()
        try:
            if session.link.sql.in_transaction():
                msg = "units of work do not nest"
                raise RuntimeError(msg)
            with explained(session.path):
                if session.is_doubtful:
                    session.link.require_whole()
                    session.is_doubtful = False
                self._transaction = session.link.sql.begin()
        except BaseException:
            session.lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._finish()
        finally:
            self._session.lock.release()

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id, as this unit of work has left it."""
        self._open_transaction()
        waiting = self._pending.get(kind, {})
        if key in waiting:
            return cast("R | None", waiting[key])
        with self._session.reading() as connection:
            return cast("R | None", rows.read_one(connection, self._table(kind), key))

    def all(self, kind: type[R], **equals: Scalar) -> tuple[R, ...]:
        """Records whose fields hold these values, as this unit of work has left them, by id."""
        self._flush()
        with self._session.reading() as connection:
            return cast(
                "tuple[R, ...]", tuple(rows.read_all(connection, self._table(kind), equals))
            )

    def put(self, record: Record) -> None:
        """Insert a record, or update the fields in which it differs from the stored one."""
        self._open_transaction()
        self._pending.setdefault(type(record), {})[record.id] = record

    def put_all(self, records: Iterable[Record]) -> None:
        """Put many records of any kinds, in any order."""
        for record in records:
            self.put(record)

    def affirm(self, records: Iterable[Record]) -> None:
        """Put records whose every value was chosen: also what stood there already is written anew."""
        chosen = tuple(records)
        self.put_all(chosen)
        with explained(self._session.path):
            affirm(self._session, self._signed(), chosen)

    def reopen(self, before: Undecided) -> int:
        """Ask again what was undecided in the state that was put; returns about how many records."""
        with explained(self._session.path):
            return reopen(self._session, self._signed(), before)

    def changed_periods(self, locks: Mapping[int, PeriodLock]) -> tuple[PeriodLock, ...]:
        """Of these locks by school year, those of whose years this work has changed figures."""
        since = self._signed() - 1
        with explained(self._session.path):
            return closed_periods_touched(self._session.link.sql, since, locks)

    def delete(self, kind: type[Record], key: Id) -> None:
        """Delete a record; nothing happens when there is none."""
        self._open_transaction()
        self._pending.setdefault(kind, {})[key] = None

    def execute(
        self, statement: str, parameters: tuple[Cell, ...] | Sequence[tuple[Cell, ...]] = ()
    ) -> None:
        """Run a bulk statement in SQL; what it changes is captured like everything else.

        Args:
            statement: SQL with ``?`` for parameters.
            parameters: Values as the file holds them; a list runs the statement many times.
        """
        self._flush()
        with explained(self._session.path):
            self._sign_in()
            self._session.link.sql.exec_driver_sql(statement, cast("tuple[Cell]", parameters))

    def commit(self) -> Changes:
        """Keep everything and end the work.

        Returns:
            The kinds of records that really changed.

        Raises:
            QualityError: The file could not be written; nothing was kept: put the records again.
        """
        self._flush()
        touched = self._session.pen.touched
        if not touched:
            self._finish()
            return Changes()
        with explained(self._session.path):
            if self._keeps_closed_periods:
                require_open_periods(self._session, self._session.link.sql)
            kept = _let_go(self._session)
        _commit(self._session, self._open_transaction())
        self._session.kept = kept
        schema = self._session.schema
        kinds = frozenset(schema.by_number[number].kind.kind for number in touched)
        self._session.last_saved = datetime.now().astimezone()
        self._finish()
        return Changes(kinds=kinds, intent=self._intent)

    def _table(self, kind: type[Record]) -> KindTable:
        return self._session.schema.kinds[kind]

    def _open_transaction(self) -> RootTransaction:
        if self._transaction is None:
            msg = "the unit of work is over"
            raise RuntimeError(msg)
        return self._transaction

    def _flush(self) -> None:
        self._open_transaction()
        if not self._pending:
            return
        with explained(self._session.path):
            sql = self._session.link.sql
            planned = [rows.plan(sql, self._table(k), p) for k, p in self._pending.items()]
            for one in planned:  # before this work signs in: to be undone after it, not with it
                over = (key.bytes for key in one.written_over())
                take_in(self._session, over, one.found.number)
            self._sign_in()
            for one in planned:
                rows.write(sql, one)
        self._pending.clear()

    def _sign_in(self) -> int:
        """Write who does what, once; its id is older than every change of the transaction."""
        pen = self._session.pen
        if pen.tx is None:
            pen.tx = sign_in(self._session, self._kind, self._intent, self._target).number
        return pen.tx

    def _signed(self) -> int:
        """Number of the transaction, with everything written that was put."""
        self._flush()
        return self._sign_in()

    def _finish(self) -> None:
        """Give up what was not committed; a failure here must not hide the cause of the first."""
        transaction, self._transaction = self._transaction, None
        self._pending.clear()
        self._session.pen.lift()
        if transaction is None:
            return
        self._session.link.give_up(transaction)


def _let_go(session: Session) -> frozenset[bytes]:
    """Let go of deleted rows that lived on only because of what this work has changed.

    Returns:
        Those that are still referred to.
    """
    tx = session.pen.tx
    if session.kept and tx is not None:
        touch(session.link.driver, session.kept)
        session.pen.touched |= catch_up(session, tx).kinds
    return kept_rows(session.link.sql)


def _commit(session: Session, transaction: RootTransaction) -> None:
    """Commit, or keep what was written on this computer when the file went away."""
    with explained(session.path):
        written = read_written(session.link.sql, cast("int", session.pen.tx))
    try:
        with explained(session.path):
            session.link.require_in_place()
            transaction.commit()
    except (FileGoneError, DiskFailedError) as error:
        session.is_doubtful = True
        if isinstance(error, DiskFailedError) and session.link.has_taken(written.uid):
            return
        if keep(session.path, session.places, written, datetime.now()):
            raise type(error)(f"{error.sentence}{SENTENCE}") from error
        raise
