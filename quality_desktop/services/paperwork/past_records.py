"""The file as it was at an earlier moment, as far as papers name people and who answers for what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, cast

from quality_desktop.domain.directions import Direction, DirectionGroup
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.responsibility import Assignment
from quality_desktop.storage.reading import R, Scalar
from quality_desktop.storage.store import Store

NAMED: Final[Collection[type[Record]]] = (Person, Unit, Direction, DirectionGroup, Assignment)
"""Kinds that are read as they were; the others are those of now."""
_ALSO_LATER: Final = (Person, Unit, Direction, DirectionGroup)
"""What was entered since cannot have changed: a paper that names it reads the same."""


class PastRecords:
    """Records of some kinds as they were at a moment, the others as they are now."""

    def __init__(
        self, store: Store, moment: datetime, kinds: Collection[type[Record]] = NAMED
    ) -> None:
        self._store = store
        self._moment = moment
        self._kinds = frozenset(kinds)
        self._read: dict[type[Record], dict[Id, Record]] = {}

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""
        if kind not in self._kinds:
            return self._store.get(kind, key)
        return cast("R | None", self._past(kind).get(key))

    def all(self, kind: type[R], **equals: Scalar) -> tuple[R, ...]:
        """Records whose fields hold these values, by id."""
        if kind not in self._kinds:
            return self._store.all(kind, **equals)
        found = (
            record
            for record in self._past(kind).values()
            if all(getattr(record, name) == value for name, value in equals.items())
        )
        return cast("tuple[R, ...]", tuple(sorted(found, key=lambda record: record.id.bytes)))

    def _past(self, kind: type[Record]) -> dict[Id, Record]:
        if kind not in self._read:
            later = self._store.all(kind) if kind in _ALSO_LATER else ()
            self._read[kind] = {record.id: record for record in later} | {
                record.id: record for record in self._store.as_of(kind, self._moment)
            }
        return self._read[kind]
