"""A new, sound file from whatever can still be read of a damaged one and of its copies.

The ladder: what SQLite mends by itself (a transaction cut off), the log read whole, the log read page
by page, the logs of copies added to it; the tables are made anew from that log, and rows that only
the damaged tables still hold are entered again. The damaged file is never written to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.merge import Cell
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.connection import Link
from quality_desktop.storage.disk import flush, temporary_beside
from quality_desktop.storage.disk import replace as give_name
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.inspection import inspect
from quality_desktop.storage.log_files import TX_COLUMNS
from quality_desktop.storage.loosening import Loosened, loosen, readable
from quality_desktop.storage.opening import close_session, create_file, open_session
from quality_desktop.storage.quiet_work import quiet_work
from quality_desktop.storage.rebuilding import fill_from_log
from quality_desktop.storage.rescued_log import CellOf, RescuedLog
from quality_desktop.storage.salvage import Salvage, TxRow, salvage
from quality_desktop.storage.session import Session, Writer
from quality_desktop.storage.signing import TransactionKind, sign_in
from quality_desktop.storage.tables import KindTable, Schema, schema_of
from quality_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What was brought over into the new file.

    Attributes:
        path: The new file.
        changes: Entries of the change log that were read from the damaged file.
        added: Name of a copy -> entries that only it still had.
        records: Table of a kind -> records in the new file.
        reentered: Records that only the tables still held, entered again.
        emptied: References to something lost that nothing can stand in for; they are empty now.
        placeholders: Table of a kind -> lost records that an empty one stands in for, because others
            refer to them.
        lost: Table of a kind -> records that are known to have been there and are lost.
        found_transactions: Transactions that the damaged file had lost and a copy still has.
        lost_transactions: Transactions of which only the changes are left: who did it, when and why is
            lost until a file of a colleague brings it.
        mended: Entries of the log that read well, but that the copies tell otherwise; they are taken from
            the copies.
        is_log_whole: The log of the damaged file was read whole: nothing is lost.
        findings: What is not in order in the new file; none as a rule.
    """

    path: Path
    changes: int
    added: Mapping[str, int]
    records: Mapping[str, int]
    reentered: int
    emptied: int
    placeholders: Mapping[str, int]
    lost: Mapping[str, int]
    found_transactions: int
    lost_transactions: int
    mended: int
    is_log_whole: bool
    findings: tuple[str, ...]


def rescue(
    path: Path, target: Path, *, migrations: Path, writer: Writer, copies: Sequence[Path] = ()
) -> Rescue:
    """Bring over into a new file what can still be read.

    Args:
        path: The damaged file; it is only read.
        target: The new file; there must be none of this name.
        migrations: Folder of the migrations.
        writer: Who does it.
        copies: Copies of the file that help out when its own log is not whole, or is not what they say.

    Raises:
        QualityError: There is a file of the new name already, or nothing at all could be read.
        OSError: The disk refused.
    """
    if target.exists():
        raise QualityError(f"Файл «{target.name}» уже есть: выберите другое имя для нового файла.")
    found = salvage(path, schema_of(KINDS))
    log = RescuedLog(found, [_log_in(copy) for copy in copies])
    if not log.changes and not any(found.rows.values()):
        raise QualityError(
            f"В файле «{path.name}» не осталось ни одной записи программы: возьмите резервную копию."
        )
    with temporary_beside(target) as fresh:
        create_file(fresh, migrations)
        _write_log(fresh, log)
        mended = _mend(fresh, migrations, writer, found, log)
        flush(fresh)
        if target.exists():
            raise QualityError(f"Файл «{target.name}» уже есть: выберите другое имя.")
        give_name(fresh, target)
    return Rescue(
        path=target,
        changes=len(found.changes),
        added={copy.name: more for copy, more in zip(copies, log.added, strict=True)},
        found_transactions=log.found,
        lost_transactions=log.lost,
        mended=log.mended,
        records=mended.records,
        reentered=mended.reentered,
        emptied=mended.loosened.emptied,
        placeholders=dict(mended.loosened.placeholders),
        lost=dict(Counter(table for table, _ in sorted(mended.lost))),
        is_log_whole=found.is_log_whole,
        findings=mended.findings,
    )


def _log_in(copy: Path) -> Salvage:
    return replace(salvage(copy, schema_of(KINDS)), rows={})


def _write_log(fresh: Path, log: RescuedLog) -> None:
    """Write the log into a new file and make its tables from it."""
    link = Link(fresh, mode="rw")
    try:
        link.driver.execute("PRAGMA foreign_keys=OFF")
        with link.transaction() as connection:
            _insert(connection, "tx", [log.transactions[n] for n in sorted(log.transactions)])
            _insert(connection, "change", [log.changes[key] for key in sorted(log.changes)])
            fill_from_log(connection, schema_of(KINDS))
    finally:
        link.close()


def _insert(connection: Connection, table: str, found: Sequence[tuple[Cell, ...]]) -> None:
    columns = {
        "tx": '(id, uid, site, author, host, program, wall_ms, kind, note, "target")',
        "change": '(id, "row", col, val, parents, tx)',
    }[table]
    if found:
        places = ", ".join("?" * len(found[0]))
        connection.exec_driver_sql(f"INSERT INTO {table} {columns} VALUES ({places})", list(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mended:
    """What became of the records of the new file.

    Attributes:
        lost: Table of the kind and id of the records that are known to be lost.
    """

    reentered: int
    loosened: Loosened
    lost: frozenset[tuple[str, Id]]
    records: Mapping[str, int]
    findings: tuple[str, ...]


_INTENT: Final = "Восстановление из повреждённого файла"


def _mend(
    fresh: Path, migrations: Path, writer: Writer, found: Salvage, log: RescuedLog
) -> _Mended:
    """Enter what only the tables still held, and have nothing refer to what is lost."""
    reentered, signed = _enter(fresh, migrations, writer, found, log)
    schema = schema_of(KINDS)
    link = Link(fresh, mode="rw")
    try:
        link.driver.execute("PRAGMA foreign_keys=OFF")
        with link.transaction() as connection:
            loosened = loosen(connection, schema, int(str(signed[0])))
            if loosened.stood_in:
                _insert(connection, "tx", [signed])
            if reentered or loosened.lost:
                _make_tables_anew(connection, schema)
            lost = loosened.lost | set(_without_beginning(connection, schema, log))
        with link.transaction() as connection:
            problems = inspect(connection, schema, schema_version(migrations))
            records = _counts(connection, schema)
    finally:
        link.close()
    return _Mended(
        reentered=reentered,
        loosened=loosened,
        lost=frozenset(lost),
        records=records,
        findings=tuple(problem.text for problem in problems),
    )


def _enter(
    fresh: Path, migrations: Path, writer: Writer, found: Salvage, log: RescuedLog
) -> tuple[int, TxRow]:
    """Enter what only the tables still held.

    Returns:
        How many records that were, and a transaction for stand-ins, which is not in the log yet. It
        cannot be undone, nor anything before it.
    """
    session = open_session(fresh, migrations=migrations, writer=writer, places=None)
    try:
        session.link.driver.execute("PRAGMA foreign_keys=OFF")  # what is lost is seen to afterwards
        session.kept = frozenset()  # as are deleted records in use
        with UnitOfWork(session, _INTENT, keeps_closed_periods=False) as work:
            reentered = 0 if found.is_log_whole else _reenter(session, work, found, log.filled)
            work.commit()
        with quiet_work(session, keeps=False) as connection:
            number = sign_in(session, TransactionKind.LOAD, _INTENT).number
            row = connection.exec_driver_sql(
                f"SELECT {TX_COLUMNS} FROM tx WHERE id = ?", (number,)
            ).one()
    finally:
        close_session(session)
    return reentered, tuple(row)


def _make_tables_anew(connection: Connection, schema: Schema) -> None:
    for found in schema.kinds.values():
        connection.exec_driver_sql(f'DELETE FROM "{found.table.name}"')
    fill_from_log(connection, schema)


def _counts(connection: Connection, schema: Schema) -> dict[str, int]:
    return {
        table.table.name: connection.exec_driver_sql(
            f'SELECT count(*) FROM "{table.table.name}"'
        ).scalar_one()
        for table in schema.kinds.values()
    }


def _without_beginning(
    connection: Connection, schema: Schema, log: RescuedLog
) -> Iterator[tuple[str, Id]]:
    """Records of which only edits were left, and that stand nowhere."""
    for number, row in set(log.headless()):
        table = schema.by_number.get(number)
        if table is None:
            continue
        known = f'SELECT 1 FROM "{table.table.name}" WHERE id = ?'
        if connection.exec_driver_sql(known, (row,)).first() is None:
            yield table.table.name, table.key(row)


def _reenter(session: Session, work: UnitOfWork, found: Salvage, filled: Set[CellOf]) -> int:
    """Put records as the damaged tables show them where the log, with its gaps, says otherwise."""
    entered = 0
    for table in session.schema.kinds.values():
        for key, cells in found.rows.get(table.table.name, {}).items():
            record = readable(table, key, cells)
            told = None if record is None else work.get(table.kind, record.id)
            if record is not None and told is not None:
                record = _with_filled(table, record, told, filled)
            if record is not None and told != record:
                work.put(record)
                entered += 1
    return entered


def _with_filled(table: KindTable, record: Record, told: Record, filled: Set[CellOf]) -> Record:
    """A record of the damaged tables with the cells that these had never got and a copy holds."""
    unknown: dict[str, Any] = {
        name: getattr(told, name)
        for name, code in table.codes.items()
        if (record.id.bytes, code) in filled
        and table.encode(getattr(record, name)) == table.defaults[code]
    }
    return replace(record, **unknown) if unknown else record
