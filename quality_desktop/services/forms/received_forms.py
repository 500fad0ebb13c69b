"""What a preview says of the forms that came back; nothing of it is written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.monitoring import DataElement, Form
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id


class Verdict(StrEnum):
    """What can be done with a form that came back."""

    READY = "ready"
    WITH_ERRORS = "with_errors"
    """Some answers cannot be taken or contradict each other; the rest only by a person's word."""
    CHOOSE = "choose"
    """Another answer of the same school stands against it: a person chooses one."""
    HELD = "held"
    """Nobody can tell whose answer it is: a person names the school."""
    ALREADY = "already"
    EMPTY = "empty"
    REFUSED = "refused"

    @property
    def shown(self) -> str:
        """What a table of forms says."""
        return {
            Verdict.READY: "можно записать",
            Verdict.WITH_ERRORS: "есть ошибки",
            Verdict.CHOOSE: "выберите один ответ",
            Verdict.HELD: "укажите школу",
            Verdict.ALREADY: "уже загружен",
            Verdict.EMPTY: "форма не заполнена",
            Verdict.REFUSED: "не принят",
        }[self]

    @property
    def can_be_written(self) -> bool:
        """True when a person may accept it."""
        return self in (Verdict.READY, Verdict.WITH_ERRORS, Verdict.CHOOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormProblem:
    """Something wrong in a form.

    Attributes:
        text: One Russian sentence without the place.
        file: Name of the file.
        sheet: Name of the sheet; empty for the whole file.
        cell: Address of the cell as Excel shows it; empty for none.
        elements: Elements whose answers it is about.
        raw: What stands in the cell.
    """

    text: str
    file: str
    sheet: str = ""
    cell: str = ""
    severity: Severity = Severity.ERROR
    elements: tuple[Id, ...] = ()
    raw: str = ""

    @property
    def sentence(self) -> str:
        """File, sheet, cell, and what is wrong."""
        sheet = f", лист «{self.sheet}»" if self.sheet else ""
        word = "ячейки" if "," in self.cell else "ячейка"
        cell = f", {word} {self.cell}" if self.cell else ""
        return f"«{self.file}»{sheet}{cell}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """An answer that differs from what the file of the office holds.

    Attributes:
        question: Element that is answered.
        title: Its title with subject and grade.
        cell: Where the answer stands in the form.
        before: What the office has now; empty for nothing.
        after: What the school says.
    """

    question: DataElement
    title: str
    cell: str
    before: Answer
    after: Answer

    @property
    def element(self) -> Id:
        """Id of the element that is answered."""
        return self.question.id

    @property
    def before_shown(self) -> str:
        """What the office has now, as text."""
        return shown(self.before, self.question)

    @property
    def after_shown(self) -> str:
        """What the school says, as text."""
        return shown(self.after, self.question)

    @property
    def is_new(self) -> bool:
        """True when the office had no answer."""
        return self.before.is_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedForm:
    """One form of one file.

    Attributes:
        key: Tells it from all others of the preview: path and sheet.
        file: Name of the file.
        path: Where the file is.
        sheet: Name of the sheet; empty when the file holds no form.
        verdict: What can be done with it.
        sentence: Why, and what to do; empty when it is ready.
        form: The form it answers; None when it is not known.
        version: Version of the form it was made from.
        year: School year it answers for.
        school: The school; None while nobody knows.
        school_name: Name of the school, or what the form says.
        candidates: Schools it may be from, the likeliest first.
        sender: Who filled it.
        changes: What differs from the answers that the office has.
        same: Answers that the office has already.
        filled: Required elements that are answered.
        required: Required elements.
        remarks: Element -> the school's remark that is new.
        problems: Everything that is wrong.
        fingerprint: SHA-256 of its answers.
        rivals: Keys of other answers of the same school.
    """

    key: str
    file: str
    path: str
    sheet: str = ""
    verdict: Verdict = Verdict.REFUSED
    sentence: str = ""
    form: Form | None = None
    version: int = 0
    year: int = 0
    school: Id | None = None
    school_name: str = ""
    candidates: tuple[Id, ...] = ()
    sender: str = ""
    changes: tuple[AnswerChange, ...] = ()
    same: int = 0
    filled: int = 0
    required: int = 0
    remarks: Mapping[Id, str]
    problems: tuple[FormProblem, ...] = ()
    fingerprint: str = ""
    rivals: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """Answers to what the office had no answer to."""
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        """Answers that replace another one."""
        return len(self.changes) - self.new

    @property
    def is_partly_filled(self) -> bool:
        """True when some required elements are answered and others are not."""
        return 0 < self.filled < self.required

    @property
    def to_write(self) -> tuple[AnswerChange, ...]:
        """What is written of the form: an answer in which something is wrong never replaces another.

        Where the office has none it is written all the same: the table shows it red, to be mended there.
        """
        wrong = {element for problem in self.errors for element in problem.elements}
        return tuple(
            change for change in self.changes if change.is_new or change.element not in wrong
        )

    @property
    def told(self) -> tuple[FormProblem, ...]:
        """All problems, with why the whole form is not taken."""
        return tuple(_problems(self))

    @property
    def errors(self) -> tuple[FormProblem, ...]:
        """Problems that must be mended."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsPreview:
    """What was found in the files.

    Attributes:
        received: Every form, and every file that is none, in the order of the files.
        skipped: Files of a folder that are no tables.
    """

    received: tuple[ReceivedForm, ...]
    skipped: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[ReceivedForm, ...]:
        """Forms with one of these verdicts."""
        return tuple(each for each in self.received if each.verdict in verdicts)

    @property
    def problems(self) -> tuple[FormProblem, ...]:
        """All problems, those of refused files too, in the order of the files."""
        return tuple(problem for each in self.received for problem in each.told)


def _problems(received: ReceivedForm) -> Iterable[FormProblem]:
    if received.sentence and received.verdict not in (Verdict.READY, Verdict.ALREADY):
        severity = Severity.WARNING if received.verdict is Verdict.EMPTY else Severity.ERROR
        if received.verdict is not Verdict.WITH_ERRORS:
            yield FormProblem(
                text=received.sentence, file=received.file, sheet=received.sheet, severity=severity
            )
    yield from received.problems
