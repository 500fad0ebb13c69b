"""Rows of single pupils added up to the figures of a school; the rows themselves are never kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from quality_desktop.domain.examination.exam_catalogue import MARKS, MarkScale
from quality_desktop.sheets.results.score_columns import printed_scores

NOT_TRIED = "x"
"""A task that the pupil did not begin: nothing won of what was possible."""
_LOWEST, _HIGHEST = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """What a row says of a pupil.

    Attributes:
        mark: Mark for the work, 2–5; None where the file has none.
        register: Mark in the register, 2–5; None for «нет отметки».
        score: Primary score.
        tasks: Points per task; tasks without a value are left out.
    """

    mark: int | None = None
    register: int | None = None
    score: int | None = None
    tasks: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Pupils of one school added up.

    Attributes:
        highest: Greatest points per task as its heading says; empty when it does not.
        max_score: Greatest primary score.
        has_marks: The file gives marks; when one is missing, none is taken.
        are_scores_whole: Every pupil has a sound score, so that the distribution may be kept.
        are_tasks_whole: Every task cell was sound.
    """

    highest: Mapping[str, int]
    max_score: int | None = None
    has_marks: bool = True
    are_scores_whole: bool = True
    are_tasks_whole: bool = True
    absent: int = 0
    pupils: list[Pupil] = field(default_factory=list)

    def figures(self, scale: MarkScale | None = None) -> dict[str, int | str]:
        """Fields of ``ExamResult``.

        Args:
            scale: Gives the marks where the file has none.
        """
        values: dict[str, int | str] = {"participants": len(self.pupils)}
        pairs = [(self._mark(pupil, scale), pupil.register) for pupil in self.pupils]
        marks = [mark for mark, _ in pairs if mark is not None]
        if self.pupils and len(marks) == len(pairs):
            counts = Counter(marks)
            values |= {name: counts[mark] for mark, name in enumerate(MARKS, _LOWEST)}
            values |= _against_register(pairs)
        if self.are_scores_whole and all(pupil.score is not None for pupil in self.pupils):
            scores = Counter(p.score for p in self.pupils if p.score is not None)
            values["scores"] = printed_scores(scores)
        if self.are_tasks_whole and self.highest:
            values["tasks"] = self._tasks()
        if self.max_score is not None:
            values["max_score"] = self.max_score
        return {name: value for name, value in values.items() if value != ""}

    def _mark(self, pupil: Pupil, scale: MarkScale | None) -> int | None:
        if self.has_marks:
            return pupil.mark
        if scale is None or pupil.score is None or not self.are_scores_whole:
            return None
        return _LOWEST + MARKS.index(scale.mark_of(pupil.score))

    def _tasks(self) -> str:
        won: Counter[str] = Counter()
        possible: Counter[str] = Counter()
        for pupil in self.pupils:
            for task, points in pupil.tasks.items():
                won[task] += points
                possible[task] += self.highest[task]
        return ";".join(
            f"{task}:{won[task]}/{possible[task]}" for task in self.highest if possible[task]
        )


def _against_register(pairs: list[tuple[int | None, int | None]]) -> dict[str, int]:
    """Groups of the register over pupils who have both marks; nothing when nobody has."""
    both = [(mark, known) for mark, known in pairs if mark is not None and known is not None]
    if not both:
        return {}
    return {
        "lowered": sum(mark < known for mark, known in both),
        "confirmed": sum(mark == known for mark, known in both),
        "raised": sum(mark > known for mark, known in both),
    }
