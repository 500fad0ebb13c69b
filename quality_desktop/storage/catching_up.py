"""Bringing the tables of records to what the log says, for the rows that were touched alone.

A row that came whole, and a row whose every cell was edited by people who saw the edit before,
is written without working it out: that is nearly all of a merge. Everything else goes through
``row_state``. A row that was deleted stays while a live row refers to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import DELETE, INSERT, Cell, RowState, row_state
from quality_desktop.storage.capture import decode_places, decode_row, lacks_cells, read_change
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.log import kind_number_of
from quality_desktop.storage.session import Session
from quality_desktop.storage.table_writer import TableWriter
from quality_desktop.storage.tables import KindTable, Schema

Entry = tuple[bytes, bytes, int, Cell, "bytes | None", int]
"""A change as it is read: row, id, column, value, parents, number of the transaction."""


class MissingReferenceError(QualityError):
    """A record that came refers to one that never came, or to one of another kind."""


def touch(connection: sqlite3.Connection, rows: Iterable[bytes] = ()) -> None:
    """Begin to note touched rows, inside a transaction.

    Args:
        connection: The program's own connection.
        rows: Rows to note at once; others are added to the table ``temp.touched``.
    """
    connection.execute(
        'CREATE TEMP TABLE IF NOT EXISTS touched("row" BLOB PRIMARY KEY) WITHOUT ROWID'
    )
    connection.execute("DELETE FROM temp.touched")
    connection.executemany(
        "INSERT OR IGNORE INTO temp.touched VALUES (?)", ((row,) for row in rows)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtUp:
    """What was written.

    Attributes:
        kinds: Numbers of the kinds.
        disputed: What people disagree about in the touched rows: see ``told_by``.
    """

    kinds: frozenset[int]
    disputed: frozenset[tuple[bytes, int]]


def told_by(row: bytes, state: RowState, *, is_kept: bool = False) -> Iterator[tuple[bytes, int]]:
    """What people disagree about in a row: its id with a column, or with ``DELETE`` for its deletion.

    Args:
        row: Its id.
        state: What the log says it is.
        is_kept: It was deleted and lives on because it is in use.
    """
    if state.is_alive or is_kept:
        yield from ((row, code) for code in state.conflicts)
    if is_kept or (state.is_alive and state.is_deletion_disputed):
        yield row, DELETE


def catch_up(
    session: Session,
    since: int,
    whole: Collection[bytes] = (),
    alarm: Callable[[bytes], QualityError] | None = None,
) -> CaughtUp:
    """Write the rows in ``temp.touched`` as the log says they are, and remember what is disputed.

    Args:
        session: The open file, in a transaction.
        since: Transactions with larger numbers are what is new in the log.
        whole: Rows to be written whole: what the log said of them before has changed.
        alarm: What to raise, before anything is written, when the log tells of one row as of records
            of two kinds.

    Raises:
        QualityError: The alarm.
        MissingReferenceError: A live row would refer to one that is not in the log.
    """
    with TableWriter(session) as writing:
        rows = _Rows(session.schema)
        for row, entries in groupby(_read(session.link.driver), key=itemgetter(0)):
            rows.add(list(entries), since, is_whole=row in whole)
        if alarm is not None and rows.mixed:
            raise alarm(min(rows.mixed))
        rows.write(writing)
        kept = _Closure(session, writing, rows).settle()
        return CaughtUp(kinds=frozenset(writing.written), disputed=frozenset(rows.told) | kept)


def referred(session: Session, rows: Collection[bytes]) -> frozenset[bytes]:
    """Rows of these that records outside of them use, themselves or through others that are used.

    Args:
        session: The open file, in a transaction.
        rows: Rows of the tables.
    """
    rest = set(rows)
    found = set[bytes]()
    while used := set(_users(session, rest)):
        found |= used
        rest -= used
    return frozenset(found)


def _users(
    session: Session, gone: Collection[bytes], numbers: Collection[int] | None = None
) -> Iterator[bytes]:
    """Rows of these that rows of the tables refer to which are not of these themselves.

    Args:
        session: The open file, in a transaction.
        gone: The rows.
        numbers: Kinds they are of; any when omitted.
    """
    if not gone:
        return
    driver, schema = session.link.driver, session.schema
    driver.execute('CREATE TEMP TABLE IF NOT EXISTS gone("row" BLOB PRIMARY KEY) WITHOUT ROWID')
    driver.execute("DELETE FROM temp.gone")
    driver.executemany("INSERT INTO temp.gone VALUES (?)", ((row,) for row in gone))
    for found in schema.kinds.values():
        for place, target in schema.reference_places[found.number]:
            if numbers is None or target in numbers:
                column = found.names[place + 1]
                for (row,) in driver.execute(
                    f'SELECT DISTINCT "{column}" FROM "{found.table.name}" '
                    f'WHERE "{column}" IN temp.gone AND id NOT IN temp.gone'
                ).fetchall():
                    yield row


@dataclass(frozen=True, slots=True)
class _Dead:
    """A row that the log says is deleted."""

    number: int
    state: RowState


class _Rows:
    """Touched rows, sorted by what is to be done with them.

    Attributes:
        dead: Rows that are deleted.
        disputed: Rows to be remembered as disputed.
        mixed: Rows of which the log tells as of records of two kinds.
        settled: Rows about which nobody disagrees.
        told: What people disagree about; see ``told_by``.
        targets: Number of a kind -> rows of it that written rows refer to.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._fresh: dict[int, list[tuple[Cell, ...]]] = {}
        self._whole: dict[int, list[tuple[Cell, ...]]] = {}
        self._cells: dict[int, list[tuple[Cell, bytes]]] = {}
        self._codes = {
            code: found for found in schema.by_number.values() for code in found.codes.values()
        }
        self.dead: dict[bytes, _Dead] = {}
        self.disputed = set[bytes]()
        self.mixed = set[bytes]()
        self.settled = set[bytes]()
        self.told = set[tuple[bytes, int]]()
        self.targets: dict[int, set[bytes]] = {}

    def add(self, entries: list[Entry], since: int, *, is_whole: bool) -> None:
        """Sort one row in by all its changes, by column and id."""
        if is_whole or not _is_plain(entries):
            self._work_out(entries)
        elif entries[0][5] > since:
            self._add_fresh(entries)
        else:
            self._add_cells(entries, since)

    def write(self, writing: TableWriter) -> None:
        """Write everything but the dead."""
        for number, rows in self._fresh.items():
            writing.insert(number, rows, may_exist=False)
        for number, rows in self._whole.items():
            writing.insert(number, rows, may_exist=True)
        for code, cells in self._cells.items():
            writing.update(code, cells)

    def _add_fresh(self, entries: list[Entry]) -> None:
        row, _, _, text, _, _ = entries[0]
        number, places = decode_places(str(text))
        found = self._schema.by_number.get(number)
        if found is None:
            return  # a kind of a newer program: kept in the log, shown after an update
        if len(entries) > 1 or len(places) != len(found.codes):
            cells = dict(enumerate(places, start=number * PLACES + 1))
            cells.update((entry[2], entry[3]) for entry in entries[1:])
            places = list(found.stored_row(cells))
        self._fresh.setdefault(number, []).append((row, *places))
        self._note_targets(found, places)

    def _add_cells(self, entries: list[Entry], since: int) -> None:
        """Cells of a row that is here already; of each column the newest edit comes last."""
        changed: dict[int, Cell] = {}
        for _, _, column, value, _, tx in entries:
            if tx > since or column in changed:
                changed[column] = value
        row = entries[0][0]
        for column, value in changed.items():
            found = self._codes.get(column)
            if found is None:
                continue  # a column of a newer program
            self._cells.setdefault(column, []).append((value, row))
            target = self._schema.targets.get(column)
            if target is not None and isinstance(value, bytes):
                self.targets.setdefault(target, set()).add(value)

    def _work_out(self, entries: list[Entry]) -> None:
        row = entries[0][0]
        if len(_kinds_of(entries)) > 1:
            self.mixed.add(row)
        log = [read_change(e[1], e[0], e[2], e[3], e[4]) for e in entries]
        number = kind_number_of(log)
        found = None if number is None else self._schema.by_number.get(number)
        if number is None:
            self.disputed.add(row)  # its insert has not come; somebody may make the record here
        if found is None:
            return  # so it is with a kind of a newer program
        state = row_state(log)
        told = set(told_by(row, state))
        (self.disputed if told else self.settled).add(row)
        self.told |= told
        if state.is_alive:
            values = found.stored_row(state.values)
            self._whole.setdefault(found.number, []).append((row, *values))
            self._note_targets(found, values)
        else:
            self.dead[row] = _Dead(found.number, state)

    def _note_targets(self, found: KindTable, values: Sequence[Cell]) -> None:
        for place, target in self._schema.reference_places[found.number]:
            value = values[place]
            if isinstance(value, bytes):
                self.targets.setdefault(target, set()).add(value)


class _Closure:
    """Rows that were deleted stay while a live row refers to them, and go when none does."""

    def __init__(self, session: Session, writing: TableWriter, rows: _Rows) -> None:
        self._session = session
        self._driver = session.link.driver
        self._schema = session.schema
        self._writing = writing
        self._rows = rows
        self._dead = dict(rows.dead)
        # As this transaction has left them: what the session remembers is from before it.
        kept = kept_rows(session.link.sql)
        for row in kept - rows.dead.keys() - rows.disputed - rows.settled:
            self._recall(row)

    def settle(self) -> frozenset[tuple[bytes, int]]:
        """Write the rows that stay, delete those that go, remember what is disputed.

        Returns:
            What is disputed about the rows that stay.
        """
        self._find_missing(self._rows.targets)
        kept = self._kept()
        for number in {dead.number for dead in self._dead.values()}:
            found = self._schema.by_number[number]
            mine = [row for row, dead in self._dead.items() if dead.number == number]
            staying = [row for row in mine if row in kept]
            self._writing.insert(
                number,
                [(row, *found.stored_row(self._dead[row].state.values)) for row in staying],
                may_exist=True,
            )
            self._writing.delete(number, (row for row in mine if row not in kept))
        self._remember(kept)
        return frozenset(
            told for row in kept for told in told_by(row, self._dead[row].state, is_kept=True)
        )

    def _find_missing(self, targets: dict[int, set[bytes]]) -> None:
        """Take rows that are referred to and not in the tables for dead ones to be kept."""
        for number, rows in targets.items():
            name = self._schema.by_number[number].table.name
            for row in rows - self._dead.keys():
                query = f'SELECT 1 FROM "{name}" WHERE id = ?'
                if self._driver.execute(query, (row,)).fetchone() is None:
                    self._recall(row, number)

    def _recall(self, row: bytes, target: int | None = None) -> None:
        """Read a row that is not in the tables, or only stays there because it is referred to.

        Args:
            row: Its id.
            target: Number of the kind that is referred to.
        """
        log = [read_change(*entry) for entry in self._driver.execute(_ONE_ROW, (row,))]
        number = kind_number_of(log)
        if number is None or number not in self._schema.by_number:
            raise MissingReferenceError(
                "В присланном не хватает записей, на которые ссылаются другие: попросите отправителя "
                "прислать файл целиком."
            )
        if target not in (None, number):
            raise MissingReferenceError(
                "В присланном запись ссылается на запись другого рода, файл правили помимо программы: "
                "не принимайте его и сообщите отправителю."
            )
        self._dead[row] = _Dead(number, row_state(log))

    def _kept(self) -> frozenset[bytes]:
        """Which of the dead a live row refers to, itself or through others that are kept."""
        kept = set[bytes]()
        numbers = {dead.number for dead in self._dead.values()}
        waiting = list(_users(self._session, self._dead.keys(), numbers))
        while waiting:
            row = waiting.pop()
            if row in kept:
                continue
            kept.add(row)
            own = self._targets_of(self._dead[row])
            self._find_missing(own)
            waiting += [target for rows in own.values() for target in rows if target in self._dead]
        return frozenset(kept)

    def _targets_of(self, dead: _Dead) -> dict[int, set[bytes]]:
        found: dict[int, set[bytes]] = {}
        values = self._schema.by_number[dead.number].stored_row(dead.state.values)
        for place, target in self._schema.reference_places[dead.number]:
            value = values[place]
            if isinstance(value, bytes):
                found.setdefault(target, set()).add(value)
        return found

    def _remember(self, kept: frozenset[bytes]) -> None:
        rows, driver = self._rows, self._driver
        forgotten = (rows.settled | rows.dead.keys() | self._dead.keys()) - kept
        driver.executemany('DELETE FROM dispute WHERE "row" = ?', ((row,) for row in forgotten))
        noted = [(row, row in kept) for row in rows.disputed | kept]
        driver.executemany("INSERT OR REPLACE INTO dispute VALUES (?, ?)", noted)


_ONE_ROW = 'SELECT id, "row", col, val, parents FROM change WHERE "row" = ?'


def _read(connection: sqlite3.Connection) -> Iterator[Entry]:
    """Changes of the touched rows, by row, column and id: as the index of the log has them."""
    return connection.execute(
        'SELECT c."row", c.id, c.col, c.val, c.parents, c.tx FROM temp.touched AS t '
        'CROSS JOIN change AS c ON c."row" = t."row" ORDER BY t."row", c.col, c.id'
    )


def _kinds_of(entries: Iterable[Entry]) -> set[int]:
    """Numbers of the kinds that changes of one row speak of."""
    found = set[int]()
    for _, _, column, value, _, _ in entries:
        if column > INSERT:
            found.add(column // PLACES)
        elif column == INSERT and isinstance(value, str):
            found.add(decode_row(value)[0])
    return found


def _is_plain(entries: Sequence[Entry]) -> bool:
    """True when a row was made once, never deleted, and every edit of its cells saw the one before."""
    _, insert, column, value, _, _ = entries[0]
    if column != INSERT or lacks_cells(value):
        return False
    head, made = insert, str(value)
    for _, change, written, _, parents, _ in entries[1:]:
        if written != column:
            if written == INSERT or not made.startswith(f"[{written // PLACES},"):
                return False
            column, head = written, insert
        if parents != head or change <= head:
            return False
        head = change
    return True
