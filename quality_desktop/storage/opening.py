"""How a file comes to be and how it is opened: judged, locked, brought up to date."""

from __future__ import annotations

import logging
import os
import sqlite3
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from quality_desktop.domain.errors import FileReadOnlyError, QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.merge import Clock
from quality_desktop.storage import holder, network
from quality_desktop.storage.backup_rotation import Places, Reason, name_of
from quality_desktop.storage.capture import arm
from quality_desktop.storage.carrying import carry_over, columns_of
from quality_desktop.storage.connection import Link
from quality_desktop.storage.disk import (
    copy_database,
    flush,
    replace,
    sweep,
    temporary_beside,
)
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.failures import is_corruption, is_full, is_refusal_to_write
from quality_desktop.storage.header import check_header, judge, schema_version
from quality_desktop.storage.inspection import inspect
from quality_desktop.storage.migration import upgrade
from quality_desktop.storage.refusals import of_trial_version, tampered, unread
from quality_desktop.storage.session import Session, Writer
from quality_desktop.storage.signing import local_moment
from quality_desktop.storage.soundness import can_be_read
from quality_desktop.storage.tables import schema_of

_log = logging.getLogger(__name__)


def create_file(path: Path, migrations: Path) -> None:
    """Make an empty file: built under another name, then given its own at once.

    Raises:
        QualityError: There is such a file already.
        OSError: The folder cannot be written, or does not exist.
    """
    _refuse_existing(path)
    with temporary_beside(path) as fresh:
        upgrade(fresh, migrations, is_new=True)
        flush(fresh)
        _refuse_existing(path)
        replace(fresh, path)


def _refuse_existing(path: Path) -> None:
    path.parent.stat()
    if path.exists():
        raise QualityError(f"Файл «{path.name}» уже есть: выберите другое имя.")


def open_session(path: Path, *, migrations: Path, writer: Writer, places: Places | None) -> Session:
    """Open a file for its one owner; a file that cannot be written is opened for reading.

    Where the disk does not read the definitions of the tables, SQLite speaks of damage. So the disk is
    tried once more, and when it fails again the file is read through before it is called damaged.
    """
    try:
        return _open_session(path, migrations, writer, places)
    except sqlite3.DatabaseError as error:
        if not is_corruption(error):
            raise
        _log.info("the file is read once more: %s", error)
    try:
        return _open_session(path, migrations, writer, places)
    except sqlite3.DatabaseError as error:
        if is_corruption(error) and not can_be_read(path):
            raise unread(path) from error
        raise


def _open_session(path: Path, migrations: Path, writer: Writer, places: Places | None) -> Session:
    version = schema_version(migrations)
    found = judge(path, version)
    if _may_write(path):
        _require_nobody_elsewhere(path, writer.host)
        try:
            return _open_owned(path, migrations, writer, places)
        except (sqlite3.Error, OSError, DBAPIError) as error:
            if is_full(error) and found == version:
                _warn_of_full_disk(path, places, "файл открыт только для чтения")
            elif not is_refusal_to_write(error):
                raise
    return _open_for_reading(path, writer, version)


def _require_nobody_elsewhere(path: Path, host: str) -> None:
    """Refuse a file that another computer says to have, before anything of it is touched.

    Raises:
        HeldElsewhereError: A person has to say whether it still has.
        FileBusyError: It has: its lock is seen here.
    """
    try:
        holder.require_nobody_elsewhere(path, host)
    except holder.HeldElsewhereError:
        # For reading: on a share without locks, owning would take back a transaction that goes on.
        link = Link(path, mode="ro")
        try:
            link.driver.execute("SELECT 1 FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise holder.busy(path) from error
        finally:
            link.close()
        raise


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _open_owned(path: Path, migrations: Path, writer: Writer, places: Places | None) -> Session:
    version = schema_version(migrations)
    link = _own(path)
    try:
        found = check_header(link.driver, path, version)
        if found < version:
            with temporary_beside(path) as fresh:
                _migrate(link, path, fresh, migrations, places)
            link = _own(path)
            check_header(link.driver, path, version)
        link.require_whole()
        _require_our_tables(link, path)
        sweep(path.parent)
        _claim(link, path, writer)
        session = Session(path, link, schema_of(KINDS), writer, is_read_only=False)
        session.places = places
        arm(link.driver, session.pen, session.schema.kinds.values())
        _recall(session)
        if not _settle(session) or link.guard is None:
            _warn_of_full_disk(path, places, "файл открыт, но новое не сохранится")
    except BaseException:
        _let_go(link, path)
        raise
    return session


def _claim(link: Link, path: Path, writer: Writer) -> None:
    """Say beside the file who has it, and have every commit see that it still is so.

    Without room for that a file of this computer is opened all the same: its lock is enough there.
    """
    mine = holder.Holder.now(user=writer.author, host=writer.host, version=writer.program_version)
    is_on_a_share = network.disk_of(path) is not network.Disk.LOCAL
    try:
        holder.claim(path, mine)
    except OSError as error:
        if is_on_a_share or not is_full(error):
            raise
    else:
        link.guard = partial(holder.require_ours, path, mine, must_be_there=is_on_a_share)


def _warn_of_full_disk(path: Path, places: Places | None, result: str) -> None:
    if places is not None:
        places.warn(
            f"На диске, где лежит «{path.name}», не осталось места: {result}. Освободите место."
        )


def _own(path: Path) -> Link:
    link = Link(path, mode="rw")
    try:
        link.harden()
        link.own()
    except sqlite3.OperationalError as error:
        link.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise holder.busy(path) from error
        raise
    except BaseException:
        link.close()
        raise
    return link


def _open_for_reading(path: Path, writer: Writer, version: int) -> Session:
    link = Link(path, mode="ro")
    try:
        link.harden()
        if check_header(link.driver, path, version) < version:
            raise FileReadOnlyError(
                f"Файл «{path.name}» прежнего формата, а обновить его здесь нельзя: "
                "скопируйте его в папку, где можно писать, и откройте копию."
            )
        link.require_whole()
        _require_our_tables(link, path)
        session = Session(path, link, schema_of(KINDS), writer, is_read_only=True)
        _recall(session)
    except sqlite3.OperationalError as error:
        link.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise holder.busy(path) from error
        raise
    except BaseException:
        link.close()
        raise
    return session


def _require_our_tables(link: Link, path: Path) -> None:
    """Make sure that the file has the tables of this program, column by column.

    Until the first release the tables change under one number of the format, so the number alone
    does not tell a file of a trial version.

    Raises:
        FileRefusedError: A table or a column is missing.
        FileDamagedError: A view stands in the place of a table.
    """
    found = link.driver.execute(
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table'"
    )
    missing = schema_of(KINDS).columns - set(found)
    if missing:
        views = link.driver.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
        is_tampered = not {table for table, _ in missing}.isdisjoint(name for (name,) in views)
        raise tampered(path) if is_tampered else of_trial_version(path)


def _migrate(link: Link, path: Path, fresh: Path, migrations: Path, places: Places | None) -> None:
    """Bring an older file up to date on a copy; the old one is kept as a backup."""
    folder = places.of(path)[0] if places else path.parent
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    kept = folder / name_of(path, datetime.now(), Reason.MIGRATION)
    with temporary_beside(kept) as copy:
        copy_database(link.driver, copy)
        replace(copy, kept)
    copy_database(link.driver, fresh)
    known = columns_of(link.driver)
    upgrade(fresh, migrations)
    carry_over(fresh, schema_of(KINDS), known)
    _check_migrated(fresh, schema_version(migrations))
    flush(fresh)
    link.drop_journal()
    if os.name == "nt":
        link.close()  # Windows replaces no open file
        replace(fresh, path)
    else:
        replace(fresh, path)  # nobody else can have got hold of the old file in between
        link.close()


def _check_migrated(fresh: Path, version: int) -> None:
    link = Link(fresh, mode="ro")
    try:
        with link.transaction() as connection:
            problems = inspect(connection, schema_of(KINDS), version)
    finally:
        link.close()
    if problems:
        raise QualityError(
            f"Файл не удалось перевести в новый формат: {problems[0].text} "
            "Прежний файл не изменён; обратитесь к разработчику и приложите копию файла."
        )


def _recall(session: Session) -> None:
    """Learn the newest change and the time of the last transaction."""
    with session.link.transaction() as connection:
        newest = connection.exec_driver_sql("SELECT max(id) FROM change").scalar_one()
        started = connection.exec_driver_sql("SELECT max(uid) FROM tx").scalar_one()
        wall = connection.exec_driver_sql(
            "SELECT wall_ms FROM tx ORDER BY id DESC LIMIT 1"
        ).scalar_one_or_none()
        session.kept = kept_rows(connection)
    for seen in (newest, started):
        if isinstance(seen, bytes):  # anything else is damage, which the check reports
            session.pen.clock.see(seen)
    if wall is not None:
        session.last_saved = local_moment(wall)


def _settle(session: Session) -> bool:
    """Know this copy of the file from others: a copy on another computer gets an id of its own.

    Returns:
        False when the disk is full: the id serves until the file is closed.
    """
    table = session.schema.site
    here = (session.writer.host, str(session.path.resolve()))
    with session.link.transaction() as connection:
        row = connection.execute(table.select()).one_or_none()
    if row is not None and (row.host, row.path) == here:
        session.site = row.id
        return True
    session.site = Clock().start()
    known = {"id": session.site, "host": here[0], "path": here[1]}
    try:
        with session.link.transaction() as connection:
            connection.execute(table.delete())
            connection.execute(insert(table), known)
    except DBAPIError as error:
        if not is_full(error):
            raise
        return False
    return True


def close_session(session: Session) -> None:
    """Give the file back; a second call does nothing."""
    with session.lock:
        _let_go(session.link, session.path)


def _let_go(link: Link, path: Path) -> None:
    if link.is_open and link.guard is not None and link.is_ours():
        link.drop_journal()
        holder.withdraw(path)  # while the file is still ours: the next side-file is another's
    link.close()
