"""What can still be read of a damaged file: its log, its tables, and what is the matter with them.

The file itself is only read: everything happens on a copy of its bytes in a private folder.

Decision: of pages to which no tree leads only the log is taken. A page of another table that was freed
looks like one that was lost, and would bring a replaced value back; the log has every value anyway.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from quality_desktop.domain.merge import Cell
from quality_desktop.storage.disk import journal_of, uri
from quality_desktop.storage.legible import Legible, is_transaction
from quality_desktop.storage.private_folders import private_folder
from quality_desktop.storage.spoilt_pages import PageRecord, records_of
from quality_desktop.storage.tables import Schema

_BLOCK = 1 << 16
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file ends with; the driver cannot even decode a complaint of SQLite's that
quotes a spoilt name."""
_MARK = b"SQLite format 3\0"
_SIZES = bytes((0x10, 0, 1, 1, 0, 64, 32, 32))
"""Pages of 4096 bytes, a journal for rolling back, and what the format fixes; stands after the mark."""
_PAGES_AT, _FORMAT_AT, _ENCODING_AT = 28, 44, 56
_TX = ("id", "uid", "site", "author", "host", "program", "wall_ms", "kind", "note", "target")
_CHANGE = ("id", "row", "col", "val", "parents", "tx")

TxRow = tuple[Cell, ...]
ChangeRow = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """What a file still holds.

    Attributes:
        transactions: Local number -> row of ``tx``.
        changes: Id -> row of ``change``.
        rows: Table of a kind -> id -> its columns as the file holds them, of what could be read.
        is_log_whole: The whole log was read without an error, and where SQLite complains of the file,
            neither its index nor single pages know of more.
        spoilt: Names of the tables that could not be read to the end.
        findings: What SQLite says of the structure, one sentence in its own words each.
    """

    transactions: Mapping[int, TxRow]
    changes: Mapping[bytes, ChangeRow]
    rows: Mapping[str, Mapping[bytes, tuple[Cell, ...]]]
    is_log_whole: bool
    spoilt: frozenset[str]
    findings: tuple[str, ...] = field(default=())


def salvage(path: Path, schema: Schema) -> Salvage:
    """Read everything that a file still holds.

    Args:
        path: A file that this process does not have open; it is not written to.
        schema: The program's tables.

    Raises:
        OSError: The file cannot be opened at all, or there is no room for a copy of it.
    """
    with private_folder(path) as folder:
        copy = folder / "copy"
        _copy_readable(path, copy)
        _mend_header(copy)
        with contextlib.suppress(OSError):
            shutil.copyfile(journal_of(path), journal_of(copy))
        legible = Legible(schema)
        try:
            return _through_sqlite(copy, schema, legible)
        except _UNREADABLE:
            spoilt = frozenset({"tx", "change"})
            return _from_pages(copy, legible, {}, {}, {}, spoilt, (), is_whole=False)


class _Spoilt:
    """Stands in the place of a text that is none any more, so that reading goes on after it."""


def _text(content: bytes) -> object:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _Spoilt


def _copy_readable(path: Path, copy: Path) -> None:
    """Copy a file block by block; a block that the disk does not give becomes zeros."""
    size = path.stat().st_size
    with path.open("rb", buffering=0) as source, copy.open("wb") as target:
        for start in range(0, size, _BLOCK):
            try:
                source.seek(start)
                block = source.read(min(_BLOCK, size - start)) or b""
            except OSError:
                block = b""
            target.write(block.ljust(min(_BLOCK, size - start), b"\0"))


def _mend_header(copy: Path) -> None:
    """Put what is the same in all our files into a header that SQLite would not take for its own."""
    with copy.open("rb+") as stream:
        if stream.read(len(_MARK)) in (b"", _MARK):
            return
        stream.seek(0)
        stream.write(_MARK + _SIZES)
        stream.seek(_PAGES_AT)
        stream.write(bytes(12))  # as many pages as the file is long, and none of them free
        stream.seek(_FORMAT_AT)
        stream.write((4).to_bytes(4, "big"))
        stream.seek(_ENCODING_AT)
        stream.write((1).to_bytes(4, "big"))


def _through_sqlite(copy: Path, schema: Schema, legible: Legible) -> Salvage:
    with contextlib.closing(sqlite3.connect(uri(copy, mode="rw"), uri=True)) as link:
        link.execute("PRAGMA trusted_schema=OFF")
        link.execute("PRAGMA cell_size_check=ON")
        link.execute("PRAGMA writable_schema=ON")  # one spoilt definition must not hide all tables
        link.text_factory = _text
        findings = tuple(_findings(link))
        transactions, is_tx_whole = _read(link, "tx", _TX, is_transaction)
        changes, is_change_whole = _read(link, "change", _CHANGE, legible.is_change)
        rows, spoilt = _tables(link, schema)
        indexed = _indexed(link) if findings else frozenset()
    log = {int(str(row[0])): row for row in transactions}
    known = {bytes(row[0]): row for row in changes if isinstance(row[0], bytes)}
    lost = frozenset(
        name
        for name, is_whole in (("tx", is_tx_whole), ("change", is_change_whole))
        if not is_whole
    )
    if lost or findings:
        is_whole = not lost and _is_confirmed(log, known, indexed)
        spoilt |= lost
        return _from_pages(copy, legible, log, known, rows, spoilt, findings, is_whole=is_whole)
    return Salvage(
        transactions=log,
        changes=known,
        rows=rows,
        is_log_whole=True,
        spoilt=spoilt,
        findings=findings,
    )


def _from_pages(
    copy: Path,
    legible: Legible,
    transactions: dict[int, TxRow],
    changes: dict[bytes, ChangeRow],
    rows: Mapping[str, Mapping[bytes, tuple[Cell, ...]]],
    spoilt: frozenset[str],
    findings: tuple[str, ...],
    *,
    is_whole: bool,
) -> Salvage:
    """Add what single pages still hold of the log; what SQLite itself read goes before."""
    before = len(transactions), len(changes)
    for record in records_of(copy.read_bytes()):
        if len(record.cells) == len(_CHANGE) and legible.is_change(record.cells):
            key = record.cells[0]
            changes.setdefault(bytes(key), record.cells)  # type: ignore[arg-type]  # an id, as judged
        elif (row := _transaction_of(record)) is not None:
            transactions.setdefault(int(str(row[0])), row)
    return Salvage(
        transactions=transactions,
        changes=changes,
        rows=rows,
        is_log_whole=is_whole and before == (len(transactions), len(changes)),
        spoilt=spoilt,
        findings=findings,
    )


def _indexed(link: sqlite3.Connection) -> frozenset[Cell] | None:
    """Ids of all changes that the index of the log knows; None when it cannot be read."""
    try:
        rows = link.execute("SELECT id FROM change INDEXED BY ix_change_row_col").fetchall()
    except _UNREADABLE:
        return None
    return frozenset(row[0] for row in rows)


def _is_confirmed(
    transactions: Mapping[int, TxRow], changes: Mapping[bytes, ChangeRow], indexed: Set[Cell] | None
) -> bool:
    """Whether nothing is known that was not read: a tree without one of its leaves reads to its end."""
    signed = {row[5] for row in changes.values()}
    return indexed is not None and indexed <= changes.keys() and signed <= transactions.keys()


def _transaction_of(record: PageRecord) -> TxRow | None:
    if record.number is None or len(record.cells) != len(_TX) or record.cells[0] is not None:
        return None
    row = (record.number, *record.cells[1:])
    return row if is_transaction(row) else None


def _findings(link: sqlite3.Connection) -> Iterator[str]:
    try:
        told = [str(row[0]) for row in link.execute("PRAGMA integrity_check(100)")]
    except _UNREADABLE as error:
        yield str(error)
        return
    roots = _roots(link)
    for line in "\n".join(told).splitlines():
        if line and line != "ok" and not line.startswith("***"):
            yield re.sub(
                r"Tree (\d+)", lambda found: f"Tree {roots.get(int(found.group(1)), '?')}", line
            )


def _roots(link: sqlite3.Connection) -> dict[int, str]:
    with contextlib.suppress(*_UNREADABLE):
        return dict(link.execute("SELECT rootpage, tbl_name FROM sqlite_schema").fetchall())
    return {}


def _tables(
    link: sqlite3.Connection, schema: Schema
) -> tuple[dict[str, dict[bytes, tuple[Cell, ...]]], frozenset[str]]:
    """Rows of all kinds that can be read, and the tables that could not be read to the end."""
    rows: dict[str, dict[bytes, tuple[Cell, ...]]] = {}
    spoilt = set[str]()
    for found in schema.kinds.values():
        name = found.table.name
        known = _columns(link, name)
        if "id" not in known:
            spoilt.add(name)
            continue
        chosen = tuple(column for column in found.names if column in known)
        read, is_whole = _read(link, name, chosen, lambda row: isinstance(row[0], bytes))
        if not is_whole:
            spoilt.add(name)
        defaults = (None, *found.stored_row({}))
        rows[name] = {
            bytes(row[0]): tuple(  # type: ignore[arg-type]  # an id, as _read was asked for
                row[chosen.index(column)] if column in chosen else default
                for column, default in zip(found.names, defaults, strict=True)
            )[1:]
            for row in read
        }
    return rows, frozenset(spoilt)


def _columns(link: sqlite3.Connection, table: str) -> set[str]:
    with contextlib.suppress(*_UNREADABLE):
        return {row[0] for row in link.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    return set()


def _read(
    link: sqlite3.Connection,
    table: str,
    columns: Iterable[str],
    is_good: Callable[[tuple[Cell, ...]], bool],
) -> tuple[list[tuple[Cell, ...]], bool]:
    """Rows of a table from its beginning and, when it breaks off, also from its end.

    Returns:
        The rows, and whether all of them were read and are good.
    """
    chosen = ", ".join(f'"{name}"' for name in columns)
    found: dict[Cell, tuple[Cell, ...]] = {}
    is_whole = True
    for order in ("", " ORDER BY id DESC"):
        try:
            for row in link.execute(f'SELECT {chosen} FROM "{table}" NOT INDEXED{order}'):
                if _Spoilt not in row and is_good(row):
                    found.setdefault(row[0], row)
                else:
                    is_whole = False
        except _UNREADABLE:
            is_whole = False
        else:
            break
    return list(found.values()), is_whole
