"""What a sheet's XML tells beside the values: where cells stand, errors, formulas, formats, joins.

The reader of values (calamine) sizes its table by the farthest cell, keeps the last of two cells with one
address, and shows errors and formulas that nobody computed as empty. So this pass comes first: it refuses
what would hang or mislead, and notes what the values alone do not say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import Area, Limits, address
from quality_desktop.sheets.preflight import DAMAGED, SUSPICIOUS

_EXCEL_ROWS: Final = 1_048_576
_EXCEL_COLUMNS: Final = 16_384
_CHUNK: Final = 1 << 16  # bytes; a refusal in the middle of a large sheet comes soon
_DIGITS: Final = "0123456789"

ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#DATA!"}
)

Cells = set[tuple[int, int]]


@dataclass(slots=True, kw_only=True)
class Marks:
    """What was noted about one sheet; cells are (row, column) from 0.

    Attributes:
        merges: Joined cells.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
        percents: Cells shown as percent.
        formulas: Cells with a formula.
        linked: Those of them that look into another workbook.
        uncomputed: Those of them without a saved value.
        errors: Text of the error by cell.
        filled: Number of cells with something in them.
    """

    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percents: Cells = field(default_factory=set)
    formulas: Cells = field(default_factory=set)
    linked: Cells = field(default_factory=set)
    uncomputed: Cells = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    filled: int = 0


def scan_sheet(
    content: bytes, *, name: str, limits: Limits, percent_styles: frozenset[str] = frozenset()
) -> Marks:
    """Read the marks of a sheet.

    Args:
        content: XML of the sheet.
        name: Name of the sheet, for sentences.
        limits: What it may ask for.
        percent_styles: Numbers of the cell styles that show a percent, as text.

    Raises:
        FileRefusedError: Cells outside the limits, at a wrong address, twice or out of order; too many or too
            large joins; broken XML.
    """
    scan = _Scan(name, limits, percent_styles)
    parser = expat.ParserCreate()
    scan.attach(parser)
    try:
        for start in range(0, len(content), _CHUNK):
            parser.Parse(content[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRefusedError(DAMAGED) from error
    scan.finish()
    return scan.marks


def column_number(letters: str) -> int | None:
    """Number of a column from 0; None when Excel has no such column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return None
        number = number * 26 + ord(letter) - 64
    return number - 1 if 1 <= number <= _EXCEL_COLUMNS and len(letters) <= 3 else None


def parse_area(reference: str) -> Area | None:
    """The rectangle of «A1:B2» or «A1»; None when it is no such reference."""
    first, colon, last = reference.replace("$", "").partition(":")
    corners = [_parse_cell(each) for each in (first, last if colon else first)]
    if corners[0] is None or corners[1] is None:
        return None
    (top, left), (bottom, right) = corners[0], corners[1]
    if top > bottom or left > right:
        return None
    return Area(top=top, left=left, bottom=bottom, right=right)


def _parse_cell(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip(_DIGITS)
    digits = reference[len(letters) :]
    column = column_number(letters)
    if column is None or not digits or len(digits) > 7 or not 1 <= int(digits) <= _EXCEL_ROWS:
        return None
    return int(digits) - 1, column


class _Scan:
    """Listens to the parser; one object for one sheet."""

    def __init__(self, name: str, limits: Limits, percent_styles: frozenset[str]) -> None:
        self.marks = Marks()
        self._name = name
        self._limits = limits
        self._percent_styles = percent_styles
        self._columns: dict[str, int] = {}
        self._row = -1
        self._row_digits = ""
        self._column = -1
        self._type: str | None = None
        self._is_far = False
        self._has_table = False
        self._has_formula = False
        self._is_full = False
        self._is_row_far = False
        self._collects = ""
        self._texts: list[str] = []
        self._parser: expat.XMLParserType | None = None
        self._steps = {
            "c": self._on_cell,
            "v": self._on_value,
            "is": self._on_text,
            "f": self._on_formula,
            "row": self._on_row,
            "sheetData": self._on_table,
            "col": self._on_column,
            "mergeCell": self._on_merge,
        }

    def attach(self, parser: expat.XMLParserType) -> None:
        """Listen to a parser."""
        self._parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self._on_start

    def finish(self) -> None:
        """Note what the last cell leaves open."""
        self._close()

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        if self._collects:
            self._note_text()
        step = self._steps.get(name)
        if step is None and ":" in name:
            step = self._steps.get(name.rpartition(":")[2])
        if step is not None:
            step(attributes)

    def _on_table(self, _attributes: dict[str, str]) -> None:
        if self._has_table:
            raise self._refusal("таблица записана дважды", _AGAIN)
        self._has_table = True

    def _on_row(self, attributes: dict[str, str]) -> None:
        self._close()
        digits = attributes.get("r")
        row = self._row + 1
        if digits is not None:
            if not digits.isascii() or not digits.isdigit() or not 1 <= len(digits) <= 8:
                raise self._refusal(f"номер строки «{digits[:20]}» недопустим", SUSPICIOUS)
            row = int(digits) - 1
            if not self._row < row:
                raise self._refusal(f"строка {row + 1} записана дважды или не по порядку", _AGAIN)
        if row >= _EXCEL_ROWS:
            raise self._refusal(f"строка {row + 1} вне листа Excel", SUSPICIOUS)
        self._row, self._row_digits, self._column = row, str(row + 1), -1
        self._is_row_far = row >= self._limits.rows
        if attributes.get("hidden") in _TRUE:
            self.marks.hidden_rows.add(row)

    def _on_cell(self, attributes: dict[str, str]) -> None:
        if self._has_formula:
            self._close()
        reference = attributes.get("r")
        if reference is None:
            column = self._column + 1
            self._is_far = self._is_row_far or column >= self._limits.columns
        else:
            letters = reference.rstrip(_DIGITS)
            if reference[len(letters) :] != self._row_digits:
                raise self._refusal(
                    f"адрес ячейки «{reference[:20]}» не совпадает со строкой", _AGAIN
                )
            known = self._columns.get(letters)
            column = self._learned_column(letters, reference) if known is None else known
            self._is_far = self._is_row_far or column >= self._limits.columns
            if column <= self._column:
                raise self._refusal(f"ячейка {reference} записана дважды или не по порядку", _AGAIN)
        self._column = column
        self._is_full = False
        self._type = attributes.get("t")
        if self._percent_styles and attributes.get("s") in self._percent_styles:
            self.marks.percents.add((self._row, column))

    def _learned_column(self, letters: str, reference: str) -> int:
        column = column_number(letters)
        if column is None:
            raise self._refusal(f"ячейка «{reference[:20]}» вне листа Excel", SUSPICIOUS)
        self._columns[letters] = column
        return column

    def _on_value(self, _attributes: dict[str, str]) -> None:
        if self._is_full or self._is_far:
            self._refuse_cell()
        self._is_full = True
        self.marks.filled += 1
        if self._type == "e":
            self._collect("error")
        elif self._has_formula and self._type != "str":  # an empty text is a result, too
            self._collect("value")

    def _on_text(self, _attributes: dict[str, str]) -> None:
        if self._is_full or self._is_far:
            self._refuse_cell()
        self._is_full = True
        self.marks.filled += 1

    def _on_formula(self, _attributes: dict[str, str]) -> None:
        if self._is_full or self._is_far:
            self._refuse_cell()
        self._has_formula = True
        self.marks.formulas.add((self._row, self._column))
        self._collect("formula")

    def _refuse_cell(self) -> None:
        """Only cells with something in them count against the limits: formats may go far."""
        place = address(max(self._row, 0), max(self._column, 0))
        if self._is_full:
            raise self._refusal(f"в ячейке {place} два значения", _AGAIN)
        raise self._refusal(
            f"ячейка {place} лежит за пределами таблицы (не больше {self._limits.rows} строк и "
            f"{self._limits.columns} столбцов)",
            "удалите лишние строки и столбцы",
        )

    def _collect(self, what: str) -> None:
        self._collects = what
        self._texts.clear()
        if self._parser is not None:
            self._parser.CharacterDataHandler = self._texts.append
            self._parser.EndElementHandler = self._on_end

    def _on_end(self, _name: str) -> None:
        self._note_text()

    def _note_text(self) -> None:
        text = "".join(self._texts).strip()
        place = self._row, self._column
        if self._collects == "error":
            if text not in ERRORS:  # the reader of values would give up on the whole file
                raise self._refusal(
                    f"ячейка {address(*place)}: неизвестная ошибка «{text[:20]}»", _AGAIN
                )
            self.marks.errors[place] = text
        elif self._collects == "formula" and "[" in text:
            self.marks.linked.add(place)
        elif self._collects == "value" and not text:
            self.marks.uncomputed.add(place)
        self._collects = ""
        if self._parser is not None:
            self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _close(self) -> None:
        """The cell before is over."""
        if self._collects:
            self._note_text()
        if self._has_formula and not self._is_full:
            self.marks.uncomputed.add((self._row, self._column))
        self._has_formula = False
        if self.marks.filled > self._limits.cells:
            raise self._refusal(
                f"заполнено больше {self._limits.cells} ячеек",
                "разделите таблицу на несколько файлов",
            )

    def _on_column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            until = min(int(last[:6]), self._limits.columns)
            self.marks.hidden_columns.update(range(int(first[:6]) - 1, until))

    def _on_merge(self, attributes: dict[str, str]) -> None:
        self._close()
        reference = attributes.get("ref", "")
        area = parse_area(reference)
        if area is None:
            raise self._refusal(f"объединение «{reference[:30]}» недопустимо", SUSPICIOUS)
        if area.size > self._limits.merged_cells:
            raise self._refusal(f"объединение {area} слишком велико", "разъедините ячейки")
        self.marks.merges.append(area)
        if len(self.marks.merges) > self._limits.merges:
            raise self._refusal(f"объединений больше {self._limits.merges}", "разъедините ячейки")

    def _refusal(self, what: str, advice: str) -> FileRefusedError:
        return FileRefusedError(f"лист «{self._name}»: {what} — {advice}")


_TRUE = ("1", "true", "on")
_AGAIN = "откройте книгу в Excel, сохраните и выберите снова"
