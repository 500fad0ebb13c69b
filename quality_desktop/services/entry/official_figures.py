"""Figures of a form that official sources already know: exam results and the directory of schools."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import DataElement, Value
from quality_desktop.domain.directory import SchoolYear
from quality_desktop.domain.examination.exams import ExamResult, exam_year_of
from quality_desktop.domain.records import Id
from quality_desktop.storage.store import Store

_EXAM: Final = "exam."
_SCHOOL_YEAR: Final = "school_year."
_DECIMALS: Final = {"mean_hundredths": 2}

Figures = dict[tuple[Id, Id], Answer]
"""(school, element) -> the official figure."""


def figures(
    *, store: Store, elements: Sequence[DataElement], year: int, school: Id | None = None
) -> Figures:
    """Official figures of the elements that can be derived from a source.

    A field that the source leaves open gives no figure, never a zero.

    Args:
        store: The file.
        elements: What is asked.
        year: School year; exams are taken from its calendar year.
        school: Only this school; all when omitted.
    """
    only = {} if school is None else {"school": school}
    found: Figures = {}
    by_exam: dict[tuple[str, str, int], list[tuple[DataElement, str]]] = {}
    for element in elements:
        if element.derived_from.startswith(_EXAM):
            key = (element.procedure, element.subject, element.grade or 0)
            field = element.derived_from.removeprefix(_EXAM)
            by_exam.setdefault(key, []).append((element, field))
    for procedure in {key[0] for key in by_exam}:
        results = store.all(ExamResult, procedure=procedure, year=exam_year_of(year), **only)
        for result in results:
            asked = by_exam.get((result.procedure, result.subject, result.grade), ())
            _take(found, result.school, result, asked)
    yearly = [
        (element, element.derived_from.removeprefix(_SCHOOL_YEAR))
        for element in elements
        if element.derived_from.startswith(_SCHOOL_YEAR)
    ]
    if yearly:
        for record in store.all(SchoolYear, year=year, **only):
            _take(found, record.school, record, yearly)
    return found


def _take(
    found: Figures,
    school: Id,
    record: ExamResult | SchoolYear,
    asked: Iterable[tuple[DataElement, str]],
) -> None:
    for element, field in asked:
        digits = getattr(record, field, None)
        if isinstance(digits, int):
            found[school, element.id] = Answer(digits=digits, decimals=_DECIMALS.get(field, 0))


def answers_in_force(
    *, store: Store, members: Collection[Id], year: int, school: Id | None = None
) -> Figures:
    """Answers of a year to some elements: what schools said, official figures where they did not.

    Args:
        store: The file.
        members: Ids of the elements.
        year: School year.
        school: Only this school; all when omitted.
    """
    only = {} if school is None else {"school": school}
    elements = [e for key in members if (e := store.get(DataElement, key)) is not None]
    found = figures(store=store, elements=elements, year=year, school=school)
    for value in store.all(Value, year=year, **only):
        answer = Answer.of(value)
        if value.element in members and not answer.is_empty:
            found[value.school, value.element] = answer
    return found
