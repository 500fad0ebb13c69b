"""A total under the rows of schools against their sum: a lost or doubled row is seen there first.

A warning, never more: a total may count pupils who stand in no row, and it is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, NoNumber, number_at, shown_number
from quality_desktop.sheets.results.record_rows import OCCASION_KEYS, DataRow
from quality_desktop.sheets.results.rows import found

_FEWEST = 2
"""The sum of a single row is that row."""


def differing_sums(
    sheet: Sheet, totals: Mapping[int, str], data: Sequence[DataRow], columns: Sequence[int]
) -> Iterator[Problem]:
    """Totals that are the sum neither of the rows since the last total nor of all rows above.

    Rows of different subjects, grades or years are not added up: one pupil may stand in each.

    Args:
        sheet: Where they stand.
        totals: Row of a total, from 0 -> its caption.
        data: Rows of schools.
        columns: Columns of counts.
    """
    start = -1
    for total in sorted(totals):
        above = [row for row in data if row.number < total]
        since = [row for row in above if row.number > start]
        start = total
        if len(since) < _FEWEST or not _are_alike(since):
            continue
        groups = [since, above] if len(above) > len(since) and _are_alike(above) else [since]
        for column in columns:
            yield from _differing(sheet, (total, column), totals[total], groups)


def _are_alike(rows: Sequence[DataRow]) -> bool:
    return len({(row.said, *(row.text(key) for key in OCCASION_KEYS)) for row in rows}) == 1


def _differing(
    sheet: Sheet, cell: tuple[int, int], caption: str, groups: Sequence[Sequence[DataRow]]
) -> Iterator[Problem]:
    written = number_at(sheet, *cell)
    if not isinstance(written, CellNumber) or written.is_percent or not written.is_whole:
        return
    sums = [_sum(sheet, [row.number for row in rows], cell[1]) for rows in groups]
    if None in sums or written.value in sums:
        return
    least = min(filter(None, sums), key=lambda one: abs(one - written.value), default=sums[0])
    if least is None:
        return
    text = (
        f"«{caption[:40]}» – {shown_number(written)}, а сумма по школам {least} "
        f"(разница {abs(least - written.value)}): проверьте, все ли строки на месте"
    )
    yield found(sheet.name, *cell, text, Severity.WARNING)


def _sum(sheet: Sheet, rows: Sequence[int], column: int) -> int | None:
    """Whole numbers of a column added up; None where one cannot be read."""
    amount = 0
    for row in rows:
        number = number_at(sheet, row, column)
        if isinstance(number, NoNumber):
            return None
        if number is not None:
            if number.is_percent or not number.is_whole:
                return None
            amount += int(number.value)
    return amount
