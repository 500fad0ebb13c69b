"""Reading of one pupil's row: task cells, score and marks, with what is wrong in each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.spelling import folded
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.pupils import Pupil, Tally
from quality_desktop.sheets.results.rows import found

ABSENT = "отсутствовал"
_NO_MARK = frozenset({"", "нет отметки", "нет", "-", "н/а", "нет данных"})
_NOT_TRIED = "х"
_TASK = re.compile(
    r"^([0-9]+(?:[.][0-9]+)*(?:[к\u006b][0-9]+)?)\s*\(\s*(\d{1,3})\s*б\.?\s*\)$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilColumns:
    """Where everything of a pupil stands.

    Attributes:
        tasks: Task -> its columns (two where the work has two parts with the same numbers).
        highest: Task -> greatest points, where the heading says them.
        score: Column of the primary score.
        mark: Column of the mark for the work; None where there is none.
        register: Column of the mark in the register.
        variants: Columns of the variant.
    """

    tasks: Mapping[str, int]
    highest: Mapping[str, int]
    score: int | None = None
    mark: int | None = None
    register: int | None = None
    variants: tuple[int, ...] = ()


def task_of(heading: str) -> tuple[str, int] | None:
    """Number and greatest points of a task heading: «4К1 (3б)», «9.1 (1б)»."""
    match = _TASK.match(" ".join(heading.split()))
    if match is None:
        return None
    return match[1].upper().replace("K", "К"), int(match[2])


@dataclass(slots=True)
class PupilReader:
    """Reads the pupils of a sheet; problems of the same kind are told once per school."""

    sheet: Sheet
    where: PupilColumns
    problems: list[Problem] = field(default_factory=list)
    _told: set[tuple[int, str]] = field(default_factory=set)

    def is_pupil(self, row: int) -> bool:
        """False for prepared rows that nobody filled: no variant and no task.

        The score of such rows is a formula that gives 0.
        """
        columns = (*self.where.variants, *self.where.tasks.values())
        if any(text_of(self.sheet.at(row, column)) for column in columns):
            return True
        if columns:
            return False
        return self.where.score is not None and self.sheet.at(row, self.where.score) is not None

    def is_absent(self, row: int) -> bool:
        """True when a variant says that the pupil did not come."""
        texts = (folded(text_of(self.sheet.at(row, c))) for c in self.where.variants)
        return any(text.startswith(ABSENT) for text in texts)

    def add(self, row: int, tally: Tally) -> None:
        """Add the pupil of a row to the figures of the school."""
        if self.is_absent(row):
            tally.absent += 1
            return
        tally.pupils.append(
            Pupil(
                mark=self._mark(row, tally),
                register=self._register(row),
                score=self._score(row, tally),
                tasks=self._tasks(row, tally),
            )
        )

    def _score(self, row: int, tally: Tally) -> int | None:
        if self.where.score is None:
            tally.are_scores_whole = False
            return None
        number = number_at(self.sheet, row, self.where.score)
        if not isinstance(number, CellNumber) or not number.is_whole or number.digits < 0:
            tally.are_scores_whole = False
            self._say(row, self.where.score, "нет первичного балла", tally)
            return None
        if tally.max_score is not None and number.digits > tally.max_score:
            tally.are_scores_whole = False
            text = f"первичный балл {number.digits} больше наибольшего ({tally.max_score})"
            self._say(row, self.where.score, text, tally)
            return None
        return number.digits

    def _mark(self, row: int, tally: Tally) -> int | None:
        if self.where.mark is None:
            return None
        mark = self._of_marks(row, self.where.mark)
        if mark is None:
            text = "нет отметки за работу, отметки школы не взяты"
            self._say(row, self.where.mark, text, tally, Severity.ERROR)
        return mark

    def _register(self, row: int) -> int | None:
        if self.where.register is None:
            return None
        text = folded(text_of(self.sheet.at(row, self.where.register)))
        mark = self._of_marks(row, self.where.register)
        if mark is None and text not in _NO_MARK:
            self._say(row, self.where.register, f"«{text[:40]}» — не отметка по журналу", None)
        return mark

    def _of_marks(self, row: int, column: int) -> int | None:
        number = number_at(self.sheet, row, column)
        is_mark = isinstance(number, CellNumber) and number.is_whole and 2 <= number.digits <= 5
        return number.digits if is_mark and isinstance(number, CellNumber) else None

    def _tasks(self, row: int, tally: Tally) -> dict[str, int]:
        points: dict[str, int] = {}
        for task, column in self.where.tasks.items():
            highest = self.where.highest.get(task)
            text = folded(text_of(self.sheet.at(row, column)))
            if not text or highest is None:
                continue
            number = number_at(self.sheet, row, column)
            if text == _NOT_TRIED:
                points[task] = 0
            elif (
                isinstance(number, CellNumber) and number.is_whole and 0 <= number.digits <= highest
            ):
                points[task] = number.digits
            else:
                tally.are_tasks_whole = False
                self._say(
                    row,
                    column,
                    f"за задание {task} «{text[:20]}», а можно от 0 до {highest}",
                    tally,
                )
        return points

    def _say(
        self,
        row: int,
        column: int,
        text: str,
        tally: Tally | None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Keep a problem; of each column only the first of a school."""
        key = (id(tally) if tally else column, f"{column}:{severity}")
        if key not in self._told:
            self._told.add(key)
            self.problems.append(found(self.sheet.name, row, column, text, severity))
