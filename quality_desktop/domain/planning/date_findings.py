"""What is odd about the dates of a plan: shown beside them, never refused."""

from __future__ import annotations

from collections.abc import Iterator

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.planning.calendar_text import WrittenDates
from quality_desktop.domain.planning.spans import PlanYear


def date_findings(
    dates: WrittenDates, plan: PlanYear, *, place: str = "", row: str = ""
) -> tuple[Problem, ...]:
    """Findings about the dates of one row.

    Args:
        dates: The dates, understood.
        plan: Year of the plan.
        place: Where a view finds the cell.
        row: How sentences begin: «Строка 4»; empty for none.
    """
    lead = f"{row}: " if row else ""
    return tuple(
        Problem(
            text=lead + sentence if lead else sentence[:1].upper() + sentence[1:],
            severity=severity,
            place=place,
        )
        for sentence, severity in _findings(dates, plan)
    )


def _findings(dates: WrittenDates, plan: PlanYear) -> Iterator[tuple[str, Severity]]:
    for piece in dates.unclear:
        controlled = (
            f"под контроль попадёт только «{dates.shown}»"
            if dates.spans
            else "срок не попадёт под контроль"
        )
        yield f"в сроках не понято «{piece}»: {controlled}, проверьте запись.", Severity.HINT
    for piece in dates.backwards:
        yield f"срок «{piece}» кончается раньше, чем начинается: допишите годы.", Severity.WARNING
    if not dates.years:
        return
    for span in dates.spans:
        if not span.touches(plan.first, plan.last) and (
            span.first.year in dates.years or span.last.year in dates.years
        ):
            yield (
                f"срок «{span.printed}» не в году плана ({plan.shown}): проверьте год.",
                Severity.WARNING,
            )
