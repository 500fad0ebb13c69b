"""Transactions that this file and a received log tell differently, and which of both is kept.

A rescued file has stand-ins for the transactions that it lost (see ``rescued_log``). Whoever knows the
real one keeps it, whoever has the stand-in takes the real one, so that files which took in the same
logs tell the same of them, in whatever order they came.

Decision: who, when and why of one transaction in two versions, with the same changes, is told and
each file keeps its own.

- Why: a bit that turned over in a note must not end the exchange of two offices. No value depends on
  these words.
- Instead of: a rule by which one version spreads. It would carry damage or a forged author into every
  healthy file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.merge import MARK, STAND_IN, is_stand_in
from quality_desktop.storage.entry_words import transaction_in_words

_SHOWN: Final = 3
"""Transactions that are named one by one."""
_TOLD: Final = "uid, site, author, host, program, wall_ms, kind, note, target"


def is_stand_in_sql(uid: str) -> str:
    """SQL: whether a transaction stands in for a lost one."""
    return f"substr({uid}, 1, {MARK}) = x'{STAND_IN.hex()}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What becomes of transactions that both files tell of.

    Attributes:
        returning: Number of a stand-in here -> number of the real transaction there.
        staying: Number that a transaction gets here when it comes -> number of another part of it
            here, whose words it takes.
        differing: Numbers here of transactions of which the other file says something else.
        changes: One change of each that returns: later packages bring it to those who lack it, too.
    """

    returning: dict[int, int]
    staying: dict[int, int]
    differing: tuple[int, ...]
    changes: tuple[bytes, ...]


def find_known(driver: sqlite3.Connection, base: int) -> Known:
    """Compare the transactions of the attached log with those of this file, inside a transaction.

    Args:
        driver: After ``comparing`` has left ``temp.apart`` and ``temp.arrived``.
        base: The last transaction of this file.
    """
    returning = dict(_returning(driver))
    differing = dict(_differing(driver))
    coming = driver.execute("SELECT old, new FROM temp.arrived").fetchall() if differing else ()
    chosen = ", ".join(map(str, sorted(returning)))
    one_of_each = f"SELECT min(id) FROM main.change WHERE tx IN ({chosen}) GROUP BY tx"
    return Known(
        returning=returning,
        staying={
            **dict(_stand_ins_of_known(driver, base)),
            **{new: differing[old] for old, new in coming if old in differing},
        },
        differing=tuple(sorted(set(differing.values()))),
        changes=tuple(change for (change,) in driver.execute(one_of_each)) if returning else (),
    )


def settle_known(driver: sqlite3.Connection, known: Known) -> None:
    """Write what was found, when the transactions that came have been written."""
    driver.executemany(
        f"UPDATE main.tx SET ({_TOLD}) = (SELECT {_TOLD} FROM received.tx WHERE id = ?) WHERE id = ?",
        ((there, here) for here, there in known.returning.items()),
    )
    driver.executemany(
        f"UPDATE main.tx SET ({_TOLD}) = (SELECT {_TOLD} FROM main.tx WHERE id = ?) WHERE id = ?",
        ((here, new) for new, here in known.staying.items()),
    )


def warnings(driver: sqlite3.Connection, known: Known) -> Iterator[Problem]:
    """What a person should know of the difference, before the merge."""
    if not known.differing:
        return
    told = [
        transaction_in_words(
            *driver.execute(
                "SELECT author, wall_ms, note FROM main.tx WHERE id = ?", (number,)
            ).fetchone()
        )
        for number in known.differing[:_SHOWN]
    ]
    rest = len(known.differing) - len(told)
    more = f" и ещё {rest}" if rest else ""
    text = (
        f"Кто, когда и зачем внёс правки, в присланном файле записано иначе, чем здесь: {'; '.join(told)}"
        f"{more}. Значения те же, здесь остаётся своя запись. Один из файлов повреждён или изменён помимо "
        "программы: сверьте историю с отправителем."
    )
    yield Problem(text=text, severity=Severity.WARNING)


def _differing(driver: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Number there and here of transactions whose words are not the same."""
    yield from driver.execute(
        "SELECT r.id, min(m.id) FROM received.tx AS r JOIN main.tx AS m ON m.uid = r.uid "
        f"WHERE NOT {is_stand_in_sql('r.uid')} GROUP BY r.id "
        "HAVING NOT max((r.site, r.author, r.host, r.program, r.wall_ms, r.kind, r.note) IS "
        "(m.site, m.author, m.host, m.program, m.wall_ms, m.kind, m.note) "
        "AND r.target IS m.target)"
    )


def _returning(driver: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Stand-ins here, and the real transaction there: of one change, or by the end of its id."""
    here = driver.execute(f"SELECT id, uid FROM main.tx WHERE {is_stand_in_sql('uid')}").fetchall()
    if not here:
        return
    real = _by_mark(driver.execute("SELECT id, uid FROM received.tx ORDER BY id DESC"))
    told = dict(
        driver.execute(
            "SELECT m.tx, min(r.tx) FROM temp.apart AS a "
            "CROSS JOIN received.change AS r ON r.id = a.id JOIN received.tx AS t ON t.id = r.tx "
            "JOIN main.change AS m ON m.id = r.id JOIN main.tx AS n ON n.id = m.tx "
            f"WHERE a.is_known AND {is_stand_in_sql('n.uid')} AND NOT {is_stand_in_sql('t.uid')} "
            "GROUP BY m.tx"
        )
    )
    for number, uid in here:
        found = real.get(uid[MARK:], told.get(number))
        if found is not None:
            yield number, found


def _stand_ins_of_known(driver: sqlite3.Connection, base: int) -> Iterator[tuple[int, int]]:
    """Stand-ins that come, and the same transaction here, be it real or a stand-in."""
    coming = driver.execute(
        "SELECT a.new, r.uid FROM temp.arrived AS a JOIN received.tx AS r ON r.id = a.old "
        f"WHERE {is_stand_in_sql('r.uid')}"
    ).fetchall()
    if not coming:
        return
    here = driver.execute("SELECT id, uid FROM main.tx WHERE id <= ? ORDER BY id DESC", (base,))
    known = _by_mark(here.fetchall(), with_stand_ins=True)
    for number, uid in coming:
        if uid[MARK:] in known:
            yield number, known[uid[MARK:]]


def _by_mark(
    rows: Iterable[tuple[int, bytes]], *, with_stand_ins: bool = False
) -> dict[bytes, int]:
    """End of the id -> number of a transaction with it."""
    return {uid[MARK:]: number for number, uid in rows if with_stand_ins or not is_stand_in(uid)}
