"""The figures of schools as plain columns, the way ``analysis`` takes them: reported and official."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from quality_desktop.domain.collection.monitoring import DataElement, Value
from quality_desktop.domain.directory import SchoolYear
from quality_desktop.domain.examination.exams import ExamResult, exam_year_of
from quality_desktop.storage.store import Store

Columns = dict[str, list[Any]]
"""``element`` and ``school`` (ids as bytes), ``year``, ``digits``, ``decimals``, ``absence``."""

NAMES: Final = ("element", "school", "year", "digits", "decimals", "absence")
_EXAM: Final = "exam."
_SCHOOL_YEAR: Final = "school_year."
_DECIMALS: Final = {"mean_hundredths": 2}


def reported(*, store: Store, years: Iterable[int]) -> Columns:
    """The answers of these school years."""
    return store.columns(Value, NAMES, year=tuple(years))


def official(*, store: Store, elements: Sequence[DataElement]) -> Columns:
    """Figures of the elements that official sources know, of all years.

    A field that the source leaves open gives no row, never a zero. The same rule as
    ``official_figures.figures``, for thousands of schools at once.
    """
    rows = [*_of_exams(store, elements), *_of_school_years(store, elements)]
    columns = zip(*rows, strict=True) if rows else ((),) * len(NAMES)
    return {name: list(column) for name, column in zip(NAMES, columns, strict=True)}


def _of_exams(store: Store, elements: Sequence[DataElement]) -> Iterator[tuple[Any, ...]]:
    asked: dict[tuple[str, str, int], list[tuple[bytes, str]]] = {}
    for element in elements:
        if element.derived_from.startswith(_EXAM):
            key = (element.procedure, element.subject, element.grade or 0)
            field = element.derived_from.removeprefix(_EXAM)
            asked.setdefault(key, []).append((element.id.bytes, field))
    fields = _known(ExamResult, sorted({field for found in asked.values() for _, field in found}))
    for procedure in sorted({key[0] for key in asked}):
        columns = store.columns(
            ExamResult, ("subject", "grade", "school", "year", *fields), procedure=procedure
        )
        for subject, grade, school, exam_year, *figures in zip(*columns.values(), strict=True):
            found = asked.get((procedure, str(subject), int(grade or 0)))
            if found is None:
                continue
            by_field = dict(zip(fields, figures, strict=True))
            year = int(exam_year or 0) - exam_year_of(0)
            for key_of_element, field in found:
                digits = by_field.get(field)
                if isinstance(digits, int):
                    yield key_of_element, school, year, digits, _DECIMALS.get(field, 0), ""


def _of_school_years(store: Store, elements: Sequence[DataElement]) -> Iterator[tuple[Any, ...]]:
    for element in elements:
        field = element.derived_from.removeprefix(_SCHOOL_YEAR)
        if field == element.derived_from or not _known(SchoolYear, [field]):
            continue
        columns = store.columns(SchoolYear, ("school", "year", field))
        for school, year, digits in zip(*columns.values(), strict=True):
            if isinstance(digits, int):
                yield element.id.bytes, school, year, digits, 0, ""


def _known(kind: type[ExamResult | SchoolYear], names: Sequence[str]) -> list[str]:
    """Fields that the kind has; a definition may be newer than the program."""
    return [name for name in names if name in kind.__slots__]
