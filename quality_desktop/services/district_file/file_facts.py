"""What the window says about the open file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quality_desktop.domain.directory import Municipality
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """The open file.

    Attributes:
        path: Where it is.
        office: Whose file it is: short name of the office, or of the district; may be empty.
        last_saved: Moment of the last write, local time; None when nothing was written yet.
        is_read_only: Nothing can be written into it.
    """

    path: Path
    office: str
    last_saved: datetime | None
    is_read_only: bool


def facts(*, store: Store) -> FileFacts:
    """Tell what is known about the file."""
    offices = store.all(Municipality)
    office = offices[0] if offices else None
    return FileFacts(
        path=store.path,
        office=(office.office_short or office.name) if office else "",
        last_saved=store.last_saved,
        is_read_only=store.is_read_only,
    )
