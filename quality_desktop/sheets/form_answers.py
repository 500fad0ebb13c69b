"""Answers of a form that was found in a workbook, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quality_desktop.domain.answers import Answer, read_answer
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.monitoring import Absence, DataElement, ValueType
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import address
from quality_desktop.sheets.form_book_in import AnswerRow, Finding, FoundForm
from quality_desktop.sheets.form_cells import CellReading, read_cell, shown_value
from quality_desktop.sheets.form_keys import kind_of

_REASONS = {absence.shown: absence for absence in Absence}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCell:
    """The answer to one element and the cell it stands in.

    Attributes:
        element: Element that is answered.
        row: Row from 0.
        column: Column from 0.
        raw: Content of the cell as a person sees it.
        answer: What it means; may be empty.
    """

    element: Id
    row: int
    column: int
    raw: str
    answer: Answer

    @property
    def cell(self) -> str:
        """Address of the cell as Excel shows it."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswers:
    """What a form says.

    Attributes:
        cells: Answers that can be taken, empty ones too.
        remarks: First element of a row -> the school's remark to the row.
        findings: What is wrong; an element that an error names is not among ``cells``.
    """

    cells: tuple[AnswerCell, ...]
    remarks: Mapping[Id, str]
    findings: tuple[Finding, ...]


def read_answers(
    found: FoundForm, elements: Mapping[Id, DataElement], dimensions: Mapping[Id, str]
) -> FormAnswers:
    """Read the answers of a form.

    Args:
        found: The form.
        elements: What is asked today, in the order of the form; what was asked when the workbook was made
            and is not here is no longer accepted.
        dimensions: Element -> its procedure, subject and grade in words.
    """
    return _Reader(found, elements, dimensions).answers()


def full_title(element: DataElement, dimensions: Mapping[Id, str]) -> str:
    """How a sentence names an element: «число участников ВПР (математика, 5 класс)»."""
    title = element.title or element.code
    tail = dimensions.get(element.id, "")
    return f"{title} ({tail})" if tail else title


class _Reader:
    """Reads the answers of one form."""

    def __init__(
        self, found: FoundForm, elements: Mapping[Id, DataElement], dimensions: Mapping[Id, str]
    ) -> None:
        self._found = found
        self._dimensions = dimensions
        self._sheet = found.sheet
        self._elements = elements
        self._findings = list(found.findings)
        self._remarks: dict[Id, str] = {}

    def answers(self) -> FormAnswers:
        """All rows, and what is missing."""
        cells = [cell for row in self._found.rows for cell in self._row(row)]
        self._say_what_is_missing()
        kept_out = {
            element
            for finding in self._findings
            if finding.severity is Severity.ERROR
            for element in finding.elements
        }
        return FormAnswers(
            cells=tuple(cell for cell in cells if cell.element not in kept_out),
            remarks=self._remarks,
            findings=tuple(self._findings),
        )

    def _row(self, row: AnswerRow) -> list[AnswerCell]:
        asked = {each: column for each, column in row.cells.items() if self._is_asked(row, each)}
        if row.is_changed and asked:
            self._say(
                f"Закрытый текст строки изменён: сейчас «{row.title}», а спрошено "
                f"«{self._title(next(iter(asked)))}». Ответ не принят.",
                row.row,
                min(asked.values()),
                elements=tuple(asked),
            )
            return []
        cells = [
            cell
            for element, column in asked.items()
            if (cell := self._cell(row.row, column, self._elements[element])) is not None
        ]
        self._remark(row)
        return self._with_reason(row, cells)

    def _is_asked(self, row: AnswerRow, key: Id) -> bool:
        """True when the element is asked today as it was when the workbook was made."""
        element = self._elements.get(key)
        column = row.cells[key]
        raw = shown_value(self._sheet.at(row.row, column))
        if element is None:
            if raw:
                self._say(
                    f"Этого показателя в нынешней форме нет: ответ «{raw}» не принят.",
                    row.row,
                    column,
                    severity=Severity.WARNING,
                )
            return False
        hidden = self._found.hidden
        if hidden is None or hidden.kinds.get(key, kind_of(element)) == kind_of(element):
            return True
        if raw:
            self._say(
                f"Показатель «{self._title(key)}» с тех пор изменён: ответ «{raw}» не принят, "
                "попросите заполнить новую форму.",
                row.row,
                column,
                elements=(key,),
            )
        return False

    def _cell(self, row: int, column: int, element: DataElement) -> AnswerCell | None:
        reading: CellReading = read_cell(self._sheet, row, column, element)
        if reading.problem:
            self._say(
                f"{self._title(element.id)}: {reading.problem}", row, column, elements=(element.id,)
            )
            return None
        if reading.remark:
            self._say(
                f"{self._title(element.id)}: {reading.remark}.",
                row,
                column,
                severity=Severity.WARNING,
                elements=(element.id,),
            )
        return AnswerCell(
            element=element.id, row=row, column=column, raw=reading.raw, answer=reading.answer
        )

    def _with_reason(self, row: AnswerRow, cells: list[AnswerCell]) -> list[AnswerCell]:
        """Give the reason of the row to its empty cells."""
        column = self._found.why
        text = "" if column is None else shown_value(self._sheet.at(row.row, column))
        if column is None or not text or not cells:
            return cells
        absence = self._reason(text)
        if absence is None:
            words = ", ".join(f"«{word}»" for word in _REASONS)
            self._say(
                f"«{text}» – не причина: выберите из списка ({words}).",
                row.row,
                column,
                elements=tuple(cell.element for cell in cells if cell.answer.is_empty),
            )
            return cells
        given = [
            AnswerCell(
                element=cell.element,
                row=cell.row,
                column=cell.column,
                raw=text,
                answer=Answer(absence=absence),
            )
            if cell.answer.is_empty and self._elements[cell.element].type != ValueType.TEXT
            else cell
            for cell in cells
        ]
        if given == cells and not any(cell.answer.absence == absence for cell in cells):
            self._say(
                f"Указана причина «{text}», но числа в строке есть: причина не учтена.",
                row.row,
                column,
                severity=Severity.WARNING,
                elements=tuple(cell.element for cell in cells),
            )
        return given

    def _reason(self, text: str) -> str | None:
        # A reason may be typed in other words; they are the same as in an answer.
        number = DataElement(id=self._found.meta.form, form=self._found.meta.form, code="")
        answer = read_answer(text, number)
        return None if isinstance(answer, Problem) or not answer.absence else answer.absence

    def _remark(self, row: AnswerRow) -> None:
        column = self._found.remark
        value = None if column is None else self._sheet.at(row.row, column)
        text = "" if value is None else str(value).strip()
        known = next((each for each in row.cells if each in self._elements), None)
        if text and known is not None:
            self._remarks[known] = text

    def _say_what_is_missing(self) -> None:
        place: dict[Id, int] = {key: row.row for row in self._found.rows for key in row.cells}
        named = {key for finding in self._findings for key in finding.elements}
        before = -1
        for key in self._order():
            if key in place:
                before = place[key]
            elif key in self._elements and key not in named:
                after = f" после строки {before + 1}" if before >= 0 else " в начале формы"
                self._say(
                    f"Ячейка показателя «{self._title(key)}» удалена{after}: ответа нет, попросите "
                    "заполнить форму заново.",
                    max(before, 0),
                    0,
                    elements=(key,),
                )

    def _order(self) -> Iterator[Id]:
        hidden = self._found.hidden
        yield from () if hidden is None else hidden.kinds

    def _title(self, key: Id) -> str:
        return full_title(self._elements[key], self._dimensions)

    def _say(
        self,
        text: str,
        row: int,
        column: int,
        *,
        severity: Severity = Severity.ERROR,
        elements: tuple[Id, ...] = (),
    ) -> None:
        self._findings.append(
            Finding(
                text=text,
                sheet=self._sheet.name,
                row=row,
                column=column,
                severity=severity,
                elements=elements,
                raw=shown_value(self._sheet.at(row, column)),
            )
        )
