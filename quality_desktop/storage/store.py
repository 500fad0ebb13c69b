"""The office's file as the rest of the program knows it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Self, cast

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.merge import Cell
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage import log, opening, rows
from quality_desktop.storage.backup_rotation import Places
from quality_desktop.storage.column_reads import read_columns
from quality_desktop.storage.disk import copy_database, replace, sweep, temporary_beside
from quality_desktop.storage.failures import explained, require_short_name
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.inspection import inspect
from quality_desktop.storage.merge_undo import Way
from quality_desktop.storage.reading import R, Scalar
from quality_desktop.storage.refusals import BrokenReferenceError
from quality_desktop.storage.session import Session, Writer
from quality_desktop.storage.signing import TransactionKind
from quality_desktop.storage.store_exchange import StoreExchange
from quality_desktop.storage.store_history import StoreHistory
from quality_desktop.storage.undoing import (
    Step,
    has_effect,
    is_for_the_log,
    read_steps,
    rows_before,
    take_step,
)
from quality_desktop.storage.unit_of_work import UnitOfWork

__all__ = ["Store", "Writer"]


class Store(StoreExchange, StoreHistory):
    """One open file with one owner and one connection for its whole life.

    Usable from any thread, by one at a time: a unit of work holds the store until it ends.
    Failures of the file come out as ``QualityError``.
    """

    def __init__(self, session: Session, version: int) -> None:
        self._session = session
        self._version = version

    @classmethod
    def create(
        cls, path: Path, *, migrations: Path, writer: Writer, places: Places | None = None
    ) -> Self:
        """Make a new, empty file and open it.

        Args:
            path: Where; there must be no such file.
            migrations: Folder of the migrations.
            writer: Who writes.
            places: Where copies of the file go; when omitted none are made.
        """
        require_short_name(path)
        with explained(path):
            opening.create_file(path, migrations)
        return cls.open(path, migrations=migrations, writer=writer, places=places)

    @classmethod
    def open(
        cls, path: Path, *, migrations: Path, writer: Writer, places: Places | None = None
    ) -> Self:
        """Open a file; an older one is first brought up to date on a copy.

        Args:
            path: The file.
            migrations: Folder of the migrations.
            writer: Who writes.
            places: Where copies of the file go; when omitted none are made, but of an older file
                one is, beside it.
        """
        with explained(path):
            session = opening.open_session(
                path, migrations=migrations, writer=writer, places=places
            )
            return cls(session, schema_version(migrations))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._session.path

    @property
    def author(self) -> str:
        """Whose name is signed under what is written; empty while the user has not given it."""
        return self._session.writer.author

    @property
    def places(self) -> Places | None:
        """Where copies of the file go; None when none are made."""
        return self._session.places

    @property
    def is_read_only(self) -> bool:
        """True when the file or its folder cannot be written."""
        return self._session.is_read_only

    @property
    def last_saved(self) -> datetime | None:
        """Local time of the last thing that was saved."""
        return self._session.last_saved

    @property
    def last_write(self) -> bytes | None:
        """Id of the newest transaction: two readings that tell the same one saw the same records."""
        with self._session.reading() as connection:
            return log.last_write(connection)

    def close(self) -> None:
        """Give the file back; a second call does nothing."""
        opening.close_session(self._session)

    def work(self, intent: str, *, kind: Literal["edit", "load", "restore"] = "edit") -> UnitOfWork:
        """Begin to write.

        Args:
            intent: What is being done, in the user's words: «Замена координатора 2.3».
            kind: ``load`` fills a new file and cannot be undone; ``restore`` brings a whole earlier
                state back, figures of closed periods among it.
        """
        return UnitOfWork(
            self._session,
            intent,
            kind=TransactionKind(kind),
            keeps_closed_periods=kind != "restore",
        )

    def get(self, kind: type[R], key: Id) -> R | None:
        """The record with this id."""
        with self._session.reading() as connection:
            return cast(
                "R | None", rows.read_one(connection, self._session.schema.kinds[kind], key)
            )

    def all(self, kind: type[R], **equals: Scalar) -> tuple[R, ...]:
        """Records whose fields hold these values (all records without any), by id."""
        with self._session.reading() as connection:
            found = self._session.schema.kinds[kind]
            return cast("tuple[R, ...]", tuple(rows.read_all(connection, found, equals)))

    def columns(
        self, kind: type[Record], names: Sequence[str], **equals: Scalar | tuple[Scalar, ...]
    ) -> dict[str, list[Cell]]:
        """Columns of the records whose fields hold these values, as the file holds them.

        Args:
            kind: Kind of the records.
            names: Fields to read; ids come as 16 bytes, dates as ISO text.
            equals: Values to choose by; of several values, any.
        """
        with self._session.reading():
            found = self._session.schema.kinds[kind]
            return read_columns(self._session.link.driver, found, names, equals)

    def undo(self) -> Changes:
        """Take back the last edit; nothing changes when there is none."""
        return self._step(TransactionKind.UNDO)

    def redo(self) -> Changes:
        """Make the edit again that was taken back last; nothing changes when there is none."""
        return self._step(TransactionKind.REDO)

    def undo_intent(self) -> str | None:
        """What ``undo`` would take back, in the user's words."""
        step = self._next(TransactionKind.UNDO)
        return None if step is None else step.intent

    def redo_intent(self) -> str | None:
        """What ``redo`` would make again, in the user's words."""
        step = self._next(TransactionKind.REDO)
        return None if step is None else step.intent

    def check(self) -> list[Problem]:
        """Findings about the file itself; none when it is sound."""
        with self._session.reading() as connection:
            return inspect(connection, self._session.schema, self._version)

    def back_up(self, target: Path) -> None:
        """Write a whole copy of the file; an older copy of the same name gives way at the end."""
        if target.resolve() == self.path.resolve():
            raise QualityError("Копию нельзя записать на место самого файла: выберите другое имя.")
        require_short_name(target)
        with self._session.lock, explained(target), temporary_beside(target) as copy:
            target.parent.stat()
            sweep(target.parent)
            self._session.link.settle()
            copy_database(self._session.link.driver, copy)
            replace(copy, target)

    def _next(self, kind: TransactionKind) -> Step | None:
        if self.is_read_only:
            return None
        with self._session.reading() as connection:
            steps = read_steps(connection, self._session)
            found = steps.undo if kind == TransactionKind.UNDO else steps.redo
            effective = (s for s in reversed(found) if has_effect(connection, self._session, s))
            return next(effective, None)

    def _step(self, kind: TransactionKind) -> Changes:
        with self._session.lock:
            step = self._next(kind)
            if step is None:
                return Changes()
            word = "Отмена" if kind == TransactionKind.UNDO else "Повтор"
            way = Way(kind=kind, intent=f"{word}: {step.intent}", target=step.origin)
            with self._session.reading() as connection:
                is_for_log = is_for_the_log(connection, step)
            if not is_for_log:
                with contextlib.suppress(BrokenReferenceError):  # to what was kept in use till then
                    return self._put_back(step, way)
            return take_step(self._session, step, way)

    def _put_back(self, step: Step, way: Way) -> Changes:
        with UnitOfWork(self._session, way.intent, kind=way.kind, target=way.target) as work:
            with self._session.reading() as connection:
                before = list(rows_before(connection, self._session, step))
            for record_kind, key, record in before:
                if record is None:
                    work.delete(record_kind, key)
                else:
                    work.put(record)
            return work.commit()
