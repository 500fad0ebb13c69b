"""A judged workbook becomes a ``Book``; runs in the reading process only."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final, cast

from quality_desktop.domain.errors import FileRefusedError, Problem, Severity
from quality_desktop.sheets.book_parts import BookParts, PartsReader, SheetEntry
from quality_desktop.sheets.cells import Book, Limits, Sheet, SheetValue, address
from quality_desktop.sheets.plain_sheet import SheetJudge
from quality_desktop.sheets.preflight import DAMAGED, Archive, open_archive
from quality_desktop.sheets.sheet_scan import Marks
from quality_desktop.sheets.text_cleaning import clean_text

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_EXACT: Final = 1e15  # beyond it a float may stand for several whole numbers
_UNUSUAL: Final = (
    "книга устроена необычно: откройте её в Excel, сохраните как новую и выберите снова"
)

_ONLY_TEXTS: Final = {str}
_ORDINARY: Final = {str, float, int, bool}
_SHORT: Final = 500  # letters of a text that is worth remembering
_KEPT_TEXTS: Final = 20_000

Grid = list[list[SheetValue]]


def read_workbook(name: str, content: bytes, limits: Limits) -> Book:
    """Judge and read one workbook; as ``WorkbookReader.read``."""
    return WorkbookReader().read(name, content, limits)


class WorkbookReader:
    """Judges and reads the workbooks of a batch; what they have in common is looked at once."""

    def __init__(self) -> None:
        self._parts = PartsReader()
        self._judge = SheetJudge()
        self._texts = CleanTexts()

    def read(self, name: str, content: bytes, limits: Limits) -> Book:
        """Judge and read a workbook.

        Args:
            name: Name of the file.
            content: The whole file, which begins as a zip.
            limits: What it may ask for.

        Raises:
            FileRefusedError: One sentence without the name of the file.
        """
        archive = open_archive(content, limits)
        parts = self._parts.read(archive, limits)
        marks = self._marks(archive, parts, limits)
        warnings: list[Problem] = []
        with _opened(content, parts) as workbook:
            sheets = tuple(
                self._sheet(entry, _values(workbook, index), mark, parts, limits, warnings)
                for index, (entry, mark) in enumerate(zip(parts.sheets, marks, strict=True))
                if mark is not None
            )
        if any(sheet.linked_cells for sheet in sheets):
            warnings.append(
                Problem(
                    text="В книге есть ссылки на другие книги: их числа могли устареть, сверьте их.",
                    severity=Severity.WARNING,
                )
            )
        return Book(
            name=name, sheets=sheets, kind="xlsx", warnings=tuple(warnings), names=parts.names
        )

    def _marks(self, archive: Archive, parts: BookParts, limits: Limits) -> list[Marks | None]:
        marks: list[Marks | None] = []
        filled = 0
        for entry in parts.sheets:
            if not entry.part:
                marks.append(None)
                continue
            mark = self._judge.marks(
                archive.read(entry.part),
                name=clean_text(entry.name),
                limits=limits,
                percent_styles=parts.percent_styles,
            )
            filled += mark.filled
            if filled > limits.cells:
                raise FileRefusedError(
                    f"заполнено больше {limits.cells} ячеек: разделите таблицу на несколько файлов"
                )
            marks.append(mark)
        return marks

    def _sheet(
        self,
        entry: SheetEntry,
        grid: Grid,
        marks: Marks,
        parts: BookParts,
        limits: Limits,
        warnings: list[Problem],
    ) -> Sheet:
        name = clean_text(entry.name)
        _put_errors(grid, marks)
        dates = self._clean_values(name, grid, limits)
        warnings.extend(_uncover(name, grid, marks))
        formulas = frozenset(marks.formulas)
        return Sheet(
            name=name,
            rows=tuple(map(tuple, grid)),
            is_hidden=entry.is_hidden,
            merges=tuple(marks.merges),
            hidden_rows=frozenset(marks.hidden_rows),
            hidden_columns=frozenset(marks.hidden_columns),
            percent_cells=frozenset(_numbers_among(marks.percents, grid)),
            date_cells=frozenset(dates),
            formula_cells=formulas,
            linked_cells=frozenset(marks.linked) if parts.has_links else frozenset(),
            uncomputed_cells=formulas if parts.is_uncomputed else frozenset(marks.uncomputed),
            error_cells=frozenset(marks.errors),
        )

    def _clean_values(self, name: str, grid: Grid, limits: Limits) -> set[tuple[int, int]]:
        """Make the values fit to keep, in place; returns the cells that hold a date or a time."""
        dates: set[tuple[int, int]] = set()
        clean = self._texts
        clean.longest = 0
        for row, line in enumerate(grid):
            kinds = set(map(type, line))
            if kinds == _ONLY_TEXTS:
                grid[row] = list(map(clean.__getitem__, line))
            else:
                if not kinds <= _ORDINARY:
                    dates |= {(row, at) for at, value in enumerate(line) if _is_moment(value)}
                grid[row] = [clean[one] if type(one) is str else _plain(one) for one in line]
            if clean.longest > limits.text_length:
                self._refuse_long(name, row, line, limits)
        return dates

    def _refuse_long(self, name: str, row: int, line: list[SheetValue], limits: Limits) -> None:
        for column, value in enumerate(line):
            if isinstance(value, str) and len(value) > limits.text_length:
                raise FileRefusedError(
                    f"лист «{name}», ячейка {address(row, column)}: текст длиннее "
                    f"{limits.text_length} знаков — сократите его"
                )


class CleanTexts(dict[object, str | None]):
    """Text of a cell -> the same made fit to keep, None for nothing; equal texts are cleaned once.

    The forms of a batch say the same in most of their cells.

    Attributes:
        longest: Letters of the longest text met since whoever asks has set it to 0; of short ones that
            were met before nothing is told.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0

    def __missing__(self, text: str) -> str | None:
        """Clean a text that was not met before."""
        self.longest = max(self.longest, len(text))
        clean = clean_text(text) or None
        if len(text) <= _SHORT:
            if len(self) >= _KEPT_TEXTS:
                self.clear()
            self[text] = clean
        return clean


def _is_moment(value: SheetValue) -> bool:
    return isinstance(value, date | time | timedelta)


def _plain(value: SheetValue) -> SheetValue:
    """Anything but a text: a whole number without the mark of a float, all else as it is."""
    if type(value) is not float:
        return value
    if value.is_integer() and -_EXACT < value < _EXACT:
        return int(value)
    return value if math.isfinite(value) else str(value)


def _opened(content: bytes, parts: BookParts) -> CalamineWorkbook:
    """Open with the reader of values and see that it sees the same sheets."""
    from python_calamine import CalamineError, load_workbook

    names = [entry.name for entry in parts.sheets]
    try:
        workbook = load_workbook(io.BytesIO(content))
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefusedError(DAMAGED) from error
    if workbook.sheet_names != names or len({name.casefold() for name in names}) < len(names):
        raise FileRefusedError(_UNUSUAL)
    return workbook


def _values(workbook: CalamineWorkbook, index: int) -> Grid:
    from python_calamine import CalamineError

    try:
        rows = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefusedError(DAMAGED) from error
    return cast("Grid", rows)  # empty cells are empty texts still


def _put_errors(grid: Grid, marks: Marks) -> None:
    """The reader of values shows errors as empty cells."""
    if not marks.errors:
        return
    width = max(len(grid[0]) if grid else 0, *(column + 1 for _row, column in marks.errors))
    height = max(len(grid), *(row + 1 for row, _column in marks.errors))
    for line in grid:
        line.extend([None] * (width - len(line)))
    grid.extend([None] * width for _ in range(height - len(grid)))
    for (row, column), text in marks.errors.items():
        grid[row][column] = text


def _uncover(name: str, grid: Grid, marks: Marks) -> Iterable[Problem]:
    """Take out values that lie unseen under a join; only the top left cell of it is shown."""
    for area in marks.merges:
        for row in range(area.top, min(area.bottom + 1, len(grid))):
            line = grid[row]
            for column in range(area.left, min(area.right + 1, len(line))):
                if line[column] is not None and (row, column) != (area.top, area.left):
                    line[column] = None
                    place = address(row, column)
                    yield Problem(
                        text=f"Лист «{name}»: значение ячейки {place} скрыто объединением {area} "
                        "и не прочитано.",
                        severity=Severity.WARNING,
                        place=f"{name}!{place}",
                    )


def _numbers_among(places: set[tuple[int, int]], grid: Grid) -> Iterable[tuple[int, int]]:
    for row, column in places:
        if row < len(grid) and column < len(grid[row]):
            value = grid[row][column]
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield row, column
