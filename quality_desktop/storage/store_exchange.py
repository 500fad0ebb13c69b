"""The half of the store that meets other people's work: merging, disagreements, the journal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.period_locks import PeriodLock
from quality_desktop.domain.merge import ID_SIZE
from quality_desktop.domain.records import Record
from quality_desktop.storage import disputes, exchange_journal, log, merge_undo, merging
from quality_desktop.storage.closure import Rows, closure
from quality_desktop.storage.deciding import Decision, decide
from quality_desktop.storage.disputes import Dispute
from quality_desktop.storage.exchange_journal import Arrival, Exchange
from quality_desktop.storage.failures import explained
from quality_desktop.storage.history import is_only_begun
from quality_desktop.storage.merge_plan import MergeOutcome, MergePlan
from quality_desktop.storage.outside_work import count_edits
from quality_desktop.storage.period_guard import closed_periods, closed_periods_touched
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.received import LogChoice, LogCounts, write_log
from quality_desktop.storage.session import Session


class StoreExchange:
    """One open file among its copies in other offices."""

    _session: Session

    @property
    def site(self) -> bytes:
        """Id of this copy of the file on this computer."""
        return self._session.site

    @property
    def family(self) -> bytes:
        """Id of the first transaction: the same in every copy of one file; zeros in an empty one."""
        with self._session.reading() as connection:
            tx = self._session.schema.tx
            found = connection.execute(select(tx.c.uid).order_by(tx.c.id).limit(1)).scalar()
        return found if found is not None else bytes(ID_SIZE)

    def write_log(self, target: Path, choice: LogChoice) -> LogCounts:
        """Write changes of this file to a log file, for a package.

        Args:
            target: A free name; on failure part of a file stays there.
            choice: What to write.
        """
        session = self._session
        with session.reading() as connection, explained(target):
            filled = frozenset[bytes]()
            if choice.since_tx is not None:
                filled = exchange_journal.filled_since(connection, session.schema, choice.since_tx)
            return write_log(session.link.driver, target, choice, filled)

    def closure_of(self, rows: Rows) -> frozenset[bytes]:
        """These rows with everything they refer to, for a package of a part of the file."""
        with self._session.reading() as connection:
            return closure(connection, self._session.schema, rows)

    def gone(self) -> dict[type[Record], tuple[Record, ...]]:
        """Records that were deleted, by kind, as they last were: a part of the file has those, too."""
        with self._session.reading() as connection:
            return log.gone_records(connection, self._session.schema)

    def is_only_begun(self, log: Path, *beside: type[Record]) -> bool:
        """Whether a log holds only what a new file is filled with, and no more of it than this file.

        Args:
            log: A log file.
            beside: Kinds that do not count as entered.
        """
        session = self._session
        with session.reading() as connection, explained(log):
            return is_only_begun(connection, log, [session.schema.kinds[kind] for kind in beside])

    def plan_merge(self, log: Path) -> MergePlan:
        """Tell what taking in a log file would do; writes nothing.

        Raises:
            QualityError: The log cannot be taken in; the sentence says why.
        """
        return merging.plan_merge(self._session, log)

    def merge(self, log: Path, arrival: Arrival) -> MergeOutcome:
        """Take in the changes of a log file: all of them or none.

        Raises:
            QualityError: The log contradicts this file, or the file could not be written.
        """
        return merging.merge(self._session, log, arrival)

    def outside_edits(self) -> int | None:
        """How many values were changed beside the program; None in a log too long to be compared."""
        with self._session.reading():
            return count_edits(self._session)

    def disputes(self) -> tuple[Dispute, ...]:
        """Where people disagree, by kind, record and field."""
        with self._session.reading() as connection:
            return disputes.disputes(connection, self._session)

    def decide(self, decisions: Sequence[Decision], reason: str) -> Changes:
        """End disagreements; what was decided travels, so that nobody is asked again.

        Args:
            decisions: At most one for a field of a record.
            reason: Why, in the user's words; may be empty.
        """
        return decide(self._session, decisions, reason)

    def exchanges(self) -> tuple[Exchange, ...]:
        """What came into this copy of the file and went out of it, newest first."""
        with self._session.reading() as connection:
            return exchange_journal.exchanges(connection, self._session.schema)

    def note_exchange(self, exchange: Exchange) -> None:
        """Write a line of the journal: what was sent."""
        with quiet_work(self._session) as connection:
            exchange_journal.note(connection, self._session.schema, exchange)

    def new_exchange_id(self) -> bytes:
        """An id for an exchange, such as a manifest carries."""
        with self._session.lock:  # the clock is that of whoever writes
            return self._session.pen.clock.start()

    def closed_periods_of(self, exchange: Exchange) -> tuple[PeriodLock, ...]:
        """Periods that are closed now and whose figures a received exchange changed, by year."""
        if exchange.first_tx is None or exchange.last_tx is None:
            return ()
        with self._session.reading() as connection:
            locks = closed_periods(self._session, connection)
            return closed_periods_touched(
                connection, exchange.first_tx - 1, locks, until=exchange.last_tx
            )

    def undo_merge(self, exchange: bytes) -> Changes:
        """Take a merge back, also after other work, which stays."""
        return merge_undo.undo_merge(self._session, exchange)

    def redo_merge(self, exchange: bytes) -> Changes:
        """Make a merge again that was taken back."""
        return merge_undo.redo_merge(self._session, exchange)
