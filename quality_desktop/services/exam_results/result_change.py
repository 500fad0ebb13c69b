"""A result of an examination beside what the office's file has: which figures change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.examination.result_figures import FIELD_TITLES
from quality_desktop.services.exam_results.result_editing import TYPED

FIGURES: Final = (*FIELD_TITLES, "mean_hundredths", "max_score", "scores", "tasks")
"""Fields of ``ExamResult`` that files give."""

_EMPTY: Final = {"scores": "", "tasks": "", "note": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """A result that would be written.

    Attributes:
        before: What the file of the office has; None for a new result.
        after: What it would have.
        school_name: Name as the file writes it.
    """

    before: ExamResult | None
    after: ExamResult
    school_name: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """Figures that change, and the note when it does."""
        return tuple(
            name
            for name in (*FIGURES, "note")
            if getattr(self.after, name) != figure_of(self.before, name)
        )

    @property
    def replaces(self) -> bool:
        """True when a known figure would become another; filling a gap replaces nothing."""
        return self.before is not None and any(
            has_figure(self.before, name) for name in self.fields
        )

    @property
    def replaced_by_hand(self) -> tuple[str, ...]:
        """Figures that a person typed and that would become others."""
        if self.before is None or self.before.layout != TYPED:
            return ()
        return tuple(
            name for name in self.fields if name in FIGURES and has_figure(self.before, name)
        )


def figure_of(result: ExamResult | None, name: str) -> Any:  # noqa: ANN401 - a field of any type
    """A figure, or what stands for none where there is no result."""
    return getattr(result, name) if result is not None else _EMPTY.get(name)


def has_figure(result: ExamResult | None, name: str) -> bool:
    """True where the result tells this figure."""
    return bool(figure_of(result, name) != _EMPTY.get(name))
