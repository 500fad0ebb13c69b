"""A received log beside the file's own: what is new in it, and whether the two contradict each other."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import INSERT
from quality_desktop.storage.capture import joined_row
from quality_desktop.storage.catching_up import touch
from quality_desktop.storage.entry_words import entry_in_words
from quality_desktop.storage.known_transactions import Known, find_known, is_stand_in_sql

_DECADE: Final = 3653 * 24 * 3600 * 1000
"""Milliseconds by which an id may be ahead of this computer's clock."""


class IntegrityAlarmError(QualityError):
    """One change has two contents: somebody changed a log outside the program, or it is spoilt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A whole-row change that came with cells which it lacks here.

    Attributes:
        row: The record.
        change: The change.
        whole: Its content with all cells.
    """

    row: bytes
    change: bytes
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the received log holds beside this file's.

    Attributes:
        base: The last transaction of this file.
        last: The last one when the received are in; equal to ``base`` when nothing is new.
        joins: Changes that get cells.
        known: What becomes of transactions that both tell of.
    """

    base: int
    last: int
    joins: tuple[Join, ...]
    known: Known

    @property
    def filled(self) -> tuple[bytes, ...]:
        """Changes known here that get what they lacked: cells, or their transaction."""
        return (*(join.change for join in self.joins), *self.known.changes)


def compare(driver: sqlite3.Connection) -> Comparison:
    """Judge the attached log beside this file's, inside a transaction.

    Leaves behind what ``merging`` needs: ``temp.apart`` has the ids of the changes that are new
    (``is_known`` 0), ``temp.arrived`` the numbers their transactions have there and get here,
    ``temp.touched`` the rows they are about.

    Raises:
        IntegrityAlarmError: The logs contradict each other.
        QualityError: The sender's clock is out of its mind.
    """
    _require_possible_time(driver)
    _set_apart(driver)
    joins = tuple(_joins(driver))
    (base,) = driver.execute("SELECT coalesce(max(id), 0) FROM tx").fetchone()
    last = _number_transactions(driver, base)
    touch(driver, (join.row for join in joins))
    driver.execute(
        'INSERT OR IGNORE INTO temp.touched SELECT "row" FROM temp.apart WHERE NOT is_known'
    )
    return Comparison(base=base, last=last, joins=joins, known=find_known(driver, base))


def _set_apart(driver: sqlite3.Connection) -> None:
    """Find what is new and what differs, in one pass: most of a log has been here for long."""
    driver.execute(
        "CREATE TEMP TABLE IF NOT EXISTS apart(id BLOB PRIMARY KEY, is_known INTEGER, tx INTEGER, "
        '"row" BLOB) WITHOUT ROWID'
    )
    driver.execute("DELETE FROM temp.apart")
    driver.execute(
        'INSERT INTO temp.apart SELECT r.id, m.id IS NOT NULL, r.tx, r."row" FROM received.change AS r '
        "LEFT JOIN received.tx AS t ON t.id = r.tx "
        "LEFT JOIN main.change AS m ON m.id = r.id LEFT JOIN main.tx AS n ON n.id = m.tx "
        "WHERE m.id IS NULL OR r.val IS NOT m.val OR typeof(r.val) <> typeof(m.val) "
        'OR r."row" IS NOT m."row" OR r.col IS NOT m.col OR r.parents IS NOT m.parents '
        "OR t.uid IS NOT n.uid"
    )
    orphan = driver.execute(
        'SELECT "row", id FROM temp.apart WHERE tx NOT IN (SELECT id FROM received.tx) LIMIT 1'
    ).fetchone()
    if orphan is not None:
        raise alarm(driver, orphan[0], orphan[1])


def _number_transactions(driver: sqlite3.Connection, base: int) -> int:
    """Give the transactions of what is new their numbers here; the last of them."""
    driver.execute("CREATE TEMP TABLE IF NOT EXISTS arrived(old INTEGER PRIMARY KEY, new INTEGER)")
    driver.execute("DELETE FROM temp.arrived")
    count = driver.execute(
        "INSERT INTO temp.arrived SELECT id, ? + row_number() OVER (ORDER BY uid, id) "
        "FROM received.tx WHERE id IN (SELECT tx FROM temp.apart WHERE NOT is_known)",
        (base,),
    ).rowcount
    return base + count


def _require_possible_time(driver: sqlite3.Connection) -> None:
    (newest,) = driver.execute(
        "SELECT max(newest) FROM (SELECT max(id) AS newest FROM received.change "
        "UNION ALL SELECT max(uid) FROM received.tx)"
    ).fetchone()
    limit = time.time_ns() // 1_000_000 + _DECADE
    if newest is not None and int.from_bytes(newest[:8], "big") >> 16 > limit:
        raise QualityError(
            "Часы отправителя ушли вперёд больше чем на десять лет: попросите поправить часы и "
            "прислать снова."
        )


def _joins(driver: sqlite3.Connection) -> Iterator[Join]:
    """Whole rows that lack cells in one of the logs; any other difference is an alarm."""
    different = driver.execute(
        'SELECT r.id, m."row", r.col, r.val, m.val, '
        'r."row" IS m."row" AND r.col IS m.col AND r.parents IS m.parents AND (t.uid IS n.uid '
        f"OR {is_stand_in_sql('t.uid')} OR {is_stand_in_sql('n.uid')}), "
        "r.val IS m.val AND typeof(r.val) = typeof(m.val) "
        "FROM temp.apart AS a CROSS JOIN received.change AS r ON r.id = a.id "
        "JOIN main.change AS m ON m.id = r.id "
        "JOIN received.tx AS t ON t.id = r.tx JOIN main.tx AS n ON n.id = m.tx WHERE a.is_known"
    ).fetchall()  # a statement cut short would keep the log from being put away
    for change, row, column, theirs, ours, is_same_place, is_same in different:
        if is_same_place and is_same:
            continue  # one of both has lost the transaction
        whole = joined_row(ours, theirs) if is_same_place and column == INSERT else None
        if whole is None:
            raise alarm(driver, row, change)
        if whole != ours:
            yield Join(row=row, change=change, whole=whole)


def alarm(driver: sqlite3.Connection, row: bytes, change: bytes = b"") -> IntegrityAlarmError:
    """What is raised of a record of which the two logs tell what cannot both be so.

    Args:
        driver: A transaction with the received log attached.
        row: The record.
        change: The change, when it is one.
    """
    return IntegrityAlarmError(
        "Одна и та же запись журнала изменений здесь и в присланном файле разная"
        f"{entry_in_words(driver, row, change)}: файл правили помимо программы, или он повреждён. Сверьте "
        "запись с отправителем; повреждённый файл восстанавливается по своей копии командой recover."
    )
