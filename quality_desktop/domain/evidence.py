"""Proof that a position of a direction's cycle is met: an act, a link or a file."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from quality_desktop.domain.records import Id, Record, required_reference

DOCUMENT_SUFFIXES: Final = frozenset(
    {
        *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt"),
        *(".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".odp"),
        *(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".zip"),
    }
)
"""Papers and pictures. A file may come from another office: nothing else is opened or published."""


class Publishing(StrEnum):
    """The way of a proof to the website."""

    NONE = "none"
    READY = "ready"
    PUBLISHED = "published"


class Form(StrEnum):
    """What a proof is."""

    ACT = "act"
    LINK = "link"
    FILE = "file"


class Freshness(StrEnum):
    """Whether somebody has seen lately that a proof still holds."""

    FRESH = "fresh"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """One piece of proof.

    Attributes:
        form: ``act`` | ``link`` | ``file``.
        locator: Number and date of the act, the address of the page, or the path of the file.
        number: Number of the act.
        publishing: ``none`` | ``ready`` | ``published``: its way to the website.
        published_on: When it was published.
        address: Where it is published.
        checked_on: When somebody last saw that it still holds.
        handed_over: When the executor gave it to the operator.
    """

    kind: ClassVar[str] = "evidence"

    progress: Id = required_reference("progress")
    form: str = "act"
    title: str = ""
    locator: str = ""
    dated: date | None = None
    number: str = ""
    publishing: str = "none"
    published_on: date | None = None
    address: str = ""
    checked_on: date | None = None
    handed_over: date | None = None

    @property
    def seen_on(self) -> date | None:
        """The latest day on which it is known to have held; None when no day is known."""
        days = [day for day in (self.dated, self.published_on, self.checked_on) if day is not None]
        return max(days, default=None)

    def freshness(self, *, today: date, months: int) -> Freshness:
        """Whether it was seen lately.

        Args:
            today: The day of asking.
            months: For how many months a proof is fresh; it is still on the day they end.
        """
        if self.seen_on is None:
            return Freshness.UNKNOWN
        return Freshness.STALE if months_after(self.seen_on, months) < today else Freshness.FRESH


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
