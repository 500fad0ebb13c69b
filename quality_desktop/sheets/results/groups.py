"""Counts of the groups of a whole: given, restored from percents, or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.examination.whole_counts import Unrestorable, restored
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.figures_in_rows import RowFigures

_SUM_TOLERANCE = Fraction(2, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupColumns:
    """Where the counts and the percents of the groups of a whole stand.

    Attributes:
        names: What each group is called in a sentence: «отметка «2»».
        counts: Field of ``ExamResult`` -> its column of counts.
        percents: Field -> its column of percents.
    """

    names: Mapping[str, str]
    counts: Mapping[str, int]
    percents: Mapping[str, int]

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns."""
        return (*self.counts.values(), *self.percents.values())


def read_groups(
    figures: RowFigures, where: GroupColumns, total: int | None, decimals: int
) -> dict[str, int]:
    """Counts of all groups of a row; empty when they cannot be told.

    Args:
        figures: The row.
        where: The columns.
        total: The whole; None when the row does not say it, then only given counts are taken.
        decimals: Decimals that the percents of the table are printed with.
    """
    counts = {f: figures.whole(c, where.names[f]) for f, c in where.counts.items()}
    percents = {f: figures.percent(c, where.names[f]) for f, c in where.percents.items()}
    known = {field: count for field, count in counts.items() if count is not None}
    _look_for_gaps(figures, where, percents, total)
    if len(known) == len(where.names) and not percents:
        return _summed(figures, where, known, total)
    if figures.has_errors or total is None or any(p is None for p in percents.values()):
        return known if not figures.has_errors else {}
    if set(percents) != set(where.names):
        return known
    fields = list(where.names)
    shares, decimals = _of_a_hundred(percents, total, decimals)
    vector = restored(
        total,
        [shares[field] or Fraction(0) for field in fields],
        decimals,
        [known.get(field) for field in fields],
    )
    if isinstance(vector, Unrestorable):
        figures.refuse(where.percents[fields[0]], _sentence(vector, total, percents, known, where))
        return {}
    return dict(zip(fields, vector, strict=True))


def _of_a_hundred(
    percents: Mapping[str, Fraction | None], total: int, decimals: int
) -> tuple[Mapping[str, Fraction | None], int]:
    """Shares of one (0,375) as percents (37,5): they add up to one, which no percents do."""
    known = [percent for percent in percents.values() if percent is not None]
    if total and abs(sum(known, Fraction(0)) - 1) <= _SUM_TOLERANCE * len(known):
        return {f: p and p * 100 for f, p in percents.items()}, max(decimals - 2, 0)
    return percents, decimals


def _look_for_gaps(
    figures: RowFigures,
    where: GroupColumns,
    percents: Mapping[str, Fraction | None],
    total: int | None,
) -> None:
    """A blank cell among percents is never zero."""
    blank = [f for f, p in percents.items() if p is None and figures.is_blank([where.percents[f]])]
    if not blank or not total:
        return
    place = where.percents[blank[0]]
    if len(blank) == len(percents):
        figures.warn(place, "доли не указаны, взято только число участников")
    else:
        figures.refuse(place, f"{where.names[blank[0]]}: доля не указана, впишите её (хотя бы 0)")


def are_counts(
    sheet: Sheet, rows: Sequence[int], total: int, columns: Sequence[int]
) -> bool | None:
    """Whether bare columns («2», «3», «4», «5») hold counts rather than percents.

    The whole table is asked: counts add up to the participants, percents to a hundred.

    Returns:
        None when both readings fit some row and they differ, so that nobody can tell.
    """
    as_counts = as_percents = 0
    for row in rows:
        whole = number_at(sheet, row, total)
        parts = [number_at(sheet, row, column) for column in columns]
        numbers = [part for part in parts if isinstance(part, CellNumber)]
        if not isinstance(whole, CellNumber) or len(numbers) < len(parts):
            continue
        if whole.value in (0, 100):  # nobody, or a hundred pupils: both readings are one
            continue
        counts, percents = _fits_counts(whole, numbers), _fits_percents(whole, numbers)
        if counts and percents and _restored(whole, numbers) == tuple(n.digits for n in numbers):
            continue
        as_counts += counts
        as_percents += percents
    if as_counts == as_percents:
        return None if as_counts else False
    return as_counts > as_percents


def _fits_counts(whole: CellNumber, parts: Sequence[CellNumber]) -> bool:
    amount = sum((part.value for part in parts), Fraction(0))
    return amount == whole.value and all(part.is_whole for part in parts)


def _fits_percents(whole: CellNumber, parts: Sequence[CellNumber]) -> bool:
    """True when the parts make a hundred; what may be counts must be percents of whole pupils too."""
    amount = sum((part.value for part in parts), Fraction(0))
    spread = _SUM_TOLERANCE + Fraction(len(parts), 2 * 10 ** max(p.decimals for p in parts))
    is_a_hundred = abs(amount - 100) <= spread
    if not is_a_hundred or not _fits_counts(whole, parts):
        return is_a_hundred
    return _restored(whole, parts) is not Unrestorable.IMPOSSIBLE


def _restored(whole: CellNumber, parts: Sequence[CellNumber]) -> tuple[int, ...] | Unrestorable:
    decimals = max(part.decimals for part in parts)
    return restored(whole.digits, [part.value for part in parts], decimals)


def _summed(
    figures: RowFigures, where: GroupColumns, counts: dict[str, int], total: int | None
) -> dict[str, int]:
    """Given counts, when they add up."""
    amount = sum(counts.values())
    if total is not None and amount != total and set(counts) == set(where.names):
        first = next(iter(where.counts.values()))
        figures.refuse(
            first,
            f"{_all(where)} в сумме {amount}, а участников {total} "
            f"(разница {abs(amount - total)}): исправьте одно из чисел",
        )
        return {}
    return counts


def _sentence(
    reason: Unrestorable,
    total: int,
    percents: Mapping[str, Fraction | None],
    known: Mapping[str, int],
    where: GroupColumns,
) -> str:
    shown = "; ".join(_printed(percent) for percent in percents.values())
    beside = ", ".join(f"{where.names[field]} – {count}" for field, count in known.items())
    given = f", {beside}" if beside else ""
    return (
        f"доли {shown} % при числе {total}{given}: {reason.shown}; "
        "возьмите выгрузку с долями до сотых или с числами учеников"
    )


def _printed(percent: Fraction | None) -> str:
    return "—" if percent is None else f"{float(percent):.6g}".replace(".", ",")


def _all(where: GroupColumns) -> str:
    return ", ".join(where.names.values())
