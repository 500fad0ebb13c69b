"""What a store and its units of work share: the connection, the tables, the pen and the lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from quality_desktop.domain.merge import ID_SIZE
from quality_desktop.storage.backup_rotation import Places
from quality_desktop.storage.capture import Pen
from quality_desktop.storage.connection import Link
from quality_desktop.storage.failures import explained
from quality_desktop.storage.tables import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes.

    Attributes:
        author: Name of the person as colleagues know it.
        host: Name of the computer.
        program_version: Version of the program.
    """

    author: str
    host: str
    program_version: str


class Session:
    """The open file as its owner holds it.

    Attributes:
        path: The file.
        link: Its connection.
        schema: Its tables.
        writer: Who writes.
        pen: Signs changes.
        site: Id of this copy of the file on this computer.
        lock: One thread at a time.
        is_read_only: Nothing can be written.
        last_saved: Local time of the newest transaction; None in a file nobody wrote to.
        kept: Rows that were deleted and live on only because others refer to them.
        places: Where copies of the file go; None when none are made.
        is_doubtful: The disk refused a commit: the structure is looked through before the next one.
    """

    def __init__(
        self, path: Path, link: Link, schema: Schema, writer: Writer, *, is_read_only: bool
    ) -> None:
        self.path = path
        self.link = link
        self.schema = schema
        self.writer = writer
        self.pen = Pen()
        self.site = bytes(ID_SIZE)
        self.lock = threading.RLock()
        self.is_read_only = is_read_only
        self.last_saved: datetime | None = None
        self.kept = frozenset[bytes]()
        self.places: Places | None = None
        self.is_doubtful = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one consistent moment; inside a unit of work, see its own writes."""
        with self.lock, explained(self.path), self.link.transaction() as connection:
            yield connection
