"""A received file from its first byte to a clean log: what the judging process does with one file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from quality_desktop.exchange import package, sealing, wrapping
from quality_desktop.exchange.clean_log import CleanLog, Counts, copy_log
from quality_desktop.exchange.foreign_database import (
    MOST_BYTES,
    Deadline,
    guarded,
    read_head,
    require_sound,
    restrict_to,
)
from quality_desktop.exchange.foreign_schema import (
    LOG_TABLES,
    known_tables,
    require_own_objects,
)
from quality_desktop.exchange.manifest import Manifest, Office
from quality_desktop.exchange.office_of_log import office_of
from quality_desktop.exchange.outside_edits import (
    MOST_CHANGES,
    as_changes,
    outside_edits,
    tables_of,
)
from quality_desktop.exchange.refusing import SEND_PACKAGE_AGAIN, Reason, RefusedError, damaged
from quality_desktop.exchange.wrapping import Content
from quality_desktop.storage.row_edits import Columns, Edit

BYTES_A_SECOND: Final = 1 << 20
"""Of a database: what a slow computer reads while it does other work."""
_PIECE: Final = 1 << 20
_SITE: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to judge.

    Attributes:
        path: The file; it is read once and never written.
        folder: A private folder; the clean log and private copies go there.
        passwords: Passwords to try on a closed package.
        version: Version of the schema that the program knows.
        seconds: How long reading an empty database may take; a large one gets more.
        with_outside_edits: Take also what was changed beside the program.
    """

    path: Path
    folder: Path
    passwords: tuple[str, ...]
    version: int
    seconds: float
    with_outside_edits: bool

    @property
    def log(self) -> Path:
        """Where the clean log will be."""
        return self.folder / "clean.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A file that may be merged.

    Attributes:
        sha256: Digest of the file as it was received, hexadecimal.
        manifest: Of a package; None for a bare file of the district.
        is_signed: The owner of the manifest's key signed it.
        is_sealed: It was closed with a password.
        office: Whose log it is.
        site: Id of the sender's copy of the file, hexadecimal; empty when it does not tell.
        author: Who wrote last into a bare file.
        host: On which computer.
        last_ms: When, Unix milliseconds.
        transactions: How many the log holds.
        changes: How many.
        has_wal: The newest rows may have stayed with the sender.
        outside: How many values were changed beside the program; None when that was not compared.
    """

    sha256: str = ""
    manifest: Manifest | None = None
    is_signed: bool = False
    is_sealed: bool = False
    office: Office
    site: str = ""
    author: str = ""
    host: str = ""
    last_ms: int = 0
    transactions: int
    changes: int
    has_wal: bool = False
    outside: int | None = 0


def judge(task: Task) -> Judged:
    """Judge one file and write its clean log.

    Raises:
        RefusedError: It is not taken; nothing of it is left in the folder then.
    """
    private = task.folder / "received.db"
    try:
        return _judge(task, private)
    except BaseException as error:
        _let_go(error)
        task.log.unlink(missing_ok=True)
        raise
    finally:
        private.unlink(missing_ok=True)


def _judge(task: Task, private: Path) -> Judged:
    with task.path.open("rb") as stream:
        head = stream.read(wrapping.HEAD_BYTES)
    if head.startswith(wrapping.DATABASE_MAGIC):
        sha256 = _copy(task.path, private)
        return replace(_judge_database(task, private), sha256=sha256)
    content = _content(task.path)
    sha256 = hashlib.sha256(content).hexdigest()
    kind, content = wrapping.told_apart(content)
    is_sealed = kind is Content.SEALED
    if is_sealed:
        content = _unsealed(content, task.passwords)
    if kind is Content.DATABASE:
        private.write_bytes(content)
        return replace(_judge_database(task, private), sha256=sha256)
    found = package.opened(content, private)
    del content  # memory is limited, and the log comes now
    judged = _judge_packed(task, private, found)
    return replace(judged, sha256=sha256, is_sealed=is_sealed)


def _copy(source: Path, target: Path) -> str:
    """A private copy, so that nobody changes the file while it is judged; its digest."""
    digest = hashlib.sha256()
    left = MOST_BYTES
    with source.open("rb") as stream, target.open("xb") as copy:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise RefusedError(
                    "файл неправдоподобно велик для файла района: попросите прислать пакет обмена"
                )
            digest.update(piece)
            copy.write(piece)
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(package.MOST_PACKED_BYTES + 1)
    if len(content) > package.MOST_PACKED_BYTES:
        raise RefusedError(
            "файл неправдоподобно велик для пакета обмена: проверьте, тот ли это файл"
        )
    return content


def _unsealed(content: bytes, passwords: tuple[str, ...]) -> bytes:
    """Try the passwords one after another."""
    last = RefusedError("пакет закрыт паролем: введите пароль", Reason.NEEDS_PASSWORD)
    for password in passwords or ("",):
        try:
            return sealing.unseal(content, password)
        except RefusedError as error:
            if error.reason is Reason.REFUSED:
                raise
            last = error
    raise last


def _judge_packed(task: Task, log: Path, found: package.Opened) -> Judged:
    """Judge the log of a package, which must be the one its manifest tells of."""
    told = found.manifest
    if told.schema > task.version:
        raise RefusedError(
            f"пакет сделан более новой версией программы (формат {told.schema}, эта версия понимает "
            f"формат {task.version}): обновите программу"
        )
    with guarded(log, _deadline(task, log)) as connection:
        require_own_objects(connection, LOG_TABLES)
        require_sound(connection)
        restrict_to(connection, LOG_TABLES)
        with _clean(task) as clean:
            copy_log(connection, clean)
            counts = clean.counts
    is_true = (counts.changes, counts.transactions, counts.digest) == (
        told.log.changes,
        told.log.transactions,
        told.log.digest,
    )
    if not is_true:
        raise RefusedError(
            f"журнал в пакете не тот, что в описании (счёт не сходится): {SEND_PACKAGE_AGAIN}"
        )
    return Judged(
        manifest=told,
        is_signed=found.is_signed,
        office=told.office,
        site=told.origin.site,
        author=told.origin.name,
        host=told.origin.host,
        last_ms=told.made_ms,
        transactions=counts.transactions,
        changes=counts.changes,
    )


def _judge_database(task: Task, copy: Path) -> Judged:
    head = read_head(copy, task.version)
    with guarded(copy, _deadline(task, copy)) as connection:
        present = require_own_objects(connection, known_tables())
        if not present >= LOG_TABLES:
            raise damaged("файл района")
        require_sound(connection)
        columns = tables_of(connection, present)
        restrict_to(connection, present)
        with _clean(task) as clean:
            copy_log(connection, clean)
            edits = _edits(connection, columns, clean.counts)
            last = _last(connection)
            site = _site(connection, present)
            if edits and task.with_outside_edits:
                numbers = connection.execute("SELECT max(id) FROM tx").fetchone()
                transaction, changes = as_changes(
                    edits, clean.counts.newest, (numbers[0] or 0) + 1, site, last[2]
                )
                clean.transactions([transaction])
                clean.changes(changes)
            counts = clean.counts
        office = office_of(connection)
    return Judged(
        office=office,
        site=site.hex(),
        author=last[0],
        host=last[1],
        last_ms=last[2],
        transactions=counts.transactions,
        changes=counts.changes,
        has_wal=head.has_wal,
        outside=None if edits is None else sum(not one.is_along for one in edits),
    )


def _let_go(error: BaseException) -> None:
    """Drop what the frames of a failure hold: Windows removes no file that an unfinished query keeps open."""
    import traceback  # only refusals need it

    found: BaseException | None = error
    while found is not None:
        traceback.clear_frames(found.__traceback__)
        found = found.__context__


def _deadline(task: Task, database: Path) -> Deadline:
    """A hostile file gets no more time than its size buys."""
    return Deadline(task.seconds + database.stat().st_size / BYTES_A_SECOND)


@contextmanager
def _clean(task: Task) -> Iterator[CleanLog]:
    """The clean log, kept only when it was finished."""
    clean = CleanLog(task.log)
    is_kept = False
    try:
        yield clean
        is_kept = True
    finally:
        clean.close(is_kept=is_kept)


def _edits(connection: sqlite3.Connection, columns: Columns, counts: Counts) -> list[Edit] | None:
    """What was changed beside the program; None in a log too long to be compared."""
    if counts.changes > MOST_CHANGES:
        return None
    return outside_edits(connection, columns)


def _last(connection: sqlite3.Connection) -> tuple[str, str, int]:
    row = connection.execute(
        "SELECT author, host, wall_ms FROM tx ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return ("", "", 0) if row is None else row


def _site(connection: sqlite3.Connection, present: frozenset[str]) -> bytes:
    row = (
        connection.execute("SELECT id FROM site LIMIT 1").fetchone() if "site" in present else None
    )
    site = b"" if row is None else row[0]
    return site if isinstance(site, bytes) and len(site) == _SITE else bytes(_SITE)
