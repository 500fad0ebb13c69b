"""The half of the store that looks back: who changed what, and what stood there before."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from quality_desktop.domain.records import Id, Record
from quality_desktop.storage import log
from quality_desktop.storage.change_pages import ChangePages
from quality_desktop.storage.earlier_state import EarlierState, earlier_state
from quality_desktop.storage.file_time import file_time
from quality_desktop.storage.history import (
    HistoryEntry,
    Moment,
    has_work_beside,
    history,
    moments,
    moments_of,
    touched_since,
)
from quality_desktop.storage.reading import R, Scalar
from quality_desktop.storage.session import Session
from quality_desktop.storage.versions import Version, versions


class StoreHistory:
    """One open file through time."""

    _session: Session

    def history(self, key: Id) -> tuple[HistoryEntry, ...]:
        """Who changed what of a record, newest first."""
        with self._session.reading() as connection:
            return history(connection, self._session.schema, key)

    def versions(self, kind: type[R], key: Id) -> tuple[Version[R], ...]:
        """A record as every transaction left it, newest first; also one that is gone."""
        with self._session.reading() as connection:
            return versions(connection, self._session.schema.kinds[kind], kind, key)

    def moments(self, *kinds: type[Record]) -> tuple[Moment, ...]:
        """When records of these kinds were changed, by whom and why; newest first."""
        with self._session.reading() as connection:
            return moments(connection, [self._session.schema.kinds[kind] for kind in kinds])

    def moments_of(self, kind: type[Record], **equals: Scalar) -> tuple[Moment, ...]:
        """When records made with these values were changed, also those that are gone; newest first."""
        with self._session.reading() as connection:
            return moments_of(connection, self._session.schema.kinds[kind], equals)

    def as_of(self, kind: type[R], moment: datetime) -> tuple[R, ...]:
        """Records of a kind as this file held them at a moment, by id; see ``file_time``.

        Args:
            kind: Kind of the records.
            moment: Local time when it names no zone.
        """
        found = self._session.schema.kinds[kind]
        with self._session.reading() as connection:
            last = file_time(connection).last_at(moment)
            return cast("tuple[R, ...]", log.records_after(connection, found, last))

    def state_at(self, moment: datetime) -> EarlierState:
        """The whole file at a moment (local time when it names no zone), with what was undecided."""
        with self._session.reading() as connection:
            last = file_time(connection).last_at(moment)
            return earlier_state(connection, self._session.schema, last)

    @property
    def change_pages(self) -> ChangePages:
        """The change log of the whole file, a page at a time."""
        return ChangePages(self._session)

    def has_work_beside(self, *kinds: type[Record]) -> bool:
        """Whether anything of other kinds was ever written since the file was filled when it was made."""
        with self._session.reading() as connection:
            return has_work_beside(connection, [self._session.schema.kinds[kind] for kind in kinds])

    def touched_since(self, last: bytes | None) -> tuple[tuple[str, str, Id], ...] | None:
        """Which records were changed after a transaction: kind, author, id.

        Args:
            last: Id of the transaction; None means from the beginning.

        Returns:
            None when this file does not hold that transaction.
        """
        with self._session.reading() as connection:
            return touched_since(connection, self._session.schema, last)
