"""What somebody changed in the open file beside the program, taken into the log before it is written over.

Decision: whoever is about to write over rows (a merge, an import, an edit, a decision, what is taken
back) first compares those rows with the log; what differs becomes a change of its own, signed by
nobody, just before.

- Why: a value that stands in the table alone would be gone without a trace, and nobody would ever know
  of it. In the log it stays in the history of the record, and of a value that a colleague has changed,
  too, people are asked which one is right, as of any other two.
- Instead of: comparing the whole file before every merge, which takes seconds in a large one; asking
  first, which would stop an office that cannot tell who made the edit; or only warning.
- Price: the log of every touched row is read once more, some ten microseconds each. What is not
  touched stays as it is, and ``check`` tells of it.

A value that cannot stand in the log (letters where a number belongs) is no loss to an edit that puts
a right one in its place; a merge is refused until somebody has done so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.language.numbers import counted
from quality_desktop.storage.legible import Legible
from quality_desktop.storage.row_edits import (
    AUTHOR,
    NOTE,
    Columns,
    Edit,
    StoredRows,
    added_row,
    edits_of_row,
)
from quality_desktop.storage.session import Session
from quality_desktop.storage.signing import TransactionKind, sign_in

_MOST_CHANGES: Final = 400_000
MOST_COMPARED: Final = 2_000
"""Records that a merge compares with its log, a tenth of a second; a larger one compares none."""
_LOG = 'SELECT id, col, val, parents FROM change WHERE "row" = ? ORDER BY id'


def take_in(
    session: Session, rows: Iterable[bytes], number: int | None = None, *, is_strict: bool = False
) -> int:
    """Write into the log what rows hold that the log does not say.

    Args:
        session: The open file, in a transaction.
        rows: Ids of the rows that are about to be written.
        number: Number of their kind, when it is known: then records that stand in the table alone
            are taken, too.
        is_strict: Refuse a value that cannot stand in the log; otherwise it is passed over.

    Returns:
        How many values were taken, those that are one value counted once.

    Raises:
        QualityError: A value cannot stand in the log.
    """
    return _keep(session, list(_found(session, rows, number)), is_strict=is_strict)


def take_in_touched(session: Session) -> int:
    """The same of all rows in ``temp.touched``, and of records among them that stand in a table alone.

    Raises:
        QualityError: A value cannot stand in the log.
    """
    driver = session.link.driver
    touched = [row for (row,) in driver.execute('SELECT "row" FROM temp.touched')]
    edits = [*_found(session, touched, None), *_alone(session)]
    return _keep(session, edits, is_strict=True)


def _keep(session: Session, edits: Sequence[Edit], *, is_strict: bool) -> int:
    if not edits:
        return 0
    is_change = Legible(session.schema).is_written
    legible = [one for one in edits if is_change(one.row, one.column, one.value)]
    if is_strict and len(legible) < len(edits):
        raise QualityError(
            "В вашем файле помимо программы записано недопустимое значение: команда «Проверить файл» "
            "назовёт его; впишите верное и повторите приём."
        )
    if legible:
        _write(session, legible)
    return sum(not one.is_along for one in legible)


def count_edits(session: Session) -> int | None:
    """How many values of the whole file were changed beside the program.

    Returns:
        None when the log is too long to be compared in the time that people wait.
    """
    driver, columns = session.link.driver, _columns(session)
    (changes,) = driver.execute("SELECT count(*) FROM change").fetchone()
    if changes > _MOST_CHANGES:
        return None
    tables = StoredRows(connection=driver, columns=columns)
    log = driver.execute('SELECT "row", id, col, val, parents FROM change ORDER BY "row", id')
    count = 0
    for row, entries in groupby(log, key=itemgetter(0)):
        edits = edits_of_row(row, [entry[1:] for entry in entries], tables)
        count += sum(not one.is_along for one in edits)
    for name, _ in columns.values():
        alone = f'SELECT count(*) FROM "{name}" WHERE id NOT IN (SELECT "row" FROM change)'
        count += driver.execute(alone).fetchone()[0]
    return count


def warnings(count: int) -> Iterator[Problem]:
    """What is told before a merge that takes such values into the log.

    Args:
        count: How many.
    """
    if count:
        values = counted(count, "значение", "значения", "значений")
        text = (
            "Записи, которых касается присланное, в вашем файле меняли помимо программы "
            f"({values}): при приёме эти правки войдут в журнал изменений и не пропадут; проверьте, "
            "верны ли они."
        )
        yield Problem(text=text, severity=Severity.WARNING)


def _found(session: Session, rows: Iterable[bytes], number: int | None) -> Iterator[Edit]:
    driver, columns = session.link.driver, _columns(session)
    tables = StoredRows(connection=driver, columns=columns)
    for row in rows:
        entries = driver.execute(_LOG, (row,)).fetchall()
        if entries:
            yield from edits_of_row(row, entries, tables)
        elif number is not None and (cells := tables.row(number, row)) is not None:
            yield added_row(row, number, cells)


def _alone(session: Session) -> Iterator[Edit]:
    """Records in ``temp.touched`` that the tables have and the log does not tell of."""
    driver = session.link.driver
    for number, (name, _) in _columns(session).items():
        rows = driver.execute(
            f'SELECT t.id FROM "{name}" AS t WHERE t.id IN temp.touched '
            'AND NOT EXISTS (SELECT 1 FROM main.change AS c WHERE c."row" = t.id)'
        ).fetchall()
        yield from _found(session, (row for (row,) in rows), number)


def _columns(session: Session) -> Columns:
    return {
        number: (found.table.name, tuple(found.codes))
        for number, found in session.schema.by_number.items()
    }


def _write(session: Session, edits: Iterable[Edit]) -> None:
    signature = sign_in(session, TransactionKind.EDIT, NOTE, author=AUTHOR)
    session.link.driver.executemany(
        'INSERT INTO change(id, "row", col, val, parents, tx) VALUES (?, ?, ?, ?, ?, ?)',
        (
            (
                session.pen.clock.tick(),
                one.row,
                one.column,
                one.value,
                b"".join(one.parents) or None,
                signature.number,
            )
            for one in edits
        ),
    )
