"""The catalogue of exams: the office's own records, and what came with the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue, MarkScale
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.records import Record
from quality_desktop.services.district_file.record_files import read_records
from quality_desktop.services.toml_files import read_toml
from quality_desktop.storage.store import Store

CATALOGUE = "exams.toml"
_SCALES = "exam-scales.toml"
_Coded = TypeVar("_Coded", ExamProcedure, Subject)


def exam_catalogue(*, store: Store, reference: Path | None) -> ExamCatalogue:
    """Procedures, subjects and scales.

    Args:
        store: The file; its records win over those of the program.
        reference: Folder of the catalogues; None for the file's own records only. A file made by
            an older version of the program has none of its own.

    Raises:
        QualityError: A catalogue cannot be read.
    """
    shipped = _shipped(reference) if reference else []
    return ExamCatalogue(
        procedures=_joined(store.all(ExamProcedure), shipped, ExamProcedure),
        subjects=_joined(store.all(Subject), shipped, Subject),
        scales=read_scales(reference / _SCALES) if reference else (),
    )


def read_scales(path: Path) -> tuple[MarkScale, ...]:
    """Scales of marks from scores.

    Raises:
        QualityError: The file is not what it should be.
    """
    data = read_toml(path)
    try:
        years = range(data["first_year"], data["last_year"] + 1)
        return tuple(
            _scale(data, subject, grade, bounds, years)
            for subject, grades in data["marks"].items()
            for grade, bounds in grades.items()
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise QualityError(f"Файл {path.name} записан с ошибкой: {error}.") from error


def _scale(
    data: dict[str, Any], subject: str, grade: str, bounds: list[int], years: range
) -> MarkScale:
    two, three, four = bounds
    return MarkScale(
        procedure=data["procedure"],
        subject=subject,
        grade=int(grade),
        years=years,
        bounds=(two, three, four),
        source=data["source"],
    )


def _shipped(reference: Path) -> list[Record]:
    records, _ = read_records([reference / CATALOGUE], namespace="reference", known={})
    return records


def _joined(own: Iterable[_Coded], shipped: Iterable[Record], kind: type[_Coded]) -> list[_Coded]:
    found = {record.code: record for record in shipped if isinstance(record, kind)}
    found.update({record.code: record for record in own})
    return list(found.values())
