"""Facts of the report on the effect of measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.outline_facts import Facts, FigureFacts
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.figures import Interval, wilson
from quality_desktop.domain.records import Id
from quality_desktop.language import dates
from quality_desktop.services.effects import effect_words
from quality_desktop.services.effects.effect import (
    MeasureEffect,
    SchoolEffect,
    effect_of,
    effects,
    exam_years,
)
from quality_desktop.services.risk_paperwork.risk_drafts import draft_measure
from quality_desktop.services.risk_schools.risk_figures import as_facts
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import year_texts

if TYPE_CHECKING:
    from quality_desktop.analysis.effect import Counts
    from quality_desktop.charts.figures import BeforeAfter, Pair
    from quality_desktop.storage.store import Store

_SCHOOLS_ON_PAGE: Final = 7
"""Schools of a figure, each with those like it: more cannot be read on one page."""


def years(*, store: Store) -> frozenset[int]:
    """Calendar years whose exams come after a measure that has schools."""
    taking_part = {record.measure for record in store.all(MeasureSchool)}
    found = (exam_years(one) for one in store.all(Measure) if one.id in taking_part)
    return frozenset(pair[1] for pair in found if pair is not None)


def effect_facts(
    *,
    store: Store,
    year: int,
    reference: Path,
    fonts: Path,
    listed: frozenset[Id] | None = None,
) -> tuple[Facts, tuple[Problem, ...]]:
    """Gather the report on the measures that the exams of a year judge.

    Args:
        store: The file.
        year: Calendar year of the exams.
        reference: Folder of the catalogues.
        fonts: Folder of the fonts.
        listed: Schools of the list of the year before, where the office has written down no measure:
            the report then shows what became of them.
    """
    if listed is None:
        found = [one for one in effects(store=store, reference=reference) if one.after == year]
    else:
        measure = draft_measure(year)
        found = [effect_of(store=store, reference=reference, measure=measure, schools=listed)]
    facts = Facts(
        texts=year_texts(year)
        | {
            "count": str(len(found) or ""),
            "before": str(year - 1),
            "proposed": "" if listed is None else "yes",
            "method": effect_words.METHOD,
            "no_cause": effect_words.NO_CAUSE,
        },
        lists={"measures": [_measure(one, fonts, is_draft=listed is not None) for one in found]},
    )
    return facts, tuple(
        Problem(
            text=f"Мера «{one.measure.title}»: {one.problem}",
            severity=Severity.WARNING,
            place=f"measure:{one.measure.id}",
        )
        for one in found
        if one.problem
    )


def _measure(found: MeasureEffect, fonts: Path, *, is_draft: bool) -> Facts:
    return Facts(
        texts={
            "title": found.measure.title,
            "figure": "" if found.outcome is None else found.outcome.title,
            "period": "" if is_draft else _period(found.measure),
            "responsible": found.measure.responsible,
            "summary": effect_words.summary(found),
            "before": str(found.before),
            "after": str(found.after),
        },
        tables={"schools": [_row(row) for row in found.rows] if found.outcome else []},
        figures={"change": _figures(found, fonts) if found.outcome else ()},
    )


def _row(row: SchoolEffect) -> Mapping[str, str]:
    similar = None if row.effect is None else row.effect
    return {
        "school": school_name(row.school),
        "before": effect_words.counted(row.before),
        "after": effect_words.counted(row.after),
        "change": effect_words.change(row.before, row.after),
        "similar": ""
        if similar is None
        else effect_words.change(similar.similar_before, similar.similar_after),
        "effect": effect_words.effect(row),
        "verdict": effect_words.verdict(row),
    }


def _figures(found: MeasureEffect, fonts: Path) -> tuple[FigureFacts, ...]:
    """Schools with those that they are compared with, on one axis, as many pages as it takes."""
    from quality_desktop.charts.before_after import before_after, reach
    from quality_desktop.charts.picture import PAGE

    rows = [row for row in found.rows if row.effect is not None]
    if not rows:
        return ()
    whole = _change_of(found, rows)
    count = -(-len(rows) // _SCHOOLS_ON_PAGE)
    bounds = [len(rows) * part // count for part in range(count + 1)]
    pages = []
    for start, end in pairwise(bounds):
        page = _change_of(found, rows[start:end])
        part = f", школы {start + 1}–{end} из {len(rows)}" if count > 1 else ""
        scale = replace(page.scale, full=reach(whole))
        pages.append(replace(page, title=f"{page.title}{part}", scale=scale))
    return tuple(as_facts(before_after(page, size=PAGE, fonts=fonts)) for page in pages)


def _change_of(found: MeasureEffect, rows: Sequence[SchoolEffect]) -> BeforeAfter:
    """The numbers of some schools and of those like them."""
    from quality_desktop.charts.figures import BeforeAfter, PairGroup

    own = tuple(_pair(school_name(row.school), row.before, row.after) for row in rows)
    others = tuple(
        _pair(
            f"Похожие на {school_name(row.school)}",
            row.effect.similar_before,
            row.effect.similar_after,
        )
        for row in rows
        if row.effect is not None and row.effect.similar_before is not None
    )
    groups = [PairGroup(title="Школы с мерой", pairs=own)]
    if others:
        groups.append(PairGroup(title="Похожие школы без меры", pairs=others))
    figure = "" if found.outcome is None else f": {found.outcome.title}"
    return BeforeAfter(
        title=f"{found.measure.title}{figure}",
        before_words=str(found.before),
        after_words=str(found.after),
        groups=tuple(groups),
    )


def _pair(label: str, before: Counts | None, after: Counts | None) -> Pair:
    from quality_desktop.charts.figures import Pair

    return Pair(
        label=label,
        before=None if before is None else before.share,
        after=None if after is None else after.share,
        before_interval=_interval(before),
        after_interval=_interval(after),
    )


def _interval(counts: Counts | None) -> Interval | None:
    return None if counts is None else wilson(counts.part, counts.whole)


def _period(measure: Measure) -> str:
    days = [day for day in (measure.starts, measure.ends) if day is not None]
    return " – ".join(dates.numeric(day) for day in days)
