"""Made-up exam results: marks drawn pupil by pupil, so that they add up as real ones do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from quality_desktop.domain.examination.exams import ExamResult, exam_result_id, exam_year_of
from quality_desktop.services.made_up.made_up_schools import NOTE, MadeUpSchool

_VPR: Final = (("math", 5), ("russian", 5), ("math", 8), ("russian", 8))
_OGE: Final = ("math", "russian")
_EGE: Final = ("math_profile", "math_base", "russian")
_LAYOUT: Final = "made_up"


@dataclass(frozen=True, slots=True)
class _Marks:
    """Counts of the four marks."""

    two: int
    three: int
    four: int
    five: int


def results(made: MadeUpSchool, *, seed: int, year: int) -> Iterator[ExamResult]:
    """Results of a school in the exams of a school year.

    Args:
        made: The school.
        seed: Seed of the generator.
        year: School year; the results bear its second calendar year.
    """
    for subject, grade in _VPR:
        size = made.classes.get((year, grade))
        if size:
            yield _vpr(
                made, Random(f"{seed}/{made.number}/{year}/{subject}/{grade}"), year, subject, grade
            )
    for subject in _OGE:
        if made.classes.get((year, 9)):
            yield _oge(made, Random(f"{seed}/{made.number}/{year}/oge/{subject}"), year, subject)
    if made.classes.get((year, 11)):
        yield from _ege(made, Random(f"{seed}/{made.number}/{year}/ege"), year)


def _vpr(made: MadeUpSchool, random: Random, year: int, subject: str, grade: int) -> ExamResult:
    size = made.classes[year, grade]
    wrote = max(1, size - sum(random.random() < 0.06 for _ in range(size)))
    marks = _marks(random, wrote, made.level - (0.25 if grade == 8 else 0.0))
    lowered, raised = (sum(random.random() < p for _ in range(wrote)) for p in (0.22, 0.06))
    lowered = min(lowered, wrote)
    raised = min(raised, wrote - lowered)
    return replace(
        _result(made, "vpr", year, subject, grade, wrote, marks),
        lowered=lowered,
        confirmed=wrote - lowered - raised,
        raised=raised,
    )


def _oge(made: MadeUpSchool, random: Random, year: int, subject: str) -> ExamResult:
    took = made.classes[year, 9]
    marks = _marks(random, took, made.level + 0.35)
    return replace(_result(made, "oge", year, subject, 0, took, marks), below=marks.two)


def _ege(made: MadeUpSchool, random: Random, year: int) -> Iterator[ExamResult]:
    leavers = made.classes[year, 11]
    profile = sum(random.random() < 0.55 for _ in range(leavers))
    counts = {"math_profile": profile, "math_base": leavers - profile, "russian": leavers}
    for subject in _EGE:
        took = counts[subject]
        if not took:
            continue
        if subject == "math_base":
            marks = _marks(random, took, made.level + 0.5)
            result = _result(made, "ege", year, subject, 0, took, marks)
            yield replace(result, below=marks.two)
            continue
        points = [
            max(0, min(100, round(random.gauss(58 + 9 * made.level, 16)))) for _ in range(took)
        ]
        bound = 24 if subject == "russian" else 27
        yield replace(
            _result(made, "ege", year, subject, 0, took),
            below=sum(p < bound for p in points),
            high=sum(80 <= p < 100 for p in points),
            full=sum(p == 100 for p in points),
            mean_hundredths=(200 * sum(points) + took) // (2 * took),
        )


def _marks(random: Random, count: int, level: float) -> _Marks:
    weights = (
        max(0.01, 0.13 - 0.12 * level),
        max(0.05, 0.42 - 0.10 * level),
        max(0.05, 0.32 + 0.10 * level),
        max(0.01, 0.12 + 0.08 * level),
    )
    drawn = Counter(random.choices((2, 3, 4, 5), weights, k=count))
    return _Marks(*(drawn[mark] for mark in (2, 3, 4, 5)))


def _result(
    made: MadeUpSchool,
    procedure: str,
    year: int,
    subject: str,
    grade: int,
    participants: int,
    marks: _Marks | None = None,
) -> ExamResult:
    calendar = exam_year_of(year)
    return ExamResult(
        id=exam_result_id(procedure, calendar, subject, grade, made.school.id),
        procedure=procedure,
        year=calendar,
        subject=subject,
        grade=grade,
        school=made.school.id,
        participants=participants,
        two=marks.two if marks else None,
        three=marks.three if marks else None,
        four=marks.four if marks else None,
        five=marks.five if marks else None,
        layout=_LAYOUT,
        source="вымышленные данные образца",
        note=NOTE,
    )
