"""Headings of a table: where they stand, how many rows they take, what each column is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.cells import Sheet, SheetValue
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at

MOST_LEVELS = 3
_BROKEN_COUNT = re.compile(r"\bколво\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its headings from the top level down, folded for comparison."""

    index: int
    path: tuple[str, ...]

    @property
    def leaf(self) -> str:
        """The lowest heading."""
        return self.path[-1] if self.path else ""

    @property
    def whole(self) -> str:
        """All levels as one text."""
        return " ".join(self.path)


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table.

    Attributes:
        top: First row of the headings.
        first: First row under them.
        columns: Columns that have a heading.
    """

    top: int
    first: int
    columns: tuple[Column, ...]

    def find(self, *names: str) -> Column | None:
        """The first column one of whose headings is a name."""
        return next((c for c in self.columns if any(n in c.path for n in names)), None)


def text_of(value: SheetValue) -> str:
    """Value of a cell as the text of a heading or a name: 2.0 is «2»."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def key_at(sheet: Sheet, row: int, column: int) -> str:
    """Folded text of a cell; «Кол-» and «во» on two lines are one word again."""
    return _BROKEN_COUNT.sub("кол во", heading_key(text_of(sheet.at(row, column))))


def rows_with(sheet: Sheet, *keys: str, within: int | None = None) -> Iterator[tuple[int, int]]:
    """Row and column of the first cell of each row whose folded text is one of the keys."""
    shortest, longest = min(map(len, keys)), 2 * max(map(len, keys))
    known: dict[str, bool] = {}  # a region's sheet repeats the same names in its rows
    for row, line in enumerate(sheet.rows[: within or sheet.height]):
        for column, value in enumerate(line):
            if not isinstance(value, str) or not shortest <= len(value) <= longest:
                continue
            if value not in known:
                known[value] = key_at(sheet, row, column) in keys
            if known[value]:
                yield row, column
                break


def head_at(sheet: Sheet, row: int, anchor: int) -> Head:
    """Headings that begin in a row.

    They go on downwards while the column ``anchor``, which has a value in every row of data, is
    empty and the row is not.
    """
    depth = 1
    while depth < MOST_LEVELS and _continues(sheet, row + depth, anchor):
        depth += 1
    columns = (Column(index, _path(sheet, row, depth, index)) for index in range(sheet.width))
    return Head(row, row + depth, tuple(column for column in columns if column.path))


def head_around(sheet: Sheet, row: int, anchor: int) -> Head:
    """Headings of several rows, of which the one with the anchor may be the lowest.

    Rows above it belong to the headings while everything in them stands to the right of the
    anchor, as «Русский язык» over its marks does; a title of the sheet begins further left.
    """
    below = head_at(sheet, row, anchor)
    top = row
    while top > 0 and row - top < MOST_LEVELS and _is_upper_level(sheet, top - 1, anchor):
        top -= 1
    if top == row:
        return below
    depth = below.first - top
    columns = (Column(index, _path(sheet, top, depth, index)) for index in range(sheet.width))
    return Head(top, below.first, tuple(column for column in columns if column.path))


def titles_above(sheet: Sheet, row: int, after: int = 0) -> list[list[str]]:
    """Texts of the rows above a table, by row, from the end of the table before it."""
    lines = (
        [text_of(value) for value in sheet.rows[number]] for number in range(max(after, 0), row)
    )
    return [texts for line in lines if (texts := [text for text in line if text])]


def _is_upper_level(sheet: Sheet, row: int, anchor: int) -> bool:
    texts = [text_of(value) for value in sheet.rows[row]]
    if any(texts[: anchor + 1]) or not any(texts):
        return False
    area = sheet.merge_over(row, anchor)
    is_title = area is not None and area.left <= anchor
    return not is_title and not _has_number_beside(sheet, row, anchor)


def end_of_data(sheet: Sheet, row: int, anchor: int, least: int = 2) -> int:
    """First row above a heading that belongs to its titles: no row of data has figures there.

    Args:
        sheet: The sheet.
        row: Row of the heading.
        anchor: Column of the captions.
        least: Numbers after the caption that make a row of data; one where a table is known to
            stand above, two where «Максимальный балл: 38» may.
    """
    first = row
    while first > 0 and not _has_number_beside(sheet, first - 1, anchor, least):
        first -= 1
    return first


def _has_number_beside(sheet: Sheet, row: int, anchor: int, least: int = 2) -> bool:
    """True for a row with so many numbers after the column of the captions."""
    numbers = (
        isinstance(number_at(sheet, row, column), CellNumber)
        for column in range(anchor + 1, sheet.width)
    )
    return sum(numbers) >= least


def _continues(sheet: Sheet, row: int, anchor: int) -> bool:
    if row >= sheet.height or sheet.at(row, anchor) is not None:
        return False
    # A line that stands left of the anchor alone («Математика» under «№ п/п») begins the data.
    return any(text_of(value) for value in sheet.rows[row][anchor + 1 :])


def _path(sheet: Sheet, top: int, depth: int, column: int) -> tuple[str, ...]:
    levels = [_heading(sheet, top, row, depth, column) for row in range(top, top + depth)]
    path: list[str] = []
    for level in levels:
        if level and (not path or path[-1] != level):
            path.append(level)
    return tuple(path)


def _heading(sheet: Sheet, top: int, row: int, depth: int, column: int) -> str:
    """Folded heading of one level; a heading over several columns belongs to each of them."""
    own = key_at(sheet, row, column)
    if own:
        return own
    area = sheet.merge_over(row, column)
    if area is not None:
        return key_at(sheet, area.top, area.left)
    is_upper = row < top + depth - 1
    if not is_upper or sheet.merges:
        return ""
    # Without joined cells (a text table, a file saved by another program) a heading reaches to
    # the right as long as there are headings under it.
    left = column
    while left > 0 and key_at(sheet, row + 1, left):
        left -= 1
        if text := key_at(sheet, row, left):
            return text if key_at(sheet, row + 1, left) else ""
    return ""
