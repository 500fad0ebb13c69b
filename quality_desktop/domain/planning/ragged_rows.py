"""Lines of cells as a table: text that was copied or recognised has rows of unequal length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.spans import PlanYear
from quality_desktop.domain.planning.table_reading import SourceTable, head_row, proposed

_RULE: Final = re.compile(r"[\s\-–—_+|=]*")
_ANY_YEAR: Final = PlanYear(2000)
_CAPTION_LINES: Final = 6


def from_lines(lines: Sequence[Sequence[str]], name: str = "Вставка") -> SourceTable:
    """A table out of lines of cells.

    Lines of one cell above the table are its caption, between rows they are headings of sections; lines
    drawn of dashes are left out. A row with one cell too many has two of its cells put together where its
    date falls under the heading of dates.
    """
    kept = [list(line) for line in lines if not all(_RULE.fullmatch(cell) for cell in line)]
    lengths = Counter(len(line) for line in kept if len(line) > 1)
    if not lengths:
        return SourceTable(name=name, rows=tuple((line[0],) for line in kept if line))
    begin = next(place for place, line in enumerate(kept) if len(line) > 1)
    caption = tuple(line[0].strip() for line in kept[:begin] if line)
    body = kept[begin:]
    width = len(body[0]) if lengths[len(body[0])] > 1 else lengths.most_common(1)[0][0]
    padded = [line + [""] * (width - len(line)) for line in body]
    table = SourceTable(name=name, rows=tuple(tuple(line[:width]) for line in padded))
    mapped = proposed(table)
    dates = mapped.index(Column.DATES) if Column.DATES in mapped else None
    head = head_row(table)
    rows = [
        line if place == head else _fitted(line, width, dates) for place, line in enumerate(padded)
    ]
    return SourceTable(
        name=name,
        rows=tuple(map(tuple, rows)),
        wide=frozenset(place for place, line in enumerate(body) if len(line) == 1),
        squeezed=frozenset(
            place
            for place, line in enumerate(padded)
            if place != head and sum(bool(cell.strip()) for cell in line) > width
        ),
        caption=caption[-_CAPTION_LINES:],
    )


def _fitted(line: list[str], width: int, dates: int | None) -> list[str]:
    while len(line) > width:
        joined = [(_score(line, place, dates), place) for place in range(len(line) - 1)]
        place = max(joined)[1]
        line = _joined(line, place)
    return line


def _joined(line: list[str], place: int) -> list[str]:
    text = " ".join(part for part in (line[place].strip(), line[place + 1].strip()) if part)
    return [*line[:place], text, *line[place + 2 :]]


def _score(line: list[str], place: int, dates: int | None) -> tuple[bool, bool]:
    """How well a row stands when two cells are put together: its date is a date, nothing is mixed."""
    made = _joined(line, place)
    found = understand(made[dates], _ANY_YEAR) if dates is not None and dates < len(made) else None
    is_date = found is not None and bool(found.spans) and found.is_understood
    return is_date, not (line[place].strip() and line[place + 1].strip())
