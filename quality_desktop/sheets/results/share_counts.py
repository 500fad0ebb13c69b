"""Pupils behind one percent of the participants, exactly or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.examination.whole_counts import Unrestorable, restored
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.figures_in_rows import RowFigures, decimals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareColumn:
    """How a column of percents is written.

    Attributes:
        decimals: Decimals it is printed with.
        holds_percents: It has a number above 1, so that 0,5 in it is half a percent.
    """

    decimals: int = 0
    holds_percents: bool = False


def share_column(cells: Iterable[tuple[Sheet, int, int]]) -> ShareColumn:
    """Look at all cells of a column: sheet, row, column."""
    places = list(cells)
    numbers = [number_at(*place) for place in places]
    return ShareColumn(
        decimals=decimals_of(places),
        holds_percents=any(isinstance(one, CellNumber) and one.value > 1 for one in numbers),
    )


def count_of_share(
    figures: RowFigures, column: int, name: str, people: int | None, written: ShareColumn
) -> int | None:
    """Pupils behind a percent of the participants; a warning where not one number fits.

    Args:
        figures: The row.
        column: Column of the percent.
        name: What is counted, for the sentence.
        people: Participants, when the row says them.
        written: How the column is written.
    """
    number = figures.exact(column, name)
    if number is None:
        return None
    percent = figures.percent(column, name)
    if percent is None:
        return None
    if people is None:
        figures.warn(column, f"{name}: доля не взята, число участников не указано")
        return None
    readings = [_one_count(people, percent, written.decimals)]
    if 0 < percent <= 1 and not number.is_percent and not written.holds_percents:
        # 0,08 may be 8 %, and 1 the whole
        readings.append(_one_count(people, percent * 100, max(written.decimals - 2, 0)))
    if Unrestorable.AMBIGUOUS not in readings:
        counts = {count for count in readings if isinstance(count, int)}
        if len(counts) == 1:
            return counts.pop()
    reason = Unrestorable.AMBIGUOUS
    if all(reading is Unrestorable.IMPOSSIBLE for reading in readings):
        reason = Unrestorable.IMPOSSIBLE
    shown = f"{float(percent):.6g}".replace(".", ",")
    figures.warn(
        column,
        f"{name}: доля {shown} % при числе участников {people} не взята, {reason.shown}: "
        "впишите число учеников",
    )
    return None


def _one_count(people: int, percent: Fraction, decimals: int) -> int | Unrestorable:
    vector = restored(people, [percent, 100 - percent], decimals)
    return vector if isinstance(vector, Unrestorable) else vector[0]
