"""What a workbook or a text table says, as values that know their cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from quality_desktop.domain.errors import Problem

SheetValue = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell holds. A number arrives as int when it is whole and below 10^15 and as float otherwise: ask
``numbers_in_cells`` for its exact value, never compute with it. Not-a-number and infinity arrive as the
texts «nan» and «inf», errors of Excel as theirs («#DIV/0!»)."""

CellPlace = tuple[str, int, int]
"""Sheet name, row and column; both counted from 0."""

BookKind = Literal["xlsx", "csv", "docx"]


def column_letters(column: int) -> str:
    """Letters of a column counted from 0: 0 is «A», 26 is «AA»."""
    letters = ""
    number = column + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Address as Excel shows it of a cell counted from 0: (11, 1) is «B12»."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of cells, all four sides counted from 0 and included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """Number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies within."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        """The address of the rectangle as Excel shows it."""
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; rows and columns are counted from 0, so ``rows[11][1]`` is the cell B12.

    Attributes:
        name: Name of the sheet as its tab shows it.
        rows: Cells by row, all rows equally long; nothing above or left of the data is left out.
        is_hidden: Whether a person does not see the sheet («скрытый» and «очень скрытый» alike).
        merges: Joined cells; the value stands in the top left one, the others are empty (values that lay
            unseen under a join are left out with a warning).
        hidden_rows: Rows that a person does not see.
        hidden_columns: Columns that a person does not see.
        percent_cells: Cells with a number that is shown as percent (85 % is stored as 0.85).
        date_cells: Cells with a number that is shown as date or time; their values arrive as dates.
        formula_cells: Cells that hold a formula; their values are what was computed at the last saving.
        linked_cells: Those of them that look into another workbook, which may have changed since.
        uncomputed_cells: Those of them that nobody has computed: they only look empty, or show a zero that
            the program which wrote the file put there.
        error_cells: Cells with an error of Excel, whose value is its text («#DIV/0!»).
        caption: Paragraphs above a table of a Word text, those nearest to it, a line each.
    """

    name: str
    rows: tuple[tuple[SheetValue, ...], ...]
    is_hidden: bool = False
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent_cells: frozenset[tuple[int, int]] = frozenset()
    date_cells: frozenset[tuple[int, int]] = frozenset()
    formula_cells: frozenset[tuple[int, int]] = frozenset()
    linked_cells: frozenset[tuple[int, int]] = frozenset()
    uncomputed_cells: frozenset[tuple[int, int]] = frozenset()
    error_cells: frozenset[tuple[int, int]] = frozenset()
    caption: str = ""

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> SheetValue:
        """Value of a cell counted from 0; None when it is empty or outside the data."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def merge_over(self, row: int, column: int) -> Area | None:
        """The joined cells that a cell belongs to."""
        return next((area for area in self.merges if area.holds(row, column)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook, or a text table as a workbook of one sheet.

    Attributes:
        name: Name of the file without its folder, as a person knows it.
        sheets: The sheets in the order of their tabs, hidden ones too.
        kind: What the file was.
        warnings: What the reader should know though nothing is refused; the place is «sheet!B12» or empty.
        names: Defined names and what they refer to as the file spells it («Лист1!$B$2:$C$9»).
        digest: SHA-256 of the file in hexadecimal: the same file again has the same one.
        encoding: Of a text table («utf-8», «cp1251» …), else empty.
        separator: Of a text table, else empty.
    """

    name: str
    sheets: tuple[Sheet, ...]
    kind: BookKind
    warnings: tuple[Problem, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    digest: str = ""
    encoding: str = ""
    separator: str = ""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name."""
        return next((each for each in self.sheets if each.name == name), None)

    @property
    def formulas(self) -> frozenset[CellPlace]:
        """All cells that hold a formula."""
        return frozenset(
            (sheet.name, row, column)
            for sheet in self.sheets
            for row, column in sheet.formula_cells
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file of a batch that was not read.

    Attributes:
        name: Name of the file without its folder.
        sentence: Why, and what to do.
    """

    name: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a file may ask for before it is refused.

    A form of a school has some hundred rows, the results of a district some thousand, of a region some ten
    thousand; the numbers leave room for those and stop what was made to hang a program.

    Attributes:
        file_bytes: Size of the file.
        members: Parts inside a workbook.
        unpacked_bytes: Size of all parts together.
        ratio: How many times a part larger than ``ratio_from_bytes`` may grow when unpacked.
        ratio_from_bytes: From what size of a part the growth is judged.
        sheets: Sheets of a workbook.
        rows: Rows of a sheet.
        columns: Columns of a sheet.
        cells: Cells with something in them, in the whole file.
        merges: Joined areas of a sheet.
        merged_cells: Cells of one joined area.
        text_length: Letters in one cell; Excel itself stops at 32,767.
        seconds: Time for one file, everything included.
        memory_bytes: Memory of the process that reads.
        are_macros_allowed: Whether .xlsm is read (its data; macros never run).
        are_texts_allowed: Whether tables of a Word text (.docx) are read.
    """

    file_bytes: int = 20 * 1024 * 1024
    members: int = 1000
    unpacked_bytes: int = 200 * 1024 * 1024
    ratio: int = 100
    ratio_from_bytes: int = 1024 * 1024
    sheets: int = 200
    rows: int = 60_000
    columns: int = 256
    cells: int = 1_000_000
    merges: int = 5_000
    merged_cells: int = 10_000
    text_length: int = 32_767
    seconds: float = 5.0
    memory_bytes: int = 512 * 1024 * 1024
    are_macros_allowed: bool = False
    are_texts_allowed: bool = False


STANDARD = Limits()
"""What a form or a table of results may ask for."""
