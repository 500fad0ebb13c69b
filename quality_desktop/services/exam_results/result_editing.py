"""Typing exam results: counts of pupils and the mean score of a school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.answers import read_answer
from quality_desktop.domain.collection.monitoring import Absence, DataElement, Form, ValueType
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.examination.result_figures import COUNTS
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.exam_results.exam_tables import Cut
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

TYPED = "typed"
MEAN = "mean_hundredths"
TYPED_FIELDS = (*COUNTS, MEAN)
"""Fields of ``ExamResult`` that can be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultEdit:
    """A new figure of a school.

    Attributes:
        field: One of ``TYPED_FIELDS``.
        value: Pupils, or hundredths of the mean score; None for not known.
    """

    school: Id
    field: str
    value: int | None


def read_typed(text: str, field: str) -> int | Problem | None:
    """The figure that a typed text means, by the rule of all cells; or why it means none.

    Args:
        text: What was typed; empty and «н/д» mean that the figure is not known.
        field: One of ``TYPED_FIELDS``.
    """
    answer = read_answer(text, _element(field))
    if isinstance(answer, Problem):
        # Its advice names absences, which a result does not have.
        offers_absence = any(absence.shown in answer.text for absence in Absence)
        mended = f"«{text.strip()[:40]}» – не число: впишите число или очистите ячейку."
        return Problem(text=mended) if offers_absence else answer
    if answer.absence and answer.absence != Absence.NO_DATA:
        return Problem(
            text="Если школа не участвовала, очистите её строку: пустая строка – нет результата."
        )
    if answer.digits is not None and answer.digits < 0:
        return Problem(text="Число не может быть меньше нуля.")
    if answer.digits is None or field != MEAN:
        return answer.digits
    hundredths: int = answer.digits * 10 ** (2 - answer.decimals)
    return hundredths


def set_results(
    *, store: Store, cut: Cut, edits: Sequence[ResultEdit], intent: str = ""
) -> Changes:
    """Write typed figures in one step that can be undone as one.

    A school without a result gets one; a result that says nothing any more is removed. What was
    read from a file and then typed over is marked as typed.

    Args:
        store: The file.
        cut: The work they belong to.
        edits: New figures.
        intent: What the user did; made of the school's name when omitted.

    Raises:
        QualityError: A school is no longer in the file.
    """
    with store.work(intent or _intent(store, edits)) as work:
        for school in dict.fromkeys(edit.school for edit in edits):
            _set_one(work, cut, school, {e.field: e.value for e in edits if e.school == school})
        return work.commit()


def _set_one(work: UnitOfWork, cut: Cut, school: Id, values: dict[str, Any]) -> None:
    unknown = values.keys() - set(TYPED_FIELDS)
    if unknown:
        raise ValueError(sorted(unknown))
    if work.get(School, school) is None:
        raise QualityError("Этой школы в файле больше нет: обновите вкладку и повторите.")
    key = exam_result_id(cut.procedure, cut.year, cut.subject, cut.grade, school)
    was = work.get(ExamResult, key)
    base = was or ExamResult(
        id=key,
        procedure=cut.procedure,
        year=cut.year,
        subject=cut.subject,
        grade=cut.grade,
        school=school,
    )
    now = replace(base, **values)
    if now == was:
        return
    if not _says_anything(now):
        if was is not None:
            work.delete(ExamResult, key)
        return
    work.put(replace(now, layout=TYPED))


def _says_anything(result: ExamResult) -> bool:
    figures = (getattr(result, field) for field in TYPED_FIELDS)
    texts = (result.scores, result.tasks, result.note)
    return any(figure is not None for figure in figures) or any(texts)


def _intent(store: Store, edits: Sequence[ResultEdit]) -> str:
    school = store.get(School, edits[0].school) if edits else None
    name = school.short_name or school.full_name if school else ""
    return f"Результаты: {name}" if name else "Результаты работ"


def _element(field: str) -> DataElement:
    """What is asked, so that numbers are read here by the same rule as in all cells."""
    is_mean = field == MEAN
    return DataElement(
        id=natural_id(DataElement.kind, "result", field),
        form=natural_id(Form.kind, "result"),
        code=field,
        type=(ValueType.DECIMAL if is_mean else ValueType.WHOLE).value,
        decimals=2 if is_mean else 0,
        unit="" if is_mean else "чел.",
    )
