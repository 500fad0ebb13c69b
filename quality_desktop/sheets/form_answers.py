"""Answers of a form that was found in a workbook, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quality_desktop.domain.collection.answers import Answer, read_answer
from quality_desktop.domain.collection.element_titles import title_of, with_place
from quality_desktop.domain.collection.monitoring import Absence, DataElement, ValueType
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import SheetValue, address
from quality_desktop.sheets.form_cells import (
    PERCENT,
    CellReading,
    odd_cells,
    plain_answer,
    read_cell,
    shown_value,
)
from quality_desktop.sheets.form_found import AnswerRow, Finding, FoundForm
from quality_desktop.sheets.form_keys import kind_of

_NOTHING = Answer()
_WHOLE = ValueType.WHOLE.value
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What is asked today; made once for all forms of a batch.

    Attributes:
        elements: Element in hexadecimal -> the element, in the order of the form.
        titles: The same -> how a sentence names it: «число участников ВПР (математика, 5 класс)».
        kinds: The same -> ``kind_of``.
    """

    elements: Mapping[str, DataElement]
    titles: Mapping[str, str]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, elements: Iterable[DataElement], dimensions: Mapping[Id, str]) -> Questions:
        """Questions of these elements.

        Args:
            elements: In the order of the form.
            dimensions: Element -> its procedure, subject and grade in words.
        """
        known = {element.id.hex: element for element in elements}
        return cls(
            elements=known,
            titles={
                key: with_place(title_of(element), dimensions.get(element.id, ""))
                for key, element in known.items()
            },
            kinds={key: kind_of(element) for key, element in known.items()},
        )


def read_answers(found: FoundForm, questions: Questions) -> FormAnswers:
    """Read the answers of one form; as ``AnswerReader.read``."""
    return AnswerReader(questions).read(found)


_Asked = tuple[tuple[int, DataElement], ...]
"""Column and element of every answer of a row."""


class AnswerReader:
    """Reads the answers of a batch; what equal forms have in common is found out once."""

    def __init__(self, questions: Questions) -> None:
        """Take the questions.

        Args:
            questions: What is asked today; what was asked when a workbook was made and is not here is no
                longer accepted.
        """
        self._questions = questions
        self._numbers: dict[int, Answer] = {}
        self._rows: tuple[AnswerRow, ...] = ()
        self._kinds: Mapping[str, str] | None = None
        self._plan: tuple[tuple[AnswerRow, _Asked], ...] = ()

    def read(self, found: FoundForm) -> FormAnswers:
        """Read the answers of a form."""
        return _Reader(found, self._questions, self._numbers).answers(self._planned(found))

    def _planned(self, found: FoundForm) -> tuple[tuple[AnswerRow, _Asked], ...] | None:
        """Rows with what they answer, when all of it is asked today and nothing is missing."""
        kinds = None if found.hidden is None else found.hidden.kinds
        if self._plan and found.rows is self._rows and kinds == self._kinds:
            return self._plan
        elements, known = self._questions.elements, self._questions.kinds
        keys = [key for row in found.rows for key in row.cells]
        is_whole = (
            kinds is not None
            and kinds.keys() == set(keys)
            and all(known.get(key) == kind for key, kind in kinds.items())
            and not any(row.is_changed for row in found.rows)
        )
        if not is_whole:
            return None
        self._rows, self._kinds = found.rows, kinds
        self._plan = tuple(
            (row, tuple((column, elements[key]) for key, column in row.cells.items()))
            for row in found.rows
        )
        return self._plan


class _Reader:
    """Reads the answers of one form."""

    def __init__(self, found: FoundForm, questions: Questions, numbers: dict[int, Answer]) -> None:
        self._found = found
        self._questions = questions
        self._elements = questions.elements
        self._sheet = found.sheet
        self._odd = odd_cells(found.sheet)
        self._findings = list(found.findings)
        self._remarks: dict[Id, str] = {}
        self._numbers = numbers

    def answers(self, plan: Sequence[tuple[AnswerRow, _Asked]] | None) -> FormAnswers:
        """All rows, and what is missing.

        Args:
            plan: What the rows answer, when nothing is missing.
        """
        if plan is None:
            cells = [cell for row in self._found.rows for cell in self._row(row)]
            self._findings.extend(_missing(self._found, self._questions, self._findings))
        else:
            cells = [cell for row, asked in plan for cell in self._asked_row(row, asked)]
        kept_out = {
            element
            for finding in self._findings
            if finding.severity is Severity.ERROR
            for element in finding.elements
        }
        if kept_out:
            cells = [cell for cell in cells if cell.element not in kept_out]
        return FormAnswers(
            cells=tuple(cells),
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
                elements=tuple(self._elements[key].id for key in asked),
            )
            return []
        return self._asked_row(row, tuple((c, self._elements[key]) for key, c in asked.items()))

    def _asked_row(self, row: AnswerRow, asked: _Asked) -> list[AnswerCell]:
        at, line = row.row, self._sheet.rows[row.row] if row.row < self._sheet.height else ()
        cells = []
        for column, element in asked:
            value = line[column] if column < len(line) else None
            answer = _NOTHING if value is None else self._plain(value, element)
            if answer is None or (at, column) in self._odd:
                cell = self._cell(at, column, element)
                if cell is not None:
                    cells.append(cell)
                continue
            raw = "" if value is None else str(value)
            cells.append(
                AnswerCell(element=element.id, row=at, column=column, raw=raw, answer=answer)
            )
        self._remark(row)
        return self._with_reason(row, cells)

    def _plain(self, value: SheetValue, element: DataElement) -> Answer | None:
        """The answer of an ordinary number; equal ones share one."""
        if type(value) is not int:
            return None
        known = self._numbers.get(value)
        if known is not None and element.type == _WHOLE and element.unit != PERCENT:
            return known
        answer = plain_answer(value, element)
        if answer is not None:
            self._numbers[value] = answer
        return answer

    def _is_asked(self, row: AnswerRow, key: str) -> bool:
        """True when the element is asked today as it was when the workbook was made."""
        element = self._elements.get(key)
        hidden = self._found.hidden
        if element is not None and (
            hidden is None or hidden.kinds.get(key) in (None, self._questions.kinds[key])
        ):
            return True
        column = row.cells[key]
        raw = shown_value(self._sheet.at(row.row, column))
        if not raw:
            return False
        if element is None:
            self._say(
                f"Этого показателя в нынешней форме нет: ответ «{raw}» не принят.",
                row.row,
                column,
                severity=Severity.WARNING,
            )
        else:
            self._say(
                f"Показатель «{self._title(key)}» с тех пор изменён: ответ «{raw}» не принят, "
                "попросите заполнить новую форму.",
                row.row,
                column,
                elements=(element.id,),
            )
        return False

    def _cell(self, row: int, column: int, element: DataElement) -> AnswerCell | None:
        reading: CellReading = read_cell(self._sheet, row, column, element)
        title = self._title(element.id.hex)
        if reading.problem:
            self._say(f"{title}: {reading.problem}", row, column, elements=(element.id,))
            return None
        if reading.remark:
            self._say(
                f"{title}: {reading.remark}.",
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
        absence = _reason(text, self._found)
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
            if cell.answer.is_empty and self._elements[cell.element.hex].type != ValueType.TEXT
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

    def _remark(self, row: AnswerRow) -> None:
        column = self._found.remark
        value = None if column is None else self._sheet.at(row.row, column)
        if value is None:
            return
        text = str(value).strip()
        known = next((each for each in row.cells if each in self._elements), None)
        if text and known is not None:
            self._remarks[self._elements[known].id] = text

    def _title(self, key: str) -> str:
        return self._questions.titles[key]

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


def _reason(text: str, found: FoundForm) -> str | None:
    """The absence that a reason means; it may be typed in other words, as in an answer."""
    number = DataElement(id=found.meta.form, form=found.meta.form, code="")
    answer = read_answer(text, number)
    return None if isinstance(answer, Problem) or not answer.absence else answer.absence


def _missing(
    found: FoundForm, questions: Questions, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Elements that were asked and have no cell any more, unless something is said of them already."""
    place = {key: row.row for row in found.rows for key in row.cells}
    named = {key.hex for finding in findings for key in finding.elements}
    before = -1
    for key in () if found.hidden is None else found.hidden.kinds:
        if key in place:
            before = place[key]
        elif key in questions.elements and key not in named:
            after = f" после строки {before + 1}" if before >= 0 else " в начале формы"
            yield Finding(
                text=f"Ячейка показателя «{questions.titles[key]}» удалена{after}: ответа нет, попросите "
                "заполнить форму заново.",
                sheet=found.sheet.name,
                row=max(before, 0),
                elements=(questions.elements[key].id,),
            )
