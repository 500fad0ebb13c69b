"""One rule for a number in a cell: exact, or a finding; nothing is guessed and nothing becomes zero.

The rule:

* A number typed as a number is taken with fifteen significant digits and at most twelve decimals, which is
  what a spreadsheet itself keeps: 0.1 + 0.2 is 0,3. No float is ever returned.
* A number typed as text may have a comma or a point before its decimals, groups of three digits parted by any
  space or an apostrophe («1 234,5», «1'000»), a sign, and a percent sign. «1.234,5» has both marks and is
  refused: two people would read it as two numbers.
* A percent is what the cell's format or the sign in the text says: 0.85 in a cell shown as percent is 85 %,
  and so is «85%». Where a percent is asked, 0.85 without either is ambiguous and refused.
* Dates, yes/no, errors of Excel, formulas that nobody computed, words and not-a-number are findings.
* «-», «нет», «б/д» and their like say «no data»: a finding of its own kind, never a zero.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from quality_desktop.sheets.cells import Sheet, SheetValue

_SIGNIFICANT: Final = 15  # digits that a spreadsheet keeps
_DECIMALS: Final = 12
_WIDE: Final = 60  # digits of exact steps in between; fifteen, twelve and a percent fit well
_SHOWN: Final = 40  # letters of a cell that are repeated in a sentence

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2006\u2008\t"
_GROUPED = re.compile(
    r"(?P<sign>[+−–-]?) ?(?P<whole>\d+|\d{1,3}(?:[ '’]\d{3})+)(?:[.,](?P<rest>\d+))?(?P<percent> ?%)?",
    re.ASCII,
)
_BOTH_MARKS = re.compile(r"[+−–-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+) ?%?", re.ASCII)
_WITH_WORD = re.compile(r"[+−–-]?\d[\d ]*(?:[.,]\d+)? ?[^\W\d_][^\d]*")
_DATE_TEXT = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?|0\d\.\d{2}|\d{1,2}\.0\d\."
    r"|\d{4}-\d{2}-\d{2}.*",
    re.ASCII,
)
_MINUSES = frozenset("−–-")
_NO_DATA = frozenset(
    {"-", "–", "—", "−", "нет", "б/д", "бд", "н/д", "нд", "нет данных", "данных нет", "без данных",
     "x", "х", "*", "неизвестно", "n/a"}
)  # fmt: skip
_NOT_FINITE = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity"})


class Reason(StrEnum):
    """Why a cell gives no number."""

    NO_DATA = "no_data"
    DATE = "date"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"
    LOGICAL = "logical"
    NOT_FINITE = "not_finite"
    WITH_WORD = "with_word"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"
    OUT_OF_RANGE = "out_of_range"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNumber:
    """An exact number, ``digits`` divided by ten ``decimals`` times; the last decimal is not zero.

    Attributes:
        digits: The number without its decimal mark.
        decimals: How many of ``digits`` stand after the mark.
        is_percent: The cell said it is a percent; the number is that of the percent (85, not 0,85).
        was_text: It was typed as text: taken by the rule, and worth a remark.
    """

    digits: int
    decimals: int = 0
    is_percent: bool = False
    was_text: bool = False

    @property
    def value(self) -> Fraction:
        """The number for computing."""
        return Fraction(self.digits, 10**self.decimals)

    @property
    def is_whole(self) -> bool:
        """Whether it has no decimals."""
        return self.decimals == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNumber:
    """A cell that is not empty and gives no number.

    Attributes:
        reason: Of what kind the finding is.
        sentence: What was found and what to do; the place is added by whoever knows it.
    """

    reason: Reason
    sentence: str


def number_at(sheet: Sheet, row: int, column: int) -> CellNumber | NoNumber | None:
    """The number of a cell with all that the sheet knows of it; None when the cell is empty."""
    place = row, column
    if place in sheet.uncomputed_cells:
        return NoNumber(
            reason=Reason.UNCOMPUTED,
            sentence="формула не вычислена: откройте файл в Excel, сохраните и пришлите снова",
        )
    return read_number(sheet.at(row, column), is_percent=place in sheet.percent_cells)


def read_number(value: SheetValue, *, is_percent: bool = False) -> CellNumber | NoNumber | None:
    """The number that the value of a cell means.

    Args:
        value: What the cell holds.
        is_percent: The cell is shown as percent, so that 0.85 means 85 %.

    Returns:
        The number, a finding, or None for an empty cell.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        shown = "ИСТИНА" if value else "ЛОЖЬ"
        return NoNumber(reason=Reason.LOGICAL, sentence=f"в ячейке «{shown}» — впишите число")
    if isinstance(value, int | float):
        return _typed_number(value, is_percent=is_percent)
    if isinstance(value, str):
        return _number_in_text(value)
    return NoNumber(
        reason=Reason.DATE,
        sentence=f"похоже на дату ({_shown_date(value)}) — впишите число и уберите формат даты",
    )


def as_percent(number: CellNumber) -> CellNumber | NoNumber:
    """The same number where a percent from 0 to 100 is asked.

    Returns:
        The number, or a finding: it is out of range, or nobody can tell 0,85 from 85 %.
    """
    shown = shown_number(number)
    if not number.is_percent and number.value <= 1 and not number.is_whole and number.value > 0:
        return NoNumber(
            reason=Reason.AMBIGUOUS,
            sentence=f"«{shown}» — непонятно, это {shown} % или доля: впишите число со знаком %",
        )
    if not 0 <= number.value <= 100:
        return NoNumber(
            reason=Reason.OUT_OF_RANGE, sentence=f"{shown} % — процент бывает от 0 до 100"
        )
    return number


def shown_number(number: CellNumber) -> str:
    """The number as it is written in Russian, without groups: «-1234,5»."""
    sign = "-" if number.digits < 0 else ""
    digits = str(abs(number.digits)).rjust(number.decimals + 1, "0")
    if not number.decimals:
        return sign + digits
    return f"{sign}{digits[: -number.decimals]},{digits[-number.decimals :]}"


def _typed_number(value: float, *, is_percent: bool) -> CellNumber | NoNumber:
    if not math.isfinite(value):
        return _not_finite(str(value))
    if abs(value) >= 10**_SIGNIFICANT:
        return _too_long(str(value) if isinstance(value, int) else f"{value:.0f}")
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_SIGNIFICANT}g}")
    if is_percent:
        exact = exact.scaleb(2, Context(prec=_WIDE))
    return _normal(exact, is_percent=is_percent, was_text=False)


def _number_in_text(value: str) -> CellNumber | NoNumber | None:
    text = _spaced(value)
    if not text:
        return None
    lowered = text.casefold()
    found = _GROUPED.fullmatch(text)
    if found is not None and _DATE_TEXT.fullmatch(text) is None:
        return _matched_number(found, text)
    if lowered in _NO_DATA:
        return NoNumber(
            reason=Reason.NO_DATA, sentence=f"«{text}» вместо числа — считаем, что данных нет"
        )
    if lowered in _NOT_FINITE:
        return _not_finite(text)
    return NoNumber(reason=_reason(text), sentence=_SENTENCES[_reason(text)].format(_shown(text)))


def _matched_number(found: re.Match[str], text: str) -> CellNumber | NoNumber:
    whole = re.sub(r"[ '’]", "", found["whole"])
    rest = found["rest"] or ""
    if len(whole.lstrip("0")) > _SIGNIFICANT:
        return _too_long(text)
    # Other programs write 26.320000000000004 into text tables: the rest is as exact as a spreadsheet.
    exact = Context(prec=_SIGNIFICANT).create_decimal(f"{whole}.{rest[:_WIDE] or 0}")
    if found["sign"] in _MINUSES:
        exact = -exact
    return _normal(exact, is_percent=found["percent"] is not None, was_text=True)


def _normal(exact: Decimal, *, is_percent: bool, was_text: bool) -> CellNumber:
    context = Context(prec=_WIDE)
    digits = int(exact.scaleb(_DECIMALS, context).to_integral_value(context=context))
    decimals = _DECIMALS
    while decimals and digits % 10 == 0:
        digits, decimals = digits // 10, decimals - 1
    return CellNumber(digits=digits, decimals=decimals, is_percent=is_percent, was_text=was_text)


def _reason(text: str) -> Reason:
    if text.startswith("#"):
        return Reason.ERROR
    if _DATE_TEXT.fullmatch(text):
        return Reason.DATE
    if _BOTH_MARKS.fullmatch(text):
        return Reason.AMBIGUOUS
    if _WITH_WORD.fullmatch(text):
        return Reason.WITH_WORD
    return Reason.WORDS


_SENTENCES = {
    Reason.ERROR: "в ячейке ошибка Excel «{}» — исправьте формулу или впишите число",
    Reason.DATE: "похоже на дату ({}) — впишите число",
    Reason.AMBIGUOUS: "«{}» можно понять по-разному — впишите без разделителя тысяч",
    Reason.WITH_WORD: "«{}» — число со словом, оставьте только число",
    Reason.WORDS: "«{}» — не число, впишите число",
}


def _not_finite(text: str) -> NoNumber:
    return NoNumber(
        reason=Reason.NOT_FINITE,
        sentence=f"«{text}» — не число: исправьте формулу или впишите число",
    )


def _too_long(shown: str) -> NoNumber:
    return NoNumber(
        reason=Reason.TOO_LONG,
        sentence=f"«{shown[:_SHOWN]}» — больше {_SIGNIFICANT} цифр, последние могли потеряться: "
        "если это код, сделайте ячейку текстовой и впишите его снова",
    )


def _spaced(text: str) -> str:
    """The text with one kind of space between words and none around."""
    for space in _SPACES:
        text = text.replace(space, " ")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _shown_date(value: date | datetime | time | timedelta) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)
