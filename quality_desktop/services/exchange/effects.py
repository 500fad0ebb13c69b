"""What a merge does to what people look at: matrix, values, findings, results, schools at risk.

Told by asking the same services before and after, on a copy of the file; whatever takes too long
is left out, never guessed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from quality_desktop.domain.collection.monitoring import Form, Value
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Record
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.entry import monitoring
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.storage.store import Store

SECONDS: Final = 6.0
"""Both sides together may take so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One figure before and after.

    Attributes:
        title: What is counted, in the user's words.
        is_better_less: Less of it is better.
    """

    title: str
    before: int
    after: int
    is_better_less: bool = False

    @property
    def difference(self) -> int:
        """After without before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a merge does to what people look at.

    Attributes:
        rows: Figures in the order of the tabs, also those that stay.
        risk_year: Calendar year of the list of schools at risk; None without results.
        entered: Schools that would come into the list by the rule, by name.
        left: Schools that would leave it.
        left_out: What was not counted for want of time, in the user's words.
    """

    rows: tuple[EffectRow, ...]
    risk_year: int | None
    entered: tuple[str, ...]
    left: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure of a file.

    Attributes:
        title: What is counted.
        count: How.
        is_better_less: Less of it is better.
    """

    title: str
    count: Callable[[Store], int]
    is_better_less: bool = False


def effect(*, before: Store, after: Store, seconds: float = SECONDS) -> Effect:
    """Compare two states of a file.

    Args:
        before: The file.
        after: Its copy with everything merged.
        seconds: What is not begun after so long is left out.
    """
    until = time.monotonic() + seconds
    rows: list[EffectRow] = []
    left_out: list[str] = []
    for one in _MEASURES:
        counted = None if time.monotonic() > until else _both(one.count, before, after)
        if counted is None:
            left_out.append(one.title)
            continue
        rows.append(
            EffectRow(
                title=one.title,
                before=counted[0],
                after=counted[1],
                is_better_less=one.is_better_less,
            )
        )
    year = max((*risk.years(store=before), *risk.years(store=after)), default=None)
    lists = None
    if time.monotonic() <= until:
        lists = _both(lambda store: _at_risk(store, year), before, after)
    if lists is None:
        left_out.append(_RISK)
    was, becomes = lists or ({}, {})
    return Effect(
        rows=tuple(rows),
        risk_year=None if lists is None else year,
        entered=tuple(sorted(becomes[key] for key in becomes.keys() - was.keys())),
        left=tuple(sorted(was[key] for key in was.keys() - becomes.keys())),
        left_out=tuple(left_out),
    )


T = TypeVar("T")


def _both(count: Callable[[Store], T], before: Store, after: Store) -> tuple[T, T] | None:
    """A figure of both sides; None when one of them cannot tell it (a formula that does not count)."""
    try:
        return count(before), count(after)
    except QualityError:
        return None


_RISK: Final = "школы в списке низких результатов"


def _rows(kind: type[Record]) -> Callable[[Store], int]:
    return lambda store: len(store.columns(kind, ("id",))["id"])


def _matrix_gaps(store: Store) -> int:
    """Findings about the matrix of the edition in force: nobody stands where somebody must."""
    if not responsibility.editions(store=store):
        return 0
    edition = responsibility.current_edition(store=store).id
    return len(responsibility.view(store=store, edition=edition).problems)


def _open_findings(store: Store) -> int:
    """Findings in the answers of schools that nobody has accepted, of the two latest years."""
    columns = store.columns(Value, ("element", "year"))
    years = sorted({year for year in columns["year"] if isinstance(year, int)})[-2:]
    found = 0
    for year in years:
        for form in monitoring.forms(store=store, year=year):
            found += _open_findings_of(store, form, year)
    return found


def _open_findings_of(store: Store, form: Form, year: int) -> int:
    grid = monitoring.grid(store=store, form=form.id, year=year)
    return sum(finding.is_open for row in grid.rows for finding in row.findings)


def _at_risk(store: Store, year: int | None) -> Mapping[object, str]:
    """Schools in the list by the rule in force, by id."""
    if year is None:
        return {}
    try:
        terms = risk.terms(store=store, rule=risk.current_code(store=store))
    except QualityError:  # a file without rules has no list
        return {}
    view = risk.assess(store=store, year=year, terms=terms)
    pairs = zip(view.schools, view.cases, strict=True)
    return {school.id: school_name(school) for school, case in pairs if case.is_included}


_MEASURES: Final = (
    Measure(title="замечания к матрице ответственности", count=_matrix_gaps, is_better_less=True),
    Measure(title="школы", count=_rows(School)),
    Measure(title="люди", count=_rows(Person)),
    Measure(title="подтверждения", count=_rows(Evidence)),
    Measure(title="ответы школ", count=_rows(Value)),
    Measure(title="результаты оценочных процедур", count=_rows(ExamResult)),
    Measure(title="открытые замечания к ответам", count=_open_findings, is_better_less=True),
)
