"""A responsibility matrix read from a table of an order: who stands beside which direction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quality_desktop.domain.directions import Direction
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.planning.table_reading import SourceTable, clean
from quality_desktop.domain.records import Id
from quality_desktop.domain.responsibility import Role


class MatrixColumn(StrEnum):
    """What a column of a matrix holds."""

    NUMBER = "number"
    DIRECTION = "direction"
    COORDINATOR = "coordinator"
    EXECUTORS = "executors"
    OPERATOR = "operator"


TITLES: Final[Mapping[MatrixColumn, str]] = {
    MatrixColumn.NUMBER: "№",
    MatrixColumn.DIRECTION: "Направление",
    MatrixColumn.COORDINATOR: "Координатор",
    MatrixColumn.EXECUTORS: "Исполнители",
    MatrixColumn.OPERATOR: "Муниципальный оператор",
}
_ROLES: Final = {
    MatrixColumn.COORDINATOR: Role.COORDINATOR,
    MatrixColumn.EXECUTORS: Role.EXECUTOR,
    MatrixColumn.OPERATOR: Role.OPERATOR,
}
_WORDS: Final = (
    (MatrixColumn.COORDINATOR, ("координатор",)),
    (MatrixColumn.OPERATOR, ("оператор",)),
    (MatrixColumn.EXECUTORS, ("исполнител", "ответственн")),
    (MatrixColumn.DIRECTION, ("направлени", "наименование", "раздел", "показател", "система")),
    (MatrixColumn.NUMBER, ("№", "п/п")),
)
_USUAL: Final = (
    MatrixColumn.NUMBER, MatrixColumn.DIRECTION, MatrixColumn.COORDINATOR, MatrixColumn.EXECUTORS,
    MatrixColumn.OPERATOR,
)  # fmt: skip
_HEAD_AMONG: Final = 10
_CODE: Final = re.compile(r"\s*(\d+(?:\.\d+)+)\.?(?!\d)")

MatrixMapped = tuple[MatrixColumn | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixText:
    """What a cell of the matrix would hold, as the table has it."""

    direction: Id
    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixReading:
    """What a table says of the matrix.

    Attributes:
        cells: Filled cells; empty ones of the table change nothing.
        problems: Rows that were not understood, with their places in the table.
    """

    cells: tuple[MatrixText, ...] = ()
    problems: tuple[Problem, ...] = ()


def head_row(table: SourceTable) -> int | None:
    """The row of headings; None when there is none."""
    best, most = None, 1
    for place, row in enumerate(table.rows[:_HEAD_AMONG]):
        found = {column for text in row if (column := _understood(text)) is not None}
        if found & set(_ROLES) and len(found) > most:
            best, most = place, len(found)
    return best


def proposed(table: SourceTable) -> MatrixMapped:
    """What the columns hold, by their headings, or in the usual order when there are none."""
    head = head_row(table)
    if head is None:
        return (*_USUAL, *([None] * table.width))[: table.width]
    found: list[MatrixColumn | None] = []
    for text in table.rows[head]:
        column = _understood(text)
        found.append(None if column in found else column)
    return tuple(found)


def best_table(tables: Sequence[SourceTable]) -> int:
    """The table that looks most like a matrix."""

    def known(place: int) -> tuple[int, int]:
        columns = {column for column in proposed(tables[place]) if column is not None}
        is_headed = head_row(tables[place]) is not None
        return len(columns) if is_headed else 0, len(tables[place].rows)

    return max(range(len(tables)), key=lambda place: (known(place), -place))


def read(
    table: SourceTable, mapped: MatrixMapped, directions: Sequence[Direction]
) -> MatrixReading:
    """Read a table.

    A row belongs to the direction whose number stands in it, or whose title it repeats. A row with
    neither goes on with the one before: a page break cut it.

    Args:
        table: The table.
        mapped: What its columns hold.
        directions: Directions of the edition that is shown.
    """
    by_code = {direction.code: direction.id for direction in directions}
    by_title = {_folded(direction.title): direction.id for direction in directions}
    texts: dict[tuple[Id, Role], str] = {}
    problems: list[Problem] = []
    current: Id | None = None
    head = head_row(table)
    for place, row in enumerate(table.rows):
        if (head is not None and place <= head) or _is_heading(row, table, head):
            continue
        number = _cell(row, mapped, MatrixColumn.NUMBER)
        title = _cell(row, mapped, MatrixColumn.DIRECTION)
        values = _values(table, place, mapped)
        found = _direction(number, title, by_code, by_title)
        if found is None and (number or title) and any(values.values()):
            problems.append(_unknown(place, number or title))
        current = found or (None if number or title else current)
        if current is not None:
            _add(texts, current, values)
    return MatrixReading(
        cells=tuple(
            MatrixText(direction=direction, role=role, text=text)
            for (direction, role), text in texts.items()
        ),
        problems=tuple(problems),
    )


def _add(texts: dict[tuple[Id, Role], str], direction: Id, values: Mapping[Role, str]) -> None:
    for role, text in values.items():
        known = texts.get((direction, role), "")
        if text and text != known:
            texts[direction, role] = f"{known}\n{text}".strip()


def _direction(
    number: str, title: str, by_code: Mapping[str, Id], by_title: Mapping[str, Id]
) -> Id | None:
    for text in (number, title):
        match = _CODE.match(text)
        if match is not None:
            return by_code.get(match[1])
    return by_title.get(_folded(title))


def _understood(heading: str) -> MatrixColumn | None:
    words = _folded(heading)
    if not words or len(words) > 80:
        return None
    return next((column for column, stems in _WORDS if any(s in words for s in stems)), None)


def _is_heading(row: Sequence[str], table: SourceTable, head: int | None) -> bool:
    """Headings that a page repeats."""
    return head is not None and [_folded(text) for text in row] == [
        _folded(text) for text in table.rows[head]
    ]


def _values(table: SourceTable, place: int, mapped: MatrixMapped) -> dict[Role, str]:
    """Texts of a row by role; a cell joined from above holds what stands there."""
    values: dict[Role, str] = {}
    for column, role in _ROLES.items():
        if column in mapped:
            at, above = mapped.index(column), place
            while (above, at) in table.below:
                above -= 1
            values[role] = clean(table.rows[above][at])
    return values


def _cell(row: Sequence[str], mapped: MatrixMapped, column: MatrixColumn) -> str:
    return clean(row[mapped.index(column)]) if column in mapped else ""


def _unknown(place: int, what: str) -> Problem:
    return Problem(
        text=f"Строка {place + 1} таблицы: направления «{what[:60]}» в матрице нет, строка не взята.",
        severity=Severity.WARNING,
    )


def _folded(text: str) -> str:
    return " ".join(clean(text).lower().replace("ё", "е").split()).rstrip(".")
