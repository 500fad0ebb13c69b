"""Reading records: the part of a store that can be had before the database toolkit is imported."""

from __future__ import annotations

from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from quality_desktop.domain.records import Id, Record

R = TypeVar("R", bound=Record)

Scalar = str | int | bool | date | UUID | None
"""What a field of a record can hold."""


class Reading(Protocol):
    """Whoever can tell what records the file holds: an open store, or a glance at the file."""

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""
        ...

    def all(self, kind: type[R], **equals: Scalar) -> tuple[R, ...]:
        """Records whose fields hold these values (all records without any), by id."""
        ...
