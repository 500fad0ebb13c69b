"""One cell of a form that came back: the answer it gives, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from quality_desktop.domain.collection.answers import LARGEST, Answer, read_answer
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.figures import printed_digits
from quality_desktop.sheets.cells import Sheet, SheetValue
from quality_desktop.sheets.numbers_in_cells import (
    CellNumber,
    NoNumber,
    Reason,
    as_percent,
    number_at,
    shown_number,
)

PERCENT = "%"
"""Unit of an element that is answered in percent."""

_SHOWN = 40  # letters of a cell that are repeated in a sentence
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """What a cell says.

    Attributes:
        raw: The content as a person sees it, cut when long.
        answer: The answer; empty when the cell is empty or cannot be understood.
        problem: Why it cannot be understood; empty when it can.
        remark: What should be known though the answer is taken; empty for nothing.
    """

    raw: str
    answer: Answer
    problem: str = ""
    remark: str = ""


def odd_cells(sheet: Sheet) -> Container[tuple[int, int]]:
    """Cells of which the sheet knows more than their value."""
    joined = {
        (row, column)
        for area in sheet.merges
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    return joined.union(
        sheet.percent_cells,
        sheet.date_cells,
        sheet.formula_cells,
        sheet.uncomputed_cells,
        sheet.error_cells,
    )


def plain_answer(value: SheetValue, element: DataElement) -> Answer | None:
    """The answer of an ordinary cell that is empty or holds a whole number where one is asked.

    Most cells of a form are of this kind; everything else is for ``read_cell``, which says the same of these.
    """
    if value is None:
        return Answer()
    # A yes/no of a spreadsheet is an int to Python, but no number.
    if type(value) is int and element.type == ValueType.WHOLE and 0 <= value < LARGEST:
        return Answer(digits=value) if element.unit != PERCENT else None
    return None


def read_cell(sheet: Sheet, row: int, column: int, element: DataElement) -> CellReading:
    """The answer that a cell gives to an element.

    Args:
        sheet: Where the cell is.
        row: Counted from 0.
        column: Counted from 0.
        element: What is asked.
    """
    value = sheet.at(row, column)
    raw = shown_value(value)
    if (row, column) in sheet.uncomputed_cells:
        return _wrong(
            raw, "формула не вычислена: откройте файл в Excel, сохраните и пришлите снова"
        )
    if (row, column) in sheet.error_cells:
        return _wrong(raw, f"в ячейке ошибка Excel «{raw}»: впишите ответ")
    if value is None or (isinstance(value, str) and not value.strip()):
        hidden = _covered(sheet, row, column)
        return CellReading(raw="", answer=Answer(), remark=hidden)
    text = _text_of(sheet, row, column, element)
    if isinstance(text, NoNumber):
        return _wrong(raw, text.sentence.replace(" — ", ": "))
    answer = read_answer(text, element)
    if isinstance(answer, Problem):
        return _wrong(raw, answer.text)
    computed = (row, column) in sheet.formula_cells
    remark = (
        "ответ взят из формулы: проверьте число"
        if computed
        else _reread(value, raw, answer, element)
    )
    return CellReading(raw=raw, answer=answer, remark=remark or _covered(sheet, row, column))


def shown_value(value: SheetValue) -> str:
    """The content of a cell as a person sees it, on one line, cut when long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ИСТИНА" if value else "ЛОЖЬ"
    if isinstance(value, float):
        text = f"{value:.15g}".replace(".", ",")
    elif isinstance(value, date):
        text = f"{value:%d.%m.%Y}"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _text_of(sheet: Sheet, row: int, column: int, element: DataElement) -> str | NoNumber:
    """The content as the text that ``read_answer`` takes."""
    value = sheet.at(row, column)
    if element.type in (ValueType.WHOLE, ValueType.DECIMAL):
        return _number_text(sheet, row, column, element)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, int | float):
        number = number_at(sheet, row, column)
        return shown_number(number) if isinstance(number, CellNumber) else shown_value(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def _number_text(sheet: Sheet, row: int, column: int, element: DataElement) -> str | NoNumber:
    value = sheet.at(row, column)
    # Words of absence and the element's own unit are known to ``read_answer`` alone.
    if isinstance(value, str) and not isinstance(read_answer(value, element), Problem):
        return value
    number = number_at(sheet, row, column)
    if isinstance(number, NoNumber):
        is_text = isinstance(value, str) and not value.lstrip().startswith("#")
        # What a number may be replaced by is said by the sentence of the answers.
        return str(value) if is_text and number.reason is not Reason.DATE else number
    if number is None:
        return ""
    if number.is_percent and element.unit != PERCENT:
        return NoNumber(
            reason=Reason.AMBIGUOUS,
            sentence=f"«{shown_number(number)} %» вместо числа: впишите само число без знака процента",
        )
    if element.unit == PERCENT:
        percent = as_percent(number)
        return percent if isinstance(percent, NoNumber) else shown_number(percent)
    return shown_number(number)


def _reread(value: SheetValue, raw: str, answer: Answer, element: DataElement) -> str:
    """Tells of a number that was written with more than its digits: «12 чел.», «1 234»."""
    if not isinstance(value, str) or _PLAIN.fullmatch(value.strip()):
        return ""
    if element.type not in (ValueType.WHOLE, ValueType.DECIMAL) or answer.digits is None:
        return ""
    number = printed_digits(answer.digits, answer.decimals)
    return f"вписано «{raw}», принято число {number}: проверьте"


def _covered(sheet: Sheet, row: int, column: int) -> str:
    area = sheet.merge_over(row, column)
    if area is None or area.size == 1:
        return ""
    if (row, column) == (area.top, area.left):
        return f"ячейка объединена с соседними ({area}): ответ отнесён только к первой"
    return f"ячейка скрыта объединением {area}: ответа нет, снимите объединение"


def _wrong(raw: str, problem: str) -> CellReading:
    return CellReading(raw=raw, answer=Answer(), problem=problem)
