"""Plain tables for other programs: workbooks in which a text is never run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.sheets.cells import address
from quality_desktop.sheets.text_cleaning import clean_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

OutValue = str | int | float | Decimal | date | datetime | None
"""What may be written into a cell; whole numbers beyond fifteen digits are written as text."""

_EXACT: Final = 10**15  # a spreadsheet keeps fifteen digits
_TEXT_LENGTH: Final = 32_767
_ROWS: Final = 1_048_576
_COLUMNS: Final = 16_384
_NAME_LENGTH: Final = 31
_WIDEST: Final = 60
_NARROWEST: Final = 8
_MEASURED_ROWS: Final = 500

_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# Excel and LibreOffice take these first letters for a formula; the wide ones too under some settings.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the wide signs are meant
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its heading.
        width: In letters; 0 lets the content decide.
        decimals: How many decimals its numbers show; the values stay as they are.
        is_percent: Numbers are parts of one, shown as percent.
    """

    title: str
    width: float = 0
    decimals: int = 0
    is_percent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, which becomes one sheet.

    Attributes:
        name: Name of the sheet; made to fit Excel's rules.
        title: Line above the table; empty for none.
        columns: Its columns.
        rows: Its rows, none longer than ``columns``.
        totals: A last row in bold that filtering and sorting leave in its place; empty for none.
        notes: Lines below the table.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[OutValue]]
    title: str = ""
    totals: Sequence[OutValue] = field(default=())
    notes: Sequence[str] = field(default=())


def to_xlsx(tables: Sequence[Table], *, created: datetime | None = None) -> bytes:
    """Tables as a workbook, each on its sheet, with a frozen heading, a filter and a page to print on.

    Args:
        tables: At least one.
        created: Moment written into the file; now when left out. With it the same tables are the same bytes.

    Raises:
        QualityError: A table does not fit into a sheet, or a text into a cell.
    """
    from xlsxwriter import Workbook

    output = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with Workbook(output, options) as workbook:
        if created is not None:
            workbook.set_properties({"created": created})
        names: set[str] = set()
        for table in tables:
            _SheetWriter(workbook, table, _free_name(table.name, names)).write()
    return output.getvalue()


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet could run a text; a plain number and a lone sign are harmless."""
    return (
        len(text) > 1 and _FORMULA.match(text) is not None and _PLAIN_NUMBER.fullmatch(text) is None
    )


def _shown(value: OutValue) -> str:
    """A value about as wide as a cell shows it."""
    match value:
        case None:
            return ""
        case str():
            return clean_text(value)
        case bool():
            return "да" if value else "нет"
        case float() | Decimal():
            return f"{Decimal(str(value)):f}".replace(".", ",")
        case datetime():
            return f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case _:
            return str(value)


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    base = _NAME_FORBIDDEN.sub(" ", clean_text(wanted)).strip(" '") or "Лист"
    if base.casefold() == "history":  # Excel keeps this name for itself
        base = "History 1"
    name, number = base[:_NAME_LENGTH].rstrip(" '"), 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = base[: _NAME_LENGTH - len(ending)].rstrip(" '") + ending, number + 1
    taken.add(name.casefold())
    return name


class _SheetWriter:
    """Writes one table into one new sheet."""

    def __init__(self, workbook: Workbook, table: Table, name: str) -> None:
        self._table = table
        self._name = name
        self._sheet: Worksheet = workbook.add_worksheet(name)
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def write(self) -> None:
        """Write everything."""
        table = self._table
        top = 2 if table.title else 0
        if (
            top + 1 + len(table.rows) + 2 + len(table.notes) > _ROWS
            or len(table.columns) > _COLUMNS
        ):
            raise QualityError(
                f"Таблица «{self._name}» не помещается на лист Excel: разделите её на части."
            )
        if table.title:
            self._text(0, 0, table.title, self._format(bold=True, font_size=13))
        heading = self._format(bold=True, text_wrap=True, valign="top", bottom=1)
        for index, column in enumerate(table.columns):
            self._text(top, index, column.title, heading)
        for number, row in enumerate(table.rows, top + 1):
            for index, value in enumerate(row):
                self._value(number, index, value, table.columns[index])
        last = top + len(table.rows) + 1
        for index, value in enumerate(table.totals):
            self._value(last, index, value, table.columns[index], is_total=True)
        below = last + (2 if table.totals else 1)
        for number, note in enumerate(table.notes):
            self._text(below + number, 0, note, self._format(italic=True))
        self._lay_out(top)

    def _lay_out(self, top: int) -> None:
        table, sheet = self._table, self._sheet
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width or self._measured(index, column))
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        if table.rows:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
        if len(table.columns) > 6:
            sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def _measured(self, index: int, column: Column) -> float:
        lengths = [
            len(_shown(row[index])) for row in self._table.rows[:_MEASURED_ROWS] if index < len(row)
        ]
        longest_word = max((len(word) for word in column.title.split()), default=0)
        return min(_WIDEST, max(_NARROWEST, longest_word + 2, *(n + 2 for n in lengths), 0))

    def _value(
        self, row: int, column: int, value: OutValue, look: Column, *, is_total: bool = False
    ) -> None:
        match value:
            case None:
                return
            case bool():
                self._text(row, column, "да" if value else "нет")
            case str():
                self._text(row, column, value, self._format(bold=True) if is_total else None)
            case int() if abs(value) >= _EXACT:
                self._text(row, column, str(value))
            case int() | float() | Decimal():
                self._number(row, column, value, look, is_total=is_total)
            case _:
                code = "dd.mm.yyyy hh:mm" if isinstance(value, datetime) else "dd.mm.yyyy"
                self._sheet.write_datetime(row, column, value, self._format(num_format=code))

    def _number(
        self, row: int, column: int, value: float | Decimal, look: Column, *, is_total: bool
    ) -> None:
        code = "0" + ("." + "0" * look.decimals if look.decimals else "")
        if look.is_percent:
            code += "%"
        elif not look.decimals and value != int(value):
            code = "General"
        self._sheet.write_number(row, column, value, self._format(num_format=code, bold=is_total))

    def _text(self, row: int, column: int, text: str, look: Format | None = None) -> None:
        cleaned = clean_text(text)
        if len(cleaned) > _TEXT_LENGTH:
            raise QualityError(
                f"Текст для ячейки {address(row, column)} листа «{self._name}» длиннее {_TEXT_LENGTH} "
                "знаков: сократите его."
            )
        if look is None:
            is_long = len(cleaned) > _WIDEST  # the next column would cover its end
            look = self._format(
                text_wrap=is_long or "\n" in cleaned,
                quote_prefix=is_formula_like(cleaned),
                num_format="@",
            )
        if cleaned:
            self._sheet.write_string(row, column, cleaned, look)

    def _format(self, **properties: Any) -> Format:  # noqa: ANN401 - Excel's own properties
        wanted = {name: value for name, value in properties.items() if value is not False}
        key = repr(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(wanted)
        return self._formats[key]
