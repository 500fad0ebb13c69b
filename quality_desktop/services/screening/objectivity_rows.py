"""Exam results as screening looks at them: by work and year, a school beside all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from quality_desktop.analysis.objectivity import Agreement, agreement_of
from quality_desktop.domain.examination.exam_details import Points, scores_of, tasks_of
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_rows import Work

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_FIELDS = (
    "school", "year", "procedure", "subject", "grade", "participants",
    "two", "three", "four", "five", "lowered", "confirmed", "raised", "scores", "tasks",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolResult:
    """What screening takes of a result.

    Attributes:
        participants: None when the source did not say.
        marks: Pupils with «2», «3», «4», «5»; None while one is not known.
        agreement: Beside the register; None while a group is not known.
        scores: Pupils by primary score; empty when the source has none.
        tasks: Points by task; empty when the source has none.
    """

    participants: int | None
    marks: tuple[int, int, int, int] | None
    agreement: Agreement | None
    scores: Mapping[int, int]
    tasks: Mapping[str, Points]

    @property
    def marked(self) -> int:
        """Pupils with a mark."""
        return sum(self.marks or ())

    @property
    def good(self) -> int:
        """Pupils with «4» and «5»."""
        return sum((self.marks or ())[2:])


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkResults:
    """A work of a year in all schools, with its sums.

    Attributes:
        schools: Result by school.
        agreement: Sum over the schools.
        marks: Sum over the schools whose marks are known.
        tasks: Sum over the schools by task.
    """

    work: Work
    year: int
    schools: Mapping[Id, SchoolResult]
    agreement: Agreement
    marks: tuple[int, int, int, int]
    tasks: Mapping[str, Points]

    def tasks_elsewhere(self, own: SchoolResult) -> Mapping[str, Points]:
        """Points by task in the other schools; a task that nobody else had is left out."""
        rest = {
            task: Points(whole.won - part.won, whole.possible - part.possible)
            for task, part in own.tasks.items()
            if (whole := self.tasks.get(task)) is not None
        }
        return {task: points for task, points in rest.items() if points.possible > 0}

    def whole_distribution(self) -> tuple[Mapping[int, int], tuple[int, int, int, int]]:
        """Scores and marks of the schools that have both for the same pupils."""
        scores: dict[int, int] = {}
        marks = (0, 0, 0, 0)
        for found in self.schools.values():
            if found.marks is not None and sum(found.scores.values()) == found.marked:
                marks = _added(marks, found.marks)
                for score, pupils in found.scores.items():
                    scores[score] = scores.get(score, 0) + pupils
        return scores, marks


def read_works(
    *, store: Store, years: Iterable[int], is_detailed: Callable[[int, Work], bool]
) -> Mapping[tuple[int, Work], WorkResults]:
    """Read the results of some calendar years.

    Args:
        store: The file.
        years: Calendar years.
        is_detailed: Whether the scores and tasks of a work of a year are needed.
    """
    columns = store.columns(ExamResult, _FIELDS, year=tuple(years))
    found: dict[tuple[int, Work], dict[Id, SchoolResult]] = {}
    for row in zip(*columns.values(), strict=True):
        school, year, procedure, subject, grade, participants = row[:6]
        number = int(cast("int", year))
        work = Work(str(procedure), str(subject), int(cast("int", grade)))
        scores, tasks = row[13:] if is_detailed(number, work) else ("", "")
        counts = cast("tuple[int | None, ...]", row[6:13])
        key = Id(UUID(bytes=cast("bytes", school)))
        found.setdefault((number, work), {})[key] = SchoolResult(
            participants=cast("int | None", participants),
            marks=_marks(counts[:4]),
            agreement=_agreement(*counts[4:]),
            scores=scores_of(str(scores)) if scores else {},
            tasks=tasks_of(str(tasks)) if tasks else {},
        )
    return {(year, work): _summed(work, year, schools) for (year, work), schools in found.items()}


def _summed(work: Work, year: int, schools: Mapping[Id, SchoolResult]) -> WorkResults:
    marks = (0, 0, 0, 0)
    tasks: dict[str, Points] = {}
    for found in schools.values():
        marks = _added(marks, found.marks or (0, 0, 0, 0))
        for task, points in found.tasks.items():
            before = tasks.get(task, Points(0, 0))
            tasks[task] = Points(before.won + points.won, before.possible + points.possible)
    return WorkResults(
        work=work,
        year=year,
        schools=schools,
        agreement=agreement_of(s.agreement for s in schools.values() if s.agreement is not None),
        marks=marks,
        tasks=tasks,
    )


def _marks(counts: tuple[int | None, ...]) -> tuple[int, int, int, int] | None:
    two, three, four, five = counts
    if two is None or three is None or four is None or five is None:
        return None
    return two, three, four, five


def _agreement(lowered: int | None, confirmed: int | None, raised: int | None) -> Agreement | None:
    if lowered is None or confirmed is None or raised is None:
        return None
    return Agreement(lowered=lowered, confirmed=confirmed, raised=raised)


def _added(
    first: tuple[int, int, int, int], second: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    a, b, c, d = (x + y for x, y in zip(first, second, strict=True))
    return a, b, c, d
