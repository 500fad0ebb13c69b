"""What a change of a result is called: «участников 20; отметок «2»: 3 → 4»."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.examination.result_figures import FIELD_TITLES
from quality_desktop.domain.figures import printed_digits
from quality_desktop.services.exam_results.result_change import ResultChange

MEAN: Final = "mean_hundredths"
_OTHER_TITLES: Final = {
    MEAN: "средний балл",
    "max_score": "наибольший балл",
    "scores": "распределение баллов",
    "tasks": "баллы за задания",
    "note": "примечание",
}
_LONG_FIELDS: Final = frozenset({"scores", "tasks"})


def field_title(name: str) -> str:
    """What a figure of a result is called in a sentence, genitive for counts."""
    return FIELD_TITLES.get(name) or _OTHER_TITLES[name]


def field_titles(names: Iterable[str]) -> str:
    """Several of them in a row."""
    return ", ".join(map(field_title, names))


def told_change(change: ResultChange) -> str:
    """Every figure that changes, with what stood there before."""
    return "; ".join(_told(change, name) for name in change.fields)


def _told(change: ResultChange, name: str) -> str:
    title = field_title(name)
    before = None if change.before is None else getattr(change.before, name)
    if name in _LONG_FIELDS:
        return f"{title}: другое" if before else title
    if name == "note":
        return f"{title}: {change.after.note}"
    now = _shown(change.after, name)
    if before is None:
        return f"{title} {now}"
    return f"{title} {_shown(change.before, name)} → {now}"


def _shown(result: ExamResult | None, name: str) -> str:
    value = None if result is None else getattr(result, name)
    if not isinstance(value, int):
        return "нет"
    return printed_digits(value, 2 if name == MEAN else 0)
