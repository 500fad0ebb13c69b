"""What facts of papers are read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from quality_desktop.domain.records import Id, Record

R = TypeVar("R", bound=Record)


class Reads(Protocol):
    """The open file, or anything that holds records as it does."""

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""

    def all(self, kind: type[R], **equals: Id) -> Sequence[R]:
        """Records whose fields hold these values."""
