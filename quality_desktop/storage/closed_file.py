"""A file that nobody has open, read beside the open one: a copy, a file somebody sent back."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.merge import Change
from quality_desktop.domain.records import Record
from quality_desktop.storage import rows
from quality_desktop.storage.connection import Link
from quality_desktop.storage.disk import uri
from quality_desktop.storage.failures import explained
from quality_desktop.storage.header import check_header, judge, schema_version
from quality_desktop.storage.log import changes_of_row
from quality_desktop.storage.migration import upgrade
from quality_desktop.storage.private_folders import private_folder
from quality_desktop.storage.reading import R, Scalar
from quality_desktop.storage.received import LogChoice, LogCounts, write_log
from quality_desktop.storage.soundness import require_sound
from quality_desktop.storage.tables import Schema, schema_of


class ClosedFile:
    """The records of a closed file of the present format."""

    def __init__(self, path: Path, link: Link) -> None:
        self.path = path
        self._link = link
        self._schema: Schema = schema_of(KINDS)

    def all(self, kind: type[R], **equals: Scalar) -> tuple[R, ...]:
        """Records whose fields hold these values, by id."""
        with explained(self.path), self._link.transaction() as connection:
            found = rows.read_all(connection, self._schema.kinds[kind], equals)
            return cast("tuple[R, ...]", tuple(found))

    def undecided(self) -> dict[bytes, list[Change]]:
        """Rows about which people disagree, with all their changes."""
        with explained(self.path), self._link.transaction() as connection:
            listed = connection.exec_driver_sql('SELECT "row" FROM dispute').scalars().all()
            return {bytes(row): changes_of_row(connection, row) for row in listed}

    def every_record(self) -> Iterator[Record]:
        """All records of all kinds."""
        for kind in self._schema.kinds:
            yield from self.all(kind)


@contextmanager
def closed_file(path: Path, *, migrations: Path) -> Iterator[ClosedFile]:
    """Read a file without touching it; one of an older format is brought up to date on a copy.

    Args:
        path: The file.
        migrations: Folder of the migrations.

    Raises:
        QualityError: The file is foreign, damaged or newer.
    """
    with explained(path), private_folder(path) as folder:
        version = schema_version(migrations)
        source = path
        if judge(path, version) < version:
            source = folder / path.name
            shutil.copyfile(path, source)
            upgrade(source, migrations)
        link = Link(source, mode="ro")
        try:
            link.harden()
            check_header(link.driver, path, version)
            require_sound(link.driver, path)
            yield ClosedFile(path, link)
        finally:
            link.close()


def write_log_of(path: Path, target: Path) -> LogCounts:
    """Write the whole change log of a closed file, of any format, to a log file.

    Args:
        path: A sound file; it is only read.
        target: A free name.

    Raises:
        QualityError: The file cannot be read.
    """
    with (
        explained(path),
        contextlib.closing(sqlite3.connect(uri(path, mode="ro", immutable="1"), uri=True)) as link,
    ):
        return write_log(link, target, LogChoice())
