"""A table from a paper read as a plan: headings, section rows, rows cut by pages, joined cells.

Nothing is refused: what was done with an odd row is told beside it, and a person looks before anything is
written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.columns import Column, understood
from quality_desktop.domain.planning.spans import PlanYear

Mapped = tuple[Column | None, ...]
"""What every column of a table holds; neighbours that hold the same are read as one."""

_HEAD_AMONG: Final = 12
_ANY_YEAR: Final = PlanYear(2000)
_USUAL: Final[Mapping[int, Mapped]] = {
    3: (Column.TITLE, Column.DATES, Column.EXECUTORS),
    4: (Column.NUMBER, Column.TITLE, Column.DATES, Column.EXECUTORS),
    5: (Column.NUMBER, Column.TITLE, Column.DATES, Column.EXECUTORS, Column.EXPECTED),
    6: (Column.NUMBER, Column.TITLE, Column.PARTICIPANTS, Column.EXECUTORS, Column.DATES, Column.EXPECTED),
    7: (Column.NUMBER, Column.TITLE, Column.PARTICIPANTS, Column.EXECUTORS, Column.CO_EXECUTORS,
        Column.DATES, Column.EXPECTED),
}  # fmt: skip
_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*[а-яa-z]?[.)]?", re.IGNORECASE)
_MARKS: Final = re.compile(r"</?(?:p|i|b|u|br)\s*/?>", re.IGNORECASE)
_ENDS: Final = (".", "!", "?", ";", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """A table as it was found.

    Attributes:
        name: «Таблица 2», the name of a sheet.
        rows: Texts of cells, all rows equally long; a joined cell has its text in its first place.
        wide: Rows in which one cell covers all columns.
        below: Cells covered by a join from above.
        beside: Cells covered by a join from the left.
        squeezed: Rows that had a cell too many, two of which were put together.
        caption: Lines above the table.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    wide: frozenset[int] = frozenset()
    below: frozenset[tuple[int, int]] = frozenset()
    beside: frozenset[tuple[int, int]] = frozenset()
    squeezed: frozenset[int] = frozenset()
    caption: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


class Sort(Enum):
    """What a row of the plan will be."""

    SECTION = "section"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row as it will be.

    Attributes:
        texts: By column; a section has only a title.
        places: Rows of the table it came from, counted from 1.
        notes: What was done or is odd, in sentences.
    """

    sort: Sort
    texts: Mapping[Column, str]
    places: tuple[int, ...]
    notes: tuple[str, ...] = ()

    def text(self, column: Column) -> str:
        """Its text in a column."""
        return self.texts.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """What a table says.

    Attributes:
        rows: Sections and rows in order.
        dropped: Rows of the table left out (headings, numbers of columns), counted from 1.
    """

    rows: tuple[ReadRow, ...] = ()
    dropped: tuple[int, ...] = ()


def head_row(table: SourceTable) -> int | None:
    """The row of headings: the one with most understood headings; None when there is none."""
    best, most = None, 1
    for place, row in enumerate(table.rows[:_HEAD_AMONG]):
        found = {column for text in row if (column := understood(text)) is not None}
        is_head = Column.TITLE in found or Column.DATES in found or Column.EXECUTORS in found
        short = all(len(text) <= 60 for text in row)
        if is_head and short and len(found) > most:
            best, most = place, len(found)
    return best


def proposed(table: SourceTable) -> Mapped:
    """What the columns hold, by their headings, or by what stands in them when there are none."""
    head = head_row(table)
    if head is None:
        return _by_content(table)
    found: list[Column | None] = []
    for column in range(table.width):
        texts = [table.rows[head][column]]
        if head + 1 < len(table.rows) and (head + 1, column) in table.below:
            texts.append(table.rows[head + 1][column])
        meaning = understood(" ".join(texts))
        if meaning is None and (head, column) in table.beside and found:
            meaning = found[-1]  # a heading over two columns
        elif meaning in found and meaning is not (found[-1] if found else None):
            meaning = None
        found.append(meaning)
    return tuple(found)


def same_columns(table: SourceTable, other: SourceTable) -> bool:
    """Whether a table goes on with another: as wide, and with the same headings or none."""
    head, more = head_row(table), head_row(other)
    if table.width != other.width:
        return False
    if more is None:
        # A table of its own has a heading of dates; rows that a page broke off have dates.
        return not any(understood(text) is Column.DATES for text in other.rows[0])
    return head is not None and _folded(table.rows[head]) == _folded(other.rows[more])


def read(table: SourceTable, mapped: Mapped) -> ReadPlan:
    """Read a table.

    Args:
        table: The table.
        mapped: What its columns hold.
    """
    return _Reading(table=table, mapped=mapped).read()


@dataclass(slots=True, kw_only=True)
class _Reading:
    table: SourceTable
    mapped: Mapped
    rows: list[ReadRow] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def read(self) -> ReadPlan:
        """Go through the rows."""
        head = head_row(self.table)
        if head is None and self._has_strange_head():
            head = 0
        heading = None if head is None else _folded(self.table.rows[head])
        body = 0 if head is None else head + 1
        while (body, 0) in self.table.below and head is not None:
            body += 1  # headings of two lines
        for place, row in enumerate(self.table.rows):
            if not any(text.strip() for text in row):
                continue
            is_numbers = place <= body + 1 and _is_column_numbers(row)
            if place < body or _folded(row) == heading or is_numbers:
                self.dropped.append(place + 1)
            else:
                self._add(place, row)
        return ReadPlan(rows=tuple(self.rows), dropped=tuple(self.dropped))

    def _has_strange_head(self) -> bool:
        """Whether the first row alone has no date where all others have one: headings of their own words."""
        if Column.DATES not in self.mapped:
            return False
        column = self.mapped.index(Column.DATES)
        dates = [clean(row[column]) for row in self.table.rows if column < len(row)]
        are_dates = [bool(understand(text, _ANY_YEAR).spans) for text in dates]
        return (
            len(dates) > 1 and bool(dates[0]) and are_dates == [False] + [True] * (len(dates) - 1)
        )

    def _add(self, place: int, row: Sequence[str]) -> None:
        title = self._section_title(place, row)
        if title:
            self.rows.append(
                ReadRow(sort=Sort.SECTION, texts={Column.TITLE: title}, places=(place + 1,))
            )
            return
        texts = self._texts(place, row)
        if not any(texts.values()):
            self._note_lost(place, row)
            return
        last = self.rows[-1] if self.rows else None
        if last is not None and last.sort is Sort.ROW and self._continues(place, texts, last):
            self.rows[-1] = _joined(last, texts, place + 1)
            return
        notes = ["лишняя ячейка соединена с соседней"] if place in self.table.squeezed else []
        if Column.NUMBER in self.mapped and not texts.get(Column.NUMBER) and self._has_numbers():
            notes.append("номера нет, программа сосчитает его сама")
        if not texts.get(Column.TITLE):
            notes.append("нет мероприятия")
        self.rows.append(
            ReadRow(sort=Sort.ROW, texts=texts, places=(place + 1,), notes=tuple(notes))
        )

    def _section_title(self, place: int, row: Sequence[str]) -> str:
        """Title of a section row; empty when it is an ordinary one."""
        filled = [(column, text) for column, text in enumerate(row) if text.strip()]
        if len(filled) != 1:
            return ""
        column, text = filled[0]
        text = clean(text)
        if place in self.table.wide:
            return text
        if _NUMBER.fullmatch(text) or any(key == place for key, _ in self.table.below):
            return ""
        meaning = self.mapped[column] if column < len(self.mapped) else None
        is_heading = text[:1].isupper() or not text[:1].isalpha()
        is_in_title = meaning in (Column.TITLE, Column.NUMBER)
        return text if is_in_title and is_heading and not self._is_unfinished() else ""

    def _is_unfinished(self) -> bool:
        """Whether the title before ends in the middle of a sentence."""
        last = self.rows[-1] if self.rows else None
        title = "" if last is None else last.text(Column.TITLE).rstrip()
        return title.endswith((",", "-", "–", "(", "«"))

    def _texts(self, place: int, row: Sequence[str]) -> dict[Column, str]:
        texts: dict[Column, str] = {}
        for column, meaning in enumerate(self.mapped[: len(row)]):
            if meaning is None:
                continue
            text = clean(row[column])
            if not text and (place, column) in self.table.below and meaning is not Column.NUMBER:
                text = self._above(place, column)
            if text and texts.get(meaning):
                text = f"{texts[meaning]} {text}"
            texts[meaning] = text or texts.get(meaning, "")
        return texts

    def _above(self, place: int, column: int) -> str:
        """Text of the join that covers a cell, unless the join is that of the activity itself."""
        titles = [n for n, meaning in enumerate(self.mapped) if meaning is Column.TITLE]
        if any((place, title) in self.table.below for title in titles):
            return ""
        while (place, column) in self.table.below:
            place -= 1
        return clean(self.table.rows[place][column])

    def _continues(self, place: int, texts: Mapping[Column, str], last: ReadRow) -> bool:
        """Whether a page break cut the row before, or a join keeps the activity over two rows."""
        titles = [n for n, meaning in enumerate(self.mapped) if meaning is Column.TITLE]
        if any((place, column) in self.table.below for column in titles):
            return True
        if texts.get(Column.NUMBER):
            return False
        title = texts.get(Column.TITLE, "")
        if not title:
            return Column.TITLE in self.mapped
        if Column.NUMBER not in self.mapped:
            return False
        is_begun = title[:1].islower() or self._is_unfinished()
        return bool(last.text(Column.NUMBER)) and is_begun

    def _has_numbers(self) -> bool:
        rows = [row for row in self.rows if row.sort is Sort.ROW]
        return any(row.text(Column.NUMBER) for row in rows)

    def _note_lost(self, place: int, row: Sequence[str]) -> None:
        """Texts of columns that are not taken at all."""
        said = next(clean(text) for text in row if text.strip())
        note = f"строка {place + 1} не взята: «{said[:40]}» стоит в столбце, который не нужен"
        if self.rows:
            last = self.rows[-1]
            self.rows[-1] = replace(last, notes=(*last.notes, note))
        self.dropped.append(place + 1)


def clean(text: str) -> str:
    """A text without marks of pages, single spaces, its lines kept."""
    text = _MARKS.sub("\n", text).replace("\u00a0", " ").replace("\u00ad", "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _joined(row: ReadRow, more: Mapping[Column, str], place: int) -> ReadRow:
    texts = dict(row.texts)
    for column, text in more.items():
        if text:
            texts[column] = _glued(texts.get(column, ""), text)
    note = f"строка {place} таблицы – её продолжение"
    return replace(row, texts=texts, places=(*row.places, place), notes=(*row.notes, note))


def _glued(first: str, second: str) -> str:
    """Two pieces of a text that a page break cut: one sentence goes on, another begins anew."""
    if not first:
        return second
    is_sentence = second[:1].islower() or first.endswith((",", "–", "«", "(", "/"))
    return (
        f"{first} {second}" if is_sentence and not first.endswith(_ENDS) else f"{first}\n{second}"
    )


def _folded(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(clean(text).lower().split()).rstrip(".") for text in row)


def _is_column_numbers(row: Sequence[str]) -> bool:
    """«1 2 3 4 5 6» under the headings."""
    texts = [clean(text) for text in row if text.strip()]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _by_content(table: SourceTable) -> Mapped:
    usual = _USUAL.get(table.width)
    if usual is None:
        return tuple(Column.TITLE if n == 0 else None for n in range(table.width))
    first = [row[0].strip() for row in table.rows if row and row[0].strip()]
    is_numbered = sum(bool(_NUMBER.fullmatch(text)) for text in first) * 2 >= len(first) > 0
    if is_numbered or table.width == 3:
        return usual
    # No number column: what would be one column narrower, with its number left out.
    return (*_USUAL.get(table.width + 1, usual)[1:],)[: table.width]
