"""Dates of a paper that fall on a day off: said before the paper is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.language import dates
from quality_desktop.services.deadlines.work_calendar import work_calendar

if TYPE_CHECKING:
    from datetime import date

    from quality_desktop.storage.reading import Reading


def rest_day_problems(
    *, store: Reading, paper: Paper, reference: Path, titles: Mapping[str, str]
) -> Iterator[Problem]:
    """What is said about each date of a paper on which the office does not work.

    Args:
        store: The file.
        paper: The paper.
        reference: Folder of the catalogues.
        titles: What the kind calls its dates: «deadline.code» -> title.

    Raises:
        QualityError: The catalogue of holidays is missing or wrong.
    """
    dues = sorted(_dues(store, paper, titles), key=lambda one: (one[1], one[0]))
    if not dues:
        return
    calendar = work_calendar(store=store, reference=reference)
    for title, due, code in dues:
        rest = calendar.rest_name(due)
        if rest:
            following = dates.numeric(calendar.next_working(due))
            yield Problem(
                text=f"Срок {dates.numeric(due)} ({title}) – нерабочий день ({rest}): ближайший "
                f"рабочий день – {following}.",
                severity=Severity.WARNING,
                place=f"paper:{paper.id}:{code}",
            )


def _dues(
    store: Reading, paper: Paper, titles: Mapping[str, str]
) -> Iterator[tuple[str, date, str]]:
    for one in store.all(PaperDeadline, paper=paper.id):
        code = f"deadline.{one.code}"
        yield one.title or titles.get(code, "") or "срок документа", one.due, code
    if paper.answer_due is not None:
        yield "ответ", paper.answer_due, "answer_due"
